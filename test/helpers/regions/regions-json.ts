/** A regions file that points at fake simulators, for a service under test. */

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Test } from 'tap'
import type { FakeSimulator } from './fake-simulator.js'

type Simulator = Pick<FakeSimulator, 'url' | 'password'> & { regions: readonly { name: string }[] }

interface SignInWays {
  code_sign_in?: boolean
  grid_password_sign_in?: boolean
}

/** One entry for every region of the simulators. */
export function regionsFileOf(simulators: readonly Simulator[], ways: SignInWays = {}): object[] {
  return simulators.flatMap(({ url, password, regions }) =>
    regions.map(({ name }) => ({ name, url, password, region: name, ...ways })),
  )
}

/** Writes the entries into a file of the test; returns its path. */
export async function regionsJson(
  t: Test,
  simulators: readonly Simulator[],
  ways?: SignInWays,
): Promise<string> {
  const file = join(t.testdir(), 'regions.json')
  await writeFile(file, JSON.stringify(regionsFileOf(simulators, ways)))
  return file
}
