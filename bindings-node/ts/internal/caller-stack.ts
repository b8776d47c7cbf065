import { UnpauseError } from '../errors'
import type { NativeError } from './binding'
import { errorOf } from './failures'

/** Where a job was started: what the stacks of its errors show. They are made when all who called have returned. */
export class CallerStack {
  readonly #at: { readonly stack?: string } = {}

  /** Remembers who called `below`, or whom that called. */
  constructor(below: (...given: never[]) => unknown) {
    Error.captureStackTrace(this.#at, below)
  }

  /** The error for what the bridge reports. */
  error(reported: NativeError): UnpauseError {
    return this.#blamed(withoutStack(() => errorOf(reported)))
  }

  /** What `check` gives, or throws. It lies deep enough to hide the caller. */
  checked<T>(check: () => T): T {
    try {
      return check()
    } catch (error) {
      throw error instanceof UnpauseError ? this.#blamed(error) : error
    }
  }

  #blamed(error: UnpauseError): UnpauseError {
    const { stack = '' } = this.#at
    const frames = stack.indexOf('\n    at ')
    error.stack = `${error.name}: ${error.message}${frames < 0 ? '' : stack.slice(frames)}`
    return error
  }
}

/**
 * Makes an error that gets its stack from elsewhere. Taking one is a third of what an error costs, and a report may
 * hold thousands.
 */
function withoutStack<T>(make: () => T): T {
  const limit = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit')
  // Frozen by --frozen-intrinsics.
  if (limit?.writable !== true) return make()
  Error.stackTraceLimit = 0
  try {
    return make()
  } finally {
    Error.stackTraceLimit = limit.value
  }
}
