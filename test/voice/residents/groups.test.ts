/** Groups: who is told of whom, whom a group call rings, and what stays bounded. */

import t from 'tap'
import { type Avatar, avatarKey, MAIN_GRID } from '../../../src/voice/grids/grid.js'
import type { Membership } from '../../../src/voice/ports.js'
import { createGroups } from '../../../src/voice/residents/reachable/groups.js'
import { tellOfReachable } from '../../../src/voice/residents/reachable/reachable.js'
import type { ResidentEvent } from '../../../src/voice/residents/resident-event.js'
import { createResidents } from '../../../src/voice/residents/residents.js'
import { avatarOf } from '../../helpers/regions/of-grid.js'
import { testUuid } from '../../helpers/regions/region.js'
import { createTestTime } from '../../helpers/test-time.js'

/** A grid with groups, by their names. */
function service() {
  const time = createTestTime()
  const residents = createResidents()
  const members = new Map<string, Set<string>>()
  const voices = new Set<string>()
  const apart = new Set<string>()
  const asked: string[] = []
  const errors: unknown[] = []
  let fault: Error | undefined
  const options = {
    grid: MAIN_GRID,
    residents,
    inVoice: () => voices,
    mayReach: (from: Avatar, to: Avatar) => !apart.has(`${avatarKey(from)} ${avatarKey(to)}`),
    nameOf: ({ agentId }: Avatar) => `Name of ${agentId}`,
    timers: time.timers,
    onError: (error: unknown) => errors.push(error),
  }
  const groups = createGroups({
    ...options,
    source: {
      async of({ agentId }) {
        asked.push('groups')
        if (fault) throw fault
        return [...members].flatMap(([name, all]): Membership[] =>
          all.has(agentId) ? [{ groupId: name, name, agentId }] : [],
        )
      },
      async membersOf({ groupId }) {
        asked.push(groupId)
        if (fault) throw fault
        return new Set(members.get(groupId))
      },
    },
  })
  const stop = tellOfReachable({ ...options, lists: [groups] })
  function open(agentId: string) {
    let told: string[] = []
    const tell = (event: ResidentEvent) => {
      if (event.type !== 'groups-changed') return
      const shown = ({ agentId, inVoice }: { agentId: string; inVoice: boolean }) =>
        agentId.slice(0, 4) + (inVoice ? '!' : '')
      told.push(event.groups.map(({ name, people }) => `${name}: ${people.map(shown)}`).join('; '))
    }
    const close = residents.open({ ...avatarOf(agentId), name: agentId, tell })
    return {
      close,
      told() {
        const all = told
        told = []
        return all
      },
    }
  }
  const fail = (error: Error | undefined) => {
    fault = error
  }
  return { time, members, voices, apart, asked, errors, groups, stop, open, fail }
}

t.test('who can be reached in each group, and whom a group call rings', async (t) => {
  const { time, members, voices, apart, asked, errors, groups, stop, open, fail } = service()
  t.teardown(stop)
  const [anna, bert, cleo, dora] = ['aaaa', 'bbbb', 'cccc', 'dddd'].map(
    (first) => first + testUuid().slice(4),
  ) as [string, string, string, string]
  const choir = new Set([anna, bert, cleo, ...Array.from({ length: 5000 }, () => testUuid())])
  members.set('Choir', choir).set('Band', new Set([bert, cleo, dora]))
  const annas = open(anna)
  await time.pass(4000)
  t.strictSame(annas.told(), [], 'nobody is there: nothing is told')
  const berts = open(bert)
  voices.add(cleo)
  await time.pass(6000)
  t.strictSame(annas.told().at(-1), 'Choir: cccc!,bbbb')
  t.strictSame(berts.told().at(-1), 'Band: cccc!; Choir: cccc!,aaaa', 'by name, and never themselves')
  const rings = (agentId: string, group: string) =>
    groups.callable(avatarOf(agentId), group).map(({ agentId: id, grid }) => `${grid} ${id.slice(0, 4)}`)
  t.strictSame(rings(anna, 'Choir'), ['main cccc'], 'those in voice')
  voices.add(dora)
  t.strictSame(rings(bert, 'Band'), ['main cccc', 'main dddd'])
  t.strictSame(rings(anna, 'Band'), [], 'a group of others')
  t.strictSame(rings(anna, 'None'), [])

  apart.add(`${avatarKey(avatarOf(anna))} ${avatarKey(avatarOf(cleo))}`)
  await time.pass(2000)
  t.strictSame([annas.told(), rings(anna, 'Choir')], [['Choir: bbbb'], []])
  const count = asked.length
  await time.pass(60_000)
  t.equal(asked.length, count, 'what was asked is kept')

  // In no role any more that may talk; the grid says so when it is asked again.
  choir.delete(anna)
  await time.pass(10 * 60_000)
  t.strictSame(annas.told().at(-1), '')
  t.strictSame(rings(anna, 'Choir'), [])
  fail(new Error('switched off'))
  berts.told()
  await time.pass(11 * 60_000)
  t.strictSame(berts.told(), [], 'a grid that does not answer takes nobody away')
  const before = asked.length
  await time.pass(60_000)
  t.ok(errors.length > 0)
  t.ok(asked.length - before <= 4, 'and is asked seldom meanwhile')
})

t.test('of all members no more than a bound are kept: those that were asked for last', async (t) => {
  const { time, members, voices, asked, stop, open } = service()
  t.teardown(stop)
  const [anna, bert] = [testUuid(), testUuid()]
  for (let number = 0; number < 5; number += 1)
    members.set(`G${number}`, new Set([anna, bert, ...Array.from({ length: 50_000 }, () => testUuid())]))
  voices.add(bert)
  const annas = open(anna)
  await time.pass(12_000)
  const shown = annas
    .told()
    .at(-1)
    ?.split('; ')
    .map((group) => group.slice(0, 2))
  t.strictSame(shown, ['G2', 'G3', 'G4'])
  t.equal(asked.length, 6, 'what does not fit is not asked for again and again')
})
