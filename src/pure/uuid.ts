/** UUIDs as OpenSimulator writes them. */

/** "Nobody" or "nowhere" to a simulator. */
export const NULL_UUID = '00000000-0000-0000-0000-000000000000'

/** In lower case, as the service's own messages have it. */
export const LOWER_CASE_UUID_PATTERN = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'

/** In either case, as simulators, scripts and pages send it. */
export const UUID_PATTERN = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'

export const UUID = new RegExp(UUID_PATTERN)

/** @param hex 32 digits */
export function uuidOfHex(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
