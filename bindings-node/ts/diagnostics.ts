import { channel } from 'node:diagnostics_channel'

import type { NativeAttempt, NativeRetry } from './binding'
import type { AttemptMessage, RetryMessage } from './records'

const attempts = channel('unpause:attempt')
const retries = channel('unpause:retry')

/** Whether anybody listens. Asked for each call, so that without subscribers no message is even made. */
export function hasSubscribers(): boolean {
  return attempts.hasSubscribers || retries.hasSubscribers
}

/** Publishes one event of the core. */
export function publish(event: NativeAttempt | NativeRetry): void {
  if ('waitMs' in event) retries.publish(event satisfies RetryMessage)
  else attempts.publish(event satisfies AttemptMessage)
}
