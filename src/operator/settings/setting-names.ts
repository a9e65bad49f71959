/** The names of all settings, and a guess at misspelled ones. */

import { distance } from 'fastest-levenshtein'

const SECRETS = [
  'VIVOX_ADMIN_PASSWORD',
  'REGION_SECRET',
  'ADMIN_PASSWORD',
  'TURN_SECRET',
  'CLUSTER_SECRET',
  'METRICS_TOKEN',
  'DATABASE_URL',
  'REDIS_URL',
  'ROBUST_URL',
  'ROBUST_MESSAGE_KEY',
  'ROBUST_REMOTE_ADMIN_PASSWORD',
]

export const SETTINGS = [
  'HOST',
  'PORT',
  'PUBLIC_URL',
  'DATA_DIR',
  'TLS_CERT_FILE',
  'TLS_KEY_FILE',
  'ACME_EMAIL',
  'ACME_DIRECTORY',
  'ACME_HTTP_PORT',
  'VIVOX_ADMIN_USER',
  'SIP_DOMAIN',
  'VOICE_REGION_ADDRESSES',
  'STUN_URLS',
  'TURN_URLS',
  'TURN_TTL_SECONDS',
  'ICE_TRANSPORT_POLICY',
  'REMOTE_ADMIN_FILE',
  'IN_WORLD_LANGUAGE',
  'MEDIA_ROUTE',
  'MEDIA_ANNOUNCED_IP',
  'MEDIA_PORT_MIN',
  'MEDIA_PORT_MAX',
  'MEDIA_UDP_MUX',
  'NODE_URL',
  'NODE_NAME',
  'HUB_PROCESSES',
  'ROBUST_PUBLIC_URL',
  'ROBUST_SIGN_IN',
  'ROBUST_SIMULATORS',
  'HOSTED_GRIDS_NETWORKS',
  'BACKUP_KEEP',
  'TRUST_PROXY',
  'LOG_LEVEL',
  'SETTINGS_FILE',
  ...SECRETS,
  ...SECRETS.map((name) => `${name}_FILE`),
]

/** From this length on two letters may differ. Short names resemble many others: HOSTS and HOST, PATH and PORT. */
const LONG_NAME = 8

/** Unknown names in an environment that are probably misspelled settings. */
export function misspelledSettings(
  names: readonly string[],
): readonly { readonly name: string; readonly meant: string }[] {
  return names
    .filter((name) => !SETTINGS.includes(name))
    .flatMap((name) => {
      const meant = SETTINGS.find((setting) => {
        if (setting.length < LONG_NAME) return isSwapped(name, setting)
        return distance(name, setting) <= 2
      })
      return meant === undefined ? [] : [{ name, meant }]
    })
}

/** Whether two neighbouring letters changed places: PROT for PORT. */
function isSwapped(name: string, setting: string): boolean {
  if (name.length !== setting.length || distance(name, setting) !== 2) return false
  const at = [...name].findIndex((letter, index) => letter !== setting[index])
  return name[at] === setting[at + 1] && name[at + 1] === setting[at]
}
