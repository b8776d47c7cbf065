import { AsyncResource } from 'node:async_hooks'
import { channel } from 'node:diagnostics_channel'

import type { NativeEvent } from './binding'
import { recordOf } from './record'

const CHANNELS = {
  start: channel('unpause:start'),
  attempt: channel('unpause:attempt'),
  retry: channel('unpause:retry'),
  hold: channel('unpause:hold'),
  renewal: channel('unpause:renewal'),
  end: channel('unpause:end'),
}
const ALL = Object.values(CHANNELS)

/** The async contexts of those who made the calls and jobs that somebody watches, by number. */
const contexts = new Map<number, AsyncResource>()

/** The caller's async context, or nothing without subscribers: then the bridge need not report any events. */
export function watched(): AsyncResource | undefined {
  return ALL.some(({ hasSubscribers }) => hasSubscribers) ? new AsyncResource('unpause') : undefined
}

/** Keeps the caller's context until the last event of its call or job. */
export function keepContext(number: number, context: AsyncResource | undefined): void {
  if (context !== undefined) contexts.set(number, context)
}

/** Publishes one event of the core, in the async context of the caller: there a tracer finds the span it belongs to. */
export function publish({ of, kind, ...message }: NativeEvent): void {
  if (kind === 'silence') contexts.delete(of)
  else contexts.get(of)?.runInAsyncScope(() => CHANNELS[kind].publish(recordOf(message)))
}
