/** The LSL scripts: sound to the last semicolon, and what they post is taken for what is in the region. */

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { LANGUAGE_CODES } from '../../src/pure/languages.js'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import { projectRoot } from '../helpers/project-root.js'
import { type LslLibrary, readLsl } from '../helpers/regions/lsl-check.js'
import { Float, isList, numberOf, runLsl, type Value, type Vector } from '../helpers/regions/lsl-run.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { openSignal, signIn } from '../helpers/signal-socket.js'
import { startTestApp } from '../helpers/test-app.js'

const NULL_KEY = '00000000-0000-0000-0000-000000000000'
const region = { id: '11111111-2222-4333-8444-000000000001', name: 'Back\\slash "Quote" Ünï' }
const anna = { id: '8ef718ec-06bd-4c6c-a7dd-5003073b0641', name: 'Anna "the \\ voice" Tést\n🙂' }
const bert = { id: '26830585-b9b4-4a3b-a630-ec0b6ac2c9c0', name: 'Bert Test' }
const parcel = '2c768cf2-3725-474e-a725-dd60f247060e'
/** As simulators say them: the second uses the estate's channel. */
const PARCEL_FLAGS: Record<string, number> = { [parcel]: 1_744_838_731 }
const REGION_FLAGS = 0x10100000

const library: LslLibrary = {
  functions: {
    llDeleteSubList: 3,
    llDetectedKey: 1,
    llDumpList2String: 2,
    llGetAgentList: 2,
    llEscapeURL: 1,
    llGetAgentSize: 1,
    llGetAttached: 0,
    llGetKey: 0,
    llGetListLength: 1,
    llGetObjectDetails: 2,
    llGetOwnerKey: 1,
    llGetParcelDetails: 2,
    llGetParcelFlags: 1,
    llGetPos: 0,
    llGetRegionAgentCount: 0,
    llGetRegionCorner: 0,
    llGetRegionFlags: 0,
    llGetRegionName: 0,
    llGetSubString: 3,
    llGetTimestamp: 0,
    llGetUnixTime: 0,
    llHTTPRequest: 3,
    llJsonGetValue: 2,
    llKey2Name: 1,
    llList2Integer: 2,
    llList2Key: 2,
    llList2Rot: 2,
    llList2String: 2,
    llList2Vector: 2,
    llListFindList: 2,
    llListen: 4,
    llLoadURL: 3,
    llOwnerSay: 1,
    llParseStringKeepNulls: 3,
    llRegionSay: 2,
    llRegionSayTo: 3,
    llResetScript: 0,
    llRot2Fwd: 1,
    llRound: 1,
    llSay: 2,
    llSetTimerEvent: 1,
    llSetTouchText: 1,
    llStringLength: 1,
    llSubStringIndex: 2,
    llUnescapeURL: 1,
  },
  constants: new Set([
    'AGENT_LIST_REGION',
    'CHANGED_REGION',
    'CHANGED_REGION_START',
    'FALSE',
    'HTTP_BODY_MAXLENGTH',
    'HTTP_CUSTOM_HEADER',
    'HTTP_METHOD',
    'HTTP_MIMETYPE',
    'HTTP_VERIFY_CERT',
    'JSON_INVALID',
    'NULL_KEY',
    'OBJECT_NAME',
    'OBJECT_POS',
    'OBJECT_ROT',
    'PARCEL_DETAILS_AREA',
    'PARCEL_DETAILS_ID',
    'PARCEL_DETAILS_OWNER',
    'TRUE',
    'ZERO_VECTOR',
  ]),
  events: {
    attach: ['key'],
    changed: ['integer'],
    http_response: ['key', 'integer', 'list', 'string'],
    listen: ['integer', 'string', 'key', 'string'],
    on_rez: ['integer'],
    state_entry: [],
    timer: [],
    touch_start: ['integer'],
  },
}

const sourceOf = (name: string) => readFileSync(join(projectRoot, 'config/opensim', `${name}.lsl`), 'utf8')

interface Request {
  readonly url: string
  readonly headers: Record<string, string>
  readonly method: string
  readonly body: string
}

