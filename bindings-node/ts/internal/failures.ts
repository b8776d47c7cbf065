import { CLASS_OF_KIND, InternalError, InvalidRequestError, UnpauseError } from '../errors'
import type { NativeError } from './binding'
import { optionName, withOptionNames } from './option-names'
import { withConnectorText } from './to-string'

/** The kinds whose reason is the core's and speaks of options; those of the others quote the service. */
const SPEAK_OF_OPTIONS: ReadonlySet<string> = new Set(['InvalidRequest', 'Configuration', 'WaitTimeout'])

/** The error for what the bridge reports. Made where it is thrown, so that its stack leads to the caller. */
export function errorOf({ kind, message, advice, field, limit, ...others }: NativeError): UnpauseError {
  const errorClass = CLASS_OF_KIND.get(kind) ?? InternalError
  const translated = advice && withOptionNames(advice, field)
  const reason = advice === undefined ? message : message.slice(0, -advice.length)
  const said = SPEAK_OF_OPTIONS.has(kind) ? withOptionNames(reason, field) : reason
  return new errorClass(said + (translated ?? ''), {
    ...withConnectorText(others),
    advice: translated,
    field: field && optionName(field),
    limit: limit && optionName(limit),
  })
}

const INVALID = 'invalid request: '

/** A value that cannot be used as this parameter or option, or as a part of it, which `what` names. */
export function invalid(field: string, reason: string, advice?: string, what = field): InvalidRequestError {
  const message = `${INVALID}${what} ${reason}`
  return new InvalidRequestError(advice === undefined ? message : `${message}. ${advice}`, { field, advice })
}

/** What `check` gives for an element of a list; what it throws says which one. */
export function atIndex<T>(list: string, index: number, check: () => T): T {
  try {
    return check()
  } catch (error) {
    if (error instanceof InvalidRequestError) {
      error.message = error.message.replace(INVALID, `${INVALID}${list}[${index}]: `)
    }
    throw error
  }
}

/** Runs what crosses the border; whatever it throws is a bug here. */
export function guarded<T>(crossing: () => T): T {
  try {
    return crossing()
  } catch (cause) {
    throw unexpected(cause)
  }
}

/** What must never happen. */
export function unexpected(cause: unknown): InternalError {
  const advice = 'This is a bug in Unpause; please report it with this message and what you called.'
  return new InternalError(`internal error: ${String(cause)}. ${advice}`, { advice, cause })
}
