import type { Mailbox, NativeAccepted, NativeError } from './binding'
import { hasSubscribers, publish } from './diagnostics'
import { guarded } from './failures'
import { native } from './native'

/** Starts a call on the worker thread: its number, or why it cannot be started. */
export type Start = (mailbox: Mailbox, wantsEvents: boolean) => number | NativeError

/** How a call ends: `accepted` or `error` as the core has it, or `aborted` with the signal's reason. */
export interface Ending {
  readonly accepted?: NativeAccepted
  readonly error?: NativeError
  readonly aborted?: { readonly reason: unknown }
}

/** The calls that wait for their results, by number. */
const waiting = new Map<number, (ending: Ending) => void>()

const mailbox = new native.Mailbox(deliver)

/** Makes a call and waits for its end. Never rejects: an error is made where it is thrown, for the sake of its stack. */
export function call(start: Start, signal: AbortSignal | undefined): Promise<Ending> {
  const number = guarded(() => start(mailbox, hasSubscribers()))
  if (typeof number !== 'number') return Promise.resolve({ error: number })
  const ending = new Promise<Ending>((resolve) => waiting.set(number, resolve))
  return signal === undefined ? ending : abortable(number, ending, signal)
}

async function abortable(number: number, ending: Promise<Ending>, signal: AbortSignal): Promise<Ending> {
  const abort = (): void => {
    mailbox.cancel(number)
    settle(number, { aborted: { reason: signal.reason } })
  }
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await ending
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

/** Called by the worker thread, through the event loop. */
function deliver(): void {
  for (const delivery of mailbox.take()) {
    if ('call' in delivery) settle(delivery.call, delivery)
    else publish(delivery)
  }
}

function settle(number: number, ending: Ending): void {
  const resolve = waiting.get(number)
  waiting.delete(number)
  resolve?.(ending)
}
