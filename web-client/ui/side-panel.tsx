/** People, chat and call: beside the stage where there is room, otherwise a sheet that is drawn up over it. */

import type { ComponentType } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { type PanelTab, panelTabs } from '../page/panel-state.js'
import { texts } from '../texts/texts.js'
import type { VoiceClient } from '../voice-client.js'
import { Badge } from './parts/badge.js'
import { dismissable } from './parts/dismissable.js'
import { CallIcon, ChatIcon, PeopleIcon } from './parts/icons.js'
import { Later } from './parts/later.js'
import { laterParts } from './parts/later-parts.js'
import { nextPlace } from './parts/tab-keys.js'
import { People } from './people/people-list.js'

const icons: Readonly<Record<PanelTab, ComponentType<{ size?: number }>>> = {
  people: PeopleIcon,
  chat: ChatIcon,
  call: CallIcon,
}

/** A drag of less than this is a tap. */
const DRAG_PIXELS = 24

export function SidePanel({ client }: { client: VoiceClient }) {
  const { panel } = client
  const { tab, raised, unread } = panel.view.value
  const tabs = useRef<HTMLDivElement>(null)
  const grabbed = useRef<number | undefined>(undefined)
  /** A tab whose code was wanted once stays as it was left. */
  const visited = useRef(new Set<PanelTab>(['people']))
  visited.current.add(tab)
  useEffect(() => (raised ? dismissable(() => panel.raise(false)) : undefined), [raised])
  // The next room begins with the stage in sight.
  useEffect(() => () => panel.raise(false), [])

  const onKey = (event: KeyboardEvent) => {
    const place = nextPlace(event.key, panelTabs.indexOf(tab), panelTabs.length)
    const next = place === undefined ? undefined : panelTabs[place]
    if (!next) return
    event.preventDefault()
    panel.open(next)
    tabs.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus()
  }
  const onGrab = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    grabbed.current = event.clientY
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  const onDrag = (event: PointerEvent) => {
    if (grabbed.current === undefined) return
    const moved = event.clientY - grabbed.current
    if (Math.abs(moved) >= DRAG_PIXELS) panel.raise(moved < 0)
  }
  return (
    <section class={`side-panel ${raised ? 'raised' : ''}`} aria-label={texts.panel}>
      <button
        type="button"
        class="grip"
        data-testid="panel-grip"
        aria-expanded={raised}
        aria-label={raised ? texts.drawDown : texts.drawUp}
        onPointerDown={onGrab}
        onPointerMove={onDrag}
        onPointerUp={(event) => {
          const from = grabbed.current
          grabbed.current = undefined
          // A click follows, which would undo the drag.
          if (from !== undefined && Math.abs(event.clientY - from) < DRAG_PIXELS) panel.raise(!raised)
        }}
        onPointerCancel={() => {
          grabbed.current = undefined
        }}
        onClick={(event) => {
          // By keyboard, or by a screen reader.
          if (event.detail === 0) panel.raise(!raised)
        }}
      />
      <div class="tabs" role="tablist" aria-label={texts.panel} ref={tabs} onKeyDown={onKey}>
        {panelTabs.map((name) => {
          const Icon = icons[name]
          return (
            <button
              key={name}
              type="button"
              role="tab"
              id={`tab-${name}`}
              class="tab"
              data-testid={`${name}-tab`}
              aria-selected={tab === name}
              aria-controls={`panel-${name}`}
              tabIndex={tab === name ? 0 : -1}
              onClick={() => panel.open(name)}
            >
              <Icon />
              {texts.tabs[name]}
              <Badge count={unread[name]} />
            </button>
          )
        })}
      </div>
      {panelTabs.map((name) => (
        <div
          key={name}
          class="tab-panel"
          role="tabpanel"
          id={`panel-${name}`}
          aria-labelledby={`tab-${name}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard must be able to scroll it
          tabIndex={0}
          hidden={tab !== name}
        >
          {name === 'people' && <People client={client} />}
          {name === 'people' && client.friends.list.value.length + client.friends.groups.value.length > 0 && (
            <Later load={laterParts.friends} props={{ client }} />
          )}
          {name === 'chat' && visited.current.has(name) && (
            <Later load={laterParts.chat} props={{ client }} />
          )}
          {name === 'call' && visited.current.has(name) && (
            <Later load={laterParts.call} props={{ client }} />
          )}
        </div>
      ))}
    </section>
  )
}
