/** Someone who asked for progress and waits for it. */
interface Asked<Progress> {
  readonly resolve: (result: IteratorResult<Progress, undefined>) => void
  readonly reject: (error: unknown) => void
}

/**
 * One loop over a job: keeps what it is told until it is asked for it. Not a generator, which would hear that its loop
 * was left only at the next progress.
 */
export class ProgressLoop<Progress> implements AsyncIterableIterator<Progress, undefined> {
  readonly #left: () => void
  readonly #told: Progress[] = []
  readonly #asked: Asked<Progress>[] = []
  #ended = false
  #failure: { readonly error: unknown } | undefined

  /** `left` is called when the loop is left before the end. */
  constructor(left: () => void) {
    this.#left = left
  }

  /** Adds progress. */
  tell(progress: Progress): void {
    const asked = this.#asked.shift()
    if (asked === undefined) this.#told.push(progress)
    else asked.resolve({ value: progress, done: false })
  }

  /** Nothing more will come, but the failure, if there is one. */
  end(failure?: { readonly error: unknown }): void {
    if (this.#ended) return
    this.#ended = true
    this.#failure = failure
    for (const { resolve, reject } of this.#asked.splice(0)) this.#conclude(resolve, reject)
  }

  /** Forgets what has not been asked for. */
  drop(): void {
    this.#told.length = 0
  }

  next(): Promise<IteratorResult<Progress, undefined>> {
    return new Promise((resolve, reject) => {
      if (this.#told.length > 0) resolve({ value: this.#told.shift() as Progress, done: false })
      else if (this.#ended) this.#conclude(resolve, reject)
      else this.#asked.push({ resolve, reject })
    })
  }

  return(): Promise<IteratorResult<Progress, undefined>> {
    this.drop()
    this.end()
    this.#failure = undefined
    this.#left()
    return Promise.resolve({ value: undefined, done: true })
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  /** Throws the failure, once; after it, as without one, it is the end. */
  #conclude(resolve: Asked<Progress>['resolve'], reject: Asked<Progress>['reject']): void {
    const failure = this.#failure
    this.#failure = undefined
    if (failure === undefined) resolve({ value: undefined, done: true })
    else reject(failure.error)
  }
}
