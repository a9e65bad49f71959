/** Remembers in the tab with whom its resident has private conversations, so that a reload shows them again. */

import { readJson, type TextStorage } from '../settings/settings.js'

const KEY = 'voice-conversations'

/** The newest; each one costs a question to the service when the page starts. */
export const MAX_PARTNERS = 12

export interface Partner {
  readonly agentId: string
  readonly name: string
}

export interface Partners {
  /** Those of this resident, the oldest conversation first; another resident of the same tab has others. */
  recall(ownId: string): readonly Partner[]
  remember(ownId: string, partners: readonly Partner[]): void
}

/** @param storage may be absent or throw: then nothing is remembered */
export function createPartners(storage: TextStorage | undefined): Partners {
  return {
    recall(ownId) {
      const stored = readJson(storage, KEY)
      if (!isRecord(stored) || stored.of !== ownId || !Array.isArray(stored.partners)) return []
      return stored.partners.filter(isPartner).slice(-MAX_PARTNERS)
    },
    remember(ownId, partners) {
      const kept = partners.slice(-MAX_PARTNERS).map(({ agentId, name }) => ({ agentId, name }))
      try {
        storage?.setItem(KEY, JSON.stringify({ of: ownId, partners: kept }))
      } catch {
        // The storage is full or forbidden: a reload shows a conversation once somebody writes in it.
      }
    },
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isPartner(value: unknown): value is Partner {
  return isRecord(value) && typeof value.agentId === 'string' && typeof value.name === 'string'
}
