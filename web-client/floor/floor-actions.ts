/** What a person's card offers about the floor: a moderator's tools, blocking, and telling the moderators. */

import type { ModerateMessage } from '../../src/protocol/messages.js'
import type { PanelState } from '../page/panel-state.js'
import type { VoiceState } from '../page/voice-state.js'
import type { PersonAction, PersonActions } from '../room/person-action.js'
import type { Person } from '../room/room-people.js'
import { panelTexts } from '../texts/panel-texts.js'
import type { Asked, Floor } from './own-floor.js'

export function createFloorActions(
  floor: Floor,
  { channel }: Pick<VoiceState, 'channel'>,
  panel: Pick<PanelState, 'showPerson'>,
): PersonActions {
  /** The sheet that asks takes the card's place. */
  function ask(asked: Asked): void {
    panel.showPerson(undefined)
    floor.ask(asked)
  }

  function moderatorActions(person: Person): readonly PersonAction[] {
    const { agentId, name } = person
    const mode = channel.value?.mode
    const words = panelTexts.floor.acts
    const act = (
      what: 'mute' | 'unmute' | 'give-floor' | 'take-floor' | 'lower-hand',
      icon: PersonAction['icon'],
    ): PersonAction => ({
      id: what,
      label: words[what],
      icon,
      testId: `moderate-${what}`,
      run: () => floor.moderate({ type: 'moderate', act: what, agentId } as ModerateMessage, name),
    })
    const asks = (what: 'kick' | 'ban'): PersonAction => ({
      id: what,
      label: words[what],
      icon: what,
      testId: `moderate-${what}`,
      danger: true,
      run: () => ask({ what, agentId, name }),
    })
    const hasFloor = mode === 'presentation' || mode === 'auditorium'
    return [
      ...(hasFloor && !person.moderator ? [act(person.floor ? 'take-floor' : 'give-floor', 'floor')] : []),
      ...(person.hand === undefined ? [] : [act('lower-hand', 'floor')]),
      act(isMuted(person, mode) ? 'unmute' : 'mute', 'mute'),
      ...(person.moderator ? [] : [asks('kick'), asks('ban')]),
    ]
  }

  return (person) => {
    const { agentId, name } = person
    const isBlocked = floor.isBlocked(agentId)
    return [
      // Whoever is heard over the border is in another room.
      ...(floor.own.value?.moderator && !person.beyond ? moderatorActions(person) : []),
      {
        id: 'block',
        label: isBlocked ? panelTexts.floor.unblock : panelTexts.floor.block,
        icon: 'block',
        testId: isBlocked ? 'unblock' : 'block',
        danger: true,
        run: () => floor.block(agentId, name, !isBlocked),
      },
      {
        id: 'complain',
        label: panelTexts.floor.complain,
        icon: 'report',
        testId: 'complain',
        danger: true,
        run: () => ask({ what: 'complain', agentId, name }),
      },
    ]
  }
}

/** Whether a moderator has muted a person, as far as others are told: who may speak by the mode is silent for no other reason. */
function isMuted({ listensOnly, moderator, floor }: Person, mode: string | undefined): boolean {
  return listensOnly && (mode === 'open' || moderator || (floor && mode !== 'lecture'))
}
