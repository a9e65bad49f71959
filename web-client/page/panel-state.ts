/** The panel beside the stage: which tab is open, and what has arrived unseen in the others. */

import { type ReadonlySignal, signal } from '@preact/signals-core'

export const panelTabs = ['people', 'chat', 'call'] as const
export type PanelTab = (typeof panelTabs)[number]

export interface PanelView {
  readonly tab: PanelTab
  /** On a phone: drawn up over the stage. */
  readonly raised: boolean
  /** The resident can see the page: what arrives in the open tab is seen. */
  readonly inSight: boolean
  readonly unread: Readonly<Record<PanelTab, number>>
}

export const firstPanelView: PanelView = {
  tab: 'people',
  raised: false,
  inSight: true,
  unread: { people: 0, chat: 0, call: 0 },
}

/** The open tab has nothing unread while the page is in sight. */
function seen(view: PanelView): PanelView {
  if (!view.inSight || view.unread[view.tab] === 0) return view
  return { ...view, unread: { ...view.unread, [view.tab]: 0 } }
}

export const opened = (view: PanelView, tab: PanelTab): PanelView => seen({ ...view, tab })

export const arrived = (view: PanelView, tab: PanelTab, count = 1): PanelView =>
  seen({ ...view, unread: { ...view.unread, [tab]: view.unread[tab] + count } })

export const looked = (view: PanelView, inSight: boolean): PanelView => seen({ ...view, inSight })

export interface PanelState {
  readonly view: ReadonlySignal<PanelView>
  open(tab: PanelTab): void
  /** Something that wants to be seen has come to a tab. */
  arrive(tab: PanelTab, count?: number): void
  /** @param inSight whether the resident can see the page */
  look(inSight: boolean): void
  raise(raised: boolean): void
  /** The agent id of the person whose card is open. */
  readonly person: ReadonlySignal<string | undefined>
  /** @param agentId `undefined` closes the card */
  showPerson(agentId: string | undefined): void
}

export function createPanelState(): PanelState {
  const view = signal(firstPanelView)
  const person = signal<string | undefined>(undefined)
  return {
    view,
    person,
    showPerson(agentId) {
      person.value = agentId
    },
    open(tab) {
      view.value = opened(view.value, tab)
    },
    arrive(tab, count) {
      view.value = arrived(view.value, tab, count)
    },
    look(inSight) {
      view.value = looked(view.value, inSight)
    },
    raise(raised) {
      view.value = { ...view.value, raised }
    },
  }
}
