/** The SIP URIs that regions hand to viewers for accounts and channels; this service does not speak SIP. */

/** `sip:<name>@<domain>`. */
export function accountUri(name: string, sipDomain: string): string {
  return `sip:${name}@${sipDomain}`
}

/** The account's name in a `sip:<name>@<domain>`; `undefined` for any other text. */
export function accountNameInUri(uri: string): string | undefined {
  return /^sip:([^@]+)@/i.exec(uri)?.[1]
}

/** `sip:confctl-<id>@<domain>`. */
export function channelUri(id: number, sipDomain: string): string {
  return `sip:confctl-${id}@${sipDomain}`
}

/** The id in a channel's URI; `undefined` for any other text. */
export function channelIdInUri(uri: string): number | undefined {
  const id = /^sip:confctl-(\d{1,9})@/i.exec(uri)?.[1]
  return id === undefined ? undefined : Number(id)
}
