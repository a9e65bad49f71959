/** A part of the page whose code is loaded when it is needed, or when there is time. */

import { useSignal } from '@preact/signals'
import type { ComponentChildren, ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'

interface LaterProps<Props> {
  readonly load: () => Promise<ComponentType<Props>>
  readonly props: Props
  readonly delayMs?: number
  /** What keeps its place meanwhile. */
  readonly until?: ComponentChildren
}

export function Later<Props extends object>({ load, props, delayMs = 0, until }: LaterProps<Props>) {
  const loaded = useSignal<{ readonly Part: ComponentType<Props> } | undefined>(undefined)
  useEffect(() => {
    const show = async () => {
      const Part = await load()
      if (timer !== undefined) loaded.value = { Part }
    }
    // Out of reach with the service: the rest of the page goes on without it.
    let timer: ReturnType<typeof setTimeout> | undefined = setTimeout(
      () => show().catch(() => undefined),
      delayMs,
    )
    return () => {
      clearTimeout(timer)
      timer = undefined
    }
  }, [load])
  if (!loaded.value) return <>{until}</>
  const { Part } = loaded.value
  return <Part {...props} />
}
