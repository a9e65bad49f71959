/** Everybody's voice once, whichever sources deliver it: the newest way is heard, an older one stands by. */

import type { OwnVoice, VoiceReport, VoiceSource, VoiceSourceEvents } from './voice-source.js'

export interface RemoteVoices extends VoiceSource {
  /** Adds a source; what it tells goes through here. */
  attach<Source extends VoiceSource>(create: (events: VoiceSourceEvents) => Source): Source
  /** Those whose audio arrives. */
  agentIds(): Iterable<string>
}

interface Delivery {
  readonly source: VoiceSource
  readonly stream: MediaStream
}

const NOTHING_KNOWN: VoiceReport = { media: undefined, quality: undefined }

export function createRemoteVoices(events: VoiceSourceEvents): RemoteVoices {
  const sources: VoiceSource[] = []
  /** By person, the one that is heard last. */
  const deliveries = new Map<string, readonly Delivery[]>()

  const heard = (agentId: string) => deliveries.get(agentId)?.at(-1)

  /** The person's deliveries without those of a source. */
  function without(agentId: string, source: VoiceSource): Delivery[] {
    return (deliveries.get(agentId) ?? []).filter((delivery) => delivery.source !== source)
  }

  function eventsFor(source: () => VoiceSource): VoiceSourceEvents {
    return {
      onVoice(agentId, stream) {
        deliveries.set(agentId, [...without(agentId, source()), { source: source(), stream }])
        events.onVoice(agentId, stream)
      },
      onVoiceGone(agentId) {
        const before = heard(agentId)
        const left = without(agentId, source())
        const next = left.at(-1)
        if (next) deliveries.set(agentId, left)
        else deliveries.delete(agentId)
        if (!next) events.onVoiceGone(agentId)
        else if (next !== before) events.onVoice(agentId, next.stream)
        if (next) events.onChange(agentId)
      },
      onChange: events.onChange,
      onError: events.onError,
    }
  }

  return {
    attach(create) {
      const source = create(eventsFor(() => source))
      sources.push(source)
      return source
    },
    agentIds: () => deliveries.keys(),
    send(own: OwnVoice) {
      for (const source of sources) source.send(own)
    },
    restart() {
      for (const source of sources) source.restart()
    },
    level: (agentId) => heard(agentId)?.source.level(agentId) ?? 0,
    report: async (agentId) => heard(agentId)?.source.report(agentId) ?? NOTHING_KNOWN,
    close() {
      for (const source of sources) source.close()
    },
  }
}
