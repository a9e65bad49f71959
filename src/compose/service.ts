/** What every edge is built from. Part of the composition. */

import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Challenges } from '../certificate/challenges.js'
import type { CertificateState } from '../certificate/keeper.js'
import type { PublicAddress } from '../operator/addresses.js'
import type { Secrets } from '../operator/data-directory/data-dir.js'
import type { Config } from '../operator/settings/config.js'
import type { Bus } from '../voice/bus.js'
import type { FaultLog } from '../voice/log/fault-log.js'
import type { Clock, Timers } from '../voice/ports.js'
import type { Cluster } from './cluster/cluster.js'
import type { Core } from './core.js'

/** Where the service is reached; its port is known once it listens. */
export interface ServiceAddress extends PublicAddress {
  /** `host:port` of the service's own STUN server; `undefined`: it has none. */
  readonly stunServer: () => string | undefined
  /** The port listened on. */
  readonly port: () => number
}

export interface CertificateSource {
  readonly certFile: string
  readonly keyFile: string
  readonly selfSigned?: boolean
}

/** The answers to an authority's challenges, and the state of its certificate. */
export interface Acme {
  readonly challenges: Challenges
  readonly state: () => CertificateState | undefined
}

export interface Service {
  readonly server: FastifyInstance
  readonly config: Config
  readonly secrets: Secrets
  readonly certificate: CertificateSource
  readonly acme: Acme | undefined
  readonly core: Core
  readonly address: ServiceAddress
  readonly faults: FaultLog
  readonly logger: Logger
  readonly clock: Clock
  readonly timers: Timers
  readonly bus: Bus
  /** `undefined` for the only node. */
  readonly cluster: Cluster | undefined
}
