/** How loud the resident wants each avatar to be. The browser remembers the avatars that were changed last. */

import { readJson, type TextStorage } from '../settings/settings.js'

export interface PersonalVolume {
  /** 0..2; 1 leaves the volume as it is. */
  readonly volume: number
  readonly silenced: boolean
}

export interface PersonalVolumes {
  of(agentId: string): PersonalVolume
  change(agentId: string, change: Partial<PersonalVolume>): void
}

const KEY = 'voice-people'
/** Other grids of the same service may have people with the same ids. */
const GRID_PATH = /\/g\/[a-z0-9-]+\/$/
/** Beyond this number the least recently changed avatars are forgotten. */
export const MAX_REMEMBERED = 500
const AS_IT_COMES: PersonalVolume = { volume: 1, silenced: false }

/** @param path of the page */
export function createPersonalVolumes(storage: TextStorage | undefined, path = '/'): PersonalVolumes {
  const key = KEY + (GRID_PATH.exec(path)?.[0] ?? '')
  const volumes = readVolumes(storage, key)

  function remember(): void {
    try {
      const rows = [...volumes].map(([agentId, { volume, silenced }]) => [agentId, volume, silenced])
      storage?.setItem(key, JSON.stringify(rows))
    } catch {
      // The storage is full or forbidden: the change holds until the page is closed.
    }
  }

  return {
    of: (agentId) => volumes.get(agentId) ?? AS_IT_COMES,
    change(agentId, change) {
      const next = { ...(volumes.get(agentId) ?? AS_IT_COMES), ...change }
      volumes.delete(agentId)
      if (next.volume !== 1 || next.silenced) volumes.set(agentId, next)
      for (const oldest of volumes.keys()) {
        if (volumes.size <= MAX_REMEMBERED) break
        volumes.delete(oldest)
      }
      remember()
    },
  }
}

function readVolumes(storage: TextStorage | undefined, key: string): Map<string, PersonalVolume> {
  const stored = readJson(storage, key)
  const volumes = new Map<string, PersonalVolume>()
  if (!Array.isArray(stored)) return volumes
  for (const row of stored.slice(-MAX_REMEMBERED)) {
    if (!Array.isArray(row)) continue
    const [agentId, volume, silenced] = row
    if (typeof agentId !== 'string' || typeof volume !== 'number' || !(volume >= 0 && volume <= 2)) continue
    volumes.set(agentId, { volume, silenced: silenced === true })
  }
  return volumes
}
