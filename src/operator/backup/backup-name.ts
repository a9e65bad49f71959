/** How backups are named. */

/** Such as `opensim-voice-2026-11-26T031500Z.tar.gz`: sorted by name, backups are in the order of time. */
export function backupName(now: number): string {
  return `opensim-voice-${new Date(now)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '')}.tar.gz`
}
export const BACKUP_NAME = /^opensim-voice-\d{4}-\d\d-\d\dT\d{6}Z\.tar\.gz$/
