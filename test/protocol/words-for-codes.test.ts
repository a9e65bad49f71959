/** Whatever the service answers with a code has words in the page and in the console. */

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { serviceEnglish } from '../../console/texts/english/service.js'
import { ADMIN_FAULT_CODES, FINDING_CODES } from '../../src/protocol/service-codes.js'
import { englishPanels } from '../../web-client/texts/english/panels.js'
import { english } from '../../web-client/texts/english/start.js'
import { projectRoot } from '../helpers/project-root.js'

function textOf(path: string): string {
  const full = join(projectRoot, path)
  if (!statSync(full).isDirectory()) return readFileSync(full, 'utf8')
  return readdirSync(full)
    .map((name) => textOf(join(path, name)))
    .join('\n')
}

/** The codes of the faults that are thrown somewhere. */
function codesIn(...paths: readonly string[]): string[] {
  const text = paths.map(textOf).join('\n')
  return [...new Set([...text.matchAll(/new VoiceError\(\s*'([a-z-]+)'/g)].map(([, code = '']) => code))]
}

t.test('the console has words for every fault that its API answers with', async (t) => {
  const thrown = codesIn(
    'src/admin',
    'src/voice/admins',
    'src/voice/channels',
    'src/voice/moderation/moderator-acts.ts',
    'src/voice/limits',
    'src/operator/data-directory',
    'src/store',
  )
  t.ok(thrown.length > 15, 'they are found')
  const known: readonly string[] = ADMIN_FAULT_CODES
  t.strictSame(
    thrown.filter((code) => !known.includes(code)),
    [],
  )
  const answered = [...textOf('src/http/error-answers.ts').matchAll(/code: '([a-z-]+)'/g)].map(
    ([, code]) => code,
  )
  t.strictSame(
    answered.filter((code = '') => !known.includes(code)),
    [],
  )
  t.strictSame(Object.keys(serviceEnglish.refusals).sort(), [...known].sort())
  t.strictSame(Object.keys(serviceEnglish.findings).sort(), [...FINDING_CODES].sort())
})

t.test('the page has words for every fault of a sign-in', async (t) => {
  const words = { ...english.faults, ...englishPanels.signInFaults(4) }
  const isPhase = (code: string) => code.startsWith('session-')
  const thrown = codesIn(
    'src/web-session',
    'src/voice/sign-in',
    'src/opensim/remote-admin',
    'src/voice/limits',
  )
  t.ok(thrown.includes('code-wrong'), 'they are found')
  t.strictSame(
    thrown.filter((code) => !(code in words) && !isPhase(code)),
    [],
  )
})