/** A script in a world of its own: what it asks and says is written down. */
function start(name: string, settings: Record<string, string> = {}, object = region.id) {
  const requests: Request[] = []
  const said: string[] = []
  const loaded: { agentId: Value; url: Value; message: Value }[] = []
  const world = {
    seconds: 1_795_166_896,
    milliseconds: '248',
    timer: 0,
    /** Requests that the simulator still lets out. */
    allowance: 100,
    /** It may not reach that address at all. */
    blocked: false,
    /** How often it was asked to let one out. */
    asked: 0,
    attached: 0,
    /** How far the region reaches to the east, in metres. */
    width: 256,
    /** Of the parcel that covers most of it, in square metres. */
    parcelArea: 65_536,
    agents: [
      { ...anna, pos: { x: 123.552834, y: 130.503403, z: 26.089771 }, parcel },
      { ...bert, pos: { x: 100, y: 0.004, z: 26.054543 }, parcel: NULL_KEY },
    ],
  }
  const agent = (id: Value | undefined) => world.agents.find((one) => one.id === id)
  const texts = (value: Value | undefined) => (isList(value) ? value.map(String) : [])
  const item = (list: Value | undefined, index: Value | undefined) => {
    return isList(list) ? list.at(numberOf(index)) : undefined
  }
  const asVector = (value: Value | undefined): Vector => {
    return typeof value === 'object' && 'x' in value ? value : { x: 0, y: 0, z: 0 }
  }

  function httpRequest(url: Value | undefined, options: Value | undefined, body: Value | undefined): Value {
    world.asked += 1
    if (world.blocked) return ''
    if (world.allowance === 0) return NULL_KEY
    world.allowance -= 1
    const flags = texts(options)
    const after = (flag: string) => flags[flags.indexOf(flag) + 1] ?? ''
    const header = flags.indexOf('HTTP_CUSTOM_HEADER')
    // The simulator reads pairs from there to the end.
    if (header !== flags.length - 3) throw new Error('a custom header must come last')
    const headers = {
      'content-type': after('HTTP_MIMETYPE'),
      [after('HTTP_CUSTOM_HEADER')]: flags[header + 2] ?? '',
    }
    requests.push({ url: String(url), headers, method: after('HTTP_METHOD'), body: String(body) })
    return `00000000-0000-4000-8000-${String(requests.length).padStart(12, '0')}`
  }

  const script = runLsl(readLsl(sourceOf(name), library), {
    constants: {
      ...Object.fromEntries([...library.constants].map((constant) => [constant, constant])),
      TRUE: 1,
      FALSE: 0,
      JSON_INVALID: '\ufdd0',
      NULL_KEY,
      ZERO_VECTOR: { x: 0, y: 0, z: 0 },
      CHANGED_REGION: 256,
      CHANGED_REGION_START: 1024,
    },
    functions: {
      llDeleteSubList: (list, from, to) =>
        isList(list) ? list.filter((_, index) => index < numberOf(from) || index > numberOf(to)) : [],
      llDetectedKey: (index) => world.agents[numberOf(index)]?.id,
      llDumpList2String: (list, by) => texts(list).join(String(by)),
      llGetAgentList: () => [...world.agents.map(({ id }) => id), region.id],
      llGetAgentSize: (id) => ({ x: 0, y: 0, z: agent(id) ? 1.9 : 0 }),
      llGetAttached: () => world.attached,
      llGetKey: () => object,
      llGetListLength: (list) => texts(list).length,
      llGetObjectDetails(id) {
        const one = agent(id)
        return one ? [one.name, one.pos, { x: 0, y: 0, z: 0.258837, s: 0.965921 }] : []
      },
      llGetOwnerKey: (id) => (id === 'hud of anna' ? anna.id : String(id)),
      llGetParcelDetails(pos, wanted) {
        const { x, y } = asVector(pos)
        const one = world.agents.find((agent) => x === agent.pos.x)
        const known: Record<string, Value> = {
          PARCEL_DETAILS_AREA: world.parcelArea,
          PARCEL_DETAILS_ID: one?.parcel ?? parcel,
          PARCEL_DETAILS_OWNER: anna.id,
        }
        const isIn = x < world.width && y < 256
        return isIn ? texts(wanted).map((what) => known[what] ?? '') : []
      },
      // 0.9.2's ends the script where there is no parcel.
      llGetParcelFlags: (pos) => {
        const one = world.agents.find(({ pos: { x } }) => x === asVector(pos).x)
        if (!one) throw new Error('Object reference not set to an instance of an object')
        return PARCEL_FLAGS[one.parcel] ?? 671_096_907
      },
      llGetPos: () => ({ x: 100, y: 0.004, z: 26.054543 }),
      llGetRegionAgentCount: () => world.agents.length,
      llGetRegionCorner: () => ({ x: 256000, y: 256000, z: 0 }),
      llGetRegionFlags: () => REGION_FLAGS,
      llGetRegionName: () => region.name,
      llGetSubString(text, from, to) {
        const end = numberOf(to)
        return String(text).slice(numberOf(from), end < 0 ? (end === -1 ? undefined : end + 1) : end + 1)
      },
      llGetTimestamp: () => `2026-11-20T09:28:16.${world.milliseconds}000Z`,
      llGetUnixTime: () => world.seconds,
      llHTTPRequest: httpRequest,
      llJsonGetValue(json, path) {
        try {
          const found = texts(path).reduce((inner, name) => inner[name], JSON.parse(String(json)))
          return found === undefined ? '\ufdd0' : String(found)
        } catch {
          return '\ufdd0'
        }
      },
      llEscapeURL: (text) => encodeURIComponent(String(text)),
      llKey2Name: (id) => agent(id)?.name,
      llList2Integer: (list, index) => item(list, index) ?? 0,
      llList2Key: (list, index) => item(list, index) ?? '',
      llList2Rot: (list, index) => item(list, index),
      llList2String: (list, index) => item(list, index) ?? '',
      llList2Vector: (list, index) => item(list, index),
      llListFindList: (list, what) => texts(list).indexOf(texts(what)[0] ?? ''),
      llListen: () => 1,
      llLoadURL(agentId = '', message = '', url = '') {
        loaded.push({ agentId, url, message })
        return undefined
      },
      llOwnerSay: (text) => void said.push(String(text)),
      llParseStringKeepNulls: (text, by) => String(text).split(texts(by)[0] ?? ''),
      llRegionSay: (channel, text) => void said.push(`${numberOf(channel)} ${text}`),
      llRegionSayTo: (who, _channel, text) => void said.push(`to ${who}: ${text}`),
      llResetScript: () => undefined,
      llRot2Fwd(rotation) {
        const { x, y, z, s = 1 } = asVector(rotation)
        return { x: 1 - 2 * (y * y + z * z), y: 2 * (x * y + z * s), z: 2 * (x * z - y * s) }
      },
      llRound: (number) => Math.floor(numberOf(number) + 0.5),
      llSay: (channel, text) => void said.push(`says on ${numberOf(channel)}: ${text}`),
      llSetTimerEvent(seconds) {
        world.timer = numberOf(seconds)
        return undefined
      },
      llSetTouchText: () => undefined,
      llStringLength: (text) => String(text).length,
      llSubStringIndex: (text, what) => String(text).indexOf(String(what)),
      llUnescapeURL: (text) => decodeURIComponent(String(text)),
    },
  })
  for (const [setting, value] of Object.entries(settings)) script.set(setting, value)
  script.event('state_entry')
  /** The answer to the last request. */
  const answer = (status: number, body = '') => {
    script.event(
      'http_response',
      `00000000-0000-4000-8000-${String(requests.length).padStart(12, '0')}`,
      status,
      [],
      body,
    )
  }
  return { script, world, requests, said, loaded, answer }
}

