/** The admins: added, given a role, and removed; who may do what in words. */

import { useState } from 'preact/hooks'
import type { GridView } from '../../../src/protocol/admin/grids.js'
import type { AdminView } from '../../../src/protocol/admin-api.js'
import { MIN_ADMIN_PASSWORD_LENGTH } from '../../../src/protocol/admin-password.js'
import type { OwnFactors } from '../../../src/protocol/admin-second-factor.js'
import { ADMIN_ROLES, type AdminRole, isAdminRole } from '../../../src/pure/admin-roles.js'
import { post } from '../../api.js'
import { attempt, findOutWhoIAm, may, me } from '../../console-state.js'
import { moment, texts } from '../../texts/texts.js'
import { AskFirst, Question } from '../ask-first.js'
import { usePolled } from '../use-polled.js'
import { RoleField } from './role-field.js'

const GRIDS_INTERVAL_MS = 30_000
/** No id of a grid. */
const WHOLE = ''

/** The admin that the operator's settings make; it is always there. */
const FIRST_ADMIN = 'admin'

export interface AdminListProps {
  readonly admins: readonly AdminView[]
  readonly own: OwnFactors | undefined
  readonly onChanged: () => void
}

export function AdminList({ admins, own, onChanged }: AdminListProps) {
  const owners = admins.filter(({ role, grid }) => role === 'owner' && grid === null).length
  const [grids] = usePolled<GridView[]>(may('GET /grids') ? '/grids' : undefined, GRIDS_INTERVAL_MS)
  const nameOf = (grid: string) => grids?.find(({ id }) => id === grid)?.name ?? grid
  const act = (path: string, body: object = {}) =>
    attempt(() => post(path, body)).then((done) => {
      onChanged()
      return done
    })

  async function add(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const form = event.currentTarget
    if (!(form instanceof HTMLFormElement)) return
    const { grid = WHOLE, ...admin } = Object.fromEntries(new FormData(form))
    const body = me.value?.grid === null ? { ...admin, grid: grid === WHOLE ? null : grid } : admin
    if (await act('/admins', body)) form.reset()
  }

  return (
    <section class="card">
      <h2>{texts.admins}</h2>
      <ul class="plain">
        {admins.map((admin) => (
          <AdminLine
            key={admin.name}
            admin={admin}
            onlyOwner={admin.role === 'owner' && admin.grid === null && owners === 1}
            nameOf={nameOf}
            act={act}
          />
        ))}
      </ul>
      <details>
        <summary>{texts.adminWords.whatRolesMay}</summary>
        <dl class="roles">
          {ADMIN_ROLES.toReversed().map((role) => (
            <div key={role}>
              <dt>{texts.adminWords.roles[role]}</dt>
              <dd>{texts.adminWords.roleMeans[role]}</dd>
            </div>
          ))}
        </dl>
      </details>
      {own && (
        <div class="rule">
          <label class="check">
            <input
              type="checkbox"
              data-testid="factor-required"
              checked={own.required}
              disabled={own.factors.length === 0}
              onChange={() => act('/admin-rules/second-factor', { required: !own.required })}
            />
            {texts.secondFactor.require}
          </label>
          <p class="hint">
            {own.factors.length === 0 && `${texts.secondFactor.ownFirst} `}
            {texts.secondFactor.requireHint}
          </p>
        </div>
      )}
      <form class="fields" onSubmit={add} data-testid="add-admin">
        <label>
          {texts.name}
          <input name="name" required maxLength={64} autocomplete="off" />
        </label>
        <label>
          {texts.newPassword}
          <input
            name="password"
            type="password"
            required
            minLength={MIN_ADMIN_PASSWORD_LENGTH}
            autocomplete="new-password"
          />
        </label>
        <RoleField />
        {grids && grids.length > 1 && (
          <label>
            {texts.grids.looksAfter}
            <select name="grid" data-testid="admin-grid">
              <option value={WHOLE}>{texts.grids.wholeService}</option>
              {grids.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <button type="submit">{texts.addAdmin}</button>
      </form>
    </section>
  )
}

interface AdminLineProps {
  readonly admin: AdminView
  readonly onlyOwner: boolean
  /** What a grid is called. */
  readonly nameOf: (grid: string) => string
  readonly act: (path: string, body?: object) => Promise<boolean>
}

function AdminLine({ admin, onlyOwner, nameOf, act }: AdminLineProps) {
  const { name, role, grid, createdAt, secondFactor } = admin
  const words = texts.adminWords
  const isSelf = name === me.value?.name
  const path = `/admins/${encodeURIComponent(name)}`
  /** The role that somebody is about to give themselves. */
  const [asked, setAsked] = useState<AdminRole | undefined>(undefined)

  async function change(next: AdminRole): Promise<void> {
    await act(`${path}/role`, { role: next })
    if (isSelf) await findOutWhoIAm()
  }

  function choose(next: string): void {
    if (!isAdminRole(next) || next === role) return
    if (isSelf) setAsked(next)
    else void change(next)
  }

  return (
    <li class="line person" data-testid="admin" data-name={name} data-role={role}>
      <strong>
        <bdi>{name}</bdi> {isSelf && <span class="hint">{words.you}</span>}
      </strong>
      <span class="hint">
        {words.since(moment(createdAt))},{' '}
        {secondFactor ? texts.secondFactor.with : texts.secondFactor.without}
        {grid !== null && me.value?.grid === null && `, ${texts.grids.looksAfterOnly(nameOf(grid))}`}
        {onlyOwner && `. ${words.lastOwner}`}
      </span>
      <span class="acts">
        <select
          aria-label={words.roleOf(name)}
          title={onlyOwner ? words.lastOwner : undefined}
          disabled={onlyOwner}
          value={role}
          data-testid="admin-role"
          onChange={(event) => {
            const next = event.currentTarget.value
            // What counts is what the service answers.
            event.currentTarget.value = role
            choose(next)
          }}
        >
          {ADMIN_ROLES.map((one) => (
            <option key={one} value={one} selected={one === role}>
              {words.roles[one]}
            </option>
          ))}
        </select>
        {!isSelf && secondFactor && (
          <AskFirst
            label={texts.secondFactor.reset}
            means={texts.secondFactor.resetMeans(name)}
            yes={texts.secondFactor.resetYes}
            testId="factor-reset"
            onYes={() => act(`${path}/second-factor/reset`)}
          />
        )}
        {name !== FIRST_ADMIN && !onlyOwner && !isSelf && (
          <AskFirst
            label={texts.remove}
            means={words.removeMeans(name)}
            yes={words.removeYes}
            testId="admin-remove"
            onYes={() => act(`${path}/remove`)}
          />
        )}
      </span>
      {asked && (
        <Question
          means={words.lowerYourself(words.roles[asked])}
          yes={words.lowerYes}
          testId="admin-role"
          onYes={() => {
            setAsked(undefined)
            void change(asked)
          }}
          onNo={() => setAsked(undefined)}
        />
      )}
    </li>
  )
}
