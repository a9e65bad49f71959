/** A check: one question about hearing, and its answer in words. */

import type { PanelTexts } from '../texts/english/panels.js'
import type { VoiceClient } from '../voice-client.js'
import type { CheckName, Finding } from './finding.js'

export interface Check {
  readonly name: CheckName
  /** Must not throw: every failure is a finding. */
  run(client: VoiceClient, found: PanelTexts['found']): Promise<Finding>
}

export const good = (text: string): Finding => ({ state: 'good', text })
export const bad = (text: string): Finding => ({ state: 'bad', text })
export const unknown = (text: string): Finding => ({ state: 'unknown', text })
