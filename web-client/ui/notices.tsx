/** What the resident should know or do now: each a sentence that says how to go on. */

import type { VoiceClient } from '../voice-client.js'
import { texts } from './texts.js'

export function Notices({ client }: { client: VoiceClient }) {
  const { microphoneFault, mutedByModerator, playbackBlocked, problem } = client
  return (
    <>
      {playbackBlocked.value && (
        <p class="notice" role="alert">
          {texts.playbackBlocked}{' '}
          <button type="button" onClick={client.unblockPlayback}>
            {texts.play}
          </button>
        </p>
      )}
      {microphoneFault.value && (
        <p class="notice" role="alert" data-testid="error">
          {texts.microphoneFault[microphoneFault.value]}
        </p>
      )}
      {mutedByModerator.value && (
        <p class="notice" role="alert">
          {texts.mutedByModerator}
        </p>
      )}
      {problem.value && (
        <p class="notice" role="alert" data-testid="error">
          {problem.value}{' '}
          <button type="button" onClick={client.dismissProblem}>
            {texts.dismiss}
          </button>
        </p>
      )}
    </>
  )
}
