/** What the pages of a call's members are told. */

import type { Avatar } from '../grids/grid.js'
import type { CallEnding } from '../residents/resident-event.js'
import type { ResidentPage, Residents } from '../residents/residents.js'
import { type Call, type Member, takesPart } from './call.js'
import type { ReturnTokens } from './return-tokens.js'

/** Why a call has ended for somebody. */
export interface End {
  readonly reason: CallEnding
  /** Whose act it was, if anybody's. */
  readonly by?: string
  readonly words?: string
}

export interface CallNews {
  tellPage(call: Call, member: Member, page: ResidentPage): void
  /** Tells every page of everybody in the call how it is now. */
  tellAll(call: Call): void
  tellEnd(call: Call, pages: readonly ResidentPage[], end: End): void
  /** Tells whoever called that somebody does not come; the call goes on. */
  tellRefusal(call: Call, to: Avatar, end: End): void
}

export function createCallNews(residents: Residents, tokens: ReturnTokens): CallNews {
  function tellPage(call: Call, member: Member, page: ResidentPage): void {
    const here = takesPart(member) && member.page === page
    page.tell({
      type: 'call-changed',
      call: {
        callId: call.id,
        from: call.from,
        rings: member.life.state() === 'ringing',
        here,
        members: call.views(),
        returnToken: here ? tokens.issue(call.id, member) : undefined,
      },
    })
  }

  return {
    tellPage,
    tellAll(call) {
      for (const member of call.live()) {
        for (const page of residents.pagesOf(member)) tellPage(call, member, page)
      }
    },
    tellEnd({ id: callId }, pages, { reason, by, words }) {
      for (const page of pages) page.tell({ type: 'call-ended', callId, reason, by, words })
    },
    tellRefusal({ id: callId }, to, { reason, by = '', words }) {
      residents.tell(to, { type: 'call-refused', callId, reason, by, words })
    },
  }
}
