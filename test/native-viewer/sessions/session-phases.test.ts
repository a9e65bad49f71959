/** What a viewer's session goes through: the table, every pair. */

import t from 'tap'
import { PHASE_TRANSITIONS } from '../../../src/native-viewer/sessions/session-phases.js'
import { holdsTable } from '../../helpers/transition-table.js'

t.test('the life of a session', async (t) => {
  holdsTable(
    t,
    PHASE_TRANSITIONS,
    `
                joined   let-in  sent-out  ended
    connecting  outside  -       -         over
    outside     =        inside  -         over
    inside      =        -       outside   over
    over        -        -       -         -
    `,
  )
})
