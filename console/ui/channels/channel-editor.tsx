/** Edits one channel, or many together: every setting, its curve while it changes, and a sentence for values that make no sense. */

import { useState } from 'preact/hooks'
import type { ChannelPerson } from '../../../src/protocol/admin/channel-file.js'
import {
  type ChannelField,
  type ChannelRow,
  type ChannelSettingsView,
  channelFaults,
} from '../../../src/protocol/admin-channels.js'
import type { AttenuationSettings } from '../../../src/spatial/attenuation.js'
import { ApiFault, patch, post } from '../../api.js'
import { say } from '../../console-state.js'
import { texts } from '../../texts/texts.js'
import { type Compared, Comparison } from '../live/comparison.js'
import { refusalWords } from '../service-words.js'
import { usePolled } from '../use-polled.js'
import { AttenuationPlot } from './attenuation-plot.js'
import { ChannelFields } from './channel-fields.js'
import { DeleteChannel } from './delete-channel.js'
import { heardBy, listenerAmong } from './distances.js'
import { HeardPeople } from './heard-people.js'
import { Listen } from './listen/listen.js'
import { TEMPLATE_NAMES, TEMPLATES } from './making/templates.js'

/** People walk while one looks. */
const PEOPLE_INTERVAL_MS = 1000

export interface ChannelEditorProps {
  /** At least one channel; the form begins with the settings of the first. */
  readonly rows: readonly ChannelRow[]
  /** All channels, to compare with. */
  readonly others: readonly ChannelRow[]
  readonly readOnly: boolean
  readonly onClose: () => void
  readonly onSaved: () => void
  readonly onCopy: (row: ChannelRow) => void
}

export function ChannelEditor({ rows, others, readOnly, onClose, onSaved, onCopy }: ChannelEditorProps) {
  const [first] = useState(rows[0])
  const [version, setVersion] = useState(first?.version ?? '')
  const [saved, setSaved] = useState(first?.settings)
  const [edits, setEdits] = useState<Partial<ChannelSettingsView>>({})
  const [pinned, setPinned] = useState<boolean | undefined>(undefined)
  const [refused, setRefused] = useState<Readonly<Record<string, string>>>({})
  const [compared, setCompared] = useState<Compared | 'saved' | undefined>('saved')
  const [listenerId, setListenerId] = useState<string | undefined>(undefined)
  const many = rows.length > 1
  const [people = []] = usePolled<ChannelPerson[]>(
    first && !many ? `/channels/${first.id}/people` : undefined,
    PEOPLE_INTERVAL_MS,
  )
  if (!first || !saved) return null
  const settings: ChannelSettingsView = { ...saved, ...edits }
  const present = plotted(settings)
  const listener = listenerAmong(people, listenerId)
  const heard = listener ? heardBy(listener, people, present) : []
  const faults = new Map<string, string>(Object.entries(refused))
  for (const { field, code } of channelFaults(settings))
    faults.set(field, texts.faults[code] ?? texts.faults.invalid ?? code)

  function set<Key extends ChannelField>(key: Key, value: ChannelSettingsView[Key]): void {
    setRefused({})
    setEdits({ ...edits, [key]: value })
  }

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const change = { settings: edits, ...(pinned !== undefined && { pinned }) }
    try {
      if (many) await post('/channels/change', { ids: rows.map(({ id }) => id), ...change })
      else {
        const row = await patch<ChannelRow>(`/channels/${first?.id}`, { version, ...change })
        setVersion(row.version)
        setSaved(row.settings)
        setEdits({})
      }
      say(texts.savedAndHeard)
      onSaved()
      if (many) onClose()
    } catch (error) {
      if (!(error instanceof ApiFault)) return say(texts.outOfReach, true)
      const { error: code, faults: fields = [] } = error.fault
      setRefused(
        Object.fromEntries(
          fields.map((fault) => [
            fault.field,
            texts.faults[fault.code] ?? texts.faults.invalid ?? fault.code,
          ]),
        ),
      )
      if (code === 'channel-changed-meanwhile') onSaved()
      say(refusalWords(error.fault), true)
    }
  }

  function onGone(): void {
    say(texts.channelDeleted)
    onSaved()
    onClose()
  }

  return (
    <form class="card editor" onSubmit={save} noValidate aria-label={texts.editor}>
      <header>
        <h2>{many ? texts.editMany(rows.length) : first.description || first.name}</h2>
        <button type="button" onClick={onClose}>
          {texts.close}
        </button>
      </header>
      {!many && <p class="hint name">{first.name}</p>}
      {many && <p class="hint">{texts.manyHint}</p>}
      {settings.type !== 'directory' && (
        <>
          <AttenuationPlot
            settings={present}
            compare={compared && plotted(compared === 'saved' ? saved : compared)}
            heard={heard}
          />
          <Listen settings={{ ...settings, ...present }} />
          {listener && heard.length > 0 && (
            <HeardPeople
              people={people}
              listener={listener}
              heard={heard}
              saved={plotted(saved)}
              onListener={setListenerId}
            />
          )}
          <Comparison others={others} onChange={setCompared} />
        </>
      )}
      <fieldset disabled={readOnly || settings.type === 'directory'}>
        {!readOnly && (
          <label class="template">
            {texts.channelWords.template}
            <select
              name="template"
              value=""
              onChange={(event) => {
                const name = TEMPLATE_NAMES.find((one) => one === event.currentTarget.value)
                event.currentTarget.value = ''
                if (!name) return
                setRefused({})
                setEdits({ ...edits, ...TEMPLATES[name] })
              }}
            >
              <option value="">{texts.channelWords.chooseTemplate}</option>
              {TEMPLATE_NAMES.map((name) => (
                <option key={name} value={name}>
                  {texts.channelWords.templates[name]}
                </option>
              ))}
            </select>
          </label>
        )}
        <ChannelFields settings={settings} owners={first.owners} faults={faults} set={set} />
        <label class="check">
          <input
            type="checkbox"
            name="pinned"
            checked={pinned ?? first.pinned}
            onChange={(event) => setPinned(event.currentTarget.checked)}
          />
          {texts.pinnedHint}
        </label>
      </fieldset>
      {!readOnly && (
        <footer>
          <button class="primary" type="submit" data-testid="channel-save" disabled={faults.size > 0}>
            {many ? texts.saveMany(rows.length) : texts.save}
          </button>
          {!many && first.edited.length > 0 && (
            <button
              type="button"
              onClick={() =>
                patch<ChannelRow>(`/channels/${first.id}`, {
                  version,
                  settings: Object.fromEntries(first.edited.map((key) => [key, null])),
                }).then(() => {
                  say(texts.savedAndHeard)
                  onSaved()
                  onClose()
                })
              }
            >
              {texts.asTheRegionSays}
            </button>
          )}
          {!many && settings.type !== 'directory' && (
            <button type="button" data-testid="channel-copy" onClick={() => onCopy({ ...first, settings })}>
              {texts.channelWords.copy}
            </button>
          )}
          {!many && <DeleteChannel channel={first} onDeleted={onGone} />}
        </footer>
      )}
    </form>
  )
}

/** As the audio is computed: a conference and an auditorium ignore distance. */
function plotted({
  type,
  mode,
  distanceModel,
  rollOff,
  maxRangeMetres,
  clampingDistanceMetres,
}: Compared): AttenuationSettings {
  const everywhere = type === 'conference' || mode === 'auditorium'
  return {
    distanceModel: everywhere ? 'none' : distanceModel,
    rollOff,
    maxRangeMetres,
    clampingDistanceMetres,
  }
}
