/** A new channel for a place: chosen among those that the feeds tell of, with settings to begin with. */

import { useState } from 'preact/hooks'
import type { PlaceView } from '../../../../src/protocol/admin/channel-file.js'
import type { ChannelRow, SettingsPatch } from '../../../../src/protocol/admin-channels.js'
import { ApiFault, post } from '../../../api.js'
import { say } from '../../../console-state.js'
import { format, texts } from '../../../texts/texts.js'
import { refusalWords } from '../../service-words.js'
import { usePolled } from '../../use-polled.js'
import { TEMPLATE_NAMES, TEMPLATES, type TemplateName } from './templates.js'

const OTHER = 'other'
const SAME = 'same'

export interface NewChannelProps {
  /** The channel that is copied, if one is. */
  readonly like: ChannelRow | undefined
  readonly onClose: () => void
  readonly onMade: (id: number) => void
}

export function NewChannel({ like, onClose, onMade }: NewChannelProps) {
  const words = texts.channelWords
  const [places] = usePolled<PlaceView[]>('/places', 10_000)
  const [place, setPlace] = useState('')
  const [fault, setFault] = useState('')
  const [title, setTitle] = useState<string | undefined>(undefined)
  const free = (places ?? []).filter(({ channelId }) => channelId === null)
  const chosen = free.find(({ name }) => name === place)
  const suggested = chosen?.kind === 'region' ? chosen.region : ''

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    try {
      const { id } = await post<ChannelRow>('/channels', {
        name: place === OTHER ? text('uuid') : place,
        description: text('title'),
        settings: settingsFrom(text('start'), like),
      })
      say(words.created)
      onMade(id)
    } catch (error) {
      if (!(error instanceof ApiFault)) return setFault(texts.outOfReach)
      const [first] = error.fault.faults ?? []
      setFault((first && (words.faults[first.code] ?? texts.faults[first.code])) ?? refusalWords(error.fault))
    }
  }

  return (
    <form class="card editor" onSubmit={submit} aria-label={words.add} data-testid="new-channel">
      <header>
        <h2>{words.add}</h2>
        <button type="button" onClick={onClose}>
          {texts.close}
        </button>
      </header>
      <p class="hint">{words.addHint}</p>
      <div class="fields">
        <label>
          {words.place}
          <select
            name="place"
            required
            value={place}
            onChange={(event) => {
              setFault('')
              setPlace(event.currentTarget.value)
            }}
          >
            <option value="">{words.choosePlace}</option>
            {free.map((one) => (
              <option key={one.name} value={one.name}>
                {placeWords(one)}
              </option>
            ))}
            <option value={OTHER}>{words.otherPlace}</option>
          </select>
        </label>
        {place === OTHER && (
          <label>
            {words.uuid}
            <input
              name="uuid"
              required
              autocomplete="off"
              pattern="[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
              aria-describedby="uuid-hint"
            />
            <span class="hint" id="uuid-hint">
              {words.uuidHint}
            </span>
          </label>
        )}
        <label>
          {words.title}
          <input
            name="title"
            required
            maxLength={200}
            autocomplete="off"
            value={title ?? suggested}
            onInput={(event) => setTitle(event.currentTarget.value)}
          />
        </label>
        <label>
          {words.startWith}
          <select name="start">
            {like && <option value={SAME}>{words.copyOf(like.description || like.name)}</option>}
            <option value="">{words.plain}</option>
            {TEMPLATE_NAMES.map((name) => (
              <option key={name} value={name}>
                {words.templates[name]}
              </option>
            ))}
          </select>
        </label>
      </div>
      {fault && (
        <p class="fault" role="alert" data-testid="new-channel-fault">
          {fault}
        </p>
      )}
      <footer>
        <button class="primary" type="submit" data-testid="channel-create">
          {words.create}
        </button>
      </footer>
    </form>
  )
}

/** The edits of a new channel. */
function settingsFrom(start: string, like: ChannelRow | undefined): SettingsPatch {
  const template = TEMPLATE_NAMES.find((name): name is TemplateName => name === start)
  if (template) return TEMPLATES[template]
  return start === SAME && like ? like.settings : {}
}

function placeWords({ kind, region, people }: PlaceView): string {
  const { region: whole, parcel } = texts.channelWords
  return kind === 'region' ? whole(region) : parcel(region, format.list(people))
}
