/** The rooms of a region: who may speak there, and the acts on everybody in one. */

import { useState } from 'preact/hooks'
import type { LiveChannel, LiveRegion } from '../../../src/protocol/admin-api.js'
import { texts } from '../../texts/texts.js'
import { ActDialog } from '../acts/act-dialog.js'
import { actOnRoom, moderates } from '../acts/perform.js'

interface RoomLinesProps {
  readonly live: LiveRegion
  readonly askAgain: () => void
}

export function RoomLines({ live, askAgain }: RoomLinesProps) {
  const [asked, setAsked] = useState<LiveChannel | undefined>(undefined)
  const sizeOf = ({ id }: LiveChannel) => live.people.filter(({ channelId }) => channelId === id).length
  return (
    <ul class="plain room-lines">
      {live.channels.map((channel) => {
        const { id, name, mode, allMuted, locked } = channel
        return (
          <li key={id}>
            <div>
              <h2>{name}</h2>
              <p class="hint">
                {texts.inVoice(sizeOf(channel))}. {texts.modeHint[mode]}
              </p>
            </div>
            <div class="acts">
              <button
                type="button"
                data-testid="console-mute-all"
                disabled={!moderates()}
                aria-pressed={allMuted}
                onClick={() => (allMuted ? setAsked(channel) : actOnRoom(channel, 'mute-all', askAgain))}
              >
                {allMuted ? texts.act['unmute-all'] : texts.act['mute-all']}
              </button>
              <button
                type="button"
                data-testid="console-lock"
                disabled={!moderates()}
                aria-pressed={locked}
                onClick={() => actOnRoom(channel, locked ? 'unlock' : 'lock', askAgain)}
              >
                {locked ? texts.act.unlock : texts.act.lock}
              </button>
              <a class="button" href={`#channels/${id}`}>
                {texts.settings}
              </a>
            </div>
          </li>
        )
      })}
      {asked && (
        <ActDialog
          question={{
            title: texts.ask['unmute-all'](asked.name),
            means: texts.means['unmute-all'],
            yes: texts.yes['unmute-all'],
            onYes: () => actOnRoom(asked, 'unmute-all', askAgain),
          }}
          onClose={() => setAsked(undefined)}
        />
      )}
    </ul>
  )
}
