/** Records what a page sends and receives: must be installed before the page's own code. */

import type { Page } from 'puppeteer-core'

/** Runs in the page; from then on `connections` holds every connection that the page opened. */
export function rememberConnections(): void {
  const connections: RTCPeerConnection[] = []
  const Native = RTCPeerConnection
  globalThis.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      connections.push(this)
    }
  }
  Object.assign(globalThis, { connections })
}

export interface Traffic {
  readonly sentBytes: number
  readonly sentPackets: number
  readonly receivedPackets: number
}

/** Audio of all connections, each since it began. */
export function trafficOf(page: Page): Promise<Traffic> {
  return page.evaluate(async () => {
    const sum = { sentBytes: 0, sentPackets: 0, receivedPackets: 0 }
    const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] }
    for (const connection of connections) {
      for (const one of (await connection.getStats()).values()) {
        if (one.kind !== 'audio') continue
        if (one.type === 'outbound-rtp') {
          sum.sentBytes += one.bytesSent
          sum.sentPackets += one.packetsSent
        } else if (one.type === 'inbound-rtp') sum.receivedPackets += one.packetsReceived
      }
    }
    return sum
  })
}

/** What arrives, before the page decides what of it to play: its loudest moment within a second (RMS). */
export function arrivingAt(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] }
    const context = new AudioContext()
    const meters = connections
      .flatMap((connection) => (connection.connectionState === 'connected' ? connection.getReceivers() : []))
      .map(({ track }) => {
        const meter = new AnalyserNode(context, { fftSize: 8192 })
        context.createMediaStreamSource(new MediaStream([track])).connect(meter)
        return meter
      })
    const samples = new Float32Array(8192)
    let loudest = 0
    for (let i = 0; i < 10; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100))
      for (const meter of meters) {
        meter.getFloatTimeDomainData(samples)
        const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
        loudest = Math.max(loudest, Math.sqrt(power))
      }
    }
    await context.close()
    return loudest
  })
}
