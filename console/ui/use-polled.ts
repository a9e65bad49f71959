/** Data of the service that is asked for again and again while it is shown. */

import { useEffect, useState } from 'preact/hooks'
import { get } from '../api.js'

/** @param path `undefined` asks for nothing */
export function usePolled<T>(path: string | undefined, intervalMs: number): [T | undefined, () => void] {
  const [value, setValue] = useState<T | undefined>(undefined)
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    if (path === undefined) return
    let over = false
    let timer: ReturnType<typeof setTimeout>
    async function ask(): Promise<void> {
      if (!document.hidden) {
        const found = await get<T>(path ?? '').catch(() => undefined)
        if (over) return
        if (found !== undefined) setValue(found)
      }
      timer = setTimeout(ask, intervalMs)
    }
    ask()
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [path, intervalMs, asked])
  return [value, () => setAsked((count) => count + 1)]
}
