/** How a region that the grid lists is asked over RemoteAdmin, without an entry of its own in the regions file. */

import type { Config } from '../../operator/settings/config.js'
import { simulatorUrl } from '../../outgoing/simulator-url.js'
import { isWithheld, passwordOf } from '../../pure/grids/simulator-passwords.js'
import type { Region } from '../../voice/grids/grid.js'
import type { RegionEntry } from './regions-file.js'

export type SimulatorSettings = Pick<Config, 'simulatorPasswords' | 'isOwnSimulator' | 'inWorldLanguage'>

/** @returns `undefined` where the password of its simulator is not known, or kept from it */
export function listedEntry(
  { grid, regionId, name, simulator }: Region & { readonly name: string; readonly simulator: string },
  { simulatorPasswords, isOwnSimulator, inWorldLanguage: language }: SimulatorSettings,
): RegionEntry | undefined {
  const url = simulatorUrl(simulator)
  const known = url && passwordOf(simulatorPasswords, url, isOwnSimulator)
  if (!known) return undefined
  if (known.port !== undefined) url.port = String(known.port)
  return {
    grid,
    name,
    url,
    password: known.password,
    region: regionId,
    listedId: regionId,
    // The grid itself shows codes, wherever an avatar is.
    codeSignIn: false,
    language,
    gridPasswordSignIn: false,
  }
}

/** The hosts of simulators to which the password for all is not sent. */
export function withheldFrom(
  simulators: readonly string[],
  { simulatorPasswords, isOwnSimulator }: Omit<SimulatorSettings, 'inWorldLanguage'>,
): readonly string[] {
  const urls = simulators.flatMap((simulator) => simulatorUrl(simulator) ?? [])
  return [
    ...new Set(
      urls.filter((url) => isWithheld(simulatorPasswords, url, isOwnSimulator)).map(({ host }) => host),
    ),
  ]
}
