/** How a region that the grid lists is asked over RemoteAdmin, without an entry of its own in the regions file. */

import { passwordOf, type SimulatorPassword } from '../../operator/settings/simulator-passwords.js'
import { simulatorUrl } from '../../outgoing/simulator-url.js'
import type { Language } from '../../pure/languages.js'
import type { Region } from '../../voice/grids/grid.js'
import type { RegionEntry } from './regions-file.js'

/** @returns `undefined` where the password of its simulator is not known */
export function listedEntry(
  { grid, regionId, name, simulator }: Region & { readonly name: string; readonly simulator: string },
  passwords: readonly SimulatorPassword[],
  language: Language,
): RegionEntry | undefined {
  const url = simulatorUrl(simulator)
  const known = url && passwordOf(passwords, url)
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
