import { onAbort } from './abort-signals'
import type { NativeJob, NativeProgress } from './binding'
import type { CallerStack } from './caller-stack'
import { cancel, endOf, type Ending, startJob, type StartJob } from './mailbox'
import { unexpected } from './native-errors'
import { ProgressLoop } from './progress-loop'

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

/** How far a job is. */
export type Outcome<Result> =
  | { readonly state: 'pending' }
  | { readonly state: 'fulfilled'; readonly result: Result }
  | { readonly state: 'rejected'; readonly error: unknown }

/** The work behind a job. It starts at once, as the work of a promise does. */
export class RunningJob<Progress, Result> {
  /** If it is rejected and nobody handles it, it ends the process as every promise does, unless a loop listens. */
  readonly result: Promise<Result>
  readonly caller: CallerStack
  readonly #shapes: Shapes<Progress, Result>
  readonly #loops = new Set<ProgressLoop<Progress>>()
  /** Ends what must end before the start. */
  #preparing: AbortController | undefined
  #native: NativeJob | undefined
  #outcome: Outcome<Result> = { state: 'pending' }

  constructor(plan: () => Plan, caller: CallerStack, shapes: Shapes<Progress, Result>) {
    this.caller = caller
    this.#shapes = shapes
    this.result = this.#withState(this.#run(plan))
  }

  /** The bridge's handle; absent if the job could not be started. */
  get native(): NativeJob | undefined {
    return this.#native
  }

  /** The state as of a promise, with its value. */
  get outcome(): Outcome<Result> {
    return this.#outcome
  }

  /** A loop over the progress from now on. It throws the job's error, which then counts as handled. */
  loop(): ProgressLoop<Progress> {
    const loop: ProgressLoop<Progress> = new ProgressLoop(() => {
      this.#stop()
    })
    this.#loops.add(loop)
    this.#native?.listen(true)
    const end = (failure?: { error: unknown }): void => {
      this.#loops.delete(loop)
      loop.end(failure)
    }
    this.result.then(
      () => {
        end()
      },
      (error: unknown) => {
        end({ error })
      },
    )
    return loop
  }

  /** Not by `then` from outside: a second promise would hide that nobody handles a rejection of the first. */
  async #withState(run: Promise<Result>): Promise<Result> {
    try {
      const result = await run
      this.#outcome = { state: 'fulfilled', result }
      return result
    } catch (error) {
      this.#outcome = { state: 'rejected', error }
      throw error
    }
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
      if (this.#loops.size === 0) started.listen(false)
    })
    const { value, error, aborted } = await endOf(started.call, signal)
    if (value !== undefined) return this.#shapes.result(value, this.caller)
    if (error !== undefined) throw this.caller.error(error)
    if (aborted === undefined) throw unexpected('a job ended without a result')
    for (const loop of this.#loops) loop.drop()
    throw aborted.reason
  }

  #onProgress(reported: NativeProgress['progress']): void {
    if (this.#loops.size === 0) return
    const progress = this.#shapes.progress(reported, this.caller)
    for (const loop of this.#loops) loop.add(progress)
  }

  /** Stops the work because a loop was left. */
  #stop(): void {
    const reason = new DOMException('The loop over the progress of the job was left', 'AbortError')
    if (this.#native === undefined) this.#preparing?.abort(reason)
    else cancel(this.#native.call, reason)
  }
}
