import { onAbort } from './abort-signals'
import type { Mailbox, NativeError, NativeJob, NativeOutcome, NativeProgress } from './binding'
import { forget, keepsAny } from './failures'
import { keepContext, publish, watched } from './diagnostics'
import { native } from './native'
import { guarded } from './native-errors'

/** Starts a call on the worker thread: returns its number, or why it cannot be started. */
export type StartCall = (mailbox: Mailbox, wantsEvents: boolean) => number | NativeError

/** Starts a job on the worker thread: returns its handle, or why it cannot be started. */
export type StartJob = (mailbox: Mailbox, wantsEvents: boolean) => NativeJob | NativeError

/** The end of a call or a job: the core's `value` or `error`, or `aborted` with the reason. */
export interface Ending {
  readonly value?: NativeOutcome['value']
  readonly error?: NativeError
  readonly aborted?: { readonly reason: unknown }
}

/** Takes the progress of a job. */
export type OnProgress = (progress: NativeProgress['progress']) => void

/** The calls and jobs in flight, by number. */
const inFlight = new Map<number, (ending: Ending) => void>()

/** The listeners of the jobs in flight, by number. */
const listeners = new Map<number, OnProgress>()

/** Who answers a question for a token, by the number of the call that brings it. */
const askers = new Map<number, (question: number) => void>()

export const mailbox = new native.Mailbox(deliver)

/** Lets a call that has just been started bring questions for tokens. */
export function mayAsk(number: number, answer: (question: number) => void): void {
  askers.set(number, answer)
}

/** Makes a call and waits for its end. Never rejects: the caller makes the error, so that its stack is right. */
export function call(start: StartCall, signal: AbortSignal | undefined): Promise<Ending> {
  const context = watched()
  const number = guarded(() => start(mailbox, context !== undefined))
  if (typeof number !== 'number') return Promise.resolve({ error: number })
  keepContext(number, context)
  return endOf(number, signal)
}

/** Starts a job that reports to `onProgress`, or returns why it cannot be started. */
export function startJob(start: StartJob, onProgress: OnProgress): NativeJob | NativeError {
  const context = watched()
  const job = guarded(() => start(mailbox, context !== undefined))
  if ('kind' in job) return job
  keepContext(job.call, context)
  listeners.set(job.call, onProgress)
  return job
}

/** Waits for the end of a call or a job. Never rejects. */
export function endOf(number: number, signal: AbortSignal | undefined): Promise<Ending> {
  const ending = new Promise<Ending>((resolve) => inFlight.set(number, resolve))
  return signal === undefined ? ending : abortable(number, ending, signal)
}

/** Ends a call or a job for a reason. Does nothing after its end. */
export function cancel(number: number, reason: unknown): void {
  mailbox.cancel(number)
  settle(number, { aborted: { reason } })
}

async function abortable(number: number, ending: Promise<Ending>, signal: AbortSignal): Promise<Ending> {
  const leave = onAbort(signal, () => {
    cancel(number, signal.reason)
  })
  try {
    return await ending
  } finally {
    leave()
  }
}

/** The worker thread calls this through the event loop. */
function deliver(): void {
  if (keepsAny()) forget(mailbox.forgotten())
  const deliveries = mailbox.take()
  const questions = askers.size === 0 ? [] : deliveries.flatMap(questionIn)
  for (const delivery of deliveries) {
    if ('question' in delivery) continue
    if ('of' in delivery) publish(delivery)
    else if ('job' in delivery) listeners.get(delivery.job)?.(delivery.progress)
    else settle(delivery.call, delivery)
  }
  for (const ask of questions) ask()
}

/** Finds who answers, before other deliveries run code of the user's that may cancel the call. */
function questionIn(delivery: ReturnType<typeof mailbox.take>[number]): (() => void)[] {
  if (!('question' in delivery)) return []
  const answer = askers.get(delivery.askedBy)
  return answer === undefined ? [] : [() => answer(delivery.question)]
}

function settle(number: number, ending: Ending): void {
  const resolve = inFlight.get(number)
  inFlight.delete(number)
  listeners.delete(number)
  askers.delete(number)
  resolve?.(ending)
}
