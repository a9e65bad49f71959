/** A regions file that points at fake simulators, for a service under test. */

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Test } from 'tap'
import type { FakeSimulator } from './fake-simulator.js'

/** Writes one entry for every region of the simulators; returns the path of the file. */
export async function regionsJson(
  t: Test,
  simulators: readonly (Pick<FakeSimulator, 'url' | 'password'> & { regions: readonly { name: string }[] })[],
  settings: { code_sign_in?: boolean; grid_password_sign_in?: boolean } = {},
): Promise<string> {
  const file = join(t.testdir(), 'regions.json')
  const entries = simulators.flatMap(({ url, password, regions }) =>
    regions.map(({ name }) => ({ name, url, password, region: name, ...settings })),
  )
  await writeFile(file, JSON.stringify(entries))
  return file
}
