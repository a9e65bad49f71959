/** A connection that the hub dismisses, in Chromium, which has the library of native viewers: it fails at its next check. */

import type { Page } from 'puppeteer-core'
import t from 'tap'
import { noBrowser, openBrowser } from '../helpers/browser/browser.js'
import { eventually } from '../helpers/eventually.js'
import { endMediaPeers } from '../helpers/media/media-peer.js'
import { hubRoom, startTestHub } from '../helpers/media/test-hub.js'

/** Offers a connection as a viewer's library does; all of its states are kept. */
function offerIn(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const connection = new RTCPeerConnection()
    const states: string[] = []
    Object.assign(globalThis, { connection, states })
    connection.onconnectionstatechange = () => states.push(connection.connectionState)
    connection.createDataChannel('SLData')
    connection.addTransceiver('audio')
    await connection.setLocalDescription()
    while (connection.iceGatheringState !== 'complete')
      await new Promise((resolve) =>
        connection.addEventListener('icegatheringstatechange', resolve, { once: true }),
      )
    return connection.localDescription?.sdp ?? ''
  })
}

const accept = (page: Page, sdp: string) =>
  page.evaluate(async (sdp) => {
    const { connection } = globalThis as unknown as { connection: RTCPeerConnection }
    await connection.setRemoteDescription({ type: 'answer', sdp })
  }, sdp)

const statesIn = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { states: string[] }).states.join(' '))

t.test(
  'whoever is dismissed knows it at once, after the last page has left',
  { skip: noBrowser },
  async (t) => {
    const { hub, connect } = await startTestHub(t, hubRoom({}))
    const { browser, close } = await openBrowser(undefined)
    t.teardown(close)
    const [viewer, page] = [await browser.newPage(), await browser.newPage()]
    await accept(viewer, await connect('viewer', await offerIn(viewer)))
    await accept(page, await connect('page', await offerIn(page), 'forward'))
    for (const one of [viewer, page])
      await eventually('connected', async () => (await statesIn(one)).endsWith('connected'))
    const another = await offerIn(await browser.newPage())
    const early = connect('early', another)
    hub.dismiss('viewer')
    hub.dismiss('early')
    await t.rejects(early)
    t.ok(hub.isDismissing())
    t.match(await statesIn(viewer), /connected$/, 'while somebody else has the port it cannot be told')
    await eventually('the hub tells of itself', () => hub.statuses().length === 1)
    t.ok(hub.isDismissing(), 'whoever is dismissed before their answer has nothing to do with the others')
    hub.disconnect('page')
    await eventually('it knows', async () => !(await statesIn(viewer)).endsWith('connected'))
    t.match(await statesIn(viewer), /connected failed$/, 'without having been disconnected first')
    await eventually('the port is free again', () => !hub.isDismissing())
    await accept(page, await connect('again', await offerIn(page)))
    await eventually('the next one is connected', async () => (await statesIn(page)).endsWith('connected'))
  },
)

t.teardown(endMediaPeers)
