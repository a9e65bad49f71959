import Fastify from 'fastify'
import t, { type Test } from 'tap'
import { VoiceError } from '../../../src/errors.js'
import { createErrorHandler } from '../../../src/http/error-answers.js'
import { caps } from '../../../src/opensim/caps/caps.js'
import { readLlsd, writeLlsd } from '../../../src/opensim/caps/llsd.js'
import { openStore } from '../../../src/store/store.js'
import { createAccounts } from '../../../src/voice/accounts/accounts.js'
import { createChannels, UNUSED_AFTER_MS } from '../../../src/voice/channels/channels.js'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { createFaultLog } from '../../../src/voice/log/fault-log.js'
import { createParcelVoice } from '../../../src/voice/presence/land/parcel-voice.js'
import { createSignInThrottle } from '../../../src/voice/sign-in/sign-in-throttle.js'
import { systemTimers } from '../../../src/voice/time/timers.js'
import { gateOf, NO_CONFINEMENT } from '../../helpers/regions/region-authority.js'
import { createTestTime } from '../../helpers/test-time.js'

const agent = '8EF718EC-06bd-4c6c-a7dd-5003073b0641'
const region = '3f2c9a8e-5a52-4f8d-9e8a-0f4b3c1d2e3f'
const parcel = '2c768cf2-3725-474e-a725-dd60f247060e'
const nothing = '<llsd><undef /></llsd>'

async function build(t: Test) {
  const store = await openStore({ file: ':memory:' })
  const { clock, set } = createTestTime()
  const throttle = createSignInThrottle(systemTimers)
  const accounts = createAccounts({ store: store.accounts, secret: 'secret', throttle, clock })
  const channels = createChannels(store.channels, clock)
  const app = Fastify()
  const warnings: string[] = []
  const log = { info: () => undefined, warn: (_: object, message: string) => void warnings.push(message) }
  const faults = createFaultLog({ log, stopwatch: systemTimers })
  const parcelVoice = createParcelVoice()
  const acts: object[] = []
  app.setErrorHandler(createErrorHandler(faults, systemTimers))
  await app.register(caps, {
    prefix: '/opensim/v1/caps',
    gate: gateOf({ secret: 'region-secret' }),
    ...NO_CONFINEMENT,
    accounts,
    channels,
    parcelVoice,
    regionActs: {
      async perform({ channel, open }, act, { agentId, regionId, vouched }) {
        if (!vouched) throw new VoiceError('not-allowed', 'No moderator.')
        acts.push({ ...act, by: agentId, regionId, channel: channel.name, stored: (await open()).name })
      },
      performInCall: () => t.fail('simulators without a voice module have no calls'),
    },
    sipDomainOf: () => 'voice.invalid',
    pagesUrl: () => 'https://voice.invalid:8443',
    faults,
  })
  t.teardown(async () => {
    await app.close()
    await store.close()
  })
  const post = (name: string, body: object | string, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: `/opensim/v1/caps/${name}`,
      payload: body,
      headers: { authorization: 'Bearer region-secret', ...headers },
    })
  const pass = (milliseconds: number) => set(clock() + milliseconds)
  return { post, accounts, channels, store, parcelVoice, warnings, acts, pass }
}

t.test('an avatar gets an account that it can sign in with', async (t) => {
  const { post, accounts, warnings } = await build(t)
  for (const [body, headers] of [
    [{ agent }, {}],
    [
      `<llsd><map><key>agent</key><uuid>${agent}</uuid></map></llsd>`,
      { 'content-type': 'application/llsd+xml' },
    ],
  ] as const) {
    const answer = await post('ProvisionVoiceAccountRequest', body, headers)
    t.equal(answer.statusCode, 200)
    t.equal(answer.headers['cache-control'], 'no-store', 'it holds a password')
    const [, name = '', password = ''] =
      /^<llsd><map><key>username<\/key><string>(.+)<\/string><key>password<\/key><string>(.+)<\/string><key>voice_sip_uri_hostname<\/key><string>voice.invalid<\/string><key>voice_account_server_name<\/key><string>http:\/\/voice.invalid:8443\/api2<\/string><\/map><\/llsd>$/.exec(
        answer.body,
      ) ?? []
    t.equal(name, 'xjvcY7Aa9TGyn3VADBzsGQQ==')
    const account = await accounts.signIn({ grid: MAIN_GRID, name, password, address: '::1' })
    t.equal(account.agentId, agent.toLowerCase())
  }
  await accounts.setDisabled(MAIN_GRID, 'xjvcY7Aa9TGyn3VADBzsGQQ==', true)
  t.equal((await post('ProvisionVoiceAccountRequest', { agent })).body, nothing, 'disabled')
  t.match(warnings, [/disabled/], 'and whoever runs the service can read why')
  t.equal((await post('ProvisionVoiceAccountRequest', {})).body, nothing, 'no avatar')
})

