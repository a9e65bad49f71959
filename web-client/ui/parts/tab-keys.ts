/** The keyboard in a row of tabs, as the ARIA practices describe it: arrows, Home and End choose. */

/** @returns the place that a key leads to; `undefined` where it leads nowhere */
export function nextPlace(key: string, place: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return (place + 1) % count
    case 'ArrowLeft':
      return (place + count - 1) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
  }
  return undefined
}
