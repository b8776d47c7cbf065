import type { Connector, ConnectorStatus, RateLimit, Situation } from './records'

/** The names by which `instanceof` knows the classes, in whichever copy of this package they are. */
const brands = new WeakMap<object, symbol>()

/** The codes, one a class. */
type ErrorCode =
  | 'ERR_UNPAUSE'
  | 'ERR_UNPAUSE_API'
  | 'ERR_UNPAUSE_CONFIGURATION'
  | 'ERR_UNPAUSE_CONFLICT'
  | 'ERR_UNPAUSE_CONNECTOR_FAILED'
  | 'ERR_UNPAUSE_FORBIDDEN'
  | 'ERR_UNPAUSE_INTERNAL'
  | 'ERR_UNPAUSE_INVALID_REQUEST'
  | 'ERR_UNPAUSE_INVALID_RESPONSE'
  | 'ERR_UNPAUSE_NOT_FOUND'
  | 'ERR_UNPAUSE_RATE_LIMITED'
  | 'ERR_UNPAUSE_REQUEST_TIMEOUT'
  | 'ERR_UNPAUSE_SERVER'
  | 'ERR_UNPAUSE_TRANSPORT'
  | 'ERR_UNPAUSE_UNAUTHORIZED'
  | 'ERR_UNPAUSE_UNEXPECTED_STATUS'
  | 'ERR_UNPAUSE_WAIT_TIMEOUT'

/** The codes by the names of the classes. */
const codes = new Map<string, string>()

/** What an error carries beyond its message. */
export interface ErrorFields {
  readonly advice?: string | undefined
  readonly connector?: Connector | undefined
  readonly field?: string | undefined
  readonly limit?: string | undefined
  readonly status?: number | undefined
  readonly serviceCode?: string | undefined
  readonly requestId?: string | undefined
  readonly attempts?: number | undefined
  readonly elapsedMs?: number | undefined
  readonly body?: string | undefined
  readonly retryAfterMs?: number | undefined
  readonly rateLimit?: RateLimit | undefined
  readonly situation?: string | undefined
  readonly looks?: number | undefined
  readonly connectorStatus?: ConnectorStatus | undefined
  readonly cause?: unknown
}

/**
 * Anything that Unpause throws. `message` says what failed, for which connector, why, and what to do.
 *
 * `instanceof` also knows the errors of another copy of this package, such as one that a bundler has built in.
 *
 * @example
 * ```ts
 * try {
 *   await client.resume(connector)
 * } catch (error) {
 *   if (error instanceof UnpauseError) console.error(error.code, error.message)
 *   else throw error
 * }
 * ```
 */
export class UnpauseError extends Error {
  /** Which error it is, as Node.js's own errors say it: `'ERR_UNPAUSE_NOT_FOUND'`. */
  declare readonly code: ErrorCode
  /** One sentence that a person can act on, if there is one. */
  declare readonly advice?: string
  /** The connector that the call named; absent when no call was made. */
  declare readonly connector?: Connector

  /** @internal */
  constructor(message: string, fields: ErrorFields = {}) {
    super(message, fields.cause === undefined ? undefined : { cause: fields.cause })
    // One by one, which is several times as fast as Object.assign: a report may hold thousands of errors.
    const own = this as Record<string, unknown>
    own['code'] = codeOf(this.name)
    for (const name of Object.keys(fields) as (keyof ErrorFields)[]) {
      if (name !== 'cause' && fields[name] !== undefined) own[name] = fields[name]
    }
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    const brand = brands.get(this)
    // A class that a user has derived from one of these has no brand: it is what it is to JavaScript.
    if (brand === undefined) return Function.prototype[Symbol.hasInstance].call(this, value)
    return typeof value === 'object' && value !== null && brand in value
  }

  /** The name, the message and all fields: what a structured log should hold. */
  toJSON(): Record<string, unknown> {
    return { name: this.name, message: this.message, ...Object.fromEntries(Object.entries(this)) }
  }
}

/** A parameter or an option is not usable; nothing was sent. */
export class InvalidRequestError extends UnpauseError {
  /** The name of the parameter or option. */
  declare readonly field: string
}

/** The client cannot be built: no credentials, a bad URL, an unreadable CA file, no native addon for this platform. */
export class ConfigurationError extends UnpauseError {}

/** The service answered, and not with a 2xx, or not with what was asked for. */
export class APIError extends UnpauseError {
  /** The answer's HTTP status. */
  declare readonly status: number
  /** The service's own code, as text: it sends integers and strings. */
  declare readonly serviceCode?: string
  /** The service's id of the last request, for a support ticket. */
  declare readonly requestId?: string
  /** How many requests were made; 0 if a rate limit that another call ran into left no time for one. */
  declare readonly attempts: number
  /** Milliseconds from the call to the error, waits included. */
  declare readonly elapsedMs: number
  /** The first 2 KiB of the answer's body. */
  declare readonly body: string
  /** Milliseconds that the service asked to wait, if it did. */
  declare readonly retryAfterMs?: number
  /** What the answer said about the rate limit, if it did. */
  declare readonly rateLimit?: RateLimit
}

