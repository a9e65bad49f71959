/** Every relative link of README and docs leads to a file, and to a heading of it where it names one. */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import t from 'tap'
import { projectRoot } from './helpers/project-root.js'

const folders = ['.', 'docs']
const files = folders.flatMap((folder) =>
  readdirSync(join(projectRoot, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
)

/** GitHub's anchor of a heading. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-')

function anchorsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '')
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchor(heading))
}

t.test('no link leads nowhere', (t) => {
  for (const file of files) {
    const text = readFileSync(join(projectRoot, file), 'utf8').replaceAll(/^ *```[\s\S]*?^ *```/gm, '')
    for (const [, link = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(link)) continue
      const [path = '', heading] = link.split('#')
      const target = path ? join(projectRoot, dirname(file), path) : join(projectRoot, file)
      t.ok(existsSync(target), `${file}: ${link}`)
      if (heading && existsSync(target)) {
        t.ok(
          anchorsOf(target).includes(heading),
          `${file}: ${link} names a heading of ${relative(projectRoot, target)}`,
        )
      }
    }
  }
  t.end()
})

t.test('what docs say of commands and settings is there', (t) => {
  const scripts = Object.keys(JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')).scripts)
  for (const file of files) {
    for (const [, script = ''] of readFileSync(join(projectRoot, file), 'utf8').matchAll(
      /npm run (?:--silent )?([a-z-]+)/g,
    )) {
      t.ok(scripts.includes(script), `${file}: npm run ${script}`)
    }
  }
  t.end()
})
