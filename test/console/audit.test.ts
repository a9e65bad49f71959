/** The audit log in words: what each act changed, from what to what, on the screen and as a file for spreadsheets. */

import t from 'tap'
import { textsIn } from '../../console/texts/texts.js'
import { auditCsv } from '../../console/ui/audit/audit-csv.js'
import {
  AUDIT_KINDS,
  actWords,
  changeLines,
  lineWords,
  reasonOf,
  subjectParts,
  unnamedIn,
} from '../../console/ui/audit/audit-words.js'
import type { AuditView } from '../../src/protocol/admin-api.js'
import { inLanguage } from '../../src/pure/in-language.js'

const texts = await textsIn('en')
const language = {
  texts,
  format: inLanguage('en'),
  moment: (at: number) => `t${at}`,
  nameOf: (id: string) => `Resident ${id}`,
}
const entry = (act: string, detail: AuditView['detail'], subject = 'Plaza'): AuditView => ({
  id: 1,
  at: 0,
  actor: 'admin',
  address: '127.0.0.1',
  grid: null,
  act,
  subject,
  detail,
  undoneBy: null,
  undoable: true,
  links: { people: [], channels: [] },
})
const lines = (act: string, detail: AuditView['detail']) =>
  changeLines(entry(act, detail), language).map(lineWords)

t.test('who and where an act was done lead to their pages', async (t) => {
  const parts = (subject: string, links: AuditView['links']) =>
    subjectParts({ subject, links }).map(({ text, href }) => (href ? `[${text}](${href})` : text))
  const people = [
    { agentId: 'a', text: 'Anna' },
    { agentId: 'b', text: 'Bert' },
  ]
  t.strictSame(parts('Anna, Bert + 2 in Anna', { people, channels: [{ id: 7, text: 'Anna' }] }), [
    '[Anna](#person/a)',
    ', ',
    '[Bert](#person/b)',
    ' + 2 in ',
    '[Anna](#channels/7)',
  ])
  t.strictSame(parts('Plaza', { people: [], channels: [{ id: 7, text: 'Plaza' }] }), ['[Plaza](#channels/7)'])
  t.strictSame(parts('Anna in Plaza', { people: [], channels: [] }), ['Anna in Plaza'], 'what is gone')
})

t.test('every change says from what to what', async (t) => {
  const edits = (adminSettings: object, pinned = false) => ({ adminSettings, pinned })
  const channel = {
    changes: [
      {
        id: 1,
        before: edits({ mode: 'open', maxRangeMetres: 60, rollOff: 2 }),
        after: edits({ mode: 'lecture', maxRangeMetres: 60, moderators: ['a', 'b'], textOn: false }, true),
      },
    ],
  }
  t.strictSame(lines('channel-changed', channel), [
    'Who may speak: everybody → lecture',
    'Roll-off: 2 → as the region says',
    'Moderators: as the region says → Resident a and Resident b',
    'People may write here: as the region says → no',
    'pinned: no → yes',
  ])
  t.strictSame(unnamedIn(entry('channel-changed', channel)), ['a', 'b'], 'whose names must be asked for')

  const decision = { by: 'admin', at: 1 }
  const muted = {
    agentIds: ['x', 'y'],
    names: ['Xenia', 'Yara'],
    minutes: 10,
    explanation: 'Noise',
    decisions: [
      { kind: 'muted', agentId: 'x', before: null, after: { ...decision, until: 9 } },
      { kind: 'muted', agentId: 'y', before: { ...decision, until: 5 }, after: null },
      { kind: 'locked', agentId: '', before: null, after: decision },
      { kind: 'banned', agentId: 'z', before: null, after: decision },
    ],
  }
  t.strictSame(lines('muted', muted), [
    'Xenia, muted: no → yes, until t9',
    'Yara, muted: yes, until t5 → no',
    'locked: no → yes',
    'Resident z, banned: no → yes',
  ])
  t.equal(reasonOf(entry('muted', muted)), 'Noise')
  t.strictSame(lines('account-disabled', { before: { disabled: false }, after: { disabled: true } }), [
    'shut out: no → yes',
  ])
  t.strictSame(lines('admin-added', { role: 'moderator' }), ['role: – → moderator'])
  t.strictSame(lines('admin-removed', { role: 'moderator' }), ['role: moderator → –'])
  t.strictSame(lines('admin-role-changed', { before: 'moderator', after: 'owner' }), [
    'role: moderator → owner',
  ])
  t.equal(actWords(entry('taken-back', { of: 'banned' }), language), 'Took back (Banned)')
  t.strictSame(lines('unheard-of', { decisions: 'odd', changes: [{ before: 1 }], after: 7 }), [])
})

t.test('every act has its kind', async (t) => {
  const kinds: string[] = Object.values(AUDIT_KINDS).flatMap((acts) => [...acts])
  t.strictSame(kinds.toSorted(), Object.keys(texts.acts).toSorted())
})

t.test('a file for spreadsheets runs nothing that a resident has written', async (t) => {
  const odd = entry('kicked', { explanation: '@SUM(1)' }, '=HYPERLINK("https://evil.example")')
  const [head, row, end] = auditCsv([odd], language).split('\r\n')
  t.equal(head, '"Time","Who","Address","What","About","From what to what","Reason"')
  t.equal(
    row,
    `"1970-01-01T00:00:00.000Z","admin","127.0.0.1","Kicked","'=HYPERLINK(""https://evil.example"")","","'@SUM(1)"`,
  )
  t.equal(end, '')
})
