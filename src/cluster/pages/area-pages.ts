/** The pages that take part in areas of this node, whichever node has their sockets. */

import type { Timers } from '../../voice/ports.js'
import { ABNORMAL_CLOSURE, createLinkedSocket, type FarEnd, type LinkedSocket } from './page-socket.js'

/** What a page does here: what it does at its place, or what it does wherever it is. */
export type AreaRole = 'place' | 'resident'

/** A page in an area. */
export interface AreaPage {
  hear(data: Buffer, isBinary: boolean): void
  /** The page takes part in another area of this node. */
  moveTo(area: string): void
  end(code: number): void
}

export interface AreaPages {
  /** @param serve hands the socket to the core */
  open(area: string, far: FarEnd, serve: (socket: LinkedSocket['socket']) => void): AreaPage
  /** This node no longer owns the area: its pages are to look for the new owner. */
  lose(area: string): void
}

/**
 * What a page had here goes on for so long after the area was lost: its voices through this node's hub, until it and
 * everybody whom it talks with have them from the new owner's.
 */
const KEPT_MS = 3500

/** @param owns whether this node owns an area at this moment */
export function createAreaPages(owns: (area: string) => boolean, timers: Timers): AreaPages {
  const pages = new Set<{ area: string; lose(): void }>()
  return {
    open(first, far, serve) {
      let isLost = false
      const linked = createLinkedSocket({
        said(data) {
          if (!isLost) far.said(data)
        },
        closed(code, reason) {
          pages.delete(page)
          if (!isLost) far.closed(code, reason)
        },
      })
      function end(code: number): void {
        pages.delete(page)
        linked.end(code)
      }
      const page = {
        area: first,
        lose() {
          if (isLost) return
          isLost = true
          pages.delete(page)
          timers.after(KEPT_MS, () => linked.end(ABNORMAL_CLOSURE))
          far.closed(ABNORMAL_CLOSURE, '')
        },
        /** However late the end of the lease was noticed: nobody acts for an area of somebody else. */
        hear: (data: Buffer, isBinary: boolean) =>
          owns(page.area) ? linked.hear(data, isBinary) : page.lose(),
        moveTo(area: string) {
          page.area = area
        },
        end,
      }
      pages.add(page)
      serve(linked.socket)
      return page
    },
    lose(area) {
      for (const page of [...pages]) if (page.area === area) page.lose()
    },
  }
}