t.test('the check finds what the simulator would', (t) => {
  const faults: Record<string, string> = {
    'default { state_entry() { llOwnerSay("a") } }': 'line 1: expected ;',
    'default { state_entry() { llOwnerSay("a"); }': 'found the end',
    'default { state_entry() { llOwnerSay("a"; } }': 'found ;',
    'default { state_entry() { llOwnersay("a"); } }': 'no function llOwnersay',
    'default { state_entry() { llOwnerSay(); } }': 'takes 1 arguments, not 0',
    'default { state_entry() { llOwnerSay(text); } }': 'text is not declared',
    'default {\n\n state_entry() { integer a = 1 } }': 'line 3',
    'default { touch_start() { } }': 'no event touch_start()',
    'integer a; integer a; default { state_entry() { } }': 'declared twice',
    'default { state_entry() { "unended } }': 'begins nothing',
    'default { state_entry() { } } }': 'nothing may follow',
  }
  for (const [source, message] of Object.entries(faults)) {
    t.throws(
      () => readLsl(source, library),
      { message: new RegExp(message.replace(/[()]/g, '\\$&')) },
      source,
    )
  }
  t.end()
})

t.test('the feed posts the whole region, and the service takes every word of it', async (t) => {
  const app = await startTestApp(t)
  const settings = { SERVICE_URL: app.url, REGION_SECRET: app.secrets.regionSecret, REGION_ID: region.id }
  const { script, world, requests, answer } = start('voice-feed', settings)
  t.equal(world.timer, 1, 'once a second')
  script.event('timer')
  const [request] = requests
  t.match(request, { method: 'POST', url: `${app.url}/opensim/v1/positions?node=` })
  t.strictSame(JSON.parse(request?.body ?? ''), {
    region: region.id,
    name: region.name,
    corner: [256000, 256000],
    at: 1_795_166_896_248,
    region_flags: REGION_FLAGS,
    avatars: [
      {
        id: anna.id,
        name: anna.name,
        pos: [123.55, 130.5, 26.09],
        look: [0.87, 0.5, 0],
        parcel_flags: 1_744_838_731,
        parcel,
        parcel_owner: anna.id,
        parcel_whole: 1,
      },
      {
        id: bert.id,
        name: bert.name,
        pos: [100, 0, 26.05],
        look: [0.87, 0.5, 0],
        parcel_flags: 671_096_907,
      },
    ],
  })
  const post = async () => {
    const { url = '', ...init } = requests.at(-1) ?? {}
    return (await fetch(url, init)).status
  }
  t.equal(await post(), 204)
  const metrics = await (await fetch(`${app.url}/metrics`)).text()
  t.match(metrics, /^voice_avatars 2$/m)
  answer(204)
  world.seconds += 1
  // Somebody far out or in no place at all must not cost the others their voice.
  const far = { ...bert, id: '26830585-b9b4-4a3b-a630-ec0b6ac2c9c1', pos: { x: 1e6, y: 0, z: 0 }, parcel }
  world.agents.push(far, { ...far, pos: { x: Number.NaN, y: 0, z: 0 } })
  script.event('timer')
  t.equal(JSON.parse(requests.at(-1)?.body ?? '').avatars.length, 2)
  t.equal(await post(), 204)

  const wide = start('voice-feed', settings)
  wide.world.width = 512
  const saysWhole = () => {
    wide.script.event('timer')
    wide.answer(204)
    return JSON.parse(wide.requests.at(-1)?.body ?? '').avatars[0].parcel_whole
  }
  t.equal(saysWhole(), undefined, 'half of a region of 512 m')
  wide.world.parcelArea = 512 * 256
  t.equal(saysWhole(), 1)
})

