import type { NativeJob, NativeProgress } from './binding'
import type { CallerStack } from './caller-stack'
import { unexpected } from './failures'
import { begin, cancel, endOf, type Ending, type StartJob } from './mailbox'
import { ProgressLoop } from './progress-loop'

/** How to start a job, and what ends it early. */
export interface Plan {
  readonly start: StartJob
  readonly signal: AbortSignal | undefined
}

/** What a job's progress and result are, of what crosses the border; and who started it, for the stacks of errors. */
export interface Shapes<Progress, Result> {
  readonly progress: (told: NativeProgress['told'], caller: CallerStack) => Progress
  readonly result: (value: NonNullable<Ending['value']>, caller: CallerStack) => Result
}

/** What goes on behind a job. It starts at once, as a promise's work does. */
export class RunningJob<Progress, Result> {
  /** Rejected without anybody's hearing of it, it ends the process as every promise does, unless somebody listens. */
  readonly result: Promise<Result>
  readonly caller: CallerStack
  readonly #shapes: Shapes<Progress, Result>
  readonly #listeners = new Set<ProgressLoop<Progress>>()
  #native: NativeJob | undefined
  #state: 'pending' | 'fulfilled' | 'rejected' = 'pending'

  constructor(plan: () => Plan, caller: CallerStack, shapes: Shapes<Progress, Result>) {
    this.caller = caller
    this.#shapes = shapes
    this.result = this.#settled(this.#run(plan))
    // Who listens does it in the same breath as it starts the job.
    queueMicrotask(() => this.#listeners.size === 0 && this.#native?.listen(false))
  }

  /** The handle on the other side, unless the job could not be started. */
  get native(): NativeJob | undefined {
    return this.#native
  }

  /** As of a promise. */
  get state(): 'pending' | 'fulfilled' | 'rejected' {
    return this.#state
  }

  /** A loop over what is told from now on. It throws the job's error, which is thereby handled. */
  listen(): ProgressLoop<Progress> {
    const listener: ProgressLoop<Progress> = new ProgressLoop(() => this.#left())
    this.#listeners.add(listener)
    this.#native?.listen(true)
    const end = (failure?: { error: unknown }): void => {
      this.#listeners.delete(listener)
      listener.end(failure)
    }
    this.result.then(
      () => end(),
      (error: unknown) => end({ error }),
    )
    return listener
  }

  /** Not by listening to it from outside, which would hide a rejection that nobody hears of. */
  async #settled(run: Promise<Result>): Promise<Result> {
    try {
      const result = await run
      this.#state = 'fulfilled'
      return result
    } catch (error) {
      this.#state = 'rejected'
      throw error
    }
  }

  async #run(plan: () => Plan): Promise<Result> {
    const { start, signal } = this.caller.checked(plan)
    if (signal?.aborted === true) throw signal.reason
    const started = begin(start, (told) => this.#tell(told))
    if ('kind' in started) throw this.caller.error(started)
    this.#native = started
    const { value, error, aborted } = await endOf(started.call, signal)
    if (value !== undefined) return this.#shapes.result(value, this.caller)
    if (error !== undefined) throw this.caller.error(error)
    if (aborted === undefined) throw unexpected('a job ended in nothing')
    for (const listener of this.#listeners) listener.drop()
    throw aborted.reason
  }

  #tell(told: NativeProgress['told']): void {
    if (this.#listeners.size === 0) return
    const progress = this.#shapes.progress(told, this.caller)
    for (const listener of this.#listeners) listener.tell(progress)
  }

  #left(): void {
    if (this.#native === undefined) return
    cancel(this.#native.call, new DOMException('The loop over the progress of the job was left', 'AbortError'))
  }
}
