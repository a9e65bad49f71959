/** Whether the browser lets a page be heard before the resident has clicked on it. */

/** Firefox alone tells (Autoplay Policy Detection), and TypeScript's library does not know it. */
interface TellingNavigator {
  getAutoplayPolicy?(context: BaseAudioContext): 'allowed' | 'allowed-muted' | 'disallowed'
}

/** An element that may play says nothing until its stream flows; one that may not is refused at once. */
const ANSWER_MS = 300

/** False where a gesture is needed first; an output that is merely slow to start is no reason. */
export async function mayPlay(context: AudioContext): Promise<boolean> {
  const { getAutoplayPolicy } = navigator as TellingNavigator
  if (getAutoplayPolicy) return getAutoplayPolicy.call(navigator, context) === 'allowed'
  // The others judge an element as they judge a context; it plays what is silent.
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
