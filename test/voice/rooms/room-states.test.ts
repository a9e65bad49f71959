/** How a room is heard, how a page gets to the hub, and what becomes of a raised hand: the tables, every pair. */

import t from 'tap'
import { HAND_TRANSITIONS } from '../../../src/voice/rooms/floor/hand-states.js'
import { HUB_CONNECTION_TRANSITIONS, ROUTE_TRANSITIONS } from '../../../src/voice/rooms/hub-way/states.js'
import { holdsTable } from '../../helpers/transition-table.js'

t.test('the way of a room', async (t) => {
  holdsTable(
    t,
    ROUTE_TRANSITIONS,
    `
               needed  not-needed  time-up
    direct     hub     =           -
    hub        =       lingering   -
    lingering  hub     =           returning
    returning  hub     =           direct
    `,
  )
})

t.test('a page’s connection to the hub', async (t) => {
  holdsTable(
    t,
    HUB_CONNECTION_TRANSITIONS,
    `
                hub-up  offered     media-flows
    unasked     asked   connecting  -
    asked       -       connecting  -
    connecting  -       =           connected
    connected   -       connecting  -
    `,
  )
})

t.test('a raised hand', async (t) => {
  holdsTable(
    t,
    HAND_TRANSITIONS,
    `
              speaks    stops    time-up
    raised    speaking  -        -
    speaking  =         pausing  pausing
    pausing   speaking  -        lowered
    lowered   -         -        -
    `,
  )
})
