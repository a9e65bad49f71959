/** XML-RPC and the agents in it: every recording is read, and nothing that is half, hostile or odd. */

import t from 'tap'
import { readAgents } from '../../src/opensim/remote-admin/agents-answer.js'
import { decodeAnswer, encodeCall, isStruct, type RpcStruct } from '../../src/outgoing/xml-rpc.js'
import { recordedAnswers } from '../helpers/regions/fake-simulator.js'

const anna = '8ef718ec-06bd-4c6c-a7dd-5003073b0641'

function recorded(name: string): RpcStruct {
  return structIn(recordedAnswers(name)[0] ?? '')
}

function structIn(xml: string): RpcStruct {
  const answer = decodeAnswer(xml)
  if ('fault' in answer || !isStruct(answer.value)) throw new Error('no struct')
  return answer.value
}

/** An answer with agents that have these members. */
function agentsWith(...agents: Record<string, string>[]): RpcStruct {
  const sound = {
    id: anna,
    name: 'Anna Test',
    type: 'User',
    pos_x: '1',
    pos_y: '2',
    pos_z: '3',
    lookat_x: '1',
    lookat_y: '0',
    lookat_z: '0',
    current_parcel_id: '2C768CF2-3725-474e-a725-dd60f247060e',
  }
  const region = { name: 'Here', id: '11111111-2222-4333-8444-000000000001' }
  return { regions: [{ ...region, agents: agents.map((agent) => ({ ...sound, ...agent })) }] }
}

t.test('the recordings of a simulator are read', (t) => {
  t.strictSame(readAgents(recorded('one')), {
    regionId: '11111111-2222-4333-8444-000000000001',
    regionName: 'Voice Test',
    avatars: [
      {
        agentId: anna,
        name: 'Anna Test',
        position: [129.8985, 114.2389, 24.08099],
        look: [-0.9323001, -0.3616859, 0],
        parcelId: '2c768cf2-3725-474e-a725-dd60f247060e',
        npc: false,
      },
    ],
    unplaced: [],
    odd: [],
  })
  t.equal(readAgents(recorded('two-standing')).avatars.length, 2)
  t.strictSame(readAgents(recorded('zero')).avatars, [])
  t.strictSame(recorded('wrong-password'), { error: 'wrong password', success: false, accepted: false })
  const walk = recordedAnswers('walking').map((xml) => readAgents(structIn(xml)).avatars[0]?.position[0])
  t.ok(walk.length > 5 && new Set(walk).size > 5, 'somebody walks')
  t.end()
})

t.test('a call is what the recordings say a simulator takes', (t) => {
  const params = { password: 'radminpw', region_name: 'Voice Test' }
  const xml = encodeCall('admin_get_agents', params)
  t.equal(
    xml.replace(/^<\?xml[^>]*>/, ''),
    '<methodCall><methodName>admin_get_agents</methodName><params><param><value><struct><member><name>password</name><value><string>radminpw</string></value></member><member><name>region_name</name><value><string>Voice Test</string></value></member></struct></value></param></params></methodCall>',
  )
  const odd = { text: `a <b> & "c" 'd' ü 🙂`, list: [1, 2.5, true], nothing: '' }
  const back = encodeCall('m', odd).replace(/<methodCall>.*<params>/, '<methodResponse><params>')
  t.strictSame(decodeAnswer(back.replace('</methodCall>', '</methodResponse>')), { value: odd })
  t.end()
})

