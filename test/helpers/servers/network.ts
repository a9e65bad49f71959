/** Networks of a test's own: namespaces that reach this machine and nothing else, not even each other. */

import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import { CHROMIUM } from '../browser/browser.js'

const IP = '/usr/sbin/ip'

/** Why there can be no network namespaces here; `false` when there can. */
export const noNetworks: string | false = findFault()

export interface TestNetwork {
  /** The address of this machine in every network of the test. */
  readonly host: string
  /** Commands for two networks, each with this machine as its only neighbour: `[…under, command]`. */
  readonly under: readonly [readonly string[], readonly string[]]
  /** Chromium inside each. */
  readonly chromium: readonly [string, string]
  /** Gives a network another address in its own subnet, as another router would; connections of the old address die. */
  changeAddress(number: 1 | 2): void
  /** Disconnects the network, or connects it again. */
  setUp(number: 1 | 2, up: boolean): void
}

/**
 * Makes two networks, and takes them down when the test ends.
 * @param program the Chromium that is started in them
 */
export function createNetworks(t: Pick<Test, 'teardown'>, program = CHROMIUM): TestNetwork {
  const directory = mkdtempSync(join(tmpdir(), 'voice-test-net-'))
  const tag = process.pid.toString(36)
  // No other test uses these at the same time.
  const third = (Math.floor(process.pid / 100) % 125) * 2
  const subnetOf = (number: 1 | 2) => `10.${100 + (process.pid % 100)}.${third + number}`
  const host = `${subnetOf(1)}.1`
  const names: string[] = []
  t.teardown(() => {
    for (const name of names) ip('netns', 'del', name)
    rmSync(directory, { recursive: true })
  })

  function network(number: 1 | 2): { under: string[]; chromium: string } {
    const name = `voice-${tag}-${number}`
    const outside = `v${tag}${number}o`
    const inside = `v${tag}${number}i`
    ip('netns', 'add', name)
    names.push(name)
    ip('link', 'add', outside, 'type', 'veth', 'peer', 'name', inside, 'netns', name)
    ip('addr', 'add', `${subnetOf(number)}.1/24`, 'dev', outside)
    ip('link', 'set', outside, 'up')
    ip('-n', name, 'addr', 'add', `${subnetOf(number)}.2/24`, 'dev', inside)
    ip('-n', name, 'link', 'set', inside, 'up')
    ip('-n', name, 'link', 'set', 'lo', 'up')
    // No default route: the other network cannot be reached.
    if (number !== 1) ip('-n', name, 'route', 'add', host, 'via', `${subnetOf(number)}.1`)
    const under = [IP, 'netns', 'exec', name]
    const chromium = join(directory, `chromium-${number}`)
    writeFileSync(chromium, `#!/bin/sh\nexec ${under.join(' ')} ${program} "$@"\n`)
    chmodSync(chromium, 0o700)
    return { under, chromium }
  }

  const lastByte = { 1: 2, 2: 2 }

  const [one, two] = [network(1), network(2)]
  return {
    host,
    under: [one.under, two.under],
    chromium: [one.chromium, two.chromium],
    changeAddress(number) {
      const inside = ['dev', `v${tag}${number}i`]
      const before = `${subnetOf(number)}.${lastByte[number]}/24`
      lastByte[number] += 1
      const inNetwork = ['-n', `voice-${tag}-${number}`, 'addr']
      ip(...inNetwork, 'add', `${subnetOf(number)}.${lastByte[number]}/24`, ...inside)
      ip(...inNetwork, 'del', before, ...inside)
      // Of several addresses in a subnet the later ones are removed with the first, unless they are promoted.
      ip(...inNetwork, 'replace', `${subnetOf(number)}.${lastByte[number]}/24`, ...inside)
    },
    setUp(number, up) {
      ip('link', 'set', `v${tag}${number}o`, up ? 'up' : 'down')
    },
  }
}

function ip(...args: string[]): void {
  execFileSync(IP, args, { stdio: 'pipe' })
}

function findFault(): string | false {
  if (!existsSync(IP)) return 'not installed: iproute2'
  const name = `voice-try-${process.pid.toString(36)}`
  try {
    ip('netns', 'add', name)
    ip('netns', 'del', name)
    return false
  } catch {
    return 'not allowed to make network namespaces: run the tests as root'
  }
}
