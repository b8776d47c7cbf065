/** A call of `next` that waits for progress. */
interface Waiting<Progress> {
  readonly resolve: (result: IteratorResult<Progress, undefined>) => void
  readonly reject: (error: unknown) => void
}

/**
 * One loop over the progress of a job; keeps progress until the loop asks for it. Not a generator: a generator would
 * notice that its loop was left only at the next progress.
 */
export class ProgressLoop<Progress> implements AsyncIterableIterator<Progress, undefined> {
  readonly #onLeft: () => void
  readonly #queue: Progress[] = []
  readonly #waiting: Waiting<Progress>[] = []
  #ended = false
  #failure: { readonly error: unknown } | undefined

  /** `onLeft` is called when the loop is left before the end. */
  constructor(onLeft: () => void) {
    this.#onLeft = onLeft
  }

  /** Adds progress. */
  add(progress: Progress): void {
    const waiting = this.#waiting.shift()
    if (waiting === undefined) this.#queue.push(progress)
    else waiting.resolve({ value: progress, done: false })
  }

  /** Ends the loop after the progress that it has, with the failure if there is one. */
  end(failure?: { readonly error: unknown }): void {
    if (this.#ended) return
    this.#ended = true
    this.#failure = failure
    for (const waiting of this.#waiting.splice(0)) this.#settle(waiting)
  }

  /** Drops progress that the loop has not taken. */
  drop(): void {
    this.#queue.length = 0
  }

  next(): Promise<IteratorResult<Progress, undefined>> {
    return new Promise((resolve, reject) => {
      if (this.#queue.length > 0) resolve({ value: this.#queue.shift() as Progress, done: false })
      else if (this.#ended) this.#settle({ resolve, reject })
      else this.#waiting.push({ resolve, reject })
    })
  }

  return(): Promise<IteratorResult<Progress, undefined>> {
    this.drop()
    this.end()
    this.#failure = undefined
    this.#onLeft()
    return Promise.resolve({ value: undefined, done: true })
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  /** Throws the failure once. Afterwards, and without a failure, it reports the end. */
  #settle({ resolve, reject }: Waiting<Progress>): void {
    const failure = this.#failure
    this.#failure = undefined
    if (failure === undefined) resolve({ value: undefined, done: true })
    else reject(failure.error)
  }
}
