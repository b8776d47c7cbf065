import { setImmediate } from 'node:timers'

import { Work } from './work'

/** Taken at once: the fake timers of test frameworks replace it. */
const later = setImmediate

/**
 * Work that reports some progress, one in each turn of the event loop, and ends. It starts, is heard and stops as that
 * of a client does.
 */
export function workByHand<Progress, Result>(progress: Iterable<Progress>, end: () => Result): Work<Progress, Result> {
  let stopped: { readonly reason: unknown } | undefined
  const run = async (): Promise<Result> => {
    for (const one of progress) {
      await turn()
      if (stopped === undefined) work.report(one)
    }
    await turn()
    if (stopped !== undefined) throw stopped.reason
    return end()
  }
  const work = new Work<Progress, Result>(run(), (reason) => (stopped ??= { reason }))
  return work
}

function turn(): Promise<void> {
  return new Promise((resolve) => later(resolve))
}
