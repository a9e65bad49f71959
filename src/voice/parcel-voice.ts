/** Where voice is switched off: parcels of which a region said that nobody may talk there. */

import { EventEmitter } from 'node:events'
import type { Place } from './channels.js'

/** More parcels than a large grid switches off; the oldest are forgotten first. */
const MAX_PARCELS = 50_000

type ParcelKey = Pick<Place, 'regionId' | 'parcelId'>

export interface ParcelVoice {
  readonly events: EventEmitter<{ changed: [place: ParcelKey] }>
  isAllowed(place: ParcelKey): boolean
  /** What the region says of a parcel, or of itself where it names none; it holds until it says otherwise. */
  set(place: ParcelKey, allowed: boolean): void
}

export function createParcelVoice(): ParcelVoice {
  const events = new EventEmitter<{ changed: [place: ParcelKey] }>()
  const off = new Set<string>()
  const keyOf = ({ regionId, parcelId }: ParcelKey) => parcelId ?? regionId

  return {
    events,
    isAllowed: (place) => !off.has(keyOf(place)),
    set(place, allowed) {
      const key = keyOf(place)
      if (off.has(key) !== allowed) return
      if (allowed) off.delete(key)
      else off.add(key)
      const [oldest] = off
      if (off.size > MAX_PARCELS && oldest !== undefined) off.delete(oldest)
      events.emit('changed', place)
    },
  }
}
