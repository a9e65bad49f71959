/** The few pictures of the page; words nearby say what each means. */

import type { ComponentChildren } from 'preact'
import type { MediaKind } from '../../media/voice-source.js'

function Icon({ size, children }: { size: number; children: ComponentChildren }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linejoin="round"
    >
      {children}
    </svg>
  )
}

/** A loudspeaker, struck through where nothing is heard. */
export function SpeakerIcon({ silent }: { silent: boolean }) {
  return (
    <Icon size={20}>
      <path d="M4 9.5v5h3.5L12 19V5L7.5 9.5z" fill="currentColor" />
      {silent ? <path d="M16 9l6 6M22 9l-6 6" /> : <path d="M15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11" />}
    </Icon>
  )
}

/** How a voice travels: between two ends, over a box between them, or over a box that many share. */
const WAYS: Record<MediaKind, string> = {
  p2p: 'M2 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0M16 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0M8 12h8',
  relay: 'M1 12a2 2 0 1 0 4 0a2 2 0 1 0-4 0M19 12a2 2 0 1 0 4 0a2 2 0 1 0-4 0M5 12h3M16 12h3M8 8h8v8H8z',
  hub: 'M9 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0M12 9V2M12 15v7M9.5 13.5l-6 3.5M14.5 13.5l6 3.5M9.5 10.5l-6-3.5M14.5 10.5l6-3.5',
}

export function WayIcon({ media }: { media: MediaKind }) {
  return (
    <Icon size={14}>
      <path d={WAYS[media]} />
    </Icon>
  )
}

export function CloseIcon() {
  return (
    <Icon size={20}>
      <path d="M5 5l14 14M19 5L5 19" />
    </Icon>
  )
}

/** Three sliders. */
export function SettingsIcon() {
  return (
    <Icon size={20}>
      <path d="M3 6h10M17 6h4M3 12h3M10 12h11M3 18h8M15 18h6" />
      <path d="M13 6a2 2 0 1 0 4 0a2 2 0 1 0-4 0M6 12a2 2 0 1 0 4 0a2 2 0 1 0-4 0M11 18a2 2 0 1 0 4 0a2 2 0 1 0-4 0" />
    </Icon>
  )
}

/** A question mark. */
export function HelpIcon() {
  return (
    <Icon size={20}>
      <path d="M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1-1.5 2.3M12 18v.5" />
    </Icon>
  )
}
