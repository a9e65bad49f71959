/** What an entry of the audit log says: the act in words, and what it changed, from what to what. */

import type { AuditView } from '../../../src/protocol/admin-api.js'
import { ACTS_ON_PEOPLE } from '../../../src/pure/acts-on-people.js'
import type { InLanguage } from '../../../src/pure/in-language.js'
import type { Texts } from '../../texts/english/console.js'

type Entry = Pick<AuditView, 'act' | 'detail'>

/** The acts of each kind; of `all`, every one. */
export const AUDIT_KINDS = {
  all: [],
  people: [...ACTS_ON_PEOPLE, 'writing-slowed', 'locked', 'unlocked'],
  channels: ['channel-added', 'channel-changed', 'channel-deleted', 'look-changed'],
  admins: [
    'signed-in',
    'sign-in-refused',
    'sign-ins-refused',
    'own-password-changed',
    'signed-out-everywhere',
    'session-revoked',
    'admin-added',
    'admin-removed',
    'admin-password-set',
    'admin-role-changed',
    'admin-sessions-ended',
    'second-factor-added',
    'second-factor-removed',
    'recovery-codes-made',
    'second-factor-reset',
    'second-factor-required',
    'second-factor-not-required',
  ],
  secrets: [
    'secret-shown',
    'secret-renewed',
    'token-made',
    'token-revoked',
    'region-key-made',
    'region-key-changed',
    'region-key-renewed',
    'region-key-old-ended',
    'region-key-withdrawn',
  ],
  nodes: ['node-drained'],
  grids: [
    'grid-made',
    'grid-changed',
    'grid-secret-renewed',
    'grid-exported',
    'grid-imported',
    'grid-removed',
  ],
} as const satisfies Record<string, readonly string[]>
export type AuditKind = keyof typeof AUDIT_KINDS

/** One change in words. */
export interface ChangeLine {
  readonly what: string
  readonly before: string
  readonly after: string
}

export const lineWords = ({ what, before, after }: ChangeLine): string => `${what}: ${before} → ${after}`

export interface Language {
  readonly texts: Texts
  readonly format: Pick<InLanguage, 'list' | 'number' | 'lasting'>
  readonly moment: (at: number) => string
  /** What a resident is called. */
  readonly nameOf: (agentId: string) => string
}

type Values = Readonly<Record<string, unknown>>

const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const textIn = (value: unknown): string => (typeof value === 'string' ? value : '')
const listIn = (value: unknown): Values[] => (Array.isArray(value) ? value.filter(isValues) : [])
const stringsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []

/** The act, as a sentence begins with it. */
export function actWords({ act, detail }: Entry, { texts }: Pick<Language, 'texts'>): string {
  const words = texts.acts[act] ?? act
  const of = textIn(detail.of)
  return of === '' ? words : `${words} (${texts.acts[of] ?? of})`
}

/** A part of an entry's subject, and where it leads. */
export interface SubjectPart {
  readonly text: string
  readonly href?: string
}

/** An entry's subject, in the parts that lead somewhere and those that do not. */
export function subjectParts({
  subject,
  links,
}: Pick<AuditView, 'subject'> & Partial<Pick<AuditView, 'links'>>) {
  const targets = [
    ...(links?.people ?? []).map(({ agentId, text }) => ({ text, href: `#person/${agentId}` })),
    ...(links?.channels ?? []).map(({ id, text }) => ({ text, href: `#channels/${id}` })),
  ]
  const parts: SubjectPart[] = []
  let rest = subject
  for (const target of targets) {
    // A place comes last, and may be called like one of the people.
    const at = target.href.startsWith('#channels') ? rest.lastIndexOf(target.text) : rest.indexOf(target.text)
    if (target.text === '' || at === -1) continue
    if (at > 0) parts.push({ text: rest.slice(0, at) })
    parts.push(target)
    rest = rest.slice(at + target.text.length)
  }
  return rest === '' ? parts : [...parts, { text: rest }]
}

/** Why, in the moderator's own words; empty without any. */
export const reasonOf = ({ detail }: Entry): string => textIn(detail.explanation)

/** Whom an entry names only by id. */
export function unnamedIn({ detail }: Entry): string[] {
  return listIn(detail.changes).flatMap(({ before, after }) =>
    [before, after].flatMap((edits) =>
      isValues(edits) && isValues(edits.adminSettings) ? stringsIn(edits.adminSettings.moderators) : [],
    ),
  )
}

