/** Bans a resident from a channel, also one in which nobody is: the channel is chosen by name. */

import { useState } from 'preact/hooks'
import type { ChannelList } from '../../../src/protocol/admin-channels.js'
import { texts } from '../../texts/texts.js'
import { PersonActs } from '../acts/person-acts.js'
import { usePolled } from '../use-polled.js'

const OFFERED = 8

interface BanFromProps {
  readonly agentId: string
  readonly name: string
  readonly askAgain: () => void
}

export function BanFrom({ agentId, name, askAgain }: BanFromProps) {
  const [search, setSearch] = useState('')
  const wanted = search.trim()
  const [list] = usePolled<ChannelList>(
    wanted === '' ? undefined : `/channels?limit=${OFFERED}&search=${encodeURIComponent(wanted)}`,
    10_000,
  )
  const found = wanted === '' ? [] : (list?.channels ?? [])
  return (
    <details>
      <summary>{texts.banFrom}</summary>
      <input
        type="search"
        aria-label={texts.whichChannel}
        placeholder={texts.searchChannels}
        value={search}
        onInput={({ currentTarget }) => setSearch(currentTarget.value)}
      />
      <ul class="plain">
        {found.map((channel) => (
          <li key={channel.id} class="line person">
            <span>{channel.description || channel.name}</span>
            <span class="acts">
              <PersonActs
                people={[{ agentId, name, channelId: channel.id }]}
                acts={['ban']}
                askAgain={askAgain}
              />
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