/** Turns of its timer, a second each. */
function turns({ script, world }: ReturnType<typeof start>, seconds: number): void {
  for (let second = 0; second < seconds; second += 1) {
    world.seconds += 1
    if (world.timer > 0) script.event('timer')
  }
}

t.test(
  'the feed waits for its answer, gives it up in time, and asks again soon where that may help',
  async (t) => {
    const feed = start('voice-feed', { REGION_SECRET: 'secret', REGION_ID: region.id })
    const { script, world, requests, said, answer } = feed
    script.event('timer')
    script.event('timer')
    t.equal(requests.length, 1)
    world.seconds += 11
    script.event('timer')
    t.equal(requests.length, 2, 'after ten seconds it asks again')
    answer(200, 'node2')
    turns(feed, 1)
    t.match(requests.at(-1)?.url, /\/positions\?node=node2$/, 'it names the node that it was told')
    answer(204)
    turns(feed, 1)
    t.match(requests.at(-1)?.url, /\/positions\?node=node2$/)
    answer(204)
    t.strictSame(said, [])
    turns(feed, 1)
    answer(200, '<h1>It works!</h1>')
    t.match(said.splice(0), [/200.*It works!/], 'which is not the voice service')
    turns(feed, 5)
    answer(204)
    said.splice(0)
    // A service that is restarted: status 499 is the simulator's own.
    const answered = requests.length
    let before = answered
    for (let second = 0; second < 120; second += 1) {
      turns(feed, 1)
      if (requests.length > before) answer(499, 'connection refused')
      before = requests.length
    }
    t.ok(requests.length - answered < 13, `${requests.length - answered} requests in two minutes`)
    turns(feed, 20)
    t.equal(requests.length, before + 1, 'at least every twenty seconds')
    answer(204)
    t.match(said, [/499.*connection refused/, /answers again/])
    t.equal(said.length, 2)
    t.equal(start('voice-feed').world.timer, 0, 'without settings it does nothing')
  },
)

