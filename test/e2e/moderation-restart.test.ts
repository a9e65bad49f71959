/** What a moderator decided, and whom residents block, holds after the service was killed and started again. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import { testAvatar, testRegion, testUuid } from '../helpers/regions/region.js'
import { type Service, startService } from '../helpers/service.js'
import { openSignal, signIn } from '../helpers/signal-socket.js'

t.test('a mute, everybody’s mute, the floor and a block outlive a kill', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'voice-test-'))
  let service: Service = await startService({ DATA_DIR: dataDir })
  t.teardown(async () => {
    await service.stop()
    await rm(dataDir, { recursive: true })
  })
  const people = [testAvatar('Anna Floor'), testAvatar('Bert Mute'), testAvatar('Carl Crowd')] as const
  const [anna, bert, carl] = people
  const regionId = testUuid()

  /** Who is silenced in the room, by name, as a page is told that enters. */
  async function silenced(): Promise<string[]> {
    const region = testRegion(service, [...people], 'Hall', regionId)
    await region.push()
    const muted: string[] = []
    for (const avatar of people) {
      const socket = openSignal(service.url, await signIn(service.url, await region.link(avatar)))
      socket.send({ type: 'join', muted: false })
      const { self } = await socket.next('room')
      if (self.silence) muted.push(avatar.name)
      socket.close()
    }
    return muted
  }

  /** Whom Anna blocks, as her page is told that opens. */
  async function blocked(first?: (send: ReturnType<typeof openSignal>['send']) => void) {
    const region = testRegion(service, [...people], 'Hall', regionId)
    const socket = openSignal(service.url, await signIn(service.url, await region.link(anna)))
    first?.(socket.send)
    const names = (await socket.next('blocks')).people.map(({ name }) => name)
    socket.close()
    return names
  }

  async function act(path: string, body: object): Promise<void> {
    const owner = await signedInAdmin(service)
    t.equal((await owner.post(`/rooms/${id}/${path}`, body)).status, 204, path)
  }

  async function killAndStart(): Promise<void> {
    await service.stop('SIGKILL')
    service = await startService({ DATA_DIR: dataDir })
  }

  t.strictSame(await silenced(), [])
  const [{ id, version }] = (await (await signedInAdmin(service)).get('/channels')).body.channels
  await act('mute', { agentId: bert.id, muted: true })
  await act('mute', { agentId: carl.id, muted: true })
  await act('mute', { agentId: carl.id, muted: false })
  t.strictSame(await blocked((send) => send({ type: 'block', agentId: carl.id, on: true })), [carl.name])
  await killAndStart()
  t.strictSame(await blocked(), [carl.name])
  t.strictSame(await silenced(), [bert.name], 'the mute, and not the one taken back')

  const change = { version, settings: { mode: 'presentation' } }
  t.equal((await (await signedInAdmin(service)).patch(`/channels/${id}`, change)).status, 200)
  await act('floor', { agentId: anna.id, given: true })
  await killAndStart()
  t.strictSame(await silenced(), [bert.name, carl.name], 'who has the floor may speak')

  await act('mute-all', { muted: true })
  await killAndStart()
  t.strictSame(
    await silenced(),
    people.map(({ name }) => name),
  )
  await act('mute-all', { muted: false })
  await killAndStart()
  t.strictSame(
    await silenced(),
    [bert.name, carl.name],
    'the floor stays; in a presentation the others listen',
  )
})
