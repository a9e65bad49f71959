/** What the resident should know or do now: each notice is a sentence that says how to go on. */

import type { Problem } from '../page/voice-state.js'
import { texts } from '../texts/texts.js'
import type { VoiceClient } from '../voice-client.js'
import { Later } from './parts/later.js'
import { laterParts } from './parts/later-parts.js'

function faultWords(problem: Problem): string {
  const { code, about } = problem
  return texts.faults[`${about}-${code}`] ?? texts.faults[code] ?? texts.otherFault(problem)
}

export function Notices({ client }: { client: VoiceClient }) {
  const { talk, output, feedLost, storeFailing, outputFailed, problem, freshness } = client
  const fault = talk.fault.value
  const silence = texts.output[output.value]
  return (
    <>
      {silence && (
        <p class="notice" role="alert" data-testid="output" data-state={output.value}>
          <span>{silence}</span>{' '}
          <button type="button" onClick={client.unblockPlayback}>
            {texts.play}
          </button>
        </p>
      )}
      {fault && (
        <p class="notice" role="alert" data-testid="error">
          <span>{texts.microphoneFault[fault]}</span>{' '}
          {fault === 'insecure-page' && (
            <a class="button" href={location.href.replace('http:', 'https:')} data-testid="with-https">
              https://{location.host}
            </a>
          )}
        </p>
      )}
      {talk.filterFailed.value && (
        <p class="notice" role="status" data-testid="filter-failed">
          {texts.filterFailed}
        </p>
      )}
      {feedLost.value && (
        <p class="notice" role="status" data-testid="feed-lost">
          {texts.feedLost}
        </p>
      )}
      {client.channel.value?.unplaced && (
        <p class="notice" role="status" data-testid="unplaced">
          {texts.unplaced}
        </p>
      )}
      {client.floor.news.value && <Later load={laterParts.floorNews} props={{ client }} />}
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
          <span>{texts.stale}</span>{' '}
          <button type="button" data-testid="reload" onClick={freshness.reload}>
            {texts.reload}
          </button>
        </p>
      )}
      {problem.value && (
        <p class="notice" role="alert" data-testid="error">
          <span>{faultWords(problem.value)}</span>{' '}
          <button type="button" onClick={client.dismissProblem}>
            {texts.dismiss}
          </button>
        </p>
      )}
    </>
  )
}