t.test('what is no whole XML-RPC answer is an error', (t) => {
  const [whole = ''] = recordedAnswers('one')
  for (let length = 0; length < whole.length - 1; length += 97) {
    t.throws(() => decodeAnswer(whole.slice(0, length)), `${length} characters of it`)
  }
  const bad: Record<string, string> = {
    'a document type': `<!DOCTYPE x>${whole.replace(/<\?xml.*?\?>/, '')}`,
    'an external entity': `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><methodResponse/>`,
    'an unknown entity': whole.replace('Anna', '&anna;'),
    CDATA: whole.replace('Anna Test', '<![CDATA[Anna]]>'),
    'depth without end': `<methodResponse>${'<value>'.repeat(100_000)}`,
    'markup in an attribute that hides depth': `<methodResponse a="</x>">${'<value>'.repeat(50)}`,
    'two types in one value': whole.replace('<string>Anna', '<int>1</int><string>Anna'),
    'a word for a boolean': whole.replace('<boolean>1', '<boolean>perhaps'),
    HTML: '<html><body>Not found</body></html>',
    nothing: '',
  }
  for (const [what, xml] of Object.entries(bad)) t.throws(() => decodeAnswer(xml), what)
  t.strictSame(
    decodeAnswer(
      '<methodResponse><fault><value><struct><member><name>faultCode</name><value><int>-32601</int></value></member><member><name>faultString</name><value>gone</value></member></struct></value></fault></methodResponse>',
    ),
    { fault: { code: -32601, message: 'gone' } },
  )
  t.end()
})

t.test('decimals are read as simulators of every locale print them', (t) => {
  const forms: [string, number | undefined][] = [
    ['12,5', 12.5],
    ['-1.574698E-05', -1.574698e-5],
    ['-1,574698E-05', -1.574698e-5],
    ['\u22123,25', -3.25],
    ['7', 7],
    ['NaN', undefined],
    ['Infinity', undefined],
    ['-∞', undefined],
    ['', undefined],
    ['1.2.3', undefined],
    ['0x10', undefined],
  ]
  for (const [text, value] of forms) {
    const [avatar] = readAgents(agentsWith({ pos_x: text })).avatars
    t.equal(avatar?.position[0], value, `"${text}"`)
  }
  t.end()
})

t.test('what is odd about one agent counts for that one alone', (t) => {
  const { avatars, unplaced, odd } = readAgents(
    agentsWith(
      { name: 'First' },
      { name: 'Same id' },
      { id: '00000000-0000-0000-0000-000000000000' },
      { id: 'x' },
      { id: '00000000-0000-4000-8000-00000000000a', pos_x: '-5000' },
      { id: '00000000-0000-4000-8000-00000000000b', pos_z: '-1e9', name: 'x'.repeat(300) },
      { id: '00000000-0000-4000-8000-00000000000C', type: 'Npc', lookat_x: '', name: 'Guard' },
      {
        id: '00000000-0000-4000-8000-00000000000d',
        current_parcel_id: '00000000-0000-0000-0000-000000000000',
      },
      { id: '00000000-0000-4000-8000-00000000000e', current_parcel_id: '', name: '' },
    ),
  )
  t.strictSame(
    avatars.map(({ agentId, name, npc, look, parcelId }) => [agentId.slice(-1), name, npc, look, !!parcelId]),
    [
      ['1', 'First', false, [1, 0, 0], true],
      ['b', 'x'.repeat(255), false, [1, 0, 0], true],
      ['c', 'Guard', true, [0, 0, 0], true],
      ['d', 'Anna Test', false, [1, 0, 0], false],
      ['e', '', false, [1, 0, 0], false],
    ],
  )
  t.equal(avatars[1]?.position[2], -1000)
  t.strictSame(unplaced, ['00000000-0000-4000-8000-00000000000a'])
  t.strictSame(
    odd?.map(({ agentId, what }) => `${agentId?.slice(-1) ?? '-'} ${what}`),
    ['1 twice', '- id', '- id', 'a position', 'b position', 'b name', 'c look', 'e name', 'e parcel'],
  )
  t.throws(() => readAgents({ regions: [] }))
  t.throws(() => readAgents({ success: true }))
  t.throws(() => readAgents({ regions: [{ name: 'Here', id: 'no uuid', agents: [] }] }))
  t.end()
})
