/** The radar: the place as a picture, for eyes, fingers and the arrow keys. */

import { useSignal, useSignalEffect } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { panelTexts } from '../../texts/panel-texts.js'
import { format, texts } from '../../texts/texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { ClusterCard } from './cluster-card.js'
import { keepRadarPicture, type RadarPicture } from './radar-picture.js'
import type { RadarStep, Spot } from './radar-plan.js'

const steps: Readonly<Record<string, RadarStep>> = {
  ArrowRight: 'clockwise',
  ArrowLeft: 'counter-clockwise',
  ArrowUp: 'farther',
  ArrowDown: 'nearer',
}

export function Radar({ client }: { client: VoiceClient }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const halos = useRef<HTMLCanvasElement>(null)
  const picture = useRef<RadarPicture | undefined>(undefined)
  const opened = useSignal<readonly string[] | undefined>(undefined)
  /** Whom the arrow keys have reached, in words. */
  const reached = useSignal('')
  const { people, settings, moves, channel, talk, effort } = client
  const { facingUp, theme } = settings.values.value

  useEffect(() => {
    if (!canvas.current || !halos.current) return
    const kept = keepRadarPicture(canvas.current, halos.current, client)
    picture.current = kept
    return kept.end
  }, [])
  useEffect(() => picture.current?.renew(), [theme])
  // Everything that may change the picture.
  useSignalEffect(() => {
    for (const cause of [people, settings.values, moves, channel, talk.look, effort.value]) cause.value
    picture.current?.wake()
  })

  function open(spot: Spot | undefined): void {
    if (!spot) return
    const [first, ...others] = spot.blips
    if (others.length > 0) opened.value = spot.blips.map(({ agentId }) => agentId)
    else client.panel.showPerson(first.agentId)
  }
  function onKey(event: KeyboardEvent): void {
    const step = steps[event.key]
    if (step) reached.value = wordsOf(client, picture.current?.go(step)) ?? reached.value
    else if (event.key === 'Enter' || event.key === ' ') open(picture.current?.focused())
    else return
    event.preventDefault()
    // The space bar would be held to talk.
    event.stopPropagation()
  }

  return (
    <div class="radar">
      {/* For eyes, fingers and the arrow keys; the list says and offers the same. */}
      <div
        class="picture"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys go from one person to the next
        tabIndex={0}
        aria-label={panelTexts.radar(people.value.length)}
        aria-describedby="radar-legend"
        onKeyDown={onKey}
        onBlur={() => picture.current?.leave()}
      >
        <canvas ref={halos} class="halos" />
        <canvas
          ref={canvas}
          data-testid="radar"
          onClick={({ offsetX, offsetY }) => open(picture.current?.spotAt(offsetX, offsetY))}
        />
      </div>
      <label class="check">
        <input
          type="checkbox"
          data-testid="facing-up"
          checked={facingUp}
          onChange={(event) => settings.change({ facingUp: event.currentTarget.checked })}
        />
        {panelTexts.radarTurns}
      </label>
      <p class="unseen" id="radar-legend">
        {panelTexts.radarLegend} {panelTexts.radarKeys}
      </p>
      <p class="unseen" role="status" data-testid="radar-reached">
        {reached.value}
      </p>
      {opened.value && (
        <ClusterCard
          client={client}
          agentIds={opened.value}
          close={() => {
            opened.value = undefined
          }}
        />
      )}
    </div>
  )
}

function wordsOf(client: VoiceClient, spot: Spot | undefined): string | undefined {
  if (!spot) return undefined
  const [first, ...others] = spot.blips
  if (others.length > 0) return panelTexts.cluster(spot.blips.length)
  const person = client.people.peek().find(({ agentId }) => agentId === first.agentId)
  const side = person?.side === undefined ? '' : `, ${texts.side[person.side]}`
  return `${first.name}${person ? `, ${format.distance(person.distanceMetres)}${side}` : ''}`
}
