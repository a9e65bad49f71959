/** The media hub and its network: UDP ports, announced addresses, and STUN. Part of the composition. */

import type { Logger } from 'pino'
import { startStunServer } from '../ice/stun/stun-server.js'
import { type Announced, createAnnounced, type LookUpHost, lookUpHost } from '../media/announced.js'
import { findPorts, type MediaPorts } from '../media/network.js'
import type { OnGridWork } from '../media/pool/grid-bandwidths.js'
import { createHubPool, type HubPool } from '../media/pool/pool.js'
import type { Config } from '../operator/settings/config.js'
import type { Timers } from '../voice/ports.js'

export interface MediaNetworkOptions {
  readonly config: Config
  readonly timers: Timers
  readonly logger: Logger
  readonly lookUp?: LookUpHost | undefined
  readonly onGridWork: OnGridWork
}

export interface MediaNetwork {
  readonly hub: HubPool
  readonly ports: MediaPorts
  readonly announced: Announced
  close(): Promise<void>
}

/** `undefined`: this service has no media hub. @throws Error when no UDP port is free */
export async function createMediaNetwork({
  config,
  timers,
  logger,
  lookUp = lookUpHost,
  onGridWork,
}: MediaNetworkOptions): Promise<MediaNetwork | undefined> {
  if (config.mediaRoute === 'mesh') return undefined
  const { mediaPortMin: portMin, mediaPortMax: portMax, mediaUdpMux: mux, hubProcesses: processes } = config
  const ports = await findPorts({ portMin, portMax, mux, processes })
  const hosts = announcedHosts(config)
  const announced = await createAnnounced({ hosts, lookUp, timers, log: logger })
  const { hubs, stunPort } = ports
  if (hubs.length < processes) {
    logger.info(
      { portMin, portMax, processes: hubs.length },
      `the media hub has ${hubs.length} of ${processes} processes: MEDIA_PORT_MAX leaves no port for more`,
    )
  }
  const networks = hubs.map((range) => ({ mux, ...range, announced: announced.addresses() }))
  const hub = createHubPool({ networks, timers, log: logger, onGridWork })
  announced.events.on('changed', hub.setAnnounced)
  hub.events.on('unreached', announced.doubt)
  if (stunPort === undefined) {
    logger.warn({ portMin, portMax }, 'no UDP port is left to answer STUN: give MEDIA_PORT_MAX one more')
  }
  const stun = stunPort === undefined ? undefined : startStunServer({ port: stunPort, timers, log: logger })
  return {
    hub,
    ports,
    announced,
    async close() {
      announced.close()
      await Promise.all([hub.close(), stun?.close()])
    },
  }
}

function announcedHosts({ mediaAnnouncedHosts, publicUrl }: Config): readonly string[] {
  return mediaAnnouncedHosts ?? (publicUrl === undefined ? [] : [bareHost(publicUrl)])
}

function bareHost(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '')
}
