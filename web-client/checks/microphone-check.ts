/** Does the microphone hear anything at all? Even a quiet room has some noise. */

import { measureLevel, prepareMeter } from '../speaking/level-meter.js'
import { texts } from '../texts/texts.js'
import { bad, type Check, good } from './check.js'

const LISTEN_MS = 1500

export const microphoneCheck: Check = {
  name: 'microphone',
  async run(client, found) {
    const { openVoice, audioContext } = client
    const result = await openVoice()
    if ('fault' in result) return bad(texts.microphoneFault[result.fault])
    const { voice } = result
    const { label } = voice.device
    let loudest = 0
    await prepareMeter(audioContext())
    const end = measureLevel(audioContext(), voice.track, (level) => {
      loudest = Math.max(loudest, level)
    })
    await new Promise((resolve) => setTimeout(resolve, LISTEN_MS))
    end()
    voice.close()
    return loudest > 0 ? good(found.microphoneWorks(label)) : bad(found.microphoneSilent(label))
  },
}
