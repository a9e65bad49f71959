/** Is anybody near enough to be heard, connected, and not muted? */

import { silenceDistanceMetres } from '../../src/spatial/attenuation.js'
import { isolated } from '../texts/isolated.js'
import { format } from '../texts/texts.js'
import { bad, type Check, good, unknown } from './check.js'

const MAX_NAMES = 5

export const rangeCheck: Check = {
  name: 'range',
  async run({ channel, people }, found) {
    if (!channel.value) return unknown(found.noRoom)
    const byDistance = people.value.toSorted((a, b) => a.distanceMetres - b.distanceMetres)
    const [nearest] = byDistance
    if (!nearest) return unknown(found.nobodyHere)
    const inRange = byDistance.filter(({ gain }) => gain > 0)
    if (inRange.length === 0) {
      const silent = format.distance(silenceDistanceMetres(channel.value))
      return unknown(
        found.nobodyInRange(isolated(nearest.name), format.distance(nearest.distanceMetres), silent),
      )
    }
    const audible = inRange.filter((person) => !person.silenced && !person.listensOnly && !person.muted)
    if (audible.length === 0) return unknown(found.allSilenced)
    const connected = audible.filter(({ media }) => media)
    if (connected.length === 0) return bad(found.notConnected(namesOf(audible)))
    return good(found.inRange(namesOf(connected)))
  },
}

function namesOf(people: readonly { readonly name: string }[]): string {
  return format.list(people.slice(0, MAX_NAMES).map(({ name }) => isolated(name)))
}
