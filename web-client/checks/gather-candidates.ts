/** Asks ICE servers under which addresses they see this page, without connecting to anybody. */

const TIMEOUT_MS = 6000

export interface Gathered {
  /** The first candidate of the wanted kind. */
  readonly candidate: RTCIceCandidate | undefined
  /**
   * Every server was asked and none failed to answer. A server that answers without a candidate sees an address of
   * this computer itself, which a browser does not tell twice. Not every browser knows this state.
   */
  readonly answered: boolean
}

/** Ends when there is a candidate of that kind, when all servers were asked, or after a timeout. */
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
