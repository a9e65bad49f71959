/** `viv_get_prelogin.php`: the configuration that old voice clients ask for before they sign in. */

import type { GridId } from '../../voice/grids/grid.js'
import type { VivoxServices } from '../request.js'
import { writeXml } from '../wire/xml.js'

/** The fields and their order are those that OpenSimulator's FreeSwitchVoiceModule answers. */
export function preloginDocument(grid: GridId, { sipDomainOf, pagesUrl }: VivoxServices): string {
  const domain = sipDomainOf(grid)
  return writeXml('VCConfiguration', {
    DefaultRealm: domain,
    DefaultSIPProxy: domain,
    DefaultAttemptUseSTUN: 'false',
    DefaultEchoServer: domain,
    DefaultEchoPort: 50000,
    DefaultWellKnownIP: domain,
    DefaultTimeout: 5,
    UrlResetPassword: '',
    UrlPrivacyNotice: pagesUrl(grid),
    UrlEulaNotice: '',
    'App.NoBottomLogo': 'false',
  })
}
