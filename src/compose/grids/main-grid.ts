/** The main grid as the settings say it. Part of the composition. */

import type { Config } from '../../operator/settings/config.js'
import type { MainGridSettings } from '../../voice/grids/hosted-grid.js'

/** @param sipDomain may follow from the machine's address, which changes */
export function mainGridSettings(config: Config, sipDomain: () => string): () => MainGridSettings {
  const { robustUrl, robustPublicUrl, publicUrl } = config
  const url = robustUrl === undefined ? undefined : new URL(robustUrl)
  const fixed = {
    hostNames: publicUrl === undefined ? [] : [new URL(publicUrl).hostname],
    vivoxAdminUser: config.vivoxAdminUser,
    // Its password stays in the settings.
    robust: url && {
      url: url.origin,
      publicUrl: robustPublicUrl,
      user: decodeURIComponent(url.username),
      sealedPassword: '',
      sealedRemoteAdminPassword: '',
      sealedMessageKey: '',
    },
    signInWays: config.robustSignIn,
    language: config.inWorldLanguage,
  }
  return () => ({ ...fixed, sipDomain: sipDomain() })
}
