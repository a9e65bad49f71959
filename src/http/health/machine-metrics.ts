/** Metrics of the disk, the certificate and the store. */

import { X509Certificate } from 'node:crypto'
import { readFile, statfs } from 'node:fs/promises'
import { Gauge, type Registry } from 'prom-client'

export interface MachineFacts {
  readonly dataDir: string
  /** PEM; read again each time, because it is renewed while the service runs. */
  readonly certFile: string
  /** Whether the store answers and takes what is written. */
  readonly isReady: () => Promise<boolean>
}

export function registerMachine(registry: Registry, { dataDir, certFile, isReady }: MachineFacts): void {
  const gauge = (name: string, help: string, read: () => Promise<number | undefined>) =>
    registry.registerMetric(
      new Gauge({
        name,
        help,
        registers: [],
        async collect() {
          const value = await read().catch(() => undefined)
          this.reset()
          if (value !== undefined) this.set(value)
          else this.remove()
        },
      }),
    )
  gauge('voice_disk_free_bytes', 'Free space on the disk of the data directory', async () => {
    const { bavail, bsize } = await statfs(dataDir)
    return bavail * bsize
  })
  gauge(
    'voice_certificate_expires_timestamp_seconds',
    'When the certificate in use ends, seconds since 1970',
    async () => new X509Certificate(await readFile(certFile)).validToDate.getTime() / 1000,
  )
  gauge('voice_store_ready', '1 while the store answers and can be written, else 0', async () =>
    Number(await isReady()),
  )
}