/** 401: the credentials were not accepted. */
export class UnauthorizedError extends APIError {}

/** 403: the credentials were accepted but do not allow this. */
export class ForbiddenError extends APIError {}

/** 404: no such connector, environment or cluster, or not for these credentials to know. */
export class NotFoundError extends APIError {}

/** 409, to the last attempt: the connector or its workers are in between two states. */
export class ConflictError extends APIError {}

/** 429, until the attempts or the deadline ran out. See `retryAfterMs` and `rateLimit`. */
export class RateLimitedError extends APIError {}

/** 5xx; those that may pass were retried until the attempts or the deadline ran out. */
export class ServerError extends APIError {}

/** Any other answer that is not a 2xx, a redirect that is not followed among them. */
export class UnexpectedStatusError extends APIError {}

/** A 2xx whose body is not what was asked for, such as a proxy's page. */
export class InvalidResponseError extends APIError {}

/** No answer in time. The service may have taken the request all the same. */
export class RequestTimeoutError extends UnpauseError {
  /** The option whose limit ran out. */
  declare readonly limit: 'connectTimeoutMs' | 'timeoutMs' | 'deadlineMs'
  /** How many requests were tried. */
  declare readonly attempts: number
  /** Milliseconds from the call to the error, waits included. */
  declare readonly elapsedMs: number
}

/** No answer: name resolution, connection, TLS, a reset, or an answer that is not HTTP. */
export class TransportError extends UnpauseError {
  /** How many requests were tried. */
  declare readonly attempts: number
  /** Milliseconds from the call to the error, waits included. */
  declare readonly elapsedMs: number
}

/**
 * The connector that was waited for failed, for longer than `failureGraceMs`. A resume does not revive it; a restart
 * may.
 */
export class ConnectorFailedError extends UnpauseError {
  /** What the last look saw: states, traces, and what the service says is wrong. */
  declare readonly connectorStatus?: ConnectorStatus
  /** How often the connector was looked at. */
  declare readonly looks: number
  /** Milliseconds from the call to the error, the resume included. */
  declare readonly elapsedMs: number
}

/** The connector that was waited for does not run yet, and `deadlineMs` has passed. */
export class WaitTimeoutError extends UnpauseError {
  /** How it stood: `'still_paused'`, `'paused_again'`, `'tasks_not_running'`, … */
  declare readonly situation: Situation
  /** What the last look that had an answer saw; absent if none had one. */
  declare readonly connectorStatus?: ConnectorStatus
  /** How often the connector was looked at. */
  declare readonly looks: number
  /** Milliseconds from the call to the error, the resume included. */
  declare readonly elapsedMs: number
}

/** A bug in Unpause. Please report it. */
export class InternalError extends UnpauseError {}

/** The class for each kind of the core's. */
export const CLASS_OF_KIND: ReadonlyMap<string, typeof UnpauseError> = new Map<string, typeof UnpauseError>([
  ['InvalidRequest', InvalidRequestError],
  ['Configuration', ConfigurationError],
  ['Unauthorized', UnauthorizedError],
  ['Forbidden', ForbiddenError],
  ['NotFound', NotFoundError],
  ['Conflict', ConflictError],
  ['RateLimited', RateLimitedError],
  ['Server', ServerError],
  ['UnexpectedStatus', UnexpectedStatusError],
  ['InvalidResponse', InvalidResponseError],
  ['Timeout', RequestTimeoutError],
  ['Transport', TransportError],
  ['ConnectorFailed', ConnectorFailedError],
  ['WaitTimeout', WaitTimeoutError],
  ['Internal', InternalError],
])

for (const errorClass of [UnpauseError, APIError, ...CLASS_OF_KIND.values()]) {
  const brand = Symbol.for(`unpause.${errorClass.name}`)
  brands.set(errorClass, brand)
  Object.defineProperties(errorClass.prototype, {
    // Not enumerable, as Error's own is: inspect shows it once, in front of the message.
    name: { value: errorClass.name, writable: true, configurable: true },
    [brand]: { value: true },
  })
}

/** `NotFoundError` is `ERR_UNPAUSE_NOT_FOUND`. */
function codeOf(name: string): string {
  const known = codes.get(name)
  if (known !== undefined) return known
  const words = name.replace(/Error$/, '').replace(/(?<=[a-z])(?=[A-Z])/g, '_')
  const code = name === 'UnpauseError' ? 'ERR_UNPAUSE' : `ERR_UNPAUSE_${words.toUpperCase()}`
  codes.set(name, code)
  return code
}
