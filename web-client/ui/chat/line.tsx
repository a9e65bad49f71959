/** One line: who wrote it and when, its text as plain text with links, and what can be done about it. */

import type { LineMessage } from '../../../src/protocol/chat-messages.js'
import type { Conversation } from '../../chat/conversation.js'
import { linePieces } from '../../chat/line-text.js'
import { personColour } from '../../person-look.js'
import { moment } from '../../texts/moment.js'
import { panelTexts } from '../../texts/panel-texts.js'
import type { VoiceClient } from '../../voice-client.js'
import { PersonDisc } from '../people/person-disc.js'

interface LineProps {
  readonly client: VoiceClient
  /** Where it was written. */
  readonly kind: Conversation['kind']
  /** The resident may remove what others wrote here. */
  readonly moderates: boolean
  readonly line: LineMessage
  /** The first of a group by the same writer. */
  readonly isFirst: boolean
  /** The first line that was unread. */
  readonly isNew: boolean
}

/**
 * Many lines, and each new one draws the list: as a component that reads signals and has plain properties, one is drawn
 * only where it has changed.
 */
export function Line({ client: { chat }, kind, moderates, line, isFirst, isNew }: LineProps) {
  const { id, from, name, at, removedBy, edited, inWorld } = line
  const words = panelTexts.chat
  const isOwn = chat.isOwn(from)
  const mayChange = isOwn && !removedBy && chat.changeable.value.has(id)
  const mayRemove = mayChange || (kind === 'room' && !removedBy && moderates)
  return (
    <>
      {isNew && (
        <div class="new-lines" data-testid="chat-new">
          {words.newLines}
        </div>
      )}
      <article
        class={`line ${isOwn ? 'own' : ''} ${isFirst ? 'first' : ''}`}
        data-testid="chat-message"
        data-from={from}
        data-kind={kind}
        data-line={id}
      >
        {isFirst && (
          <header>
            <PersonDisc agentId={from} name={name} />
            <bdi class="writer" style={{ '--person': personColour(from) }}>
              {isOwn ? words.you : name}
            </bdi>
            <Time at={at} />
            {inWorld && <span class="mark">{words.inWorld}</span>}
          </header>
        )}
        {removedBy ? (
          <p class="line-text removed">{words.removed}</p>
        ) : (
          <p class="line-text" dir="auto">
            <LineText text={line.text} />
            {edited && <span class="mark"> ({words.edited})</span>}
          </p>
        )}
        {(mayChange || mayRemove) && (
          <p class="line-acts">
            {mayRemove && (
              <button type="button" class="small" data-testid="chat-remove" onClick={() => chat.remove(id)}>
                {isOwn && mayChange ? words.takeBack : words.remove}
              </button>
            )}
          </p>
        )}
      </article>
    </>
  )
}

function Time({ at }: { at: number }) {
  const date = new Date(at)
  return <time dateTime={date.toISOString()}>{moment(date)}</time>
}

function LineText({ text }: { text: string }) {
  return (
    <>
      {linePieces(text).map((piece, index) =>
        'href' in piece ? (
          <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
            <bdi dir="ltr">{piece.text}</bdi>
          </a>
        ) : (
          piece.text
        ),
      )}
    </>
  )
}
