/** Before joining, and only when the resident asks for it: the microphone with its level, and the loudspeaker with a tone. */

import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { playTestSound } from '../../checks/speaker-check.js'
import { measureLevel, prepareMeter } from '../../speaking/level-meter.js'
import type { MicrophoneFault } from '../../speaking/microphone.js'
import { panelTexts } from '../../texts/panel-texts.js'
import { texts } from '../../texts/texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { nextSwell } from '../halos/halo-swell.js'
import { MicrophoneIcon, SpeakerIcon } from '../parts/icons.js'

export function SoundCheck({ client }: { client: VoiceClient }) {
  const fault = useSignal<MicrophoneFault | undefined>(undefined)
  const label = useSignal('')
  const bar = useRef<HTMLElement>(null)
  const { inputDevice } = client.settings.values.value

  useEffect(() => {
    let over = false
    let end = () => {}
    async function listen(): Promise<void> {
      const result = await client.openVoice()
      if ('fault' in result) {
        fault.value = result.fault
        return
      }
      const { voice } = result
      end = voice.close
      if (over) return end()
      fault.value = undefined
      label.value = voice.device.label
      const context = client.audioContext()
      await prepareMeter(context)
      if (over) return
      let swell = 0
      const endMeasuring = measureLevel(context, voice.track, (level) => {
        swell = nextSwell(swell, level)
        bar.current?.style.setProperty('--swell', swell.toFixed(2))
      })
      end = () => {
        endMeasuring()
        voice.close()
      }
    }
    client.devices.watch()
    // Without a meter the bar stands still; the microphone is closed all the same.
    listen().catch(() => undefined)
    return () => {
      over = true
      end()
    }
  }, [inputDevice])

  const play = (side: 'left' | 'right') => () => playTestSound(client.audioContext(), side)
  return (
    <div class="sound-check" data-testid="sound-check">
      <div class="sound-row">
        <MicrophoneIcon silent={fault.value !== undefined} />
        {fault.value ? (
          <p role="alert">{texts.microphoneFault[fault.value]}</p>
        ) : (
          <p>
            {panelTexts.microphoneLevel}
            <span class="level" data-testid="level-bar">
              <i ref={bar} />
            </span>
            <bdi class="hint">{label.value}</bdi>
          </p>
        )}
      </div>
      <div class="sound-row">
        <SpeakerIcon silent={false} />
        <div class="buttons">
          <button type="button" data-testid="tone-left" onClick={play('left')}>
            {panelTexts.listenLeft}
          </button>
          <button type="button" data-testid="tone-right" onClick={play('right')}>
            {panelTexts.listenRight}
          </button>
        </div>
      </div>
    </div>
  )
}
