/** Debian's Janus with its AudioBridge, to compare with: started on free ports from a folder of its own. */

import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import WebSocket from 'ws'
import { eventually } from '../../test/helpers/eventually.js'

export const JANUS = '/usr/bin/janus'

export const noJanus: string | false = !existsSync(JANUS) && 'janus is not installed'

export interface Janus {
  readonly pid: number
  /** Joins its room and answers the offer. */
  connect(id: string, offer: string): Promise<string>
  close(): Promise<void>
}

const ROOM = 1
const MAX_AUDIO_BRIDGE_PORTS = '20000-40000'

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

interface JanusMessage {
  readonly janus: string
  readonly transaction?: string
  readonly data?: { readonly id: number }
  readonly jsep?: { readonly sdp: string }
}

/**
 * @param expectedLoss per cent of packets for which its encoders put in error correction; by default,
 * and as Janus comes, none
 */
export async function startJanus(expectedLoss = 0): Promise<Janus> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-janus-'))
  const port = await freePort()
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
  write(
    'janus.jcfg',
    `general: { configs_folder = "${folder}", debug_level = 2 }
media: { rtp_port_range = "${MAX_AUDIO_BRIDGE_PORTS}" }
plugins: { disable = "libjanus_voicemail.so,libjanus_recordplay.so,libjanus_sip.so,libjanus_nosip.so,libjanus_videoroom.so,libjanus_videocall.so,libjanus_streaming.so,libjanus_textroom.so,libjanus_echotest.so,libjanus_lua.so,libjanus_duktape.so" }
transports: { disable = "libjanus_http.so,libjanus_mqtt.so,libjanus_nanomsg.so,libjanus_pfunix.so,libjanus_rabbitmq.so" }
`,
  )
  write(
    'janus.transport.websockets.jcfg',
    `general: { json = "compact", ws = true, ws_port = ${port}, ws_ip = "127.0.0.1", wss = false }\nadmin: { admin_ws = false }\n`,
  )
  write('janus.plugin.audiobridge.jcfg', 'general: { }\n')
  const child = spawn(JANUS, ['-F', folder, '-C', join(folder, 'janus.jcfg')], { stdio: 'ignore' })
  const ended = new Promise((resolve) => child.once('exit', resolve))

  const socket = await eventually('Janus', () => opened(`ws://127.0.0.1:${port}`))
  const answers = new Map<string, (message: JanusMessage) => void>()
  socket.on('message', (text) => {
    const message = JSON.parse(String(text)) as JanusMessage
    // An `ack` only says that the event with the answer will follow.
    if (message.transaction !== undefined && message.janus !== 'ack') {
      answers.get(message.transaction)?.(message)
    }
  })
  let transactions = 0
  const ask = (body: object) =>
    new Promise<JanusMessage>((resolve) => {
      transactions += 1
      const transaction = String(transactions)
      answers.set(transaction, resolve)
      socket.send(JSON.stringify({ ...body, transaction, session_id: session }))
    })
  let session: number | undefined
  session = (await ask({ janus: 'create' })).data?.id
  const keepAlive = setInterval(() => void ask({ janus: 'keepalive' }), 20_000)
  const attach = async () => (await ask({ janus: 'attach', plugin: 'janus.plugin.audiobridge' })).data?.id
  const creator = await attach()
  // Janus calls stereo spatial audio.
  const room = { request: 'create', room: ROOM, sampling_rate: 48_000, spatial_audio: true, permanent: false }
  await ask({ janus: 'message', handle_id: creator, body: room })

  return {
    pid: child.pid ?? 0,
    async connect(id, offer) {
      const handle = await attach()
      const body = {
        request: 'join',
        room: ROOM,
        display: id,
        spatial_position: (transactions * 7) % 101,
        expected_loss: expectedLoss,
      }
      const jsep = { type: 'offer', sdp: offer, trickle: false }
      const { jsep: answer } = await ask({ janus: 'message', handle_id: handle, body, jsep })
      if (!answer) throw new Error('Janus gave no answer')
      return answer.sdp
    },
    async close() {
      clearInterval(keepAlive)
      socket.close()
      child.kill('SIGKILL')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function opened(url: string): Promise<WebSocket | undefined> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, 'janus-protocol')
    socket.once('open', () => resolve(socket))
    socket.once('error', () => resolve(undefined))
  })
}
