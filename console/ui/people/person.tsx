/** A resident's own page: where now, what is in force, what was said and done about them. */

import { useState } from 'preact/hooks'
import type { PersonView } from '../../../src/protocol/admin-people.js'
import { post } from '../../api.js'
import { attempt, may, place, sayDone } from '../../console-state.js'
import { moment, texts } from '../../texts/texts.js'
import { ActDialog, type Question } from '../acts/act-dialog.js'
import { EntryLines } from '../audit/entry-lines.js'
import { whyWords } from '../live/person-words.js'
import { usePolled } from '../use-polled.js'
import { BanFrom } from './ban-from.js'
import { ComplaintLines } from './complaint-lines.js'
import { DecisionLines } from './decision-list.js'
import { PersonDisc } from './person-name.js'

export function PersonPage() {
  const agentId = place.value
  const [person, askAgain] = usePolled<PersonView>(agentId && `/residents/${agentId}`, 3000)
  if (!agentId) return <p class="hint">{texts.nobodyFound}</p>
  if (person?.agentId !== agentId) return <p>{texts.loading}</p>
  const { name, decisions, complaints, acts } = person
  const about = complaints.filter(({ aboutId }) => aboutId === agentId)
  const by = complaints.filter((one) => one.agentId === agentId)
  return (
    <div class="person-page" data-testid="person-page">
      <a href="#accounts">← {texts.back}</a>
      <header>
        <PersonDisc agentId={agentId} name={name} speaking={person.speaking} />
        <h1>
          <bdi>{name}</bdi>
        </h1>
        {person.disabled && <span class="client">{texts.disabled}</span>}
      </header>
      <section class="card">
        <h2>{texts.now}</h2>
        <p>
          {whereWords(person)}
          {person.region && (
            <>
              {' '}
              <a href={`#rooms/${person.region.id}/${agentId}`} data-testid="show-in-room">
                {texts.showInRoom}
              </a>
            </>
          )}
        </p>
        <p class="why" data-testid="person-why">
          {person.speaking ? texts.speaks : person.silence && whyWords(person.silence)}
        </p>
        <Facts person={person} />
        <AccountActs person={person} askAgain={askAgain} />
      </section>
      <section class="card">
        <h2>{texts.inForce}</h2>
        {decisions.length === 0 && <p class="hint">{texts.nothingInForce}</p>}
        <DecisionLines decisions={decisions} withNames={false} askAgain={askAgain} />
        <BanFrom agentId={agentId} name={name} askAgain={askAgain} />
      </section>
      <section class="card">
        <h2>{texts.complaintsAbout}</h2>
        {about.length === 0 && <p class="hint">{texts.noneOfThose}</p>}
        <ComplaintLines complaints={about} askAgain={askAgain} />
        <h2 class="next">{texts.complaintsBy}</h2>
        {by.length === 0 && <p class="hint">{texts.noneOfThose}</p>}
        <ComplaintLines complaints={by} askAgain={askAgain} />
      </section>
      <section class="card">
        <h2>{texts.actsOn}</h2>
        {acts.length === 0 && <p class="hint">{texts.nothingDone}</p>}
        <ul class="plain">
          {acts.map((entry) => (
            <li key={entry.id} class="line" data-testid="person-act" data-act={entry.act}>
              <EntryLines entry={entry} nameOf={(id) => (id === agentId ? name : id.slice(0, 4))} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function whereWords({ region, channel }: PersonView): string {
  if (region && channel) return texts.whereIn(region.name, channel.name)
  if (region) return texts.inRegion(region.name)
  return channel ? texts.inChannel(channel.name) : texts.nowhere
}

function Facts({ person }: { readonly person: PersonView }) {
  const { homeGrid, createdAt, lastSeenAt, blocks, blockedBy } = person
  const facts = [
    [texts.home, homeGrid ?? texts.homeHere],
    [texts.seen, lastSeenAt === null ? texts.unknown : moment(lastSeenAt)],
    [texts.since, createdAt === null ? texts.noAccount : moment(createdAt)],
    [texts.blockCounts, texts.blocksWords(blocks, blockedBy)],
  ] as const
  return (
    <dl class="facts">
      {facts.map(([what, value]) => (
        <div key={what}>
          <dt class="hint">{what}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

interface AccountActsProps {
  readonly person: PersonView
  readonly askAgain: () => void
}

/** For owners: out of voice altogether, or signed out; both ask first. */
function AccountActs({ person, askAgain }: AccountActsProps) {
  const [question, setQuestion] = useState<Question | undefined>(undefined)
  const { agentId, name, disabled } = person
  if (!may('POST /accounts/:agentId/disabled')) return null

  async function setDisabled(wanted: boolean, explanation = ''): Promise<void> {
    const path = `/accounts/${agentId}/disabled`
    const why = explanation === '' ? {} : { explanation }
    const did = wanted ? texts.didDisable(name) : texts.didEnable(name)
    if (!(await attempt(() => post(path, { disabled: wanted, ...why }), did))) return
    askAgain()
    sayDone(did, {
      done: texts.tookBack,
      run: () => post(path, { disabled: !wanted }).then(askAgain),
    })
  }

  return (
    <div class="acts">
      {disabled ? (
        <button type="button" data-testid="account-enable" onClick={() => setDisabled(false)}>
          {texts.enable}
        </button>
      ) : (
        <button
          type="button"
          class="danger"
          data-testid="account-disable"
          onClick={() =>
            setQuestion({
              title: texts.disableAsk(name),
              means: texts.disableMeans,
              yes: texts.disable,
              reason: 'log',
              onYes: ({ explanation }) => setDisabled(true, explanation),
            })
          }
        >
          {texts.disableShort}
        </button>
      )}
      <button
        type="button"
        data-testid="account-end-sessions"
        onClick={() =>
          setQuestion({
            title: texts.endSessionsAsk(name),
            means: texts.endSessionsMeans,
            yes: texts.endSessions,
            onYes: () => attempt(() => post(`/accounts/${agentId}/end-sessions`)).then(askAgain),
          })
        }
      >
        {texts.endSessionsShort}
      </button>
      {question && <ActDialog question={question} onClose={() => setQuestion(undefined)} />}
    </div>
  )
}
