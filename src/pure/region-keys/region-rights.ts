/** What a region key may do: each right is one kind of request. */

/** Tell where avatars are, mint voice links, ask for native viewers, and answer for accounts and channels. */
export const REGION_RIGHTS = ['positions', 'links', 'native-voice', 'capabilities'] as const
export type RegionRight = (typeof REGION_RIGHTS)[number]

export function isRegionRight(text: string): text is RegionRight {
  return REGION_RIGHTS.some((right) => right === text)
}

/** The name with which a region signs in to the Vivox API by its key. */
export const vivoxNameOf = (keyId: string): string => `region-${keyId}`
