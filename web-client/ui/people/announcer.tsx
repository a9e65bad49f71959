/** Tells screen readers who comes, who goes and who speaks: a sentence that nobody sees. */

import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { createAnnouncements } from '../../room/announcements.js'
import { panelTexts } from '../../texts/panel-texts.js'
import { format } from '../../texts/texts.js'
import type { VoiceClient } from '../../voice-client.js'

const LOOK_MS = 500

export function Announcer({ client }: { client: VoiceClient }) {
  const said = useSignal('')
  useEffect(() => {
    const announcements = createAnnouncements()
    const timer = setInterval(() => {
      const { channel, people } = client
      const room = channel.value === undefined ? undefined : String(channel.value.id)
      const news = announcements.look(room, people.value, performance.now())
      if (news) said.value = panelTexts.announced[news.what](format.list(news.names))
    }, LOOK_MS)
    return () => clearInterval(timer)
  }, [])
  return (
    <p class="unseen" role="status" data-testid="announced">
      {said.value}
    </p>
  )
}
