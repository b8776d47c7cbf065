import { onAbort } from './abort-signals'

/** Hands each element to `take` as it comes. An abort ends it at once, also if the next element never comes. */
export async function collect<T>(
  given: AsyncIterable<T>,
  take: (element: T) => void,
  signal: AbortSignal,
): Promise<void> {
  const iterator = given[Symbol.asyncIterator]()
  let leave = (): void => undefined
  const aborted = new Promise<never>((_, reject) => {
    leave = onAbort(signal, () => reject(signal.reason))
    // The iterable itself may have aborted it.
    if (signal.aborted) reject(signal.reason)
  })
  try {
    for (;;) {
      const { done, value } = await Promise.race([iterator.next(), aborted])
      if (done === true) return
      take(value)
    }
  } catch (error) {
    void left(iterator)
    throw error
  } finally {
    leave()
  }
}

/** Tells an iterator that nothing more is wanted. Its failure would hide why. */
async function left(iterator: AsyncIterator<unknown>): Promise<void> {
  try {
    await iterator.return?.()
  } catch {
    // As said above.
  }
}
