/** The demo as a newcomer meets it: two links, three who talk and walk, heard in a real browser. */

import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { joinVoice, listen, noBrowser, openBrowser, shownPeople } from '../helpers/browser/browser.js'
import { eventually } from '../helpers/eventually.js'
import { projectRoot } from '../helpers/project-root.js'
import { programEnv } from '../helpers/service.js'

t.test('both visitors hear three talking avatars walk around them', { skip: noBrowser }, async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'voice-test-'))
  const demo = spawn(process.execPath, [join(projectRoot, 'dist/demo/main.js')], {
    cwd: dataDir,
    env: { ...programEnv, DATA_DIR: dataDir, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((resolve) => demo.once('exit', resolve))
  t.teardown(async () => {
    demo.kill('SIGKILL')
    await ended
    await rm(dataDir, { recursive: true, force: true })
  })
  let output = ''
  demo.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const links = await eventually('two links', () => {
    const found = output.match(/http:\/\/localhost:\d+\/v\/\S+/g)
    return found?.length === 2 && found
  })

  // One browser for both, as a newcomer would do it: each tab stays its own avatar.
  const browser = await openBrowser('anna')
  t.teardown(() => browser.close())
  const pages = [await browser.newPage(), await browser.newPage()]
  for (const [index, page] of pages.entries()) {
    await page.bringToFront()
    await joinVoice(page, links[index] ?? '')
    await eventually('somebody is heard', async () => (await listen(page, 0.5)).both > 0.003)
  }
  for (const page of pages) {
    await page.bringToFront()
    const before = await eventually('four others, all connected', async () => {
      const people = await shownPeople(page)
      return people.length === 4 && people.every(({ media }) => media === 'p2p') && people
    })
    await eventually('somebody is shown speaking', async () =>
      (await shownPeople(page)).some(({ speaking }) => speaking),
    )
    await eventually('they walk', async () => {
      const now = await shownPeople(page)
      const moved = now.filter(({ agentId, distance }) => {
        const then = before.find((person) => person.agentId === agentId)
        return then && Math.abs(then.distance - distance) > 0.2
      })
      return moved.length >= 3
    })
  }
  demo.kill('SIGTERM')
  t.equal(await ended, 0, 'it ends cleanly')
})
