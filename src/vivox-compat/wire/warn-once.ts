/** One warning per channel: a region sends the same odd parameters at every parcel change. */

import type { FastifyBaseLogger } from 'fastify'

/** Beyond this number of channels the memory starts over, and a warning may be repeated. */
const MAX_CHANNELS = 10_000

/** Logs the oddities of a channel's parameters, but the same ones only once. */
export function createWarnOnce() {
  const said = new Map<string, string>()
  return (channelName: string, oddities: readonly string[], log: FastifyBaseLogger): void => {
    const text = oddities.join('; ')
    if (text === '' || said.get(channelName) === text) return
    if (said.size >= MAX_CHANNELS) said.clear()
    said.set(channelName, text)
    log.warn({ channelName, oddities }, 'odd channel parameters')
  }
}
