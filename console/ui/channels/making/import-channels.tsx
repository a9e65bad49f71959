/** Imports a file of channels: shows first what it would change, then does all of that or nothing. */

import { useState } from 'preact/hooks'
import {
  CHANNEL_FILE_FORMAT,
  type Imported,
  type ImportPlan,
} from '../../../../src/protocol/admin/channel-file.js'
import { ApiFault, post } from '../../../api.js'
import { say } from '../../../console-state.js'
import { texts } from '../../../texts/texts.js'
import { refusalWords } from '../../service-words.js'

const MAX_BYTES = 16 * 1024 * 1024
const MAX_SHOWN = 200

interface Chosen {
  readonly file: object
  readonly plan: ImportPlan
}

export interface ImportChannelsProps {
  readonly onClose: () => void
  readonly onImported: () => void
}

export function ImportChannels({ onClose, onImported }: ImportChannelsProps) {
  const words = texts.channelWords.import
  const [chosen, setChosen] = useState<Chosen | undefined>(undefined)
  const [fault, setFault] = useState('')
  const [busy, setBusy] = useState(false)

  async function check(file: object, why = ''): Promise<void> {
    const plan = await post<ImportPlan>('/channels/import/check', { file })
    setChosen({ file, plan })
    setFault(why)
  }

  async function tried(work: () => Promise<void>): Promise<void> {
    setBusy(true)
    try {
      await work()
    } catch (error) {
      setFault(error instanceof ApiFault ? refusalWords(error.fault) : texts.outOfReach)
    }
    setBusy(false)
  }

  async function read(file: File | undefined): Promise<void> {
    setChosen(undefined)
    setFault('')
    if (!file) return
    if (file.size > MAX_BYTES) return setFault(words.tooLarge)
    const content = parsed(await file.text())
    if (content === undefined) return setFault(words.noJson)
    if (!isChannelFile(content)) return setFault(words.noFile)
    await tried(() => check(content))
  }

  async function run({ file, plan }: Chosen): Promise<void> {
    try {
      const { added, changed } = await post<Imported>('/channels/import', { file, plan: plan.plan })
      say(words.done(added, changed))
      onImported()
    } catch (error) {
      if (!(error instanceof ApiFault) || error.fault.error !== 'channel-changed-meanwhile') throw error
      await check(file, words.changed)
    }
  }

  return (
    <section class="card editor" aria-label={words.title} data-testid="import-channels">
      <header>
        <h2>{words.title}</h2>
        <button type="button" onClick={onClose}>
          {texts.close}
        </button>
      </header>
      <label>
        {words.choose}
        <input
          type="file"
          accept="application/json,.json"
          data-testid="import-file"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? []
            // The same file can be chosen again when it was mended.
            event.currentTarget.value = ''
            void read(file)
          }}
        />
      </label>
      <p class="hint">{words.hint}</p>
      {fault && (
        <p class="fault" role="alert" data-testid="import-fault">
          {fault}
        </p>
      )}
      {chosen && <Plan plan={chosen.plan} busy={busy} onRun={() => tried(() => run(chosen))} />}
    </section>
  )
}

interface PlanProps {
  readonly plan: ImportPlan
  readonly busy: boolean
  readonly onRun: () => void
}

function Plan({ plan, busy, onRun }: PlanProps) {
  const words = texts.channelWords.import
  const { entries, faults, same } = plan
  if (faults.length > 0) {
    return (
      <>
        <p class="fault">{words.faults}</p>
        <ul class="plain" data-testid="import-faults">
          {faults.map(({ number, title, field, code }) => (
            <li key={`${number}${field}`} class="line">
              {words.fault(number, title, fieldWords(field), faultWords(code))}
            </li>
          ))}
        </ul>
      </>
    )
  }
  if (entries.length === 0) return <p data-testid="import-nothing">{words.nothing(same)}</p>
  const added = entries.filter(({ what }) => what === 'new').length
  return (
    <>
      <p>
        <strong>{words.would(added, entries.length - added, same)}</strong>
      </p>
      <ul class="plain plan" data-testid="import-plan">
        {entries.slice(0, MAX_SHOWN).map(({ name, title, what, changes }) => (
          <li key={name} class="line" data-what={what}>
            <bdi>{title}</bdi> {what === 'new' && <span class="client">{words.new}</span>}
            {changes.map(({ field, from, to }) => (
              <p key={field} class="hint">
                {fieldWords(field)}: {valueWords(field, from)} → {valueWords(field, to)}
              </p>
            ))}
          </li>
        ))}
      </ul>
      {entries.length > MAX_SHOWN && <p class="hint">{words.more(entries.length - MAX_SHOWN)}</p>}
      <footer>
        <button class="primary" type="button" data-testid="import-run" disabled={busy} onClick={onRun}>
          {words.run(entries.length)}
        </button>
      </footer>
    </>
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Anything else the service would refuse with less to say. */
function isChannelFile(content: unknown): content is object {
  if (typeof content !== 'object' || content === null) return false
  return 'format' in content && content.format === CHANNEL_FILE_FORMAT && 'channels' in content
}

const faultWords = (code: string) => texts.channelWords.faults[code] ?? texts.faults[code] ?? code

function fieldWords(field: string): string {
  const fields: Readonly<Record<string, string>> = { ...texts.fields, name: texts.channelWords.uuid }
  return fields[field] ?? field
}

/** A value of a setting as the editor writes it. */
function valueWords(field: string, value: unknown): string {
  const { on, off, people } = texts.channelWords.import
  if (typeof value === 'boolean') return value ? on : off
  if (Array.isArray(value)) return people(value.length)
  const choices: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    type: texts.types,
    mode: texts.modes,
    distanceModel: texts.models,
    iceTransportPolicy: texts.transports,
    neighbours: texts.neighbours,
    textReach: texts.textReaches,
  }
  return choices[field]?.[String(value)] ?? String(value)
}
