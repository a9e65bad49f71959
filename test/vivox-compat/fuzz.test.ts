import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { parseParams } from '../../src/vivox-compat/wire/params.js'
import { SETTING_LIMITS, settingsOf } from '../../src/voice/channels/channel.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { find } from '../helpers/regions/vivox-module.js'
import { buildVivoxService, errorsIn } from '../helpers/regions/vivox-service.js'

const RUNS = 5000

const calls = [
  'signin',
  'signout',
  'get_acct',
  'adm_acct_new',
  'adm_password',
  'ad_password',
  'chan_mod',
  'chan_search',
  'chan_cmd',
  'get_prelogin',
  'unknown',
]

const names = [
  'auth_token',
  'userid',
  'pwd',
  'user_name',
  'username',
  'new_pwd',
  'mode',
  'chan_id',
  'chan_name',
  'chan_parent',
  'chan_desc',
  'chan_type',
  'chan_mode',
  'chan_roll_off',
  'chan_dist_model',
  'chan_max_range',
  'chan_clamping_distance',
  'chan_ckamping_distance',
  'cond_channame',
  'cond_chanparent',
  'chan_uri',
  'user_uri',
  'scope',
  '',
  '__proto__',
]

/** What the module sends: so that a mutated query often gets past the first check. */
const sensible = (token: string, uuids: readonly string[]) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(token) },
    fc.constantFrom(...uuids, ...uuids.map((uuid) => `${uuid}D`)),
    fc.constantFrom('create', 'delete', 'get', 'modify', 'kick', 'mute', 'drop_all', 'mute_all'),
    fc.constantFrom('positional', 'channel', 'dir', 'open', 'lecture', '2', '60', '-1', '1e999', 'NaN'),
    fc.integer({ min: 1000, max: 1040 }).map(String),
    fc.integer({ min: 1000, max: 1040 }).map((id) => `sip:confctl-${id}@voice.invalid`),
    fc.constantFrom('vadmin', 'vpass', 'xjvcY7Aa9TGyn3VADBzsGQQ==', 'sip:xjvcY7Aa9TGyn3VADBzsGQQ==@v'),
  )

const junk = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.stringMatching(/^(%[0-9a-zA-Z]{0,2}|[&=+?;#]|chan_){0,20}$/),
  fc.integer({ min: 1, max: 4000 }).map((length) => 'x'.repeat(length)),
)

t.test(`${RUNS} random and mutated queries are all answered, in XML that the module can walk`, async (t) => {
  const { app, store, lines } = await buildVivoxService({ level: 'warn' })
  t.teardown(() => app.close())
  const signIn = await app.inject('/api2/viv_signin.php?userid=vadmin&pwd=vpass')
  const token = find(signIn.body, 'response.level0.body.auth_token') ?? ''
  const uuids = Array.from({ length: 4 }, () => randomUUID())
  const value = fc.oneof(
    {
      weight: 3,
      arbitrary: sensible(token, uuids),
    },
    { weight: 1, arbitrary: junk },
  )
  const parameter = fc.tuple(fc.constantFrom(...names), value).map(([name, text]) => `${name}=${text}`)
  const segments = fc.array(fc.oneof({ weight: 5, arbitrary: parameter }, { weight: 1, arbitrary: junk }), {
    maxLength: 12,
  })
  const signedIn = fc.oneof({ weight: 3, arbitrary: fc.constant([`auth_token=${token}`]) }, fc.constant([]))

  let changes = 0
  /** What begins like a real call gets far enough to do something with the rest. */
  const beginning = fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    fc.constantFrom(...uuids, `${uuids[0]}D`).map((name) => ['mode=create', `chan_name=${name}`]),
    fc.integer({ min: 1001, max: 1010 }).map((id) => ['mode=delete', `chan_id=${id}`]),
    fc
      .constantFrom(...uuids)
      .map((name) => [`cond_channame=${name}`, `user_name=x${name}`, `username=x${name}`, 'pwd=p']),
  )

  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...calls),
      signedIn,
      beginning,
      segments,
      async (call, auth, begin, rest) => {
        const query = [...auth, ...begin, ...rest].join('&')
        const { statusCode, body } = await app.inject(`/api2/viv_${call}.php?${query}`)
        if (statusCode !== 200) return false
        if (call === 'get_prelogin') return find(body, 'VCConfiguration.DefaultRealm') !== undefined
        const status = find(body, 'response.level0.status')
        if (status === 'OK') {
          if (call === 'chan_mod') changes += 1
          return true
        }
        const code = find(body, 'response.level0.body.code')
        return code !== undefined && (status === 'ERR' || status === code)
      },
    ),
    { numRuns: RUNS, endOnFailure: true },
  )

  t.same(errorsIn(lines), [])
  const channels = await store.channels.search({ grid: MAIN_GRID })
  const ids = new Set(channels.map(({ id }) => id))
  t.equal(new Set(channels.map(({ name, parentId }) => `${parentId} ${name}`)).size, channels.length)
  for (const channel of channels) {
    if (channel.parentId !== null && !ids.has(channel.parentId)) t.fail('a parent is missing')
    const settings = settingsOf(channel)
    for (const key of ['rollOff', 'maxRangeMetres', 'clampingDistanceMetres'] as const) {
      const { min, max } = SETTING_LIMITS[key]
      if (!(settings[key] >= min && settings[key] <= max)) t.fail(`${key} is ${settings[key]}`)
    }
  }
  // What is left in the end may be nothing: some of them delete.
  t.ok(changes > RUNS / 200, 'some of them did something')
})

t.test('any bytes at all can be read as a query', async (t) => {
  const property = () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (query) => {
        const params = parseParams(query)
        for (const name of names) params.get(name)
        params.audio('chan_max_range')
        return params.description.length <= 520
      }),
      { numRuns: 7000 },
    )
  t.doesNotThrow(property)
})
