/** Checks whether the public name and the media addresses lead to this machine. */

import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { get } from '../../certificate/http-get.js'
import { fault, good, note, type OperatorCheck, type SetupFinding } from './check.js'

export const addressCheck: OperatorCheck = async ({ config, running }) => {
  const { publicUrl, mediaAnnouncedHosts } = config
  if (!publicUrl) {
    return [
      note(
        'public URL',
        'PUBLIC_URL is not set: links name an address of this machine, which others may not reach.',
      ),
    ]
  }
  const host = new URL(publicUrl).hostname.replace(/^\[|\]$/g, '')
  const addresses = await addressesOf(host)
  if (addresses.length === 0) {
    return [
      fault(
        'public URL',
        `The name ${host} has no address: make a DNS record for it, or correct PUBLIC_URL.`,
      ),
    ]
  }
  return [
    ...nameFindings(host, addresses, mediaAnnouncedHosts),
    ...(running ? [await throughPublicUrl(publicUrl)] : []),
  ]
}

async function addressesOf(host: string): Promise<readonly string[]> {
  if (isIP(host)) return [host]
  const found = await lookup(host, { all: true }).catch(() => [])
  return found.map(({ address }) => address)
}

function nameFindings(
  host: string,
  addresses: readonly string[],
  announced: readonly string[] | undefined,
): readonly SetupFinding[] {
  const own = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address))
  const here = addresses.some((address) => own.includes(address))
  const findings = [
    here
      ? good('public URL', `${host} is this machine (${addresses.join(', ')}).`)
      : note(
          'public URL',
          `${host} is ${addresses.join(', ')}, no address of this machine: a router or proxy there must pass the port on.`,
        ),
  ]
  const foreign = (announced ?? []).filter((ip) => isIP(ip) && !addresses.includes(ip) && !own.includes(ip))
  if (foreign.length > 0) {
    findings.push(
      note(
        'media address',
        `MEDIA_ANNOUNCED_IP ${foreign.join(', ')} is neither this machine's nor that of ${host}: is it still right?`,
      ),
    )
  }
  return findings
}

/** Tries the public URL, as far as that is possible from inside. */
async function throughPublicUrl(publicUrl: string): Promise<SetupFinding> {
  const url = `${publicUrl}/healthz`
  const { status, error } = await get(url)
  if (status === 200)
    return good('from outside', `${publicUrl} answers, with a certificate that browsers accept.`)
  const { status: unverified } = await get(url, { trustAnybody: true })
  if (unverified === 200) {
    return note('from outside', `${publicUrl} answers, but its certificate is not trusted (${error}).`)
  }
  return note(
    'from outside',
    `${url} does not answer from this machine (${error ?? `HTTP ${status}`}). Where the router cannot lead back inside this is no fault: try it from a phone without Wi-Fi.`,
  )
}
