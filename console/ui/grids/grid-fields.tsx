/** The fields of a grid: its names, its services, how residents sign in, and its limits. */

import {
  GRID_LIMITS,
  type GridChange,
  type GridLimitName,
  type GridView,
} from '../../../src/protocol/admin/grids.js'
import { isSignInWay, SIGN_IN_WAYS } from '../../../src/pure/grids/sign-in-ways.js'
import { isLanguage, LANGUAGE_CODES, LANGUAGES } from '../../../src/pure/languages.js'
import { texts } from '../../texts/texts.js'

export function GridFields({ grid }: { readonly grid: GridView }) {
  const words = texts.grids
  return (
    <>
      <Field name="name" label={texts.name} value={grid.name} required />
      {!grid.fromSettings && <OwnFields grid={grid} />}
      <fieldset class="whole">
        <legend>{words.limitsTitle}</legend>
        <p class="hint">{words.limitsHint}</p>
        <div class="fields">
          {GRID_LIMITS.map((limit) => (
            <label key={limit}>
              {words.limits[limit]}
              <input
                type="number"
                name={limit}
                min={1}
                step={1}
                defaultValue={grid.limits[limit] === null ? '' : String(inField(limit, grid.limits[limit]))}
              />
            </label>
          ))}
        </div>
      </fieldset>
      {grid.fromSettings && <p class="hint whole">{words.fromSettings}</p>}
    </>
  )
}

/** Where a secret is kept that nobody is shown. */
const HIDDEN = '••••••••'

function OwnFields({ grid }: { readonly grid: GridView }) {
  const words = texts.grids
  const { robust } = grid
  return (
    <>
      <Field name="sipDomain" label={words.sipDomain} value={grid.sipDomain} required />
      <Field name="vivoxAdminUser" label={words.vivoxAdmin} value={grid.vivoxAdminUser} required />
      <label>
        {words.language}
        <select name="language" defaultValue={grid.language}>
          {LANGUAGE_CODES.map((code) => (
            <option key={code} value={code} selected={code === grid.language}>
              {LANGUAGES[code]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {words.hostNames}
        <textarea name="hostNames" rows={2} defaultValue={grid.hostNames.join('\n')} spellcheck={false} />
        <span class="hint">{words.hostNamesHint}</span>
      </label>
      <fieldset class="whole">
        <legend>{words.robust}</legend>
        <p class="hint">{words.robustHint}</p>
        <div class="fields">
          <Field name="robust.url" label={words.robustUrl} value={robust?.url ?? ''} />
          <Field name="robust.publicUrl" label={words.robustPublicUrl} value={robust?.publicUrl ?? ''} />
          <Field name="robust.user" label={words.robustUser} value={robust?.user ?? ''} />
          <SecretField name="password" label={words.robustPassword} kept={robust?.kept} />
          <label>
            {words.robustRemoteAdmin}
            <textarea
              name="robust.remoteAdminPassword"
              rows={2}
              maxLength={4000}
              autocomplete="off"
              spellcheck={false}
              placeholder={robust?.kept.includes('remoteAdminPassword') ? HIDDEN : ''}
            />
            <span class="hint">{words.robustRemoteAdminHint}</span>
          </label>
          <SecretField name="messageKey" label={words.robustMessageKey} kept={robust?.kept} />
        </div>
      </fieldset>
      <fieldset class="whole">
        <legend>{words.signIn}</legend>
        {SIGN_IN_WAYS.map((way) => (
          <label key={way} class="check">
            <input
              type="checkbox"
              name="signInWays"
              value={way}
              defaultChecked={grid.signInWays.includes(way)}
            />
            {words.ways[way]}
          </label>
        ))}
      </fieldset>
    </>
  )
}

interface SecretFieldProps {
  readonly name: string
  readonly label: string
  /** Which secrets are kept already. */
  readonly kept: readonly string[] | undefined
}

/** For a secret of the grid's services, which is shown nowhere. */
function SecretField({ name, label, kept }: SecretFieldProps) {
  return (
    <label>
      {label}
      <input
        name={`robust.${name}`}
        type="password"
        maxLength={500}
        autocomplete="new-password"
        placeholder={kept?.includes(name) ? HIDDEN : ''}
      />
      <span class="hint">{texts.grids.passwordStays}</span>
    </label>
  )
}

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly required?: boolean
}

function Field({ name, label, value, required = false }: FieldProps) {
  return (
    <label>
      {label}
      <input
        name={name}
        required={required}
        maxLength={300}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        defaultValue={value}
      />
    </label>
  )
}

export const BYTES_OF_KILOBYTE = 1000
const inField = (limit: GridLimitName, value: number) =>
  limit === 'bytesPerSecond' ? Math.ceil(value / BYTES_OF_KILOBYTE) : value
const fromField = (limit: GridLimitName, value: number) =>
  limit === 'bytesPerSecond' ? value * BYTES_OF_KILOBYTE : value

/** What the fields of a form say. */
export function changeIn(form: HTMLFormElement, { fromSettings }: GridView): GridChange {
  const data = new FormData(form)
  const text = (name: string) => String(data.get(name) ?? '').trim()
  const orNull = (value: string) => (value === '' ? null : value)
  const secret = (name: string) => orNull(String(data.get(name) ?? ''))
  const limit = (name: GridLimitName) => (text(name) === '' ? null : fromField(name, Number(text(name))))
  const named = {
    name: text('name'),
    limits: {
      people: limit('people'),
      rooms: limit('rooms'),
      hubPeers: limit('hubPeers'),
      requestsPerSecond: limit('requestsPerSecond'),
      bytesPerSecond: limit('bytesPerSecond'),
    },
  }
  if (fromSettings) return named
  const url = orNull(text('robust.url').replace(/\/$/, ''))
  const language = text('language')
  return {
    ...named,
    sipDomain: text('sipDomain'),
    vivoxAdminUser: text('vivoxAdminUser'),
    hostNames: text('hostNames')
      .split(/[\s,;]+/)
      .filter((host) => host !== ''),
    ...(isLanguage(language) && { language }),
    robust:
      url === null
        ? null
        : {
            url,
            publicUrl: orNull(text('robust.publicUrl').replace(/\/$/, '')),
            user: text('robust.user'),
            password: secret('robust.password'),
            remoteAdminPassword: secret('robust.remoteAdminPassword'),
            messageKey: secret('robust.messageKey'),
          },
    signInWays: data.getAll('signInWays').map(String).filter(isSignInWay),
  }
}
