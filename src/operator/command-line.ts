/** The program `opensim-voice`: its commands, and how a command's failure is reported. */

import type { Command } from './command.js'

interface CommandEntry {
  readonly summary: string
  load(): Promise<Command>
}

const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  start: {
    summary: 'starts the service; the default without a command',
    load: async () => (await import('./commands/start.js')).start,
  },
  demo: {
    summary: 'starts it with a pretend region in which three avatars talk',
    load: async () => (await import('./commands/demo.js')).demo,
  },
  check: {
    summary: 'checks everything that can be set wrong, and says how to correct it',
    load: async () => (await import('./commands/check.js')).check,
  },
  backup: {
    summary: 'writes database, secrets, settings and certificate to one file, also while the service runs',
    load: async () => (await import('./commands/backup.js')).backup,
  },
  restore: {
    summary: 'puts such a file back, while the service does not run',
    load: async () => (await import('./commands/restore.js')).restore,
  },
  'move-store': {
    summary: 'carries the SQLite database over to PostgreSQL, while the service does not run',
    load: async () => (await import('./commands/move-store.js')).moveStoreCommand,
  },
  'export-grid': {
    summary: 'writes everything of one grid to a file, also while the service runs',
    load: async () => (await import('./commands/export-grid.js')).exportGrid,
  },
  'import-grid': {
    summary: 'takes in a grid from such a file, while the service does not run',
    load: async () => (await import('./commands/import-grid.js')).importGrid,
  },
  'delete-grid': {
    summary: 'deletes a grid for good, while the service does not run',
    load: async () => (await import('./commands/delete-grid.js')).deleteGrid,
  },
  'turn-config': {
    summary: "prints or writes coturn's turnserver.conf for the settings",
    load: async () => (await import('./commands/turn-config.js')).turnConfig,
  },
  admin: {
    summary: 'reset-password: gives an admin of the console a new password',
    load: async () => (await import('./commands/admin.js')).admin,
  },
  version: {
    summary: 'prints the version',
    load: async () => (await import('./commands/version.js')).version,
  },
}

const HELP = `Usage: opensim-voice <command>

${Object.entries(COMMANDS)
  .map(([name, { summary }]) => `  ${name.padEnd(12)} ${summary}`)
  .join('\n')}

opensim-voice <command> --help tells more of one. From a checkout: npm start, npm run demo, or npm run voice -- <command>.
Settings come from the environment and from a .env file in the working directory.
`

/** Runs what the arguments ask for; failures become a sentence on standard error and exit code 1, or 2 for wrong arguments. */
export async function runCommandLine([name = 'start', ...args]: readonly string[]): Promise<void> {
  if (['help', '--help', '-h'].includes(name)) {
    process.stdout.write(HELP)
    return
  }
  const entry = COMMANDS[name === '--version' ? 'version' : name]
  if (!entry) {
    process.stderr.write(`There is no command "${name}".\n\n${HELP}`)
    process.exitCode = 2
    return
  }
  try {
    const command = await entry.load()
    if (args.includes('--help')) process.stdout.write(command.usage)
    else await command.run(args)
  } catch (error) {
    process.stderr.write(`${faultText(error)}\n`)
    process.exitCode = isWrongCall(error) ? 2 : 1
  }
}

/** Whether an error is one of `parseArgs`: an unknown option, or an argument too many. */
function isWrongCall(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}

/** Why a command failed, in words an operator can act on. */
function faultText(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && error.code === 'EACCES' && !('explained' in error)) {
    return `Not allowed: ${error.message}. Run it as the user who owns that file.`
  }
  return error.message
}
