/** What the resident should know or do now: each notice is a sentence that says how to go on. */

import { texts } from '../texts/texts.js'
import type { VoiceClient } from '../voice-client.js'

export function Notices({ client }: { client: VoiceClient }) {
  const { talk, output, feedLost, storeFailing, outputFailed, problem, freshness } = client
  const fault = talk.fault.value
  const silence = texts.output[output.value]
  return (
    <>
      {silence && (
        <p class="notice" role="alert" data-testid="output" data-state={output.value}>
          {silence}{' '}
          <button type="button" onClick={client.unblockPlayback}>
            {texts.play}
          </button>
        </p>
      )}
      {fault && (
        <p class="notice" role="alert" data-testid="error">
          {texts.microphoneFault[fault]}
        </p>
      )}
      {feedLost.value && (
        <p class="notice" role="status" data-testid="feed-lost">
          {texts.feedLost}
        </p>
      )}
      {storeFailing.value && (
        <p class="notice" role="status" data-testid="store-failing">
          {texts.storeFailing}
        </p>
      )}
      {outputFailed.value && (
        <p class="notice" role="status" data-testid="output-failed">
          {texts.outputFailed}
        </p>
      )}
      {freshness.stale.value && (
        <p class="notice" role="status" data-testid="stale">
          {texts.stale}{' '}
          <button type="button" data-testid="reload" onClick={freshness.reload}>
            {texts.reload}
          </button>
        </p>
      )}
      {problem.value && (
        <p class="notice" role="alert" data-testid="error">
          {texts.faults[problem.value.code] ?? texts.otherFault(problem.value)}{' '}
          <button type="button" onClick={client.dismissProblem}>
            {texts.dismiss}
          </button>
        </p>
      )}
    </>
  )
}
