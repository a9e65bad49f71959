/** Measures how much JavaScript memory a page keeps. */

import type { Page } from 'puppeteer-core'

/** The page's heap in MB, after garbage collection. */
export async function heapMb(page: Page): Promise<number> {
  const session = await page.createCDPSession()
  // WebRTC objects free what they hold one collection later: after a single one the result is 2.2 or 3.4 MB by chance.
  for (let round = 0; round < 5; round += 1) await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize / 1e6
}

/** Slope of the straight line through points, by least squares. */
export function slopeOf(points: readonly { readonly x: number; readonly y: number }[]): number {
  const mean = (pick: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)]
  const covariance = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0)
  return covariance / points.reduce((sum, point) => sum + (point.x - x) ** 2, 0)
}