t.test(
  'a feed that may not reach us, or has a wrong secret, asks ever less often and says once what is missing',
  (t) => {
    const settings = {
      SERVICE_URL: 'https://voice.test:8443/',
      REGION_SECRET: 'secret',
      REGION_ID: region.id,
    }
    const line = /\nOutboundDisallowForUserScriptsExcept = voice\.test:8443\n/
    for (const kind of ['blocked', 'allowance'] as const) {
      const feed = start('voice-feed', settings)
      if (kind === 'blocked') feed.world.blocked = true
      else feed.world.allowance = 0
      turns(feed, 3600)
      t.ok(feed.world.asked <= 20, `${kind}: asked ${feed.world.asked} times in an hour`)
      const { asked } = feed.world
      turns(feed, 3600)
      t.ok(feed.world.asked - asked <= 7, 'once in ten minutes')
      t.match(feed.said, [line])
      t.equal(feed.said.length, 1)
      Object.assign(feed.world, { blocked: false, allowance: 100 })
      turns(feed, 600)
      t.equal(feed.requests.length > 0, true, 'it finds out by itself that it may')
      feed.answer(204)
      t.match(feed.said.at(-1), /answers again/)
      const before = feed.requests.length
      turns(feed, 1)
      t.equal(feed.requests.length, before + 1, 'and is as quick as ever')
    }
    for (const [url, host] of [
      ['http://10.0.0.1:8443', '10.0.0.1:8443'],
      ['https://voice.test', 'voice.test:443'],
      ['http://voice.test/', 'voice.test:80'],
    ] as const) {
      const feed = start('voice-feed', { ...settings, SERVICE_URL: url })
      feed.world.blocked = true
      turns(feed, 2)
      t.match(feed.said[0], `OutboundDisallowForUserScriptsExcept = ${host}\n`)
    }

    const wrong = start('voice-feed', settings)
    let before = 0
    for (let second = 0; second < 3600; second += 1) {
      turns(wrong, 1)
      if (wrong.requests.length > before) wrong.answer(401, '{"error":"region-secret-wrong"}')
      before = wrong.requests.length
    }
    t.ok(before <= 12, `a wrong secret: ${before} requests in an hour`)
    t.match(wrong.said, [/401.*region-secret-wrong.*\n.*REGION_SECRET/])
    t.equal(wrong.said.length, 1)
    t.end()
  },
)

