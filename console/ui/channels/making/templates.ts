/** Settings to begin with, for what people do at a place. */

import type { ChannelSettingsView } from '../../../../src/protocol/admin-channels.js'

export const TEMPLATE_NAMES = ['stage', 'club', 'quiet', 'region'] as const
export type TemplateName = (typeof TEMPLATE_NAMES)[number]

export type Template = Pick<
  ChannelSettingsView,
  'type' | 'mode' | 'distanceModel' | 'rollOff' | 'maxRangeMetres' | 'clampingDistanceMetres' | 'textReach'
>

export const TEMPLATES: Readonly<Record<TemplateName, Template>> = {
  /** Half as loud at 60 m, and only those speak who have the floor. */
  stage: {
    type: 'positional',
    mode: 'presentation',
    distanceModel: 'inverse',
    rollOff: 1,
    maxRangeMetres: 120,
    clampingDistanceMetres: 30,
    textReach: 'room',
  },
  /** One talks with those beside one, and hardly hears the next table. */
  club: {
    type: 'positional',
    mode: 'open',
    distanceModel: 'exponent',
    rollOff: 1.5,
    maxRangeMetres: 40,
    clampingDistanceMetres: 4,
    textReach: 'room',
  },
  /** A library, a shop, a waiting room: only close by. */
  quiet: {
    type: 'positional',
    mode: 'open',
    distanceModel: 'linear',
    rollOff: 1,
    maxRangeMetres: 12,
    clampingDistanceMetres: 2,
    textReach: 'voice',
  },
  /** Everybody hears everybody, wherever they stand. */
  region: {
    type: 'positional',
    mode: 'open',
    distanceModel: 'none',
    rollOff: 1,
    maxRangeMetres: 160,
    clampingDistanceMetres: 60,
    textReach: 'room',
  },
}
