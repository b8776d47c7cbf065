import { channel } from 'node:diagnostics_channel'

import type { AttemptMessage, HoldMessage, RenewalMessage, RetryMessage } from '../records'
import type { NativeAttempt, NativeHold, NativeRenewal, NativeRetry } from './binding'
import { withConnectorText } from './to-string'

const attempts = channel('unpause:attempt')
const retries = channel('unpause:retry')
const holds = channel('unpause:hold')
const renewals = channel('unpause:renewal')

/** Whether anybody has subscribed. Each call asks, so that the bridge makes no messages without subscribers. */
export function hasSubscribers(): boolean {
  return [attempts, retries, holds, renewals].some((it) => it.hasSubscribers)
}

/** Publishes one event of the core. */
export function publish(event: NativeAttempt | NativeRetry | NativeHold | NativeRenewal): void {
  withConnectorText(event)
  if ('maxAttempts' in event) retries.publish(event satisfies RetryMessage)
  else if ('waitMs' in event) holds.publish(event satisfies HoldMessage)
  else if ('attempt' in event) attempts.publish(event satisfies AttemptMessage)
  else renewals.publish(event satisfies RenewalMessage)
}
