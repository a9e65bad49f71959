/** What has just happened about the floor, with the way to undo it. */

import { isolated } from '../../texts/isolated.js'
import { panelTexts } from '../../texts/panel-texts.js'
import { texts } from '../../texts/texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { Said } from '../parts/said.js'

export function FloorNewsNotice({ client: { floor } }: { client: VoiceClient }) {
  const news = floor.news.value
  if (!news) return null
  return (
    <p class="notice" role="status" data-testid="floor-news" data-what={news.what}>
      <span>
        <Said text={panelTexts.floor.news[news.what](isolated(news.name))} />
      </span>{' '}
      {news.undo && (
        <button type="button" data-testid="undo" onClick={floor.undo}>
          {panelTexts.floor.undo}
        </button>
      )}
      <button type="button" onClick={floor.dismiss}>
        {texts.dismiss}
      </button>
    </p>
  )
}
