import { ProgressLoop } from './progress-loop'

/** How far a job is. */
export type Outcome<Result> =
  | { readonly state: 'pending' }
  | { readonly state: 'fulfilled'; readonly result: Result }
  | { readonly state: 'rejected'; readonly error: unknown }

/** The work behind a job, as the job sees it: how far it is, and the loops over its progress. */
export class Work<Progress, Result> {
  /** If it is rejected and nobody handles it, it ends the process as every promise does, unless a loop listens. */
  readonly result: Promise<Result>
  readonly #stop: (reason: unknown) => void
  readonly #onLoop: () => void
  readonly #loops = new Set<ProgressLoop<Progress>>()
  #outcome: Outcome<Result> = { state: 'pending' }

  /** `stop` is called when a loop was left, `onLoop` when there is one more. */
  constructor(run: Promise<Result>, stop: (reason: unknown) => void, onLoop = (): void => undefined) {
    this.#stop = stop
    this.#onLoop = onLoop
    this.result = this.#withState(run)
  }

  /** The state as of a promise, with its value. */
  get outcome(): Outcome<Result> {
    return this.#outcome
  }

  /** Whether there is a loop that has not ended. */
  get isHeard(): boolean {
    return this.#loops.size > 0
  }

  /** A loop over the progress from now on. It throws the job's error, which then counts as handled. */
  loop(): ProgressLoop<Progress> {
    const loop: ProgressLoop<Progress> = new ProgressLoop(() => {
      this.#stop(new DOMException('The loop over the progress of the job was left', 'AbortError'))
    })
    this.#loops.add(loop)
    this.#onLoop()
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

  /** Adds progress to each loop. */
  report(progress: Progress): void {
    for (const loop of this.#loops) loop.add(progress)
  }

  /** Drops progress that the loops have not taken. */
  drop(): void {
    for (const loop of this.#loops) loop.drop()
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
}
