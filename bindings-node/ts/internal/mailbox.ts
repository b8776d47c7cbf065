import type { Mailbox, NativeError, NativeJob, NativeOutcome, NativeProgress } from './binding'
import { hasSubscribers, publish } from './diagnostics'
import { guarded } from './failures'
import { native } from './native'

/** Starts a call on the worker thread: its number, or why it cannot be started. */
export type Start = (mailbox: Mailbox, wantsEvents: boolean) => number | NativeError

/** Starts a job on the worker thread: its handle, or why it cannot be started. */
export type StartJob = (mailbox: Mailbox, wantsEvents: boolean) => NativeJob | NativeError

/** How a call ends: `value` or `error` as the core has it, or `aborted` with the reason. */
export interface Ending {
  readonly value?: NativeOutcome['value']
  readonly error?: NativeError
  readonly aborted?: { readonly reason: unknown }
}

/** What a job tells, and what of it. */
export type Told = (progress: NativeProgress['told']) => void

/** The calls that wait for their results, by number; jobs among them. */
const waiting = new Map<number, (ending: Ending) => void>()

/** What is told of jobs, by number. */
const told = new Map<number, Told>()

const mailbox = new native.Mailbox(deliver)

/**
 * Makes a call and waits for its end. Never rejects: an error is made where it is thrown, for the sake of its stack.
 */
export function call(start: Start, signal: AbortSignal | undefined): Promise<Ending> {
  const number = guarded(() => start(mailbox, hasSubscribers()))
  return typeof number === 'number' ? endOf(number, signal) : Promise.resolve({ error: number })
}

/** Starts a job, of which `tell` is told; or says why it cannot be started. */
export function begin(start: StartJob, tell: Told): NativeJob | NativeError {
  const job = guarded(() => start(mailbox, hasSubscribers()))
  if (!('kind' in job)) told.set(job.call, tell)
  return job
}

/** The end of a call or a job. Never rejects. */
export function endOf(number: number, signal: AbortSignal | undefined): Promise<Ending> {
  const ending = new Promise<Ending>((resolve) => waiting.set(number, resolve))
  return signal === undefined ? ending : abortable(number, ending, signal)
}

/** Ends a call or a job, with a reason. After its end it does nothing. */
export function cancel(number: number, reason: unknown): void {
  mailbox.cancel(number)
  settle(number, { aborted: { reason } })
}

async function abortable(number: number, ending: Promise<Ending>, signal: AbortSignal): Promise<Ending> {
  const abort = (): void => cancel(number, signal.reason)
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
    else if ('job' in delivery) told.get(delivery.job)?.(delivery.told)
    else publish(delivery)
  }
}

function settle(number: number, ending: Ending): void {
  const resolve = waiting.get(number)
  waiting.delete(number)
  told.delete(number)
  resolve?.(ending)
}
