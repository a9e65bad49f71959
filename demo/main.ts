/** `npm run demo`: the real service, fed by a pretend region, for people without OpenSimulator. */

import { join } from 'node:path'
import closeWithGrace from 'close-with-grace'
import { buildApp } from '../src/app.js'
import { ensureCertificate, loadSecrets } from '../src/operator/data-directory/data-dir.js'
import { createLogger } from '../src/operator/logging.js'
import { ConfigError, loadConfig, readEnvironment } from '../src/operator/settings/config.js'
import { talkers, visitors } from './cast.js'
import { createPretendRegion } from './pretend-region.js'
import { startTalker } from './talker.js'
import { makeVoice } from './voices.js'

async function main(): Promise<void> {
  const environment = readEnvironment()
  const base = loadConfig({ LOG_LEVEL: 'warn', ...environment, HOST: '127.0.0.1' })
  // A folder of its own, so that the demo never touches the data of a real grid.
  const config = { ...base, dataDir: join(base.dataDir, 'demo'), publicUrl: undefined, tls: undefined }
  const logger = await createLogger(config.logLevel)
  const secrets = await loadSecrets(config)
  const certificate = await ensureCertificate(config, ['localhost', '127.0.0.1'])
  process.stdout.write('Starting the voice service, and three avatars who talk…\n')

  const app = await buildApp({ config, secrets, certificate, logger })
  await app.server.listen({ host: config.host, port: config.port }).catch(async (error: unknown) => {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    if (!taken) throw error
    await app.server.listen({ host: config.host, port: 0 })
  })
  const address = app.server.server.address()
  // Plain HTTP on localhost: browsers give the microphone there, and no certificate has to be accepted.
  const url = `http://localhost:${typeof address === 'object' && address ? address.port : config.port}`

  const region = createPretendRegion(url, secrets.regionSecret, [...visitors, ...talkers])
  const here = (link: string) => url + new URL(link).pathname
  await region.start()
  const voices = await Promise.all(talkers.map(makeVoice))
  const running = await Promise.all(
    talkers.map(async (talker, index) =>
      startTalker(here(await region.link(talker)), voices[index]?.frames ?? []),
    ),
  )

  closeWithGrace({ delay: 4500, logger: false }, async () => {
    region.close()
    for (const talker of running) talker.close()
    await app.server.close()
  })

  const spoken = voices.every((voice) => voice.spoken)
  process.stdout.write(`
${talkers.map(({ name }) => name).join(', ')} walk around you and talk.
${spoken ? '' : 'They play tunes: install espeak-ng to hear them speak.\n'}Put headphones on, open these in a browser on this machine, and join:
`)
  async function printLinks(): Promise<void> {
    for (const visitor of visitors) {
      process.stdout.write(`\n  ${visitor.name}   ${here(await region.link(visitor))}`)
    }
    process.stdout.write(
      '\n\nA link works once, within two minutes. Enter makes new ones, Ctrl-C ends the demo.\n',
    )
  }
  await printLinks()
  if (process.stdin.isTTY) process.stdin.on('data', () => printLinks().catch(() => undefined))
}

main().catch((error: unknown) => {
  const text = error instanceof ConfigError || error instanceof Error ? error.message : String(error)
  process.stderr.write(`${text}\n`)
  process.exit(1)
})
