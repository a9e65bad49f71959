/** Asks ICE servers what they make of us, without connecting to anybody. */

const TIMEOUT_MS = 6000

/** The first candidate of a kind, or `undefined` when all servers were asked in vain. */
export async function findCandidate(
  configuration: RTCConfiguration,
  kind: RTCIceCandidateType,
): Promise<RTCIceCandidate | undefined> {
  const connection = new RTCPeerConnection(configuration)
  try {
    return await new Promise((resolve, reject) => {
      setTimeout(resolve, TIMEOUT_MS, undefined)
      connection.onicecandidate = ({ candidate }) => {
        if (candidate?.type === kind) resolve(candidate)
        else if (!candidate) resolve(undefined)
      }
      connection.createDataChannel('')
      connection.setLocalDescription().catch(reject)
    })
  } catch {
    return undefined
  } finally {
    connection.close()
  }
}
