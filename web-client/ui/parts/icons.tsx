/** The few pictures of the page; words nearby say what each means. */

import type { ComponentChildren } from 'preact'
import type { PictureKind } from '../../../src/protocol/call-messages.js'
import type { MediaKind } from '../../media/voice-source.js'
import type { PersonActionIcon } from '../../room/person-action.js'

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
      stroke-linecap="round"
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

const ACTIONS: Record<PersonActionIcon, string> = {
  call: 'M5 3h4l2 5-2.5 2a12 12 0 0 0 5.5 5.5l2-2.5 5 2v4a2 2 0 0 1-2 2A17 17 0 0 1 3 5a2 2 0 0 1 2-2z',
  message: 'M4 4h16v12H10l-5 4.5V16H4z',
  block: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M5.6 5.6l12.8 12.8',
  report: 'M5 21V4h11l-1.5 4L16 12H5',
  mute: 'M9 11V6a3 3 0 0 1 6 0v5M5 11a7 7 0 0 0 14 0M12 18v3M3 3l18 18',
  floor: 'M7 12V6a1.5 1.5 0 0 1 3 0v5V4a1.5 1.5 0 0 1 3 0v7V5a1.5 1.5 0 0 1 3 0v8c0 5-2 8-5.5 8S6 18 5 14',
  kick: 'M10 4H5v16h5M15 8l4 4-4 4M19 12H9',
  ban: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M8 12h8',
}

interface Sized {
  readonly size?: number
}

export function PeopleIcon({ size = 20 }: Sized) {
  return (
    <Icon size={size}>
      <path d="M5.5 8a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0M2 20c0-3.6 3-5.5 7-5.5s7 1.9 7 5.5M16 4.8a3.5 3.5 0 0 1 0 6.4M18.5 15c2.2.7 3.5 2.4 3.5 5" />
    </Icon>
  )
}

export function ChatIcon({ size = 20 }: Sized) {
  return (
    <Icon size={size}>
      <path d={ACTIONS.message} />
    </Icon>
  )
}

/** A receiver. */
export function CallIcon({ size = 20 }: Sized) {
  return (
    <Icon size={size}>
      <path d={ACTIONS.call} />
    </Icon>
  )
}

const PICTURES: Record<PictureKind, string> = {
  camera: 'M3 6h12v12H3zM15 11l6-4v10l-6-4z',
  screen: 'M3 4h18v12H3zM8 20h8M12 16v4',
}

/** A camera or a screen, struck through where it is not shown. */
export function PictureIcon({ kind, off }: { kind: PictureKind; off: boolean }) {
  return (
    <Icon size={20}>
      <path d={PICTURES[kind]} />
      {off && <path d="M3 3l18 18" />}
    </Icon>
  )
}

/** A window in a window. */
export function OwnWindowIcon() {
  return (
    <Icon size={20}>
      <path d="M3 5h18v14H3zM13 12h6v5h-6z" />
    </Icon>
  )
}

/** A receiver that lies down. */
export function HangUpIcon() {
  return (
    <Icon size={20}>
      <g transform="rotate(135 12 12)">
        <path d={ACTIONS.call} />
      </g>
    </Icon>
  )
}

/** An open hand. */
export function HandIcon() {
  return (
    <Icon size={20}>
      <path d={ACTIONS.floor} />
    </Icon>
  )
}

/** A gavel. */
export function ModerateIcon() {
  return (
    <Icon size={20}>
      <path d="M13 4l7 7M10 7l7 7M14.5 3.5l-5.5 5.5M20.5 9.5l-5.5 5.5M12 11l-8 8M13 21h8" />
    </Icon>
  )
}

/** Three dots. */
export function MoreIcon() {
  return (
    <Icon size={20}>
      <path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3.5" />
    </Icon>
  )
}

/** A microphone, struck through where nothing is sent. */
export function MicrophoneIcon({ silent, size = 26 }: Sized & { silent: boolean }) {
  return (
    <Icon size={size}>
      <path d="M9 11V6a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0z" fill={silent ? 'none' : 'currentColor'} />
      <path d="M5 11a7 7 0 0 0 14 0M12 18v3" />
      {silent && <path d="M3 3l18 18" />}
    </Icon>
  )
}

/** A hand on a button. */
export function HoldIcon() {
  return (
    <Icon size={20}>
      <path d="M8 12a4 4 0 1 0 8 0a4 4 0 1 0-8 0" fill="currentColor" />
      <path d="M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0" />
    </Icon>
  )
}

/** A door that one goes out of. */
export function LeaveIcon() {
  return (
    <Icon size={20}>
      <path d="M10 4H5v16h5M15 8l4 4-4 4M19 12H9" />
    </Icon>
  )
}

export function PersonActionPicture({ icon }: { icon: PersonActionIcon }) {
  return (
    <Icon size={20}>
      <path d={ACTIONS[icon]} />
    </Icon>
  )
}
