/** The bus between all nodes, through a stream in Redis. */

import { type Bus, createLoopbackBus, type Topic } from '../../voice/bus.js'
import type { RedisStream } from './stream.js'

/** Topics of the bus are told from others in the stream by it. */
const MARK = 'bus '

/** Messages of nodes of another version may have topics that nobody here has subscribed: those are left alone. */
export function createRedisBus(stream: RedisStream): Bus {
  const here = createLoopbackBus()
  stream.onTold(([topic, message]) => {
    // The other node is of this service: what it says is as valid as what is said here.
    if (topic.startsWith(MARK)) here.publish(topic.slice(MARK.length) as Topic, message as never)
  })
  return {
    publish(topic, message) {
      here.publish(topic, message)
      stream.tell(MARK + topic, message)
    },
    subscribe: here.subscribe,
  }
}
