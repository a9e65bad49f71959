/** A simulated viewer's microphone: RTP packets in their time, over a network that may lose and delay some. */

import { randomInt } from 'node:crypto'
import { buildRtp } from '../../src/media/rtp.js'
import { FRAME_SAMPLES, type VoicePackets } from './opus-voices.js'

const FRAME_MS = 20
export const PAYLOAD_TYPE = 111

export interface Weather {
  /** Share of the packets that never arrive, 0..1. */
  readonly loss: number
  /** Each is late by up to so many milliseconds, so that some overtake others. */
  readonly jitterMs: number
}

export interface ViewerMicrophone {
  readonly ssrc: number
  /** What it says from now on, again and again; `undefined`: nothing. */
  play(packets: VoicePackets | undefined): void
  setWeather(weather: Weather): void
  readonly sent: number
  readonly lost: number
  close(): void
}

/** @param send must not throw */
export function createViewerMicrophone(send: (packet: Buffer) => void): ViewerMicrophone {
  const ssrc = randomInt(1, 2 ** 32)
  let sequence = randomInt(2 ** 16)
  const firstTimestamp = randomInt(2 ** 31)
  const startedAt = performance.now()
  let voice: VoicePackets | undefined
  let weather: Weather = { loss: 0, jitterMs: 0 }
  let frame = 0
  let at = 0
  let sent = 0
  let lost = 0
  // The same losses in every run.
  let chaos = 0x2545f491

  function chance(): number {
    chaos ^= chaos << 13
    chaos ^= chaos >>> 17
    chaos ^= chaos << 5
    return (chaos >>> 0) / 2 ** 32
  }

  function speak(payload: Buffer): void {
    const timestamp = (firstTimestamp + frame * FRAME_SAMPLES) >>> 0
    const packet = buildRtp(
      { payloadType: PAYLOAD_TYPE, marker: at === 0, sequence, timestamp, ssrc },
      payload,
    )
    sequence = (sequence + 1) & 0xffff
    sent += 1
    if (chance() < weather.loss) lost += 1
    else if (weather.jitterMs > 0) setTimeout(() => send(packet), chance() * weather.jitterMs)
    else send(packet)
  }

  const clock = setInterval(() => {
    const due = Math.floor((performance.now() - startedAt) / FRAME_MS)
    for (; frame < due; frame += 1) {
      const payload = voice?.[at % voice.length]
      if (!payload) continue
      speak(payload)
      at += 1
    }
  }, FRAME_MS / 4)

  return {
    ssrc,
    play(packets) {
      voice = packets
      at = 0
    },
    setWeather(next) {
      weather = next
    },
    get sent() {
      return sent
    },
    get lost() {
      return lost
    },
    close: () => clearInterval(clock),
  }
}
