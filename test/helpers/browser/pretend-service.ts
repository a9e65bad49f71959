/** A page whose service is pretended: a test sends every message itself, so that each state is reached at once. */

import type { Page } from 'puppeteer-core'
import type { ServerMessage } from '../../../src/protocol/messages.js'

interface PretendedSocket {
  readyState: number
  onopen?: () => void
  onmessage?: (event: { data: string }) => void
  onclose?: (event: { code: number }) => void
}

interface Pretended {
  pretended: PretendedSocket
}

/** Answers to the page's HTTP requests, by the beginning of the path: a JSON answer, or a status and a message. */
export type Answers = Record<string, { readonly status?: number; readonly body: unknown }>

/** Must be called before the page opens its document. */
export async function pretendService(page: Page, answers: Answers = {}): Promise<void> {
  await page.evaluateOnNewDocument((answers: Answers) => {
    class Socket {
      readyState = 0
      onopen?: () => void
      onmessage?: (event: { data: string }) => void
      onclose?: (event: object) => void
      constructor(_url: string, protocols?: string[]) {
        // One that would redeem a link: then the page asks over HTTP, which is answered below.
        if (protocols) {
          setTimeout(() => this.onclose?.({ type: 'close', code: 1006 }))
          return
        }
        const { pretendedCount = 0 } = globalThis as { pretendedCount?: number }
        Object.assign(globalThis, { pretended: this, pretendedCount: pretendedCount + 1 })
        setTimeout(() => {
          this.readyState = 1
          this.onopen?.()
        })
      }
      /** Everything that the page has said, the newest last. */
      readonly said: string[] = []
      send(text: string) {
        this.said.push(text)
        if (JSON.parse(text).type === 'ping') this.onmessage?.({ data: '{"type":"pong"}' })
      }
      close() {}
    }
    const original = globalThis.fetch
    Object.assign(globalThis, {
      WebSocket: Socket,
      fetch: async (...args: Parameters<typeof fetch>) => {
        const path = Object.keys(answers).find((start) => String(args[0]).startsWith(start))
        const answer = path !== undefined && answers[path]
        if (!answer) return original(...args)
        return new Response(JSON.stringify(answer.body), { status: answer.status ?? 200 })
      },
    })
  }, answers)
}

/** Sends a message of the service to the page. */
export async function say(page: Page, ...messages: ServerMessage[]): Promise<void> {
  await page.evaluate((messages: ServerMessage[]) => {
    const { pretended } = globalThis as unknown as Pretended
    for (const message of messages) pretended.onmessage?.({ data: JSON.stringify(message) })
  }, messages)
}

/** The service closes the socket. */
export async function hangUp(page: Page, code: number): Promise<void> {
  await page.evaluate((code: number) => {
    const { pretended } = globalThis as unknown as Pretended
    pretended.readyState = 3
    pretended.onclose?.({ code })
  }, code)
}
