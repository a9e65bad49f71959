/** A number of the overview in words, with its unit. */

import { format } from '../../texts/texts.js'

/** @param figure of the charts or of the tiles */
export function figureWords(figure: string, value: number): string {
  switch (figure) {
    case 'oldestFeedSeconds':
      return format.short(value, 'second')
    case 'timeToVoiceMs':
      return value < 1000 ? format.short(value, 'millisecond') : format.short(value / 1000, 'second', 1)
    case 'hubCores':
      return format.number(value, 2)
    case 'relayedShare':
      return format.percent(value)
    case 'lossShare':
      return format.percent(value, 1)
    default:
      return format.number(value)
  }
}
