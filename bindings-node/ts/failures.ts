import type { NativeError } from './binding'
import { CLASS_OF_KIND, InternalError, InvalidRequestError, UnpauseError } from './errors'
import { inJavaScript, textInJavaScript } from './names'

/** The kinds whose whole text is the core's and speaks of options; the others quote the service and the caller. */
const BEFORE_ANY_CALL: ReadonlySet<string> = new Set(['InvalidRequest', 'Configuration'])

/** What stands between the name of a connector that was waited for, which may be any words, and what is the matter. */
const BEHIND_THE_NAME = ' does not run: '

/** The error for what the bridge reports. Made where it is thrown, so that its stack leads to the caller. */
export function errorOf({ kind, message, advice, field, limit, ...others }: NativeError): UnpauseError {
  const errorClass = CLASS_OF_KIND.get(kind) ?? InternalError
  const translated = advice && adviceInJavaScript(kind, advice)
  const reason = advice === undefined ? message : message.slice(0, -advice.length)
  const said = speaksOfOptions(kind, reason)
  return new errorClass(said + (translated ?? ''), {
    ...others,
    advice: translated,
    field: field && inJavaScript(field),
    limit: limit && inJavaScript(limit),
  })
}

/** The advice on a 404 quotes the connector's address first, which may be any words. */
function adviceInJavaScript(kind: string, advice: string): string {
  const start = kind === 'NotFound' ? advice.lastIndexOf('"') + 1 : 0
  return advice.slice(0, start) + textInJavaScript(advice.slice(start))
}

/** The reason with this language's names for options, where it is the core's own words. */
function speaksOfOptions(kind: string, reason: string): string {
  if (BEFORE_ANY_CALL.has(kind)) return textInJavaScript(reason)
  const start = kind === 'WaitTimeout' ? reason.lastIndexOf(BEHIND_THE_NAME) : -1
  return start < 0 ? reason : reason.slice(0, start) + textInJavaScript(reason.slice(start))
}

/** A value that cannot be used as this parameter or option. */
export function invalid(field: string, reason: string, advice?: string): InvalidRequestError {
  const message = `invalid request: ${field} ${reason}`
  return new InvalidRequestError(advice === undefined ? message : `${message}. ${advice}`, { field, advice })
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