t.test('whoever touches the kiosk gets a link that signs in', async (t) => {
  const app = await startTestApp(t)
  const settings = { SERVICE_URL: app.url, REGION_SECRET: app.secrets.regionSecret }
  const { script, requests, loaded, said, answer, world } = start('voice-kiosk', settings)
  script.event('touch_start', 1)
  script.event('touch_start', 1)
  t.equal(requests.length, 1, 'one link for two touches')
  const { url = '', ...init } = requests[0] ?? {}
  const response = await fetch(url, init)
  answer(response.status, await response.text())
  t.equal(loaded[0]?.agentId, anna.id)
  const session = await fetch(`${app.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ticket: String(loaded[0]?.url).split('/v/')[1] }),
  })
  t.match(await session.json(), { agentId: anna.id, name: anna.name })
  world.seconds += 15
  script.event('touch_start', 2)
  t.equal(requests.length, 3, 'two people at once')
  answer(500, '')
  t.match(said, [/^to 26830585.*not available/, /no link \(500\)/])
  const second = '00000000-0000-4000-8000-000000000002'
  script.event('http_response', second, 200, [], '{"url":"https://voice.test/v/x"}')
  t.match(said.at(-1), /gives links again/)
})

t.test('residents are told in the language of their region, and the HUD knows which that is', async (t) => {
  const file = join(t.testdir(), 'regions.json')
  const plaza = { name: 'Plaza', url: 'http://127.0.0.1:9', password: 'x', language: 'fr' }
  writeFileSync(file, JSON.stringify([plaza]))
  const app = await startTestApp(t, { env: { IN_WORLD_LANGUAGE: 'de', REMOTE_ADMIN_FILE: file } })
  const settings = { SERVICE_URL: app.url, REGION_SECRET: app.secrets.regionSecret }
  const ask = async (region: string) => {
    const kiosk = start('voice-kiosk', settings)
    kiosk.script.event('touch_start', 1)
    const { url = '', headers, ...init } = kiosk.requests[0] ?? {}
    const response = await fetch(url, { ...init, headers: { ...headers, 'x-secondlife-region': region } })
    kiosk.answer(response.status, await response.text())
    return kiosk
  }
  const { loaded } = await ask('Plaza (256000, 256000)')
  t.match(loaded[0]?.message, /^Votre lien vocal/)
  const { loaded: elsewhere, script, world, said, answer } = await ask('Elsewhere (1, 2)')
  t.match(elsewhere[0]?.message, /^Dein persönlicher Voice-Link/)
  world.seconds += 15
  script.event('touch_start', 1)
  answer(503)
  t.match(said[0], /Voice ist gerade nicht verfügbar/)
  script.event('listen', -77250915, 'HUD', 'hud of anna', 'voice-link')
  t.ok(said.includes('to hud of anna: language de'))

  const hud = start('voice-hud')
  const hear = (text: string) => hud.script.event('listen', -77250915, 'kiosk', region.id, text)
  const asked = (answer: string) => {
    hud.script.event('touch_start', 1)
    hear(answer)
    return hud.said.at(-1)
  }
  hear('language de')
  t.match(asked('not now'), /^Voice-Links gibt es/)
  for (const odd of ['language xx', 'language There is no voice kiosk in this region.', 'language '])
    hear(odd)
  t.match(asked('not now'), /^Voice-Links gibt es/, 'what is no language changes nothing')
  hud.script.event('touch_start', 1)
  hud.script.event('timer')
  t.match(hud.said.at(-1), /keinen Voice-Kiosk/)
  for (const code of LANGUAGE_CODES) {
    hear(`language ${code}`)
    hud.said.length = 0
    t.ok(String(asked('not now')).length > 10, code)
  }
})

t.test('twenty touches at once are twenty links, one for each, as fast as the simulator allows', (t) => {
  const kiosk = start('voice-kiosk', { REGION_SECRET: 'secret' })
  const { script, world, requests, loaded, said } = kiosk
  world.agents = Array.from({ length: 20 }, (_, index) => ({
    ...anna,
    pos: { x: 100, y: 100, z: 25 },
    parcel,
    id: `8ef718ec-06bd-4c6c-a7dd-5003073b${String(index).padStart(4, '0')}`,
  }))
  world.allowance = 3
  script.event('touch_start', 20)
  script.event('touch_start', 20)
  let answered = 0
  for (let second = 0; second < 30; second += 1) {
    for (; answered < requests.length; answered += 1) {
      const id = `00000000-0000-4000-8000-${String(answered + 1).padStart(12, '0')}`
      const { agent } = JSON.parse(requests[answered]?.body ?? '')
      script.event('http_response', id, 200, [], JSON.stringify({ url: `https://voice.test/v/${agent}` }))
    }
    world.allowance = 1
    turns(kiosk, 1)
  }
  t.equal(requests.length, 20)
  t.strictSame(
    loaded.map(({ agentId, url }) => url === `https://voice.test/v/${agentId}` && agentId).sort(),
    world.agents.map(({ id }) => id),
  )
  t.equal(world.timer, 0, 'then it rests')
  t.ok(
    said.every((text) => /comes in about \d+ seconds/.test(text)),
    'who waits is told how long',
  )
  t.end()
})

