/** Where the resident writes: Enter sends, Shift and Enter begins a line, the up arrow changes the last line. */

import { useEffect, useRef, useState } from 'preact/hooks'
import type { LineMessage } from '../../../src/protocol/chat-messages.js'
import { MAX_LINE_LENGTH } from '../../../src/pure/chat-limits.js'
import type { Conversation } from '../../chat/conversation.js'
import { isolated, unmarked } from '../../texts/isolated.js'
import { panelTexts } from '../../texts/panel-texts.js'
import type { VoiceClient } from '../../voice-client.js'

/** From so few characters on it is said how many are left. */
const NEARLY_FULL = 100

/** Higher, the field would take the lines away. */
const MAX_HEIGHT_PIXELS = 160

export function Composer({ client, conversation }: { client: VoiceClient; conversation: Conversation }) {
  const { chat, panel } = client
  const { key, kind, name = '' } = conversation
  const words = panelTexts.chat
  const field = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState(chat.drafts.get(key) ?? '')
  const [edited, setEdited] = useState<LineMessage | undefined>(undefined)
  const obstacle = obstacleTo(conversation)
  const left = leftIn(text)

  useEffect(() => {
    const element = field.current
    if (!element) return
    element.style.height = 'auto'
    element.style.height = `${Math.min(MAX_HEIGHT_PIXELS, element.scrollHeight + 2)}px`
  }, [text])
  useEffect(followKeyboard, [])
  const isWanted = chat.fieldWanted.value
  useEffect(() => {
    if (!isWanted) return
    chat.fieldWanted.value = false
    field.current?.focus()
  }, [isWanted])

  /** What stands in the field now: a fast typist is ahead of the drawing. */
  const now = () => field.current?.value ?? text
  const fill = (next: string) => {
    if (field.current) field.current.value = next
    setText(next)
  }
  const put = (next: string) => {
    setText(next)
    if (!edited) chat.setDraft(key, next)
  }
  const stopEditing = () => {
    setEdited(undefined)
    fill(chat.drafts.get(key) ?? '')
  }
  const send = () => {
    const line = now().trim()
    if (obstacle !== undefined || leftIn(line) < 0 || line === '') return
    if (edited) {
      if (line !== edited.text) chat.edit(edited.id, line)
      return stopEditing()
    }
    chat.write(line)
    chat.drafts.delete(key)
    return fill('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // The key belongs to the input method: it takes what is composed. 229 is what Safari says then.
    if (event.isComposing || event.keyCode === 229) return
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      send()
    } else if (event.key === 'ArrowUp' && now() === '' && !edited) {
      const last = chat.lastChangeable()
      if (!last) return
      event.preventDefault()
      setEdited(last)
      fill(last.text)
    } else if (event.key === 'Escape' && edited) {
      event.preventDefault()
      stopEditing()
    }
  }
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {edited && (
        <p class="hint">
          {words.editing}{' '}
          <button type="button" class="small" onClick={stopEditing}>
            {words.cancel}
          </button>
        </p>
      )}
      {left < NEARLY_FULL && (
        <p class={left < 0 ? 'line-fault' : 'hint'} data-testid="chat-left" aria-live="polite">
          {left < 0 ? words.tooLong(-left) : words.left(left)}
        </p>
      )}
      <div class="composer-row">
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          data-testid="chat-input"
          value={text}
          disabled={obstacle !== undefined}
          placeholder={
            obstacle ?? (kind === 'private' ? unmarked(words.writeTo(isolated(name))) : words.write)
          }
          aria-label={kind === 'private' ? unmarked(words.writeTo(isolated(name))) : words.write}
          autocomplete="off"
          enterkeyhint="send"
          onInput={(event) => put(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onFocus={() => panel.raise(true)}
        />
        <button
          type="submit"
          class="primary"
          data-testid="chat-send"
          disabled={obstacle !== undefined || left < 0 || text.trim() === ''}
        >
          {edited ? words.save : words.send}
        </button>
      </div>
    </form>
  )
}

const leftIn = (text: string) => MAX_LINE_LENGTH - [...text.trim()].length

/** Why nothing can be written, in words; `undefined` if it can. */
function obstacleTo({ kind, rules }: Conversation): string | undefined {
  const words = panelTexts.chat
  if (kind === 'private') return undefined
  if (!rules) return words.notHere
  if (!rules.on) return kind === 'call' ? words.callOver : words.off
  return rules.muted ? words.muted : undefined
}

/** Where the browser lays its keyboard over the page, the page ends above the keyboard. @returns ends it */
function followKeyboard(): (() => void) | undefined {
  const { visualViewport } = window
  if (!visualViewport) return undefined
  const { style } = document.documentElement
  const follow = () => {
    const covered = Math.round(window.innerHeight - visualViewport.height - visualViewport.offsetTop)
    // A little is the address bar; a magnified page is no keyboard.
    if (covered > 80 && visualViewport.scale === 1) style.setProperty('--keyboard', `${covered}px`)
    else style.removeProperty('--keyboard')
  }
  visualViewport.addEventListener('resize', follow)
  return () => {
    visualViewport.removeEventListener('resize', follow)
    style.removeProperty('--keyboard')
  }
}
