/** The card of one person: how loud they are for the resident, and what the page offers to do with them. */

import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { PersonAction } from '../../room/person-action.js'
import { panelTexts } from '../../texts/panel-texts.js'
import { texts } from '../../texts/texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { CloseButton } from '../parts/close-button.js'
import { dismissable } from '../parts/dismissable.js'
import { PersonActionPicture, SpeakerIcon, WayIcon } from '../parts/icons.js'
import { personActions } from './person-actions.js'
import { PersonDisc } from './person-disc.js'
import { personWords } from './person-words.js'
import { percentOf, VolumeSlider } from './volume-slider.js'

interface CardProps {
  readonly client: VoiceClient
  readonly agentId: string
}

/** Not modal: the microphone stays in use, and another person can be touched. */
export function PersonCard({ client, agentId }: CardProps) {
  const { panel } = client
  const heading = useRef<HTMLHeadingElement>(null)
  const person = client.people.value.find((one) => one.agentId === agentId)
  const close = () => panel.showPerson(undefined)
  // At once: a moment later the keyboard focus may be elsewhere.
  useLayoutEffect(() => {
    const opener = document.activeElement
    const end = dismissable(close)
    return () => {
      end()
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  // Even where the card shows somebody else now, so that screen readers announce them.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [agentId])
  // They have left.
  useEffect(() => {
    if (!person) close()
  }, [person === undefined])
  if (!person) return null
  const { name, speaking, volume, silenced, media } = person
  const percent = percentOf(volume)
  const actions = personActions(client, person)
  return (
    <div
      class="person-card"
      role="dialog"
      aria-labelledby="person-card-name"
      data-testid="person-card"
      data-agent-id={agentId}
    >
      <div class="card-head">
        <PersonDisc agentId={agentId} name={name} speaking={speaking} heardBy={media && client} />
        <h2 id="person-card-name" dir="auto" tabIndex={-1} ref={heading}>
          {name}
        </h2>
        <CloseButton testId="person-card-close" close={close} />
      </div>
      <p class="hint">
        {personWords(person, false, client.floor.hands().indexOf(agentId) + 1)}
        {media && (
          <span class="way" title={texts.mediaHint[media]}>
            {' · '}
            <WayIcon media={media} /> {texts.media[media]}
          </span>
        )}
      </p>
      <label class="card-volume">
        <span>{panelTexts.volume}</span>
        <output class="number">{percent}</output>
        <VolumeSlider client={client} person={person} testId="card-volume" />
      </label>
      <Actions actions={actions.filter(({ danger }) => !danger)}>
        <button
          type="button"
          class="action"
          data-testid="card-mute"
          aria-pressed={silenced}
          onClick={() => client.setSilenced(agentId, !silenced)}
        >
          <SpeakerIcon silent={silenced} />
          {panelTexts.muteForMe}
        </button>
      </Actions>
      <Actions actions={actions.filter(({ danger }) => danger)} />
    </div>
  )
}

interface ActionsProps {
  readonly actions: readonly PersonAction[]
  /** What stands behind them. */
  readonly children?: ComponentChildren
}

function Actions({ actions, children }: ActionsProps) {
  return (
    <div class="card-actions">
      {actions.map(({ id, label, icon, testId, run, danger }) => (
        <button
          key={id}
          type="button"
          class={`action ${danger ? 'danger' : ''}`}
          data-testid={testId}
          onClick={run}
        >
          <PersonActionPicture icon={icon} />
          {label}
        </button>
      ))}
      {children}
    </div>
  )
}