t.test(
  'a kiosk that may not reach us tells its owner what is missing, and residents that there is no link',
  (t) => {
    const settings = { SERVICE_URL: 'https://voice.test:8443', REGION_SECRET: 'secret' }
    for (const kind of ['blocked', 'allowance', 'secret'] as const) {
      const kiosk = start('voice-kiosk', settings)
      const { script, world, said, requests, loaded } = kiosk
      if (kind === 'blocked') world.blocked = true
      if (kind === 'allowance') world.allowance = 0
      for (let minute = 0; minute < 60; minute += 1) {
        const before = requests.length
        script.event('touch_start', 2)
        turns(kiosk, 60)
        for (let index = before; index < requests.length; index += 1) {
          const id = `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`
          script.event('http_response', id, 401, [], '{"error":"region-secret-wrong"}')
        }
      }
      t.ok(world.asked <= 50, `${kind}: asked ${world.asked} times for 120 touches in an hour`)
      t.notMatch(said.join(), /too many people/i)
      const toOwner = said.filter((text) => text.startsWith('Voice kiosk'))
      t.equal(toOwner.length, 1, kind)
      t.match(
        toOwner[0],
        kind === 'secret' ? /REGION_SECRET/ : /\nOutboundDisallowForUserScriptsExcept = voice\.test:8443\n/,
      )
      t.equal(said.filter((text) => /^to .*not available here/.test(text)).length, 120, 'everybody is told')
      script.event('listen', -77250915, 'HUD', 'hud of anna', 'voice-link')
      t.equal(said.at(-1), 'to hud of anna: not now', 'a HUD asks in vain, in silence')
      t.strictSame(loaded, [])
    }
    t.end()
  },
)

t.test('the HUD asks the kiosk of its region, for its own wearer', (t) => {
  const hud = start('voice-hud')
  t.equal(hud.world.timer, 0)
  hud.script.event('attach', anna.id)
  t.equal(hud.world.timer, 5, 'a moment after arrival')
  hud.script.event('timer')
  t.strictSame(hud.said, ['-77250915 voice-link'])
  t.equal(hud.world.timer, 0)
  hud.script.event('listen', -77250915, 'kiosk', region.id, 'coming')
  hud.script.event('changed', 256)
  t.equal(hud.world.timer, 0, 'not at every border')
  hud.script.event('touch_start', 1)
  hud.script.event('timer')
  t.match(hud.said.slice(1), ['-77250915 voice-link', /no voice kiosk/])
  hud.world.seconds += 3600
  hud.script.event('changed', 256)
  hud.script.event('timer')
  t.equal(hud.said.length, 4)

  hud.script.event('touch_start', 1)
  hud.script.event('listen', -77250915, 'kiosk', region.id, 'not now')
  t.match(hud.said.at(-1), /not available in this region/)
  t.equal(hud.world.timer, 0)

  const kiosk = start('voice-kiosk', { REGION_SECRET: 'secret' })
  kiosk.script.event('listen', -77250915, 'HUD', 'hud of anna', 'voice-link')
  kiosk.script.event('listen', -77250915, 'HUD', 'hud of a stranger elsewhere', 'voice-link')
  t.equal(kiosk.requests.length, 1)
  t.equal(JSON.parse(kiosk.requests[0]?.body ?? '').agent, anna.id)
  t.strictSame(kiosk.said, ['to hud of anna: coming'])
  t.notMatch(sourceOf('voice-hud'), /SECRET = /, 'it may be given to everybody')
  t.end()
})

t.test('floats and integers are told apart, as the language does', (t) => {
  const source =
    'string f(float a) { return (string)a + (string)(7 / 2) + (string)(7 / 2.0); } default { state_entry() { } }'
  const script = runLsl(readLsl(source, library), { functions: {}, constants: {} })
  t.equal(script.call('f', new Float(1.5)), '1.50000033.500000')
  t.end()
})

