import { onAbort } from './abort-signals'
import type { NativeJob, NativeProgress } from './binding'
import type { CallerStack } from './caller-stack'
import { cancel, endOf, type Ending, startJob, type StartJob } from './mailbox'
import { unexpected } from './native-errors'
import { Work } from './work'

/** How to start a job, and the signal that ends it early. */
export interface Plan {
  /** What must end before the start. Its signal says that it is no longer wanted. */
  readonly ready?: ((signal: AbortSignal) => Promise<void>) | undefined
  readonly start: StartJob
  readonly signal: AbortSignal | undefined
}

/** Turn the bridge's progress and result of one kind of job into the public ones. */
export interface Shapes<Progress, Result> {
  readonly progress: (progress: NativeProgress['progress'], caller: CallerStack) => Progress
  readonly result: (value: NonNullable<Ending['value']>, caller: CallerStack) => Result
}

/** A job of a client. It starts at once, as the work of a promise does. */
export class RunningJob<Progress, Result> {
  readonly work: Work<Progress, Result>
  readonly caller: CallerStack
  readonly #shapes: Shapes<Progress, Result>
  /** Ends what must end before the start. */
  #preparing: AbortController | undefined
  #native: NativeJob | undefined

  constructor(plan: () => Plan, caller: CallerStack, shapes: Shapes<Progress, Result>) {
    this.caller = caller
    this.#shapes = shapes
    const stop = (reason: unknown): void => {
      if (this.#native === undefined) this.#preparing?.abort(reason)
      else cancel(this.#native.call, reason)
    }
    this.work = new Work(this.#run(plan), stop, () => this.#native?.listen(true))
  }

  /** The bridge's handle; absent if the job could not be started. */
  get native(): NativeJob | undefined {
    return this.#native
  }

  async #run(plan: () => Plan): Promise<Result> {
    const { ready, start, signal } = this.caller.checked(plan)
    if (signal?.aborted === true) throw signal.reason
    if (ready !== undefined) {
      const preparing = (this.#preparing = new AbortController())
      const leave = signal && onAbort(signal, () => preparing.abort(signal.reason))
      try {
        await this.caller.checkedLater(() => ready(preparing.signal))
      } finally {
        leave?.()
      }
      // Stopped after its end, but before this line.
      if (preparing.signal.aborted) throw preparing.signal.reason
    }
    const started = startJob(start, (progress) => {
      this.#onProgress(progress)
    })
    if ('kind' in started) throw this.caller.error(started)
    this.#native = started
    // A loop begins in the same turn as its job. Without one, progress need not cross.
    queueMicrotask(() => {
      if (!this.work.isHeard) started.listen(false)
    })
    const { value, error, aborted } = await endOf(started.call, signal)
    if (value !== undefined) return this.#shapes.result(value, this.caller)
    if (error !== undefined) throw this.caller.error(error)
    if (aborted === undefined) throw unexpected('a job ended without a result')
    this.work.drop()
    throw aborted.reason
  }

  #onProgress(reported: NativeProgress['progress']): void {
    if (this.work.isHeard) this.work.report(this.#shapes.progress(reported, this.caller))
  }
}
