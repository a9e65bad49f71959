/** How a room is heard and how a page gets to the hub: the tables, every pair. */

import t from 'tap'
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
