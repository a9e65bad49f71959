/** A person as a disc with their colour and initials; somebody who speaks has a ring. */

import { initialsOf, personColour } from '../../person-look.js'
import type { VoiceClient } from '../../voice-client.js'
import { Halo } from '../halos/halo.js'

interface DiscProps {
  readonly agentId: string
  readonly name: string
  readonly speaking?: boolean
  /** Whose halo follows the voice: a participant whose voice arrives. */
  readonly heardBy?: Pick<VoiceClient, 'pulse' | 'levelOf'> | undefined
  /** Their halo on the radar grows already. */
  readonly onRadar?: boolean
}

export function PersonDisc({ agentId, name, speaking = false, heardBy, onRadar = false }: DiscProps) {
  return (
    <bdi
      class={`disc ${speaking ? 'speaking' : ''}`}
      style={{ '--person': personColour(agentId) }}
      aria-hidden="true"
    >
      {heardBy && <Halo pulse={heardBy.pulse} level={() => heardBy.levelOf(agentId)} still={onRadar} />}
      {initialsOf(name)}
    </bdi>
  )
}
