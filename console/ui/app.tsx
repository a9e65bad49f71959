/** The console's frame: who is signed in, the list of pages, and the open page. */

import { useEffect } from 'preact/hooks'
import { post } from '../api.js'
import { findOutWhoIAm, me, notice, PAGES, page } from '../console-state.js'
import { texts } from '../texts/texts.js'
import { ChannelsPage } from './channels/channels.js'
import { OverviewPage } from './live/overview.js'
import { RoomsPage } from './live/rooms.js'
import { AccountsPage } from './people/accounts.js'
import { AdminsPage } from './people/admins.js'
import { AuditPage } from './people/audit.js'
import { SetupPage } from './people/setup.js'
import { SignIn } from './sign-in.js'

const pages = {
  overview: OverviewPage,
  channels: ChannelsPage,
  rooms: RoomsPage,
  accounts: AccountsPage,
  setup: SetupPage,
  admins: AdminsPage,
  audit: AuditPage,
}

const OWNERS_ONLY: readonly string[] = ['setup', 'audit']

export function App() {
  useEffect(() => {
    findOutWhoIAm()
  }, [])
  const who = me.value
  if (who === undefined) return <main class="center">{texts.loading}</main>
  if (who === null) return <SignIn />
  const Page = pages[page.value]
  const open = PAGES.filter((name) => who.role === 'owner' || !OWNERS_ONLY.includes(name))
  return (
    <>
      <header class="top">
        <strong>{texts.title}</strong>
        <nav aria-label={texts.pages}>
          {open.map((name) => (
            <a
              key={name}
              href={`#${name}`}
              aria-current={name === page.value ? 'page' : undefined}
              ref={name === page.value ? bringIntoView : null}
            >
              {texts.page[name]}
            </a>
          ))}
        </nav>
        <span class="who">
          {who.name}
          <button type="button" onClick={() => post('/session/end').finally(findOutWhoIAm)}>
            {texts.signOut}
          </button>
        </span>
      </header>
      <div role="status" aria-live="polite">
        {notice.value && (
          <p class={notice.value.bad ? 'notice bad' : 'notice'} data-testid="notice">
            {notice.value.text}
            <button
              type="button"
              onClick={() => {
                notice.value = undefined
              }}
            >
              {texts.close}
            </button>
          </p>
        )}
      </div>
      <main>
        <h1>{texts.page[page.value]}</h1>
        <Page />
      </main>
    </>
  )
}

/** On a phone the names do not all fit beside each other. */
function bringIntoView(link: HTMLElement | null): void {
  link?.scrollIntoView({ block: 'nearest', inline: 'center' })
}
