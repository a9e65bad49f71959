/** Why a simulator's requests were refused, as a code: each way has one secret of its own. */

import type { FindingCode } from '../../protocol/service-codes.js'
import type { RequestWay } from '../../voice/reports/region-requests.js'

export function refusalCode(way: RequestWay): FindingCode {
  switch (way) {
    case 'script':
      return 'script-refused'
    case 'webrtc':
      return 'webrtc-refused'
    default:
      return 'vivox-refused'
  }
}
