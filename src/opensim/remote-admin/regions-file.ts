/** `config/regions.json`: which regions are asked over RemoteAdmin. */

import { dirname, resolve } from 'node:path'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { ConfigError } from '../../operator/settings/config.js'
import { EncodingError, readTextFile } from '../../operator/settings/text-file.js'
import { isLanguage, LANGUAGES, type Language } from '../../pure/languages.js'
import { type GridId, MAIN_GRID } from '../../voice/grids/grid.js'

export interface RegionEntry {
  /** One that is not served is not asked. */
  readonly grid: GridId
  /** For people: logs and the admin console. */
  readonly name: string
  /** Scheme, host and port of the simulator's HTTP server. */
  readonly url: URL
  /** `[RemoteAdmin] access_password` of the simulator. */
  readonly password: string
  /** The region's name as in-world, case-sensitive, or its UUID. */
  readonly region: string
  /** Its UUID, of a region that the grid lists; `undefined` for one of the file: an answer tells it. */
  readonly listedId?: string
  /** Its avatars are listed on the sign-in page and may have a code shown to them in-world. */
  readonly codeSignIn: boolean
  /** What its avatars are told in-world is in this language. */
  readonly language: Language
  /** Its avatars may sign in with the password they log in to the grid with. */
  readonly gridPasswordSignIn: boolean
}

const Text = Type.String({ minLength: 1, maxLength: 255 })

const Entry = Type.Object({
  name: Text,
  url: Text,
  region: Type.Optional(Text),
  grid: Type.Optional(Text),
  password: Type.Optional(Text),
  password_file: Type.Optional(Text),
  code_sign_in: Type.Optional(Type.Boolean()),
  grid_password_sign_in: Type.Optional(Type.Boolean()),
  language: Type.Optional(Text),
})

const entrySchema = Compile(Entry)

/** What XML 1.0 cannot carry. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u001f]/

/**
 * Reads the file; a `password_file` in it is relative to the file's own directory.
 * @param file path of the JSON file; `undefined` when no region is asked
 * @param language of the regions that name none
 * @throws ConfigError naming all faults of the file at once
 */
export function readRegionsFile(file: string | undefined, language: Language = 'en'): readonly RegionEntry[] {
  if (file === undefined) return []
  const faults: string[] = []
  const fault = (where: string, what: string) => {
    faults.push(`REMOTE_ADMIN_FILE: ${file}: ${where}${what}`)
  }
  const regions: RegionEntry[] = []
  for (const [index, item] of readList(file, fault).entries()) {
    const where = `region ${index + 1}${nameOf(item)}: `
    const region = readEntry(item, { directory: dirname(resolve(file)), language }, (what) =>
      fault(where, what),
    )
    const twin = regions.find((other) => region && sameRegion(other, region))
    if (region && twin) fault(where, `it is the same region as "${twin.name}": name it once.`)
    else if (region) regions.push(region)
  }
  if (faults.length > 0) throw new ConfigError(faults)
  return regions
}

function readList(file: string, fault: (where: string, what: string) => void): readonly unknown[] {
  try {
    const list: unknown = JSON.parse(readTextFile(file))
    if (Array.isArray(list)) return list
    fault('', 'it is no list: write [{"name": …, "url": …, "region": …, "password_file": …}].')
  } catch (error) {
    if (error instanceof EncodingError) {
      fault('', error.message)
      return []
    }
    const why = error instanceof SyntaxError ? `it is no JSON (${error.message})` : 'it cannot be read'
    fault('', `${why}: compare it with config/regions.json.example.`)
  }
  return []
}

function readEntry(
  item: unknown,
  { directory, language }: { readonly directory: string; readonly language: Language },
  fault: (what: string) => void,
): RegionEntry | undefined {
  for (const what of shapeFaults(item)) fault(what)
  if (!entrySchema.Check(item)) return undefined
  const url = readUrl(item.url, fault)
  const password = readPassword(item, directory, fault)
  const region = item.region ?? item.name
  const spoken = item.language ?? language
  if (!isLanguage(spoken)) {
    fault(`its "language" is none of ${Object.keys(LANGUAGES).join(', ')}.`)
    return undefined
  }
  if (CONTROL.test(region)) fault('its "region" holds control characters: remove them.')
  if (!url || password === undefined || CONTROL.test(region)) return undefined
  return {
    grid: item.grid ?? MAIN_GRID,
    name: item.name,
    url,
    password,
    region,
    language: spoken,
    codeSignIn: item.code_sign_in ?? true,
    gridPasswordSignIn: item.grid_password_sign_in ?? false,
  }
}

function readUrl(value: string, fault: (what: string) => void): URL | undefined {
  const fix = 'use the scheme, host and HTTP port of the simulator, such as http://sim.example.org:9000'
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    fault(`its "url" is none: ${fix}.`)
    return undefined
  }
  if (url.pathname !== '/' || url.search || url.hash) {
    fault(`its "url" has more than host and port, where a simulator answers nothing: ${fix}.`)
    return undefined
  }
  return url
}

function readPassword(
  { password, password_file: file }: Static<typeof Entry>,
  directory: string,
  fault: (what: string) => void,
): string | undefined {
  if ((password === undefined) === (file === undefined)) {
    fault('give it either "password_file" (better) or "password".')
    return undefined
  }
  let value = password
  if (file !== undefined) {
    try {
      value = readTextFile(resolve(directory, file)).trim()
    } catch (error) {
      const isEncoding = error instanceof EncodingError
      const why = isEncoding ? `: ${error.message}` : ' cannot be read: check path and permissions.'
      fault(`its password_file ${resolve(directory, file)}${why}`)
      return undefined
    }
  }
  if (value && !CONTROL.test(value)) return value
  fault('its password is empty or holds control characters: put it on the first line, alone.')
  return undefined
}

/** Names the members, never their values: one of them is a password. */
function shapeFaults(item: unknown): readonly string[] {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return ['it is no {…}.']
  const known = Object.entries(Entry.properties)
  const unknown = Object.keys(item).filter((key) => !known.some(([name]) => name === key))
  const wrong = known.filter(([name, schema]) => {
    const value: unknown = Reflect.get(item, name)
    return value === undefined
      ? Entry.required.some((needed) => needed === name)
      : !Compile(schema).Check(value)
  })
  return [
    ...wrong.map(
      ([name, schema]) => `"${name}" must be ${schema.type === 'boolean' ? 'true or false' : 'a text'}.`,
    ),
    ...unknown.map((key) => `"${key}" means nothing here: remove it, or look for a typing error.`),
  ]
}

function nameOf(item: unknown): string {
  const name: unknown = typeof item === 'object' && item !== null ? Reflect.get(item, 'name') : undefined
  return typeof name === 'string' ? ` (${name})` : ''
}

function sameRegion(a: RegionEntry, b: RegionEntry): boolean {
  return a.url.origin === b.url.origin && a.region.toLowerCase() === b.region.toLowerCase()
}

/** The files with passwords that a regions file names, for a backup; none where it cannot be read. */
export function passwordFilesOf(file: string): readonly string[] {
  return readList(file, () => undefined).flatMap((item) =>
    entrySchema.Check(item) && item.password_file !== undefined
      ? [resolve(dirname(resolve(file)), item.password_file)]
      : [],
  )
}