/** What an act changed, the channels' settings and decisions about people included. */
export function changeLines(entry: Entry, language: Language): ChangeLine[] {
  const { detail } = entry
  const { texts } = language
  const plain = (['role', 'way', 'minutes', 'words', 'by'] as const)
    .filter((key) => ['string', 'number'].includes(typeof detail[key]))
    .filter((key) => key !== 'minutes' || listIn(detail.decisions).length === 0)
    .map((key) => {
      const [what, value] = [texts.changed[key] ?? key, valueWords(key, detail[key], language)]
      const isGone = entry.act.endsWith('-removed')
      return { what, before: isGone ? value : texts.unknown, after: isGone ? texts.unknown : value }
    })
  return [
    ...settingLines(listIn(detail.changes), language),
    ...decisionLines(detail, language),
    ...pairLines(detail.before, detail.after, language),
    ...(isValues(detail.after) ? [] : plain),
  ]
}

function pairLines(before: unknown, after: unknown, language: Language): ChangeLine[] {
  // Of a single value, which is a role.
  if (typeof before === 'string') return pairLines({ role: before }, { role: after }, language)
  if (!isValues(before) || !isValues(after)) return []
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map((key) => ({
      what: language.texts.changed[key] ?? gridWords(language)[key] ?? key,
      before: valueWords(key, before[key], language),
      after: valueWords(key, after[key], language),
    }))
}

/** What a grid's terms are called where it is changed. */
function gridWords({ texts }: Language): Readonly<Record<string, string>> {
  const {
    sipDomain,
    hostNames,
    language,
    limits,
    vivoxAdmin,
    signIn,
    robustUrl,
    robustPublicUrl,
    robustUser,
  } = texts.grids
  return {
    ...limits,
    ...{ sipDomain, hostNames, language, robustUrl, robustPublicUrl, robustUser },
    ...{ name: texts.name, vivoxAdminUser: vivoxAdmin, signInWays: signIn },
  }
}

/** Of many channels that were changed alike, the changes of the first. */
function settingLines(changes: readonly Values[], language: Language): ChangeLine[] {
  const { texts } = language
  const [first] = changes
  if (!first || !isValues(first.before) || !isValues(first.after)) return []
  const { before, after } = first
  const [old, now] = [before.adminSettings, after.adminSettings]
  if (!isValues(old) || !isValues(now)) return []
  const fields: Readonly<Record<string, string>> = texts.fields
  const settings = [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((key) => JSON.stringify(old[key]) !== JSON.stringify(now[key]))
    .map((key) => ({
      what: fields[key] ?? key,
      before: key in old ? valueWords(key, old[key], language) : texts.asRegionSays,
      after: key in now ? valueWords(key, now[key], language) : texts.asRegionSays,
    }))
  return before.pinned === after.pinned
    ? settings
    : [...settings, ...pairLines({ pinned: before.pinned }, { pinned: after.pinned }, language)]
}

function decisionLines(detail: Values, language: Language): ChangeLine[] {
  const { texts } = language
  const ids = typeof detail.agentId === 'string' ? [detail.agentId] : stringsIn(detail.agentIds)
  const names = stringsIn(detail.names)
  const nameOf = (id: string) => names[ids.indexOf(id)] ?? language.nameOf(id)
  return listIn(detail.decisions).map(({ kind, agentId, before, after }) => {
    const what = texts.changed[textIn(kind)] ?? textIn(kind)
    const id = textIn(agentId)
    return {
      what: id === '' ? what : `${nameOf(id)}, ${what}`,
      before: decided(before, language),
      after: decided(after, language),
    }
  })
}

function decided(decision: unknown, { texts, moment }: Language): string {
  const { true: yes = '', false: no = '' } = texts.yesNo
  if (!isValues(decision)) return no
  const { until } = decision
  return typeof until === 'number' ? `${yes}, ${texts.untilTime(moment(until))}` : yes
}

function valueWords(key: string, value: unknown, { texts, format, nameOf }: Language): string {
  const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    mode: texts.modes,
    type: texts.types,
    distanceModel: texts.models,
    iceTransportPolicy: texts.transports,
    neighbours: texts.neighbours,
    textReach: texts.textReaches,
    role: texts.adminWords.roles,
    rights: texts.regionKeys.rights,
    signInWays: texts.grids.ways,
    regions: { all: texts.regionKeys.all },
  }
  if (key === 'moderators') {
    const names = stringsIn(value).map(nameOf)
    return names.length === 0 ? texts.nobodyChosen : format.list(names)
  }
  if (typeof value === 'boolean') return texts.yesNo[String(value)] ?? String(value)
  if (key === 'minutes' && typeof value === 'number') return format.lasting(value * 60)
  if (typeof value === 'number') return format.number(value, 3)
  if (typeof value === 'string') return words[key]?.[value] ?? value
  if (Array.isArray(value))
    return format.list(stringsIn(value).map((one) => words[key]?.[one] ?? one)) || texts.unknown
  return value === undefined || value === null ? texts.unknown : JSON.stringify(value)
}
