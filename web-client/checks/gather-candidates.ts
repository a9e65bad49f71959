/** Asks ICE servers what they make of us, without connecting to anybody. */

const TIMEOUT_MS = 6000

export interface Gathered {
  /** The first candidate of the wanted kind. */
  readonly candidate: RTCIceCandidate | undefined
  /**
   * Every server was asked and none failed to answer. Without a candidate of the server's that means that the
   * address it sees is one of this computer's own, which is not told twice. Not known to every browser.
   */
  readonly answered: boolean
}

/** Until there is a candidate of that kind, or all servers were asked, or it takes too long. */
export async function gatherCandidate(
  configuration: RTCConfiguration,
  kind: RTCIceCandidateType,
): Promise<Gathered> {
  const connection = new RTCPeerConnection(configuration)
  let failed = !('onicecandidateerror' in connection)
  try {
    return await new Promise((resolve, reject) => {
      setTimeout(resolve, TIMEOUT_MS, { candidate: undefined, answered: false })
      connection.onicecandidateerror = () => {
        failed = true
      }
      connection.onicecandidate = ({ candidate }) => {
        if (candidate?.type === kind) resolve({ candidate, answered: true })
        else if (!candidate) resolve({ candidate: undefined, answered: !failed })
      }
      connection.createDataChannel('')
      connection.setLocalDescription().catch(reject)
    })
  } catch {
    return { candidate: undefined, answered: false }
  } finally {
    connection.close()
  }
}
