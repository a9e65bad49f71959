/** A name server of a test's own, and how to start a program that asks this server and no other. */

import { execFileSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'

/** A loopback address that no other test uses. */
const ADDRESS = '127.0.0.53'

/** Why there can be none here; `false` when there can. */
export const noNameServer: string | false = findFault()

export interface NameServer {
  /** Every name that was asked for, once for each question. */
  readonly asked: string[]
  /** The address of each name; questions for other names get no answer, as from a server that is away. */
  readonly known: Map<string, string>
  /** The command under which a program asks this server. */
  readonly under: readonly string[]
}

export async function startNameServer(t: Pick<Test, 'teardown'>): Promise<NameServer> {
  const directory = await mkdtemp(join(tmpdir(), 'voice-test-names-'))
  const file = join(directory, 'resolv.conf')
  await writeFile(file, `nameserver ${ADDRESS}\n`)
  const asked: string[] = []
  const known = new Map<string, string>()
  const socket = createSocket('udp4')
  socket.on('message', (question, { address, port }) => {
    const name = nameIn(question)
    asked.push(name)
    const found = known.get(name)
    if (found !== undefined) socket.send(answerTo(question, found), port, address)
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(53, ADDRESS, resolve)
  })
  t.teardown(async () => {
    socket.close()
    await rm(directory, { recursive: true })
  })
  return { asked, known, under: mounted(file) }
}

/** The question's name, without a dot at its end (RFC 1035 §4.1.2). */
function nameIn(question: Buffer): string {
  const labels: string[] = []
  for (let at = 12; ; ) {
    const length = question[at] ?? 0
    if (length === 0) return labels.join('.').toLowerCase()
    labels.push(question.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
}

/** One address for a question of type A, none for another type. */
function answerTo(question: Buffer, address: string): Buffer {
  let end = 12
  while (question[end]) end += 1 + (question[end] ?? 0)
  end += 5
  const isForAddress = question.readUInt16BE(end - 4) === 1
  const header = Buffer.from(question.subarray(0, 12))
  header.writeUInt16BE(0x8180, 2)
  header.writeUInt16BE(isForAddress ? 1 : 0, 6)
  header.writeUInt32BE(0, 8)
  const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, ...address.split('.').map(Number)])
  return Buffer.concat([header, question.subarray(12, end), ...(isForAddress ? [record] : [])])
}

/** A private view of the files, in which the system's name server is another one. */
function mounted(file: string): string[] {
  const script = 'mount --bind "$1" /etc/resolv.conf && shift && exec "$@"'
  return ['unshare', '--mount', '/bin/sh', '-c', script, 'sh', file]
}

function findFault(): string | false {
  try {
    execFileSync('/bin/sh', ['-c', 'unshare --mount mount --bind /dev/null /etc/resolv.conf'], {
      stdio: 'pipe',
    })
    return false
  } catch {
    return 'not allowed to mount a file of its own: run the tests as root'
  }
}
