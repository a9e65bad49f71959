/** The console's own users: admins and their roles, where they are signed in, and tokens for programs. */

import type { AdminView, KeyView } from '../../../src/protocol/admin-api.js'
import type { OwnFactors } from '../../../src/protocol/admin-second-factor.js'
import { may } from '../../console-state.js'
import { SecondFactor } from '../second-factor/second-factor.js'
import { usePolled } from '../use-polled.js'
import { AdminList } from './admin-list.js'
import { OwnPassword } from './own-password.js'
import { OthersSessions, OwnSessions } from './sessions.js'
import { Tokens } from './tokens.js'

export function AdminsPage() {
  const decides = may('GET /admins')
  const [admins, askAdmins] = usePolled<AdminView[]>(decides ? '/admins' : undefined, 10_000)
  const [keys = [], askKeys] = usePolled<KeyView[]>('/keys', 10_000)
  const [own, askOwn] = usePolled<OwnFactors>('/session/second-factor', 10_000)
  function askAll(): void {
    askKeys()
    askAdmins()
    askOwn()
  }
  return (
    <>
      {decides && <AdminList admins={admins ?? []} own={own} onChanged={askAll} />}
      <OwnSessions keys={keys} onChanged={askKeys} />
      {decides && <OthersSessions keys={keys} onChanged={askKeys} />}
      <SecondFactor onChanged={askAll} />
      <OwnPassword onChanged={askKeys} />
      <Tokens keys={keys} onChanged={askKeys} />
    </>
  )
}
