/** The state of the whole console: who is signed in, which page is open, and the last notice. */

import { signal } from '@preact/signals'
import { type AdminRoute, mayCall } from '../src/protocol/admin/access.js'
import type { Me } from '../src/protocol/admin-api.js'
import { ApiFault, get, whenRoleSeen, whenSignedOut, workOn } from './api.js'
import { texts } from './texts/texts.js'
import { refusalWords } from './ui/service-words.js'

/** Where this tab keeps which grid is open. */
const GRID_KEY = 'voice-console-grid'

export const PAGES = [
  'overview',
  'channels',
  'rooms',
  'regions',
  'complaints',
  'accounts',
  'look',
  'setup',
  'region-keys',
  'usage',
  'grids',
  'admins',
  'audit',
] as const
export type PageName = (typeof PAGES)[number]
/** What a page asks for first: whoever may not ask for it is not offered the page. */
const PAGE_ROUTES: Record<PageName | 'person', AdminRoute> = {
  overview: 'GET /overview',
  channels: 'GET /channels',
  rooms: 'GET /rooms',
  regions: 'GET /regions',
  complaints: 'GET /complaints',
  accounts: 'GET /accounts',
  look: 'GET /look',
  setup: 'GET /setup',
  'region-keys': 'GET /region-keys',
  usage: 'GET /usage',
  grids: 'GET /grids',
  admins: 'GET /keys',
  audit: 'GET /audit',
  person: 'GET /residents/:agentId',
}

/** `undefined` until it is known. */
export const me = signal<Me | null | undefined>(undefined)
/** A resident's own page has no link of its own among the pages. */
export const page = signal<PageName | 'person'>(pageInAddress())
/** What the page is to show first, such as a region: `#rooms/<id>`. */
export const place = signal<string | undefined>(placeInAddress())
/** What belongs to the place, such as a person in a region: `#rooms/<id>/<agent id>`. */
export const detail = signal<string | undefined>(detailInAddress())
export const notice = signal<Notice | undefined>(undefined)

export interface Notice {
  readonly text: string
  readonly bad: boolean
  /** Takes back what is told, while the notice is there. */
  readonly undo?: Undo
}

export interface Undo {
  readonly run: () => Promise<unknown>
  /** What is said then. */
  readonly done: string
}

addEventListener('hashchange', () => {
  page.value = pageInAddress()
  place.value = placeInAddress()
  detail.value = detailInAddress()
})
whenSignedOut(() => {
  me.value = null
})

whenRoleSeen((role) => {
  // An owner has changed it meanwhile.
  if (me.value && me.value.role !== role) void findOutWhoIAm()
})

export async function findOutWhoIAm(): Promise<void> {
  const before = me.value
  const now = await whoIsSignedIn()
  me.value = now
  if (before && now && before.name === now.name && before.role !== now.role) {
    say(texts.adminWords.roleChanged(texts.adminWords.roles[now.role]))
  }
}

async function whoIsSignedIn(): Promise<Me | null> {
  try {
    return await get<Me>('/session')
  } catch (error) {
    // The grid that was open is not there any more.
    if (!(error instanceof ApiFault) || error.status !== 404 || workingGrid.value === undefined) return null
    openGrid(undefined)
    return get<Me>('/session').catch(() => null)
  }
}

/** The grid whose console is open; `undefined`: one's own, or the main grid. */
export const workingGrid = signal<string | undefined>(rememberedGrid())
workOn(workingGrid.value)

/** Opens the console of another grid, for an admin of the whole service. */
export function openGrid(grid: string | undefined): void {
  try {
    if (grid === undefined) sessionStorage.removeItem(GRID_KEY)
    else sessionStorage.setItem(GRID_KEY, grid)
  } catch {
    // Forbidden: the choice holds until the page is closed.
  }
  workOn(grid)
  workingGrid.value = grid
}

function rememberedGrid(): string | undefined {
  try {
    return sessionStorage.getItem(GRID_KEY) ?? undefined
  } catch {
    return undefined
  }
}

/** Whether the role of whoever is signed in allows a route: what it does not allow is not offered. */
export function may(route: AdminRoute): boolean {
  const who = me.value
  return who ? mayCall(who, route) : false
}

export function mayOpen(name: PageName | 'person'): boolean {
  return may(PAGE_ROUTES[name])
}

/** Runs an action and shows its outcome; returns whether it succeeded. */
export async function attempt(work: () => Promise<unknown>, done: string = texts.done): Promise<boolean> {
  try {
    await work()
    say(done)
    return true
  } catch (error) {
    say(error instanceof ApiFault ? refusalWords(error.fault) : texts.outOfReach, true)
    return false
  }
}

const SAID_MS = 4000
/** As long an act can be taken back here; the service allows a little more. */
export const UNDO_MS = 10_000

/** Takes back what the notice tells. */
export async function takeBack(): Promise<void> {
  const undo = notice.value?.undo
  endNotice()
  if (!undo) return
  try {
    await undo.run()
    say(undo.done)
  } catch (error) {
    const isLate = error instanceof ApiFault && (error.status === 404 || error.status === 409)
    say(isLate ? texts.tooLate : texts.outOfReach, true)
  }
}

let silence: ReturnType<typeof setTimeout> | undefined
export function say(text: string, bad = false): void {
  notice.value = { text, bad }
  endSoon()
}

/** Tells what was done, with a button that takes it back. */
export function sayDone(text: string, undo: Undo): void {
  notice.value = { text, bad: false, undo }
  endSoon()
}

/** A notice ends by itself, unless it is bad; one that is being read or used begins anew. */
export function endSoon(): void {
  clearTimeout(silence)
  if (!notice.value || notice.value.bad) return
  silence = setTimeout(endNotice, notice.value.undo ? UNDO_MS : SAID_MS)
}

export function holdNotice(): void {
  clearTimeout(silence)
}

export function endNotice(): void {
  clearTimeout(silence)
  notice.value = undefined
}

function pageInAddress(): PageName | 'person' {
  const [name] = location.hash.slice(1).split('/')
  if (name === 'person') return name
  return PAGES.find((one) => one === name) ?? 'overview'
}

function placeInAddress(): string | undefined {
  return location.hash.split('/')[1] || undefined
}

function detailInAddress(): string | undefined {
  return location.hash.split('/')[2] || undefined
}
