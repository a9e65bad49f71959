/** Tests from the admin's browser whether UDP reaches the service and comes back: one STUN question to its own server. */

/** Browsers repeat the question for so long. */
const TIMEOUT_MS = 8000
/** Without an answer a browser gives up later than this. */
const DONE_MS = 3000

type Peer = Pick<
  RTCPeerConnection,
  'createDataChannel' | 'setLocalDescription' | 'addEventListener' | 'close'
>

/** @param stun the service's STUN server, such as `stun:voice.example:40001` */
export function testUdp(
  stun: string,
  createPeer: (configuration: RTCConfiguration) => Peer = (configuration) =>
    new RTCPeerConnection(configuration),
): Promise<'good' | 'bad'> {
  let peer: Peer
  try {
    peer = createPeer({ iceServers: [{ urls: stun }] })
  } catch {
    // A browser without WebRTC, or one that forbids it.
    return Promise.resolve('bad')
  }
  const began = Date.now()
  return new Promise<'good' | 'bad'>((resolve) => {
    const timer = setTimeout(() => end('bad'), TIMEOUT_MS)
    function end(result: 'good' | 'bad'): void {
      clearTimeout(timer)
      peer.close()
      resolve(result)
    }
    let failed = false
    peer.addEventListener('icecandidateerror', () => {
      failed = true
    })
    peer.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate?.type === 'srflx') end('good')
      // Seen from outside under its own address, a browser tells no second candidate, and is done at once.
      if (candidate === null) end(!failed && Date.now() - began < DONE_MS ? 'good' : 'bad')
    })
    peer.createDataChannel('test')
    peer.setLocalDescription().catch(() => end('bad'))
  })
}
