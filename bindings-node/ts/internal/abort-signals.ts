/** The calls that wait for one signal, behind one listener: Node.js warns of a leak at the eleventh. */
interface Waiting {
  readonly aborts: Set<() => void>
  readonly listener: () => void
}

const waiting = new WeakMap<AbortSignal, Waiting>()

/** Calls `abort` if the signal is aborted, until the returned function is called. */
export function onAbort(signal: AbortSignal, abort: () => void): () => void {
  const { aborts, listener } = waiting.get(signal) ?? listen(signal)
  aborts.add(abort)
  return () => {
    aborts.delete(abort)
    if (aborts.size > 0) return
    signal.removeEventListener('abort', listener)
    waiting.delete(signal)
  }
}

function listen(signal: AbortSignal): Waiting {
  const aborts = new Set<() => void>()
  const listener = (): void => {
    for (const abort of aborts) abort()
  }
  const added = { aborts, listener }
  waiting.set(signal, added)
  signal.addEventListener('abort', listener, { once: true })
  return added
}
