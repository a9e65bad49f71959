/** Does the microphone hear anything at all? Even a quiet room has some noise. */

import { measureLevel, prepareMeter } from '../speaking/level-meter.js'
import { openMicrophone } from '../speaking/microphone.js'
import { texts } from '../texts/texts.js'
import { bad, type Check, good } from './check.js'

const LISTEN_MS = 1500

export const microphoneCheck: Check = {
  name: 'microphone',
  async run(client, found) {
    const { settings, audioContext } = client
    const result = await openMicrophone(navigator.mediaDevices, settings.values.value)
    if ('fault' in result) return bad(texts.microphoneFault[result.fault])
    const { track } = result
    let loudest = 0
    await prepareMeter(audioContext())
    const end = measureLevel(audioContext(), track, (level) => {
      loudest = Math.max(loudest, level)
    })
    await new Promise((resolve) => setTimeout(resolve, LISTEN_MS))
    end()
    track.stop()
    return loudest > 0 ? good(found.microphoneWorks(track.label)) : bad(found.microphoneSilent(track.label))
  },
}
