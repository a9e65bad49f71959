/** Plays the resident's own voice back a moment later, through the browser's whole transmission, as others hear it. */

import { bad, type Check, good } from './check.js'

const LISTEN_MS = 5000
/** Long enough to tell the echo from the resident's own speaking. */
const DELAY_SECONDS = 1

export const echoCheck: Check = {
  name: 'echo',
  async run({ openVoice, audioContext }, found) {
    const result = await openVoice()
    if ('fault' in result) return bad(found.needsMicrophone)
    const { voice } = result
    const context = audioContext()
    await context.resume()
    const sending = new RTCPeerConnection()
    const receiving = new RTCPeerConnection()
    try {
      const stream = await loop(sending, receiving, voice.track)
      const played = play(context, stream)
      let loudest = 0
      const timer = setInterval(() => {
        const [source] = receiving.getReceivers()[0]?.getSynchronizationSources() ?? []
        loudest = Math.max(loudest, source?.audioLevel ?? 0)
      }, 100)
      await new Promise((resolve) => setTimeout(resolve, LISTEN_MS))
      clearInterval(timer)
      played.end()
      return loudest > 0 ? good(found.echoDone) : bad(found.echoFailed)
    } catch {
      return bad(found.echoFailed)
    } finally {
      sending.close()
      receiving.close()
      voice.close()
    }
  },
}

/** Connects two ends with each other inside this page. */
async function loop(
  sending: RTCPeerConnection,
  receiving: RTCPeerConnection,
  track: MediaStreamTrack,
): Promise<MediaStream> {
  const received = new Promise<MediaStream>((resolve) => {
    receiving.ontrack = ({ track }) => resolve(new MediaStream([track]))
  })
  const [one, two] = [sending, receiving]
  one.onicecandidate = ({ candidate }) => two.addIceCandidate(candidate ?? undefined).catch(() => undefined)
  two.onicecandidate = ({ candidate }) => one.addIceCandidate(candidate ?? undefined).catch(() => undefined)
  one.addTrack(track)
  const offer = await one.createOffer()
  await one.setLocalDescription(offer)
  await two.setRemoteDescription(offer)
  const answer = await two.createAnswer()
  await two.setLocalDescription(answer)
  await one.setRemoteDescription(answer)
  return received
}

function play(context: AudioContext, stream: MediaStream) {
  // Chromium decodes a remote stream only while a media element plays that stream, muted or not.
  const element = new Audio()
  element.muted = true
  element.srcObject = stream
  element.play().catch(() => undefined)
  const source = context.createMediaStreamSource(stream)
  const delay = new DelayNode(context, { maxDelayTime: DELAY_SECONDS, delayTime: DELAY_SECONDS })
  source.connect(delay).connect(context.destination)
  return {
    end() {
      source.disconnect()
      delay.disconnect()
      element.srcObject = null
    },
  }
}