t.test('local chat and the room are one, once an admin allows it, and nothing goes round', async (t) => {
  const app = await startTestApp(t)
  const resident = testAvatar('Rita Page')
  const here = testRegion(app, [resident], 'Square', region.id)
  await here.push()
  const page = openSignal(app.url, await signIn(app.url, await here.link(resident)))
  t.teardown(() => page.close())
  await page.next('welcome')
  page.send({ type: 'join', muted: true })
  const { channel } = await page.next('room')
  const settings = { SERVICE_URL: app.url, REGION_SECRET: app.secrets.regionSecret, REGION_ID: region.id }
  const objects = ['11111111-2222-4333-8444-00000000000a', '11111111-2222-4333-8444-00000000000b']
  const scripts = objects.map((object) => start('voice-chat', settings, object))
  const [one, two] = scripts as [Started, Started]
  type Started = ReturnType<typeof start>
  /** A turn of its timer, with the service's answer. */
  async function turn({ script, world, requests, answer }: Started): Promise<number> {
    world.seconds += 1
    const before = requests.length
    script.event('timer')
    const { url = '', ...init } = requests[before] ?? {}
    if (url === '') return 0
    const response = await fetch(url, init)
    answer(response.status, await response.text())
    return response.status
  }
  t.equal(await turn(one), 403)
  t.match(one.said, [/^Voice chat:.*403.*an admin can allow it/])
  const admin = await signedInAdmin(app)
  const { body } = await admin.get(`/channels/${channel.id}`)
  const change = (more: object) =>
    admin.patch(`/channels/${channel.id}`, { version: body.version, settings: { textBridge: true, ...more } })
  t.equal(
    (await change({ textReach: 'voice' })).status,
    422,
    'not where text reaches as far as the voice only',
  )
  t.equal((await change({})).status, 200)
  t.match(await page.next('chat-rules'), { bridged: true }, 'residents are told that it is said in-world')
  one.said.splice(0)
  one.world.seconds += 60
  t.equal(await turn(one), 200)
  t.match(one.said.splice(0), [/answers again/])

  const hear = (name: string, id: string, text: string) => {
    for (const { script } of scripts) script.event('listen', 0, name, id, text)
  }
  page.send({ type: 'chat', nonce: 'a', text: 'Hello there!\nAnna: I said this' })
  const first = await page.next('chat-line')
  hear(anna.name, anna.id, 'Hi "Rita" \\ ünï 🙂')
  hear('A chatty vendor', 'd5e160bb-83e8-4725-a143-93804dfb1135', 'Buy this!')
  hear('Anna’s hud', 'hud of anna', 'Buy that!')
  t.equal(await turn(one), 200)
  const brought = await page.next('chat-line')
  t.match(brought.line, { from: anna.id, text: 'Hi "Rita" \\ ünï 🙂', inWorld: true, seq: 2 })
  t.strictSame(one.said.splice(0), ['says on 0: Rita Page: Hello there! / Anna: I said this'])
  t.equal(first.line.inWorld, undefined)

  t.equal(await turn(two), 403, 'a second script in the same place is refused')
  t.match(two.said.splice(0), [/Another script/])
  // Each hears what the other one says, as any object.
  hear('Voice chat', objects[0] ?? '', 'Rita Page: Hello there!')
  hear('Voice chat', objects[1] ?? '', 'Rita Page: Hello there!')
  for (let count = 0; count < 3; count += 1) await turn(one)
  t.strictSame(one.said.splice(0), [], 'nothing is said twice, and nothing it brought comes back')

  // An answer is lost: the same lines go out again, and are the same lines.
  hear(bert.name, bert.id, 'one of mine')
  one.world.seconds += 1
  one.script.event('timer')
  const { url = '', ...lost } = one.requests.at(-1) ?? {}
  page.send({ type: 'chat', nonce: 'b', text: 'meanwhile' })
  await page.next('chat-line')
  await fetch(url, lost)
  one.world.seconds += 11
  t.equal(await turn(one), 200)
  t.strictSame(one.said.splice(0), ['says on 0: Rita Page: meanwhile'])
  page.send({ type: 'chat-read' })
  const { lines } = await page.next('chat-history')
  t.strictSame(
    lines.map(({ text }) => text),
    ['Hello there!\nAnna: I said this', 'Hi "Rita" \\ ünï 🙂', 'meanwhile', 'one of mine'],
  )

  page.send({ type: 'chat', nonce: 'c', text: 'x'.repeat(1000) })
  await page.next('chat-line')
  await page.next('chat-line')
  t.equal(await turn(one), 200)
  t.strictSame(
    one.said.splice(0).map((text) => text.length <= 'says on 0: '.length + 1000),
    [true, true],
    'as long as the simulator says at once',
  )
  t.equal((await admin.post(`/rooms/${channel.id}/ban`, { agentId: bert.id, minutes: 5 })).status, 204)
  hear(bert.name, bert.id, 'from a banned one')
  hear(anna.name, anna.id, 'from a welcome one')
  t.equal(await turn(one), 200)
  t.match(
    await page.next('chat-line'),
    { line: { text: 'from a welcome one' } },
    'a ban holds for local chat, too',
  )
  const before = one.requests.length
  one.world.agents.splice(0)
  for (let second = 0; second < 30; second += 1) await turn(one)
  t.ok(one.requests.length - before <= 4, 'in an empty region it asks every ten seconds')
  t.equal((await fetch(url, { ...lost, headers: { 'content-type': 'application/json' } })).status, 401)
  t.equal((await fetch(url, { ...lost, body: '{"lines":[]}' })).status, 400)
})
