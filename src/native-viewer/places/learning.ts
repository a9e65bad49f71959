/** Learns from feeds about avatars with viewers: which regions and parcels there are, and who stands elsewhere. */

import { VoiceError } from '../../errors.js'
import { isSameRegion, type Region } from '../../voice/grids/grid.js'
import type { Presence } from '../../voice/presence/presence.js'
import type { ViewerSession } from '../sessions/viewer-session.js'
import type { ViewerParcels } from './viewer-parcels.js'

export interface LearningOptions {
  readonly presence: Presence
  readonly viewerParcels: ViewerParcels
  /** Called when a region's parcels turn out to be others. */
  readonly moveMisplaced: (region: Region) => void
}

/** To be called for each session of an avatar that a feed has reported. */
export type Learn = (session: ViewerSession) => void

export function createLearning({ presence, viewerParcels, moveMisplaced }: LearningOptions): Learn {
  return (session) => {
    const state = presence.find(session)
    const reported = session.reported()
    if (session.isPrimary && state && isSameRegion(state, session)) {
      if (reported) presence.frames.observe(state, reported)
      if (viewerParcels.learn(session)) moveMisplaced(session)
    }
    const saidBefore = viewerParcels.isMistrusted(session)
    if (session.isOver || !viewerParcels.note(session)) return
    const why = 'The region sees the avatar outside of the parcel whose channel its viewer asked for.'
    if (saidBefore) session.end('closed')
    else session.end('refused', new VoiceError('not-allowed', why))
  }
}
