/** The dashboard and the alerts name only what `/metrics` of the running service has, and Prometheus can read them. */

import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { projectRoot } from '../helpers/project-root.js'
import { startTestApp } from '../helpers/test-app.js'

const alerts = join(projectRoot, 'config/prometheus/alerts.yml')
const dashboard = join(projectRoot, 'config/grafana/voice.json')
const PROMTOOL = '/usr/bin/promtool'

/** Names of metrics in a text of PromQL or YAML. */
const metricsIn = (text: string) => new Set(text.match(/\b(?:voice|process|nodejs)_[a-z0-9_]+/g) ?? [])

t.test('every metric that is watched is there', async (t) => {
  const { url } = await startTestApp(t)
  const scrape = await (await fetch(`${url}/metrics`)).text()
  const there = new Set(scrape.match(/^# TYPE (\S+)/gm)?.map((line) => line.slice('# TYPE '.length)))
  const watched = new Set([
    ...metricsIn(readFileSync(alerts, 'utf8')),
    ...metricsIn(readFileSync(dashboard, 'utf8')),
  ])
  t.ok(watched.size > 15)
  for (const name of watched) t.ok(there.has(name.replace(/_bucket$/, '')), name)
  t.match(scrape, /^voice_store_ready 1$/m)
  t.match(scrape, /^voice_certificate_expires_timestamp_seconds \d{10}/m)
  t.match(scrape, /^voice_disk_free_bytes [1-9]/m)

  const skip = !existsSync(PROMTOOL) && 'not installed: prometheus'
  t.test('Prometheus reads them', { skip }, (t) => {
    t.match(execFileSync(PROMTOOL, ['check', 'rules', alerts], { encoding: 'utf8' }), /SUCCESS/)
    const { status, stderr } = spawnSync(PROMTOOL, ['check', 'metrics'], { input: scrape, encoding: 'utf8' })
    // Style is not its business: some names are older than its advice.
    t.not(status, 1, stderr)
    t.end()
  })
})
