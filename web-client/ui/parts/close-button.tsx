/** The button that closes what it stands in. */

import { texts } from '../../texts/texts.js'
import { CloseIcon } from './icons.js'

export function CloseButton({ testId, close }: { readonly testId: string; readonly close: () => void }) {
  return (
    <button
      type="button"
      class="icon"
      data-testid={testId}
      aria-label={texts.close}
      title={texts.close}
      onClick={close}
    >
      <CloseIcon />
    </button>
  )
}
