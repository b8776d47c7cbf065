import { classOf, type ErrorFields, InternalError, type UnpauseError } from '../errors'
import type { NativeCause, NativeError } from './binding'
import { thrownAs } from './failures'
import { optionName, withOptionNames } from './option-names'
import { recordOf } from './record'
import { withoutStack } from './without-stack'

/**
 * The error for a failure that the bridge reports. Make it where you throw it, so that its stack leads to the caller.
 */
export function errorOf(error: NativeError): UnpauseError {
  const { kind, message, summary, advice, field, limit, cause, failure, ...others } = error
  return new (classOf(kind))(withOptionNames(message), {
    ...recordOf<ErrorFields>(others),
    summary: summary && withOptionNames(summary),
    advice: advice && withOptionNames(advice),
    field: field && optionName(field),
    limit: limit && optionName(limit),
    cause: failure ? thrownAs(failure.number) : cause && causeOf(cause),
  })
}

/** The error below an error, with the code that Node.js's own errors have. Its stack would be that of the other. */
function causeOf({ code, message }: NativeCause): Error {
  const cause = withoutStack(() => new Error(code === undefined ? message : `${code}: ${message}`))
  return code === undefined ? cause : Object.assign(cause, { code })
}

/** Calls the bridge. It never throws, so an exception is a bug. */
export function guarded<T>(crossing: () => T): T {
  try {
    return crossing()
  } catch (cause) {
    throw unexpected(cause)
  }
}

/** The error for a bug in Unpause. */
export function unexpected(cause: unknown): InternalError {
  const advice = 'This is a bug in Unpause; please report it with this message and what you called.'
  const summary = `internal error: ${String(cause)}`
  return new InternalError(`${summary}. ${advice}`, { summary, advice, cause })
}
