import { UnpauseError } from '../errors'
import type { NativeError } from './binding'
import { errorOf } from './native-errors'
import { withoutStack } from './without-stack'

/** The stack of the code that started a call or a job. Errors are made later, when that code is no longer on the stack. */
export class CallerStack {
  readonly #at: { readonly stack?: string } = {}

  /** Takes the stack above the function `below`. */
  constructor(below: (...args: never[]) => unknown) {
    Error.captureStackTrace(this.#at, below)
  }

  /** The error for a failure that the bridge reports, with this stack. */
  error(reported: NativeError): UnpauseError {
    return this.#withThisStack(withoutStack(() => errorOf(reported)))
  }

  /** Runs a check, and gives its errors this stack: so deep below the caller, their own may not reach it. */
  checked<T>(check: () => T): T {
    try {
      return check()
    } catch (error) {
      throw error instanceof UnpauseError ? this.#withThisStack(error) : error
    }
  }

  /** The same for a check that takes a while. */
  async checkedLater<T>(check: () => Promise<T>): Promise<T> {
    try {
      return await check()
    } catch (error) {
      throw error instanceof UnpauseError ? this.#withThisStack(error) : error
    }
  }

  #withThisStack(error: UnpauseError): UnpauseError {
    const { stack = '' } = this.#at
    const frames = stack.indexOf('\n    at ')
    error.stack = `${error.name}: ${error.message}${frames < 0 ? '' : stack.slice(frames)}`
    return error
  }
}
