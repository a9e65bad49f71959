/** Each participant's voice once, whichever sources deliver it: the newest working one is heard, the others stand by. */

import type { OwnVoice, VoiceReport, VoiceSource, VoiceSourceEvents } from './voice-source.js'

export interface RemoteVoices extends VoiceSource {
  /** Adds a source; everything that the source reports goes through here. */
  attach<Source extends VoiceSource>(create: (events: VoiceSourceEvents) => Source): Source
  /**
   * Must be called regularly: changes to a newer source once that source has begun to carry audio.
   * @returns whether there is one source for each participant, so that nothing can change by itself
   */
  settle(): boolean
  /** The participants whose audio arrives. */
  agentIds(): Iterable<string>
}

interface Delivery {
  readonly source: VoiceSource
  readonly stream: MediaStream
  readonly stereo: boolean
}

const NOTHING_KNOWN: VoiceReport = { media: undefined, quality: undefined }

export function createRemoteVoices(events: VoiceSourceEvents): RemoteVoices {
  const sources: VoiceSource[] = []
  /** By participant, the newest last. */
  const deliveries = new Map<string, readonly Delivery[]>()

  /** By participant, the one that plays. */
  const playing = new Map<string, Delivery>()

  /** The newest delivery that flows: one that is still connecting must not silence another. */
  function best(agentId: string): Delivery | undefined {
    const known = deliveries.get(agentId)
    return known?.findLast(({ source }) => source.flows(agentId)) ?? known?.at(-1)
  }

  function review(agentId: string): void {
    const next = best(agentId)
    if (next === playing.get(agentId)) return
    if (next) {
      playing.set(agentId, next)
      events.onVoice(agentId, next.stream, next.stereo)
    } else {
      playing.delete(agentId)
      events.onVoiceGone(agentId)
    }
  }

  /** The participant's deliveries without those of one source. */
  function without(agentId: string, source: VoiceSource): Delivery[] {
    return (deliveries.get(agentId) ?? []).filter((delivery) => delivery.source !== source)
  }

  function eventsFor(source: () => VoiceSource): VoiceSourceEvents {
    return {
      isOutputOpen: events.isOutputOpen,
      onVoice(agentId, stream, stereo = false) {
        deliveries.set(agentId, [...without(agentId, source()), { source: source(), stream, stereo }])
        review(agentId)
      },
      onVoiceGone(agentId) {
        const left = without(agentId, source())
        if (left.length > 0) deliveries.set(agentId, left)
        else deliveries.delete(agentId)
        review(agentId)
        if (left.length > 0) events.onChange(agentId)
      },
      onChange(agentId) {
        review(agentId)
        events.onChange(agentId)
      },
      onError: events.onError,
    }
  }

  return {
    attach(create) {
      const source = create(eventsFor(() => source))
      sources.push(source)
      return source
    },
    settle() {
      let isSettled = true
      for (const [agentId, ways] of deliveries) {
        if (ways.length < 2) continue
        isSettled = false
        review(agentId)
      }
      return isSettled
    },
    agentIds: () => deliveries.keys(),
    send(own: OwnVoice) {
      for (const source of sources) source.send(own)
    },
    restart() {
      for (const source of sources) source.restart()
    },
    flows: (agentId) => playing.get(agentId)?.source.flows(agentId) ?? false,
    level: (agentId) => playing.get(agentId)?.source.level(agentId) ?? 0,
    report: async (agentId) => playing.get(agentId)?.source.report(agentId) ?? NOTHING_KNOWN,
    close() {
      for (const source of sources) source.close()
    },
  }
}
