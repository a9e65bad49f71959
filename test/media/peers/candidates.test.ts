/** Which of a peer's candidates the hub's library gets to see. */

import t from 'tap'
import {
  createCandidateGate,
  MAX_REMOTE_CANDIDATES,
  throughGate,
} from '../../../src/media/peers/candidates.js'

const line = (address: string, port: number | string = 9000, rest = 'typ host') =>
  `candidate:1 1 udp 2113937151 ${address} ${port} ${rest}`

t.test('addresses that others can have are taken, and told in one form', (t) => {
  for (const address of ['203.0.113.7', '192.168.1.5', '10.0.0.1', '100.64.0.9', '2001:db8::7', 'fd00::5']) {
    const taken = `candidate:1 1 UDP 2113937151 ${address} 9000 typ host`
    t.equal(createCandidateGate()(line(address)), taken)
    t.equal(createCandidateGate()(`a=${line(address)} generation 0 ufrag abcd network-cost 999 `), taken)
  }
  t.equal(
    createCandidateGate()(line('203.0.113.7', 9000, 'typ srflx raddr evil.example.org rport 1')),
    'candidate:1 1 UDP 2113937151 203.0.113.7 9000 typ srflx',
  )
  t.end()
})

t.test(
  'what is no number of an address, or leads to this machine, its cable or to everybody, is not',
  (t) => {
    for (const address of [
      // Names, and numbers that a resolver would read as addresses.
      ...[
        'evil.example.org',
        'localhost',
        '3f2a.local',
        '127.1',
        '2130706433',
        '0x7f000001',
        '0177.0.0.1',
        '1.2.3',
      ],
      ...['127.0.0.1', '127.255.0.9', '0.0.0.0', '0.1.2.3', '169.254.169.254', '224.0.0.251', '239.1.1.1'],
      ...['240.0.0.1', '255.255.255.255', '::', '::1', '::7f00:1', '::127.0.0.1', '::ffff:127.0.0.1'],
      ...[
        '::ffff:7f00:1',
        '::ffff:203.0.113.7',
        '0:0:0:0:0:ffff:a9fe:a9fe',
        '::ffff:0:7f00:1',
        '64:ff9b::7f00:1',
      ],
      ...[
        'fe80::1',
        'febf::1',
        'fe80::1%eth0',
        '203.0.113.7%eth0',
        '2001:db8::7%1',
        'fec0::1',
        'ff02::1',
        '[::1]',
      ],
    ]) {
      t.equal(createCandidateGate()(line(address)), undefined, address)
    }
    for (const text of [
      ...[
        line('203.0.113.7', 'http'),
        line('203.0.113.7', 0),
        line('203.0.113.7', 65_536),
        line('203.0.113.7', -1),
      ],
      ...[line('203.0.113.7').replace('udp', 'tcp'), line('203.0.113.7').replace('1 udp', '2 udp')],
      ...[
        line('203.0.113.7').replace('2113937151', '99999999999'),
        line('203.0.113.7').replace('typ', 'type'),
      ],
      ...[
        line('203.0.113.7').slice('candidate:'.length),
        '',
        'nonsense',
        `${line('203.0.113.7')} ${'x'.repeat(2000)}`,
      ],
      line('203.0.113.7').replace('candidate:1', `candidate:${'1'.repeat(40)}`),
    ]) {
      t.equal(createCandidateGate()(text), undefined, text.slice(0, 80))
    }
    t.end()
  },
)

t.test('a peer has so many and no more, in its offer and after it, and a repetition is none', (t) => {
  const gate = createCandidateGate()
  const lines = Array.from({ length: 20 }, (_, index) => `a=${line('203.0.113.7', 9000 + index)}`)
  const offered = throughGate(['v=0', ...lines, ...lines, 'a=mid:0', ''].join('\r\n'), gate)
  t.equal(offered.match(/^a=candidate:/gm)?.length, 20)
  const later = Array.from({ length: 3000 }, (_, index) => gate(line('203.0.113.8', 1000 + index)))
  t.equal(later.filter(Boolean).length, MAX_REMOTE_CANDIDATES - 20)
  t.end()
})

t.test('no spelling of a line gets past', (t) => {
  const name = line('evil.example.org')
  for (const sdp of [
    `v=0\na=${name}\na=mid:0\n`,
    `v=0\ra=${name}\ra=mid:0\r`,
    `v=0\r\n a = ${name}\r\na=mid:0\r\n`,
    `v=0\r\nA=${name}\r\na=remote-candidates:1 evil.example.org 9\r\na=mid:0\r\n`,
    `v=0\r\na=mid:0\r\na=${name.toUpperCase()}`,
  ]) {
    const passed = throughGate(sdp, createCandidateGate())
    t.notMatch(passed, /evil/i)
    t.match(passed, /v=0\r\n(.*\r\n)?a=mid:0/)
  }
  t.end()
})
