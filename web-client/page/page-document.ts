/** This page as a document of the service: its build, what its browser lacks, and how it is reloaded. */

import type { PageLook } from '../../src/pure/page-look.js'
import { readLook } from './look.js'
import { type Obstacle, obstacleIn } from './obstacle.js'

export interface PageDocument {
  /** '' where the document names no build. */
  readonly build: string
  /** How the page's grid looks. */
  readonly look: PageLook
  /** The obstacle at this moment. */
  obstacle(): Obstacle | undefined
  /** The build that the service gives out now. @throws where the service is out of reach, or answers anything else */
  askBuild(): Promise<string>
  /** The resident is typing, or looking at something that a reload would close. */
  isInUse(): boolean
  reload(): void
}

const BUILD = /<meta name="build" content="([0-9a-f]+)"/
const TYPING = 'input:not([type=range]), textarea, select'

export function thisDocument(): PageDocument {
  return {
    build: document.querySelector<HTMLMetaElement>('meta[name=build]')?.content ?? '',
    look: readLook(),
    obstacle: () =>
      obstacleIn({
        webRtc: typeof RTCPeerConnection !== 'undefined',
        webAudio: typeof AudioContext !== 'undefined',
        cookies: navigator.cookieEnabled,
        secure: isSecureContext,
        microphone: navigator.mediaDevices?.getUserMedia !== undefined,
        userAgent: navigator.userAgent,
      }),
    async askBuild() {
      const response = await fetch('./', { cache: 'no-store' })
      const build = BUILD.exec(await response.text())?.[1]
      if (!response.ok || build === undefined) throw new Error(`no page: ${response.status}`)
      return build
    },
    isInUse: () => document.querySelector('[role=dialog]') !== null || isTyping(),
    reload: () => location.reload(),
  }
}

function isTyping(): boolean {
  return document.activeElement?.matches(TYPING) ?? false
}
