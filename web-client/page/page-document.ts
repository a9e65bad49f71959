/** This page as a document of the service: which build it is, what its browser cannot do, and loading it anew. */

import { type Obstacle, obstacleIn } from './obstacle.js'

export interface PageDocument {
  /** '' where the document names none. */
  readonly build: string
  /** What stands in the way at this moment. */
  obstacle(): Obstacle | undefined
  /** The build that the service has now. @throws where it is out of reach, or answers something else */
  askBuild(): Promise<string>
  /** The resident types, or looks at what would be closed. */
  isInUse(): boolean
  reload(): void
}

const BUILD = /<meta name="build" content="([0-9a-f]+)"/
const TYPING = 'input:not([type=range]), textarea, select'

export function thisDocument(): PageDocument {
  return {
    build: document.querySelector<HTMLMetaElement>('meta[name=build]')?.content ?? '',
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
