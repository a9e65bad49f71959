/** Whether the browser lets a page play sound before the resident has clicked on the page. */

/** Only Firefox has this method (Autoplay Policy Detection); TypeScript's library does not know it. */
interface TellingNavigator {
  getAutoplayPolicy?(context: BaseAudioContext): 'allowed' | 'allowed-muted' | 'disallowed'
}

/** An element that may play stays pending until its stream flows; an element that may not is refused at once. */
const ANSWER_MS = 300

/** False where a gesture is needed first. An output that is only slow to start does not count. */
export async function mayPlay(context: AudioContext): Promise<boolean> {
  const { getAutoplayPolicy } = navigator as TellingNavigator
  if (getAutoplayPolicy) return getAutoplayPolicy.call(navigator, context) === 'allowed'
  // Other browsers judge an element as they judge a context. The element plays silence.
  const element = new Audio()
  const silence = new MediaStreamAudioDestinationNode(context)
  element.srcObject = silence.stream
  const refused = element.play().then(
    () => false,
    (error: unknown) => error instanceof DOMException && error.name === 'NotAllowedError',
  )
  const answered = await Promise.race([
    refused,
    new Promise<boolean>((resolve) => setTimeout(resolve, ANSWER_MS, false)),
  ])
  element.pause()
  element.srcObject = null
  return !answered
}
