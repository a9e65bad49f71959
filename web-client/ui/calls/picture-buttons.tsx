/** The controls that show the resident's camera or a screen in a call, and end that. */

import { shownIn } from '../../calls/camera-states.js'
import { panelTexts } from '../../texts/panel-texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { PictureIcon } from '../parts/icons.js'

const waitingFor = { opening: 'camera', choosing: 'screen', replacing: 'screen' } as const

export function PictureButtons({ client: { calls } }: { client: VoiceClient }) {
  const { camera } = calls
  const state = camera.state.value
  const { show, hide } = panelTexts.calls
  return (
    <>
      {(['camera', 'screen'] as const).map((kind) => {
        const isShown = shownIn[state] === kind
        const waits = state in waitingFor && waitingFor[state as keyof typeof waitingFor] === kind
        return (
          <button
            key={kind}
            type="button"
            class="icon"
            data-testid={kind}
            aria-pressed={isShown}
            aria-busy={waits}
            aria-label={isShown ? hide[kind] : show[kind]}
            title={isShown ? hide[kind] : show[kind]}
            onClick={() => camera.press(kind)}
          >
            <PictureIcon kind={kind} off={!isShown} />
          </button>
        )
      })}
    </>
  )
}
