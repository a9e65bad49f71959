/** The part of a connection that carries pictures, beside the voice: one section, added with the first picture and kept. */

import type { PictureKind } from '../../../src/protocol/call-messages.js'
import type { PageBrowser } from '../../page/page-browser.js'
import { FIRST_BUDGET, lineOf, nextBudget } from './picture-budget.js'

export interface OwnPicture {
  /** `null` shows nothing. */
  readonly track: MediaStreamTrack | null
  readonly kind: PictureKind
  /** Whether the other side's pictures may come. */
  readonly accepts: boolean
}

export const NO_PICTURE: OwnPicture = { track: null, kind: 'camera', accepts: false }

export interface PictureSection {
  /** From now on. What has to be negotiated follows by itself, once the voice is connected. */
  show(own: OwnPicture): void
  /** To be called when the connection's state has changed. */
  review(): void
  /** To be called after an offer came in, and before it is answered. */
  prepareAnswer(): void
  /** The other side's picture is in this track. */
  received(track: MediaStreamTrack): void
  /** The service does not hand on the offer that was made: it is taken back. */
  refused(): Promise<void>
  close(): void
}

const STEP_MS = 1000

const MOST_PER_SECOND = { camera: 30, screen: 15 } as const satisfies Record<PictureKind, number>
const KEPT_WHEN_SCARCE = { camera: 'maintain-framerate', screen: 'maintain-resolution' } as const

/**
 * @param onPicture the other side's picture; `undefined` when there is none any more
 */
export function createPictureSection(
  connection: RTCPeerConnection,
  browser: Pick<PageBrowser, 'createMediaStream' | 'pictureCodecs' | 'time'>,
  onPicture: (track: MediaStreamTrack | undefined) => void,
): PictureSection {
  let own = NO_PICTURE
  let budget = FIRST_BUDGET
  let endSteps: (() => void) | undefined

  /** Each end may have begun the section; negotiation has made it one. */
  function find(): RTCRtpTransceiver | undefined {
    const all = connection
      .getTransceivers()
      .filter(({ receiver, direction }) => receiver.track.kind === 'video' && direction !== 'stopped')
    return all.find(({ mid }) => mid !== null) ?? all[0]
  }

  function apply(section: RTCRtpTransceiver): void {
    const { sender } = section
    // Not awaited: it takes its turn before the description, in the connection's own queue.
    if (sender.track !== own.track) sender.replaceTrack(own.track).catch(() => undefined)
    const direction = directionOf(own)
    if (section.direction !== direction) section.direction = direction
    if (own.track) startSteps(sender)
    else stopSteps()
  }

  function begin(track: MediaStreamTrack): RTCRtpTransceiver | undefined {
    // Unlike `addTransceiver`, this joins the section of the other side's offer if the two offers cross.
    connection.addTrack(track, browser.createMediaStream([track]))
    const section = find()
    if (section) preferCodecs(section)
    return section
  }

  /** Few codecs make a short description; these every browser has. */
  function preferCodecs(section: RTCRtpTransceiver): void {
    const codecs = browser.pictureCodecs()
    if (codecs.length === 0) return
    try {
      section.setCodecPreferences([...codecs])
    } catch {
      // An older browser: then all are offered.
    }
  }

  function startSteps(sender: RTCRtpSender): void {
    if (!endSteps) {
      budget = FIRST_BUDGET
      for (const { sender: voice, receiver } of connection.getTransceivers())
        if (receiver.track.kind === 'audio') change(voice, { priority: 'high', networkPriority: 'high' })
      endSteps = browser.time.every(STEP_MS, () => step(sender))
    }
    limit(sender)
  }

  async function step(sender: RTCRtpSender): Promise<void> {
    if (connection.connectionState !== 'connected') return
    const report = await connection.getStats()
    if (!endSteps) return
    budget = nextBudget(budget, lineOf(report.values()))
    limit(sender)
  }

  function stopSteps(): void {
    endSteps?.()
    endSteps = undefined
  }

  function limit(sender: RTCRtpSender): void {
    const { kind } = own
    change(
      sender,
      {
        maxBitrate: budget.bits,
        maxFramerate: MOST_PER_SECOND[kind],
        priority: 'very-low',
        networkPriority: 'very-low',
      },
      KEPT_WHEN_SCARCE[kind],
    )
  }

  function review(): void {
    if (connection.connectionState !== 'connected') return
    const section = find() ?? (own.track ? begin(own.track) : undefined)
    if (section) apply(section)
  }

  return {
    show(next) {
      own = next
      review()
    },
    review,
    prepareAnswer() {
      const section = find()
      if (!section) return
      preferCodecs(section)
      apply(section)
    },
    received(track) {
      const tell = () => onPicture(track.muted ? undefined : track)
      // The other side's description mutes the track, and the first packet after it unmutes it.
      track.onmute = tell
      track.onunmute = tell
      track.onended = () => onPicture(undefined)
      tell()
    },
    async refused() {
      if (find() && connection.signalingState === 'have-local-offer')
        await connection.setLocalDescription({ type: 'rollback' })
    },
    close() {
      stopSteps()
      onPicture(undefined)
    },
  }
}

function directionOf({ track, accepts }: OwnPicture): RTCRtpTransceiverDirection {
  if (track) return accepts ? 'sendrecv' : 'sendonly'
  return accepts ? 'recvonly' : 'inactive'
}

/** Changes what a sender's encoder may do. Where the browser does not let it, it goes on as before. */
function change(
  sender: RTCRtpSender,
  encoding: Partial<RTCRtpEncodingParameters>,
  scarce?: RTCDegradationPreference,
): void {
  const parameters = sender.getParameters()
  const [first] = parameters.encodings ?? []
  if (!first) return
  Object.assign(first, encoding)
  if (scarce) parameters.degradationPreference = scarce
  sender.setParameters(parameters).catch(() => undefined)
}
