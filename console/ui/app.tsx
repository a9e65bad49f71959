/** The console's frame: who is signed in, the list of pages, and the open page. */

import { useEffect } from 'preact/hooks'
import { keepFocus } from '../../web-client/ui/parts/kept-focus.js'
import { post } from '../api.js'
import { findOutWhoIAm, mayOpen, me, PAGES, type PageName, page, workingGrid } from '../console-state.js'
import { texts } from '../texts/texts.js'
import { AdminsPage } from './admins/admins.js'
import { AuditPage } from './audit/audit.js'
import { ChannelsPage } from './channels/channels.js'
import { GridChoice } from './grids/grid-choice.js'
import { GridsPage } from './grids/grids.js'
import { LanguageChoice } from './language-choice.js'
import { RoomsPage } from './live/rooms.js'
import { LookPage } from './look/look.js'
import { NoticeBar } from './notice-bar.js'
import { OverviewPage } from './overview/overview.js'
import { AccountsPage } from './people/accounts.js'
import { ComplaintsPage } from './people/complaints.js'
import { PersonPage } from './people/person.js'
import { RegionKeysPage } from './region-keys/region-keys.js'
import { RegionsPage } from './regions/regions.js'
import { SecondFactor } from './second-factor/second-factor.js'
import { SetupPage } from './setup/setup.js'
import { SignIn } from './sign-in.js'
import { UsagePage } from './usage/usage.js'

const pages = {
  overview: OverviewPage,
  channels: ChannelsPage,
  rooms: RoomsPage,
  regions: RegionsPage,
  complaints: ComplaintsPage,
  accounts: AccountsPage,
  look: LookPage,
  setup: SetupPage,
  'region-keys': RegionKeysPage,
  usage: UsagePage,
  grids: GridsPage,
  admins: AdminsPage,
  audit: AuditPage,
  person: PersonPage,
}

export function App() {
  useEffect(() => {
    findOutWhoIAm()
  }, [])
  useEffect(() => {
    const onResize = () => bringIntoView(document.querySelector('nav [aria-current]'))
    window.addEventListener('resize', onResize)
    return () => window.removeEventListener('resize', onResize)
  }, [])
  // What asks first is gone once it was answered: the keyboard goes on from the page.
  useEffect(() => keepFocus(document.body, () => document.querySelector('main')), [])
  const who = me.value
  if (who === undefined) return <main class="center">{texts.loading}</main>
  if (who === null) return <SignIn />
  const wanted = mayOpen(page.value) ? page.value : 'overview'
  const here: PageName | 'person' = who.secondFactorMissing ? 'admins' : wanted
  const Page = pages[here]
  // A resident's own page belongs to those of all residents.
  const section = here === 'person' ? 'accounts' : here
  const open = PAGES.filter((name) => (who.secondFactorMissing ? name === here : mayOpen(name)))
  return (
    <>
      <header class="top">
        <strong>{texts.title}</strong>
        <nav aria-label={texts.pages}>
          {open.map((name) => (
            <a
              key={name}
              href={`#${name}`}
              aria-current={name === section ? 'page' : undefined}
              ref={name === section ? bringIntoView : null}
            >
              {texts.page[name]}
            </a>
          ))}
        </nav>
        <GridChoice />
        <span class="who">
          <span data-testid="who" data-role={who.role}>
            <bdi>{who.name}</bdi>, {texts.adminWords.roles[who.role]}
          </span>
          <LanguageChoice />
          <button type="button" onClick={() => post('/session/end').finally(findOutWhoIAm)}>
            {texts.signOut}
          </button>
        </span>
      </header>
      <NoticeBar />
      {/* Another grid's pages begin anew. */}
      <main tabIndex={-1} key={workingGrid.value ?? ''}>
        {here !== 'person' && <h1>{texts.page[here]}</h1>}
        {who.secondFactorMissing ? <SecondFactor onChanged={() => undefined} /> : <Page />}
      </main>
    </>
  )
}

/** On a phone the names do not all fit beside each other. */
function bringIntoView(link: Element | null): void {
  link?.scrollIntoView({ block: 'nearest', inline: 'center' })
}
