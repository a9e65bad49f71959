/** What was done last, for a while, with the button that takes it back. */

import { endNotice, endSoon, holdNotice, notice, takeBack } from '../console-state.js'
import { texts } from '../texts/texts.js'

export function NoticeBar() {
  const said = notice.value
  return (
    <div class="notices" role="status" aria-live="polite">
      {said && (
        <p
          class={said.bad ? 'notice bad' : 'notice'}
          data-testid="notice"
          onPointerEnter={holdNotice}
          onFocusCapture={holdNotice}
          onPointerLeave={endSoon}
          onBlurCapture={endSoon}
        >
          <span>{said.text}</span>
          {said.undo && (
            <button type="button" data-testid="undo" onClick={takeBack}>
              {texts.takeBack}
            </button>
          )}
          <button type="button" onClick={endNotice}>
            {texts.close}
          </button>
        </p>
      )}
    </div>
  )
}
