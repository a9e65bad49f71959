/** A room of two hundred, in real Chromium: what the page shows, what it does not, and when it rests. */

import type { Page } from 'puppeteer-core'
import t from 'tap'
import { enterVoice, noBrowser, shownPeople, textOf, withoutProcessing } from '../helpers/browser/browser.js'
import { countWork, crowdAvatars, enterCrowd, type PageWork, takeWork } from '../helpers/browser/crowd.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'

/** What a page does within so many milliseconds of its own clock. */
async function workWithin(page: Page, milliseconds: number): Promise<PageWork> {
  await takeWork(page)
  await page.evaluate((time) => new Promise((resolve) => setTimeout(resolve, time)), milliseconds)
  return takeWork(page)
}

const framesWithin = async (page: Page, milliseconds: number): Promise<number> =>
  (await workWithin(page, milliseconds)).frames.length

t.test('two hundred people', { skip: noBrowser }, async (t) => {
  const service = await startService()
  t.teardown(() => service.stop())
  const anna = testAvatar('Anna Crowd', [128, 128, 25])
  const others = crowdAvatars(199)
  const region = testRegion(service, [anna, ...others], 'Festival')
  await region.push()
  await enterCrowd(t, service, region, others)
  const page = await enterVoice(t, service, region, anna, 'anna', async (page) => {
    await countWork(page)
  })
  await eventually('the crowd is known', async () => (await textOf(page, 'status')).includes('199 others'))
  await page.waitForSelector('[data-testid=radar]')

  await t.test('the fifty nearest are listed, and it says how many are not', async (t) => {
    const people = await shownPeople(page)
    t.equal(people.length, 50)
    const distances = people.map(({ distance }) => distance)
    t.ok(Math.max(...distances) < 20, `the farthest in the list is ${Math.max(...distances)} m away`)
    t.match(await textOf(page, 'not-shown'), /^149 further people are not shown/)
  })

  await t.test('nothing is drawn while nothing moves, and much while somebody walks', async (t) => {
    await eventually('rest', async () => (await framesWithin(page, 1000)) === 0, 30_000)
    const walker = others[0]
    if (!walker) throw new Error('no walker')
    await takeWork(page)
    const until = Date.now() + 2000
    while (Date.now() < until) {
      walker.pos = [walker.pos[0] + 0.2, walker.pos[1], 25]
      await region.push()
    }
    const { frames } = await takeWork(page)
    t.ok(frames.length > 20, `${frames.length} frames`)
    await eventually('rest again', async () => (await framesWithin(page, 1000)) === 0, 30_000)
    anna.look = [1, 0, 0]
    await takeWork(page)
    await region.push()
    // Summed up: between two looks there is time for three at most.
    let drawn = 0
    await eventually('turning draws', async () => {
      drawn += (await takeWork(page)).frames.length
      return drawn > 3
    })
  })
})

t.test(
  'a halo grows with the voice, and stands still for whoever asks for less motion',
  { skip: noBrowser },
  async (t) => {
    const service = await startService()
    t.teardown(() => service.stop())
    const [anna, bert] = [testAvatar('Anna Pulse'), testAvatar('Bert Pulse', [105, 100, 25])]
    const region = testRegion(service, [anna, bert], 'Forum')
    await region.push()
    const prefersMotion = (page: Page, value: 'no-preference' | 'reduce') =>
      page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value }])
    const page = await enterVoice(t, service, region, anna, 'anna', async (page) => {
      await countWork(page)
      await prefersMotion(page, 'no-preference')
    })
    await page.waitForSelector('[data-testid=radar]')
    await eventually('the ground of her reach is there before anybody speaks', () =>
      page.$eval('.radar .halos', (halos) => /gradient/.test(getComputedStyle(halos).backgroundImage)),
    )
    // His browser gives no canvas to a worker.
    const berts = await enterVoice(t, service, region, bert, 'sweep', async (page) => {
      await withoutProcessing(page)
      await page.evaluateOnNewDocument(() => {
        Reflect.deleteProperty(HTMLCanvasElement.prototype, 'transferControlToOffscreen')
      })
    })
    const halo = () =>
      page.$eval('.disc .halo', (element) => {
        const { scale, opacity } = getComputedStyle(element)
        return { scale, opacity }
      })
    await eventually('a ring in the list', async () => (await halo()).opacity === '1')
    // Bert is within Anna's reach, whose ground lies below the halos.
    const sizeOnRadar = (page: Page) =>
      page.$eval('.radar .halos', (halos) => {
        const [below, above] = [halos, document.querySelector('[data-testid=radar]')].map((canvas) => {
          if (!(canvas instanceof HTMLCanvasElement)) throw new Error('no canvas')
          // A worker draws the halos: what is seen of them can be copied, and not read.
          const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d')
          copy?.drawImage(canvas, 0, 0)
          return copy?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
        })
        let green = 0
        for (let at = 0; below && above && at < below.length; at += 4) {
          const [red = 0, value = 0] = [below[at], below[at + 1]]
          if (value > red + 30 && above[at + 3] === 0) green += 1
        }
        return green
      })
    let grown = 0
    await eventually('the halo on the radar can be seen', async () => {
      grown = Math.max(grown, await sizeOnRadar(page))
      return grown > 20
    })
    t.equal((await halo()).scale, 'none', 'one of the two grows')
    await berts.waitForSelector('[data-testid=radar]')
    await eventually('a page draws the halo where no worker can', async () => (await sizeOnRadar(berts)) > 20)
    await eventually('her own voice is seen around the microphone', () =>
      page.$eval('.microphone-halo', (halo) => {
        if (!(halo instanceof HTMLCanvasElement)) throw new Error('no canvas')
        const copy = new OffscreenCanvas(halo.width, halo.height).getContext('2d')
        copy?.drawImage(halo, 0, 0)
        return copy?.getImageData(0, 0, halo.width, halo.height).data.some((value) => value > 0) ?? false
      }),
    )
    await eventually(
      'the voice of an avatar that stands is not moved, and its level is taken from what is played',
      async () => {
        const { glides, waits } = await workWithin(page, 1000)
        return glides === 0 && waits === 0
      },
    )
    await prefersMotion(page, 'reduce')
    await eventually('it is there, and does not grow', async () => {
      const { scale, opacity } = await halo()
      return scale === 'none' && opacity === '1'
    })
    await eventually('the halo on the radar is smaller, and there', async () => {
      const size = await sizeOnRadar(page)
      return size > 20 && size < 0.8 * grown
    })
    await eventually('nothing else moves', async () => (await framesWithin(page, 1000)) <= 2)
    await eventually(
      'the halo on the radar rests as well',
      async () => (await workWithin(page, 1000)).drawings === 0,
    )
    t.equal((await shownPeople(page))[0]?.speaking, true, 'while Bert speaks')
  },
)
