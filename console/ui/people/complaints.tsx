/** What residents told the moderators about each other, newest first, until it is dealt with. */

import type { ComplaintView } from '../../../src/protocol/admin-people.js'
import { texts } from '../../texts/texts.js'
import { usePolled } from '../use-polled.js'
import { ComplaintLines } from './complaint-lines.js'

export function ComplaintsPage() {
  const [complaints, askAgain] = usePolled<ComplaintView[]>('/complaints', 5000)
  return (
    <section class="card">
      {complaints?.length === 0 && <p class="hint">{texts.noComplaints}</p>}
      <ComplaintLines complaints={complaints ?? []} askAgain={askAgain} />
    </section>
  )
}
