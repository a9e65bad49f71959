/** A part of the page whose code is loaded when it is needed. */

import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'

interface LaterProps<Props> {
  readonly load: () => Promise<ComponentType<Props>>
  readonly props: Props
}

export function Later<Props extends object>({ load, props }: LaterProps<Props>) {
  const loaded = useSignal<{ readonly Part: ComponentType<Props> } | undefined>(undefined)
  useEffect(() => {
    let gone = false
    // Out of reach with the service: the rest of the page goes on without it.
    load().then(
      (Part) => {
        if (!gone) loaded.value = { Part }
      },
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [load])
  if (!loaded.value) return null
  const { Part } = loaded.value
  return <Part {...props} />
}
