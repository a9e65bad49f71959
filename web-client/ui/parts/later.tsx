/** A part of the page whose code is loaded when needed or when there is time; where it cannot be loaded, the page says so. */

import { useSignal } from '@preact/signals'
import type { ComponentChildren, ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import type { MissingFile } from '../../service/freshness.js'
import { texts } from '../../texts/texts.js'
import type { VoiceClient } from '../../voice-client.js'

interface LaterProps<Props> {
  readonly load: () => Promise<ComponentType<Props>>
  readonly props: Props
  readonly delayMs?: number
  /** Keeps the part's place meanwhile. */
  readonly until?: ComponentChildren
}

const RETRY_MS = 3000

export function Later<Props extends { readonly client: VoiceClient }>(props: LaterProps<Props>) {
  const { load, props: partProps, delayMs = 0, until } = props
  const { freshness } = partProps.client
  const loaded = useSignal<{ readonly Part: ComponentType<Props> } | undefined>(undefined)
  const missing = useSignal<MissingFile | undefined>(undefined)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined = setTimeout(show, delayMs)
    async function show(): Promise<void> {
      try {
        const Part = await load()
        if (timer !== undefined) loaded.value = { Part }
      } catch {
        missing.value = await freshness.missing()
        // The service may be back by then.
        if (timer !== undefined) timer = setTimeout(show, RETRY_MS)
      }
    }
    return () => {
      clearTimeout(timer)
      timer = undefined
    }
  }, [load])
  if (loaded.value) {
    const { Part } = loaded.value
    return <Part {...partProps} />
  }
  if (!missing.value) return <>{until}</>
  return (
    <p class="notice" role="status" data-testid="missing">
      <span>{texts.missing[missing.value]}</span>{' '}
      {missing.value === 'gone' && (
        <button type="button" onClick={freshness.reload}>
          {texts.reload}
        </button>
      )}
    </p>
  )
}
