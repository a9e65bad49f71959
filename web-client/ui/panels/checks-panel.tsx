/** "Why can't I hear?": runs every check in turn, shows the findings, and offers a copy for an admin. */

import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Check } from '../../checks/check.js'
import { echoCheck } from '../../checks/echo-check.js'
import { feedCheck } from '../../checks/feed-check.js'
import type { CheckName, Finding } from '../../checks/finding.js'
import { microphoneCheck } from '../../checks/microphone-check.js'
import { rangeCheck } from '../../checks/range-check.js'
import { roomCheck } from '../../checks/room-check.js'
import { socketCheck } from '../../checks/socket-check.js'
import { playTestSound, speakerCheck } from '../../checks/speaker-check.js'
import { stunCheck } from '../../checks/stun-check.js'
import { turnCheck } from '../../checks/turn-check.js'
import { unmarked } from '../../texts/isolated.js'
import { panelTexts } from '../../texts/panel-texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { Said } from '../parts/said.js'

const automatic: readonly Check[] = [
  socketCheck,
  roomCheck,
  feedCheck,
  rangeCheck,
  speakerCheck,
  microphoneCheck,
  stunCheck,
  turnCheck,
]
const names: readonly CheckName[] = [...automatic.map(({ name }) => name), 'echo']

type Progress = Finding | 'running' | undefined

export function ChecksPanel({ client }: { client: VoiceClient }) {
  const progress = useSignal<Partial<Record<CheckName, Progress>>>({})
  const copied = useSignal(false)

  async function run(check: Check): Promise<void> {
    const set = (value: Progress) => {
      progress.value = { ...progress.value, [check.name]: value }
    }
    set('running')
    set(await check.run(client, panelTexts.found))
  }
  const runAll = () => {
    copied.value = false
    Promise.all(automatic.map(run)).catch(() => undefined)
  }
  useEffect(runAll, [panelTexts.language])

  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(report(client, progress.value))
    copied.value = true
  }

  return (
    <div class="panel" data-testid="checks-panel">
      <dl class="checks">
        {names.map((name) => (
          <div key={name} data-testid={`check-${name}`} data-state={stateOf(progress.value[name])}>
            <dt>{panelTexts.checks[name]}</dt>
            <dd>
              <strong>{panelTexts.checkStates[stateOf(progress.value[name])]}</strong>{' '}
              <Said text={textOf(progress.value[name])} />
              {name === 'speaker' && <SpeakerButtons client={client} />}
              {name === 'echo' && (
                <div class="buttons">
                  <button
                    type="button"
                    data-testid="echo-start"
                    disabled={progress.value.echo === 'running'}
                    onClick={() => run(echoCheck)}
                  >
                    {panelTexts.startEcho}
                  </button>
                </div>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <div class="buttons">
        <button type="button" data-testid="checks-again" onClick={runAll}>
          {panelTexts.checkAgain}
        </button>
        <button type="button" data-testid="checks-copy" onClick={() => copy().catch(() => undefined)}>
          {panelTexts.copy}
        </button>
      </div>
      <p role="status">{copied.value ? panelTexts.copied : ''}</p>
    </div>
  )
}

function SpeakerButtons({ client }: { client: VoiceClient }) {
  return (
    <div class="buttons">
      <button
        type="button"
        data-testid="play-left"
        onClick={() => playTestSound(client.audioContext(), 'left')}
      >
        {panelTexts.listenLeft}
      </button>
      <button
        type="button"
        data-testid="play-right"
        onClick={() => playTestSound(client.audioContext(), 'right')}
      >
        {panelTexts.listenRight}
      </button>
    </div>
  )
}

function stateOf(progress: Progress): 'waiting' | 'running' | Finding['state'] {
  if (progress === undefined) return 'waiting'
  return progress === 'running' ? 'running' : progress.state
}

function textOf(progress: Progress): string {
  return typeof progress === 'object' ? progress.text : ''
}

/** Plain text that answers an admin's first questions. */
function report(client: VoiceClient, progress: Partial<Record<CheckName, Progress>>): string {
  const lines = names.map((name) => `${name}: ${stateOf(progress[name])} ${textOf(progress[name])}`)
  const who = `${client.ownName.value}, ${new Date().toISOString()}, ${location.origin}`
  return unmarked([who, navigator.userAgent, `status: ${client.phase.value.name}`, ...lines].join('\n'))
}
