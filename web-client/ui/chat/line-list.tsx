/** The lines of a conversation: grouped by writer, kept where the resident reads, with a way to the newest one. */

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { LineMessage } from '../../../src/protocol/chat-messages.js'
import type { Conversation, OwnLine } from '../../chat/conversation.js'
import { panelTexts } from '../../texts/panel-texts.js'
import { format, texts } from '../../texts/texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { Empty } from '../parts/empty.js'
import { ChatIcon } from '../parts/icons.js'
import { Line } from './line.js'

interface ListProps {
  readonly client: VoiceClient
  readonly conversation: Conversation
}

/** So near to the end the resident reads along. */
const END_PIXELS = 48
/** Lines of one writer within this time stand together. */
const GROUP_MS = 5 * 60_000

/** Where each conversation was left, for as long as the page is open. */
const places = new Map<string, number>()

export function LineList({ client, conversation }: ListProps) {
  const { chat } = client
  const { key, kind, lines, own, missed, newFrom, writers, rules } = conversation
  const moderates = rules?.moderates ?? false
  const words = panelTexts.chat
  const list = useRef<HTMLDivElement>(null)
  const atEnd = useRef(!places.has(key))
  /** How many lines have come below what the resident reads; `undefined` at the end. */
  const [below, setBelow] = useState<number | undefined>(undefined)
  const seenLines = useRef(lines.length)
  const shown = lines.filter(({ removedBy }) => removedBy !== 'writer')

  // The conversation is found again where it was left, or where the first unread line is.
  useLayoutEffect(() => {
    const element = list.current
    if (!element) return
    const place = places.get(key)
    const unread = element.querySelector('.new-lines')
    if (place !== undefined) element.scrollTop = place
    else if (unread) unread.scrollIntoView({ block: 'start' })
  }, [])
  const last = own.length > 0 ? own.at(-1)?.nonce : lines.at(-1)?.id
  useLayoutEffect(() => {
    const element = list.current
    const arrived = Math.max(0, lines.length - seenLines.current)
    seenLines.current = lines.length
    if (!element) return
    const isMine = own.length > 0 || chat.isOwn(lines.at(-1)?.from ?? '')
    if (atEnd.current || (isMine && arrived > 0)) element.scrollTop = element.scrollHeight
    else if (arrived > 0) setBelow((before = 0) => before + arrived)
  }, [last, lines.length, own.length])
  // The touch keyboard takes half of the list away: whoever read the end still does.
  useEffect(() => {
    const element = list.current
    if (!element) return undefined
    const watch = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [])

  const onScroll = (event: Event & { currentTarget: HTMLDivElement }) => {
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget
    // Hidden, it is as high as nothing.
    if (clientHeight === 0) return
    atEnd.current = scrollHeight - scrollTop - clientHeight < END_PIXELS
    if (atEnd.current) places.delete(key)
    else places.set(key, scrollTop)
    setBelow((before) => (atEnd.current ? undefined : (before ?? 0)))
  }
  const toEnd = () => {
    atEnd.current = true
    list.current?.scrollTo({ top: list.current.scrollHeight })
  }

  return (
    <div class="line-frame">
      <div
        class="lines"
        role="log"
        aria-label={words.lines[kind]}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard must be able to scroll it
        tabIndex={0}
        data-testid="chat-lines"
        ref={list}
        onScroll={onScroll}
      >
        {missed && <p class="hint">{words.missed}</p>}
        {shown.length === 0 && own.length === 0 && (
          <Empty icon={<ChatIcon size={40} />} title={words.nothing[kind]} />
        )}
        {shown.map((line, index) => (
          <Line
            key={line.id}
            client={client}
            kind={kind}
            moderates={moderates}
            line={line}
            isFirst={beginsGroup(shown[index - 1], line)}
            isNew={line.id === newFrom}
          />
        ))}
        {own.map((line) => (
          <OwnLineRow key={line.nonce} client={client} line={line} kind={kind} />
        ))}
      </div>
      {below !== undefined && (
        <button type="button" class="to-newest" data-testid="chat-to-newest" onClick={toEnd}>
          {below > 0 ? words.toNewest(below) : words.toEnd} ↓
        </button>
      )}
      <p class="writers hint" data-testid="chat-writers" aria-live="polite">
        {writersText(writers, chat.names.value)}
      </p>
    </div>
  )
}

function beginsGroup(before: LineMessage | undefined, line: LineMessage): boolean {
  return (
    before?.from !== line.from ||
    line.at - before.at > GROUP_MS ||
    before.inWorld !== line.inWorld ||
    before.removedBy !== undefined
  )
}

function writersText(writers: readonly string[], names: ReadonlyMap<string, string>) {
  const words = panelTexts.chat
  const known = writers.map((agentId) => names.get(agentId) ?? '…')
  if (known.length === 0) return ''
  if (known.length > 2) return words.manyWrite
  return known.length === 1 ? words.writes(known.join()) : words.write2(format.list(known))
}

/** A line of the resident's own that the service has not taken yet, or has refused. */
function OwnLineRow({
  client: { chat },
  line: { nonce, text, refusal },
  kind,
}: {
  client: VoiceClient
  line: OwnLine
  kind: Conversation['kind']
}) {
  const words = panelTexts.chat
  return (
    <div class={`line own ${refusal ? 'refused' : 'sending'}`} data-testid="chat-unsent" data-kind={kind}>
      <p class="line-text" dir="auto">
        {text}
      </p>
      {refusal ? (
        <p class="line-fault" role="alert">
          {words.notSent}{' '}
          {refusal.retryAfterSeconds !== undefined
            ? words.waitFor(refusal.retryAfterSeconds)
            : (words.refused[refusal.code] ?? texts.otherFault(refusal))}{' '}
          <button type="button" class="small" data-testid="chat-again" onClick={() => chat.again(nonce)}>
            {words.again}
          </button>{' '}
          <button type="button" class="small" data-testid="chat-drop" onClick={() => chat.drop(nonce)}>
            {words.drop}
          </button>
        </p>
      ) : (
        <span class="unseen">{words.sending}</span>
      )}
    </div>
  )
}
