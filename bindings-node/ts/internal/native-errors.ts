import { classOf, InternalError, type UnpauseError } from '../errors'
import type { NativeError } from './binding'
import { thrownAs } from './failures'
import { optionName, withOptionNames } from './option-names'
import { withConnectorText } from './to-string'

/**
 * The error for a failure that the bridge reports. Make it where you throw it, so that its stack leads to the caller.
 */
export function errorOf({ kind, message, advice, field, limit, failure, ...others }: NativeError): UnpauseError {
  return new (classOf(kind))(withOptionNames(message), {
    ...withConnectorText(others),
    advice: advice && withOptionNames(advice),
    field: field && optionName(field),
    limit: limit && optionName(limit),
    cause: failure && thrownAs(failure.number),
  })
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
  return new InternalError(`internal error: ${String(cause)}. ${advice}`, { advice, cause })
}