t.test("a parcel has its channel, or the region's, or none where voice is not allowed", async (t) => {
  const { post, channels, store, parcelVoice, pass } = await build(t)
  const place = { grid: MAIN_GRID, regionId: region, parcelId: parcel }
  const ask = async (more: object) =>
    (
      await post('ParcelVoiceInfoRequest', {
        region,
        region_name: 'A & B',
        parcel_local_id: 7,
        ...more,
      })
    ).body
  const answer = (uri: string) =>
    `<llsd><map><key>parcel_local_id</key><integer>7</integer><key>region_name</key><string>A &amp; B</string><key>voice_credentials</key><map><key>channel_uri</key><string>${uri}</string></map></map></llsd>`
  t.equal(await ask({ parcel, parcel_name: 'Plaza' }), answer('sip:confctl-1001@voice.invalid'))
  t.equal(await ask({ parcel: parcel.toUpperCase() }), answer('sip:confctl-1001@voice.invalid'))
  t.equal(await ask({}), answer('sip:confctl-1002@voice.invalid'))
  t.equal(await ask({ parcel, voice_allowed: false }), answer(''))
  t.notOk(parcelVoice.isAllowed(place), 'nor for whoever is there by the page')
  await ask({ parcel })
  t.ok(parcelVoice.isAllowed(place))
  t.equal(await ask({ region: undefined }), nothing)
  t.same(
    (await store.channels.search({ grid: MAIN_GRID })).map(({ name, description }) => [name, description]),
    [
      [parcel, 'A & B:Plaza'],
      [region, 'A & B:A & B'],
    ],
  )
  pass(UNUSED_AFTER_MS + 1)
  await ask({})
  t.equal(await channels.deleteUnused(), 1, 'a channel that is asked for is in use')
  t.match(await store.channels.search({ grid: MAIN_GRID }), [{ name: region }])
})

t.test('strangers and nonsense are refused, and a failure of ours is nothing to a viewer', async (t) => {
  const { post, store } = await build(t)
  const wrong = await post('ProvisionVoiceAccountRequest', { agent }, { authorization: 'Bearer wrong' })
  t.equal(wrong.statusCode, 401)
  const llsd = { 'content-type': 'application/llsd+xml' }
  for (const body of [
    '',
    'x',
    '<llsd/>',
    '<llsd><map><key>agent</key></map></llsd>',
    '<llsd><evil/></llsd>',
  ]) {
    t.equal((await post('ProvisionVoiceAccountRequest', body, llsd)).statusCode, 400, body)
  }
  t.equal((await post('ProvisionVoiceAccountRequest', { agent: 'anna' })).statusCode, 400)
  t.equal((await post('ProvisionVoiceAccountRequest', `<a>${'<b>'.repeat(5000)}`, llsd)).statusCode, 400)
  t.equal((await post('ProvisionVoiceAccountRequest', 'x'.repeat(20_000), llsd)).statusCode, 413)
  await store.close()
  t.equal((await post('ProvisionVoiceAccountRequest', { agent })).body, nothing)
})

t.test('LLSD is written and read alike', async (t) => {
  const value = { a: [1, 2.5, true, false, 'x & <y>', undefined, []], b: { c: '', d: {} } }
  t.same(readLlsd(writeLlsd(value)), value)
  t.equal(writeLlsd(undefined), nothing)
})

t.test(
  'what a moderator asks for is passed on with where it counts, and refused with a status',
  async (t) => {
    const { post, acts } = await build(t)
    const ask = async (body: object | string, headers = {}) =>
      (await post('SpatialVoiceModerationRequest', body, headers)).statusCode
    const asked = { agent, region, moderator: true, operand: 'mute_all' }
    t.equal(await ask({ ...asked, moderator: false }), 403)
    t.equal(await ask({ ...asked, operand: 'mute' }), 400, 'whom?')
    t.equal(await ask({ ...asked, operand: 'kick', agent_id: agent }), 400)
    t.same(acts, [])
    t.equal(await ask(asked), 204)
    const whom = `<key>operand</key><string>unmute</string><key>agent_id</key><uuid>${parcel}</uuid>`
    const who = `<key>agent</key><uuid>${agent}</uuid><key>moderator</key><boolean>true</boolean>`
    const where = `<key>region</key><uuid>${region}</uuid><key>parcel</key><uuid>${parcel}</uuid>`
    const xml = { 'content-type': 'application/llsd+xml' }
    t.equal(await ask(`<llsd><map>${who}${where}${whom}</map></llsd>`, xml), 204)
    const by = { by: agent.toLowerCase(), regionId: region }
    t.same(acts, [
      { act: 'mute-all', ...by, channel: region, stored: region },
      { act: 'unmute', agentId: parcel, ...by, channel: parcel, stored: parcel },
    ])
  },
)
