/** A talking avatar: a resident like any other, signed in by a voice link, whose browser is this process. */

import { Audio, PeerConnection, type Track } from 'node-datachannel'
import { WebSocket } from 'ws'
import { answerRemoteOffer } from '../src/media/peers/held-connection.js'
import { holdWhileOpen } from '../src/media/peers/hold.js'
import type { ServerMessage, SessionDescription } from '../src/protocol/messages.js'
import { createSignalingClient } from '../web-client/service/signaling-client.js'
import { createRtpStream, LEVEL_EXTENSION } from './rtp.js'
import type { VoiceFrame } from './voices.js'

const FRAME_MS = 20
const OPUS_PAYLOAD_TYPE = 111

export interface Talker {
  close(): void
}

interface Listener {
  readonly link: string
  readonly connection: PeerConnection
  track: Track | undefined
  payloadType: number
  levelId: number | undefined
  readonly stream: ReturnType<typeof createRtpStream>
}

/**
 * @param linkUrl the avatar's personal voice link
 * @param frames the sound that it repeats; with none it sends nothing at all
 * @param createStream makes the packets for one listener
 */
export async function startTalker(
  linkUrl: string,
  frames: readonly VoiceFrame[],
  createStream = createRtpStream,
): Promise<Talker> {
  const signedIn = await fetch(new URL('../api/session', linkUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ticket: linkUrl.slice(linkUrl.lastIndexOf('/') + 1) }),
  })
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0]
  if (!cookie) throw new Error(`The voice link of a talker did not open: ${signedIn.status}`)
  const signalUrl = new URL('../signal', linkUrl)
  signalUrl.protocol = signalUrl.protocol.replace('http', 'ws')

  const listeners = new Map<string, Listener>()
  const signaling = createSignalingClient(() => new WebSocket(signalUrl, { headers: { cookie } }), {
    onOpen: () => signaling.send({ type: 'join', muted: false }),
    onMessage: (message) => guarded(() => receive(message)),
    onPositions: () => undefined,
    onLost: hangUp,
    onOver: hangUp,
  })

  function receive(message: ServerMessage): void {
    if (message.type === 'peer-connect') connect(message.agentId, message.link, message.offers)
    else if (message.type === 'peer-disconnect') disconnect(message.agentId, message.link)
    else if (message.type === 'no-room') hangUp()
    else if (message.type === 'description') {
      const listener = find(message.from, message.link)
      if (listener) applyDescription(listener, message.description)
    } else if (message.type === 'candidate') {
      const { candidate, sdpMid } = message.candidate
      if (candidate) find(message.from, message.link)?.connection.addRemoteCandidate(candidate, sdpMid ?? '0')
    }
  }

  function find(agentId: string, link: string): Listener | undefined {
    const listener = listeners.get(agentId)
    return listener?.link === link ? listener : undefined
  }

  function connect(agentId: string, link: string, offers: boolean): void {
    disconnect(agentId, listeners.get(agentId)?.link)
    const connection = new PeerConnection(agentId, { iceServers: [], disableAutoNegotiation: true })
    const listener: Listener = {
      link,
      connection,
      track: undefined,
      payloadType: OPUS_PAYLOAD_TYPE,
      levelId: undefined,
      stream: createStream(),
    }
    listeners.set(agentId, listener)
    connection.onLocalDescription((sdp, type) =>
      guarded(() => {
        if (type !== 'offer' && type !== 'answer') return
        signaling.send({ type: 'description', to: agentId, link, description: { type, sdp } })
      }),
    )
    connection.onLocalCandidate((candidate, sdpMid) =>
      guarded(() =>
        signaling.send({
          type: 'candidate',
          to: agentId,
          link,
          candidate: { candidate, sdpMid, sdpMLineIndex: 0 },
        }),
      ),
    )
    if (!offers) return
    addTrack(listener, '0')
    connection.setLocalDescription('offer')
  }

  function addTrack(listener: Listener, mid: string): void {
    const audio = new Audio(mid, 'SendRecv')
    audio.addOpusCodec(listener.payloadType, 'minptime=10;useinbandfec=1')
    audio.addSSRC(listener.stream.ssrc, 'talker', 'talker', 'voice')
    if (listener.levelId !== undefined) audio.parseSdpLine(`a=extmap:${listener.levelId} ${LEVEL_EXTENSION}`)
    listener.track = holdWhileOpen(listener.connection.addTrack(audio))
  }

  /** The answering side first adds its track with the offer's mid and payload type. */
  function applyDescription(listener: Listener, { type, sdp }: SessionDescription): void {
    if (type === 'offer' && !listener.track) {
      listener.payloadType = Number(sdp.match(/^a=rtpmap:(\d+) opus\/48000/im)?.[1] ?? OPUS_PAYLOAD_TYPE)
      const level = sdp.match(new RegExp(`^a=extmap:(\\d+)\\S* ${LEVEL_EXTENSION}`, 'm'))?.[1]
      listener.levelId = level === undefined ? undefined : Number(level)
      addTrack(listener, sdp.match(/^a=mid:(\S+)/m)?.[1] ?? '0')
    }
    listener.connection.setRemoteDescription(sdp, type)
    if (type === 'offer') answerRemoteOffer(listener.connection)
  }

  function disconnect(agentId: string, link: string | undefined): void {
    const listener = listeners.get(agentId)
    if (!listener || listener.link !== link) return
    listeners.delete(agentId)
    guarded(() => listener.connection.close())
  }

  function hangUp(): void {
    for (const [agentId, { link }] of [...listeners]) disconnect(agentId, link)
  }

  let sent = 0
  const startedAt = performance.now()
  const clock = setInterval(() => {
    const due = Math.floor((performance.now() - startedAt) / FRAME_MS)
    for (; sent < due; sent += 1) {
      const frame = frames[sent % frames.length]
      if (frame) speak(frame)
    }
  }, FRAME_MS / 2)

  function speak(frame: VoiceFrame): void {
    for (const { track, stream, payloadType, levelId } of listeners.values()) {
      guarded(() => {
        const packet = stream.packet(frame, payloadType, levelId)
        if (track?.isOpen()) track.sendMessageBinary(packet)
      })
    }
  }

  return {
    close() {
      clearInterval(clock)
      signaling.close()
      hangUp()
    },
  }
}

/** An exception inside a callback of node-datachannel would end the process. */
function guarded(step: () => void): void {
  try {
    step()
  } catch {
    // The connection closed in this very moment; its disconnect follows.
  }
}
