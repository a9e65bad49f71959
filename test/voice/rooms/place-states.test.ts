/** What becomes of a page's participation in the room of its place: the tables, every pair. */

import t from 'tap'
import {
  missingReason,
  PLACE_TRANSITIONS,
  SOCKET_TRANSITIONS,
} from '../../../src/voice/rooms/participants/place-states.js'
import { holdsTable } from '../../helpers/transition-table.js'

t.test('where the avatar is said to be', async (t) => {
  holdsTable(
    t,
    PLACE_TRANSITIONS,
    `
                 told    left      silenced  outage       time-up      ended
    waiting      placed  unlisted  unheard   -            -            over
    placed       =       unlisted  unheard   -            -            over
    unlisted     placed  -         -         unheard      left-world   over
    unheard      placed  -         -         -            region-away  over
    left-world   placed  -         -         region-away  over         over
    region-away  placed  -         -         -            over         over
    over         -       -         -         -            -            -
    `,
  )
})

t.test('the page’s socket', async (t) => {
  holdsTable(
    t,
    SOCKET_TRANSITIONS,
    `
               broken  node-gone  resumed  time-up  ended
    open       lost    stranded   =        -        over
    lost       =       stranded   open     over     over
    stranded   =       =          open     over     over
    over       -       -          -        -        -
    `,
  )
})

t.test('why a page is in no room where nobody tells of its avatar', async (t) => {
  for (const [told, away, viewer, reason] of [
    [true, true, true, 'region-away'],
    [true, true, false, 'region-away'],
    [true, false, true, 'not-in-world'],
    [true, false, false, 'not-in-world'],
    [false, true, true, 'no-positions'],
    [false, true, false, 'region-away'],
    [false, false, true, 'no-positions'],
    [false, false, false, 'no-positions'],
  ] as const) {
    const known = { isTold: told, isAway: away, isByViewer: viewer }
    t.equal(missingReason(known), reason, JSON.stringify(known))
  }
})
