import type { CredentialsStage } from './credentials'
import type { Connector, ConnectorStatus, RateLimit, Situation, TransportReason } from './records'

/** The code of each class. The names are keys, because a bundler may shorten the names of the classes themselves. */
const CODES = {
  UnpauseError: 'ERR_UNPAUSE',
  InvalidRequestError: 'ERR_UNPAUSE_INVALID_REQUEST',
  ConfigurationError: 'ERR_UNPAUSE_CONFIGURATION',
  CredentialsError: 'ERR_UNPAUSE_CREDENTIALS',
  APIError: 'ERR_UNPAUSE_API',
  UnauthorizedError: 'ERR_UNPAUSE_UNAUTHORIZED',
  ForbiddenError: 'ERR_UNPAUSE_FORBIDDEN',
  NotFoundError: 'ERR_UNPAUSE_NOT_FOUND',
  ConflictError: 'ERR_UNPAUSE_CONFLICT',
  RateLimitedError: 'ERR_UNPAUSE_RATE_LIMITED',
  ServerError: 'ERR_UNPAUSE_SERVER',
  UnexpectedStatusError: 'ERR_UNPAUSE_UNEXPECTED_STATUS',
  InvalidResponseError: 'ERR_UNPAUSE_INVALID_RESPONSE',
  RequestTimeoutError: 'ERR_UNPAUSE_REQUEST_TIMEOUT',
  TransportError: 'ERR_UNPAUSE_TRANSPORT',
  ConnectorFailedError: 'ERR_UNPAUSE_CONNECTOR_FAILED',
  WaitTimeoutError: 'ERR_UNPAUSE_WAIT_TIMEOUT',
  InternalError: 'ERR_UNPAUSE_INTERNAL',
} as const

/** The code of one of the classes. */
type ErrorCode = (typeof CODES)[keyof typeof CODES]

/** The symbol of each class, by which `instanceof` knows the class of another copy of this package. */
const brands = new WeakMap<object, symbol>()

/** The fields that an error can have beside its message. */
export interface ErrorFields {
  readonly summary?: string | undefined
  readonly advice?: string | undefined
  readonly retryable?: boolean | undefined
  readonly connector?: Connector | undefined
  readonly field?: string | undefined
  readonly limit?: string | undefined
  readonly stage?: string | undefined
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
  readonly reason?: string | undefined
  readonly connectorStatus?: ConnectorStatus | undefined
  readonly cause?: unknown
}

/**
 * The base of all errors of Unpause. `message` says what failed, for which connector, why, and what to do.
 *
 * `instanceof` also works for the errors of another copy of this package, such as one in a bundle.
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
  /** The code of the class, in the style of Node.js: `'ERR_UNPAUSE_NOT_FOUND'`. */
  declare readonly code: ErrorCode
  /** What to do about it, in one sentence, if there is advice. */
  declare readonly advice?: string
  /** The connector that the call named; absent if no call was made. */
  declare readonly connector?: Connector
  /** Whether the same call may succeed a little later. A `restart` may nevertheless have been acted on. */
  declare readonly retryable: boolean
  /** The message without its `advice`: what failed, for which connector, and why. */
  declare readonly summary: string

  /** @internal */
  constructor(message: string, fields: ErrorFields = {}) {
    super(message, fields.cause === undefined ? undefined : { cause: fields.cause })
    // Not enumerable, as the message is: it is a part of it.
    Object.defineProperty(this, 'summary', { value: fields.summary ?? message, writable: true, configurable: true })
    // One by one, which is several times as fast as Object.assign: a report may hold thousands of errors.
    const own = this as Record<string, unknown>
    // A property of its own, so that inspect and JSON show it.
    own['code'] = this.code
    own['retryable'] = false
    for (const name of Object.keys(fields) as (keyof ErrorFields)[]) {
      if (name !== 'cause' && name !== 'summary' && fields[name] !== undefined) own[name] = fields[name]
    }
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    const brand = brands.get(this)
    // A class that a user has derived has no brand: ordinary rules apply.
    if (brand === undefined) return Function.prototype[Symbol.hasInstance].call(this, value)
    return typeof value === 'object' && value !== null && brand in value
  }

  /** The name, the message and all fields, for a structured log. */
  toJSON(): Record<string, unknown> {
    return { name: this.name, message: this.message, ...Object.fromEntries(Object.entries(this)) }
  }
}

/** A parameter or an option cannot be used; nothing was sent. */
export class InvalidRequestError extends UnpauseError {
  /** The name of the parameter or option. */
  declare readonly field: string
}

/**
 * No client can be made of the options: no credentials, a bad URL, an unreadable CA file, no native addon for this
 * platform.
 */
export class ConfigurationError extends UnpauseError {}

/**
 * There is no token to send: the client's `tokenProvider` gave none. `cause` is the very value that its function threw.
 *
 * @example
 * ```ts
 * try {
 *   await client.resume(connector)
 * } catch (error) {
 *   if (error instanceof CredentialsError && error.stage === 'token_provider') console.error(error.cause)
 *   else throw error
 * }
 * ```
 */
export class CredentialsError extends UnpauseError {
  /**
   * The stage that failed: `'token_provider'` and `'subject_token'` are the function or the file of this side,
   * `'identity_provider'` and `'exchange'` the services.
   */
  declare readonly stage: CredentialsStage
  /** The HTTP status of the service's answer, if it answered. */
  declare readonly status?: number
  /** The service's own error code, as text. */
  declare readonly serviceCode?: string
  /** The service's id of the request, for a support ticket. */
  declare readonly requestId?: string
  /** How many requests of the call itself were made. */
  declare readonly attempts: number
  /** Milliseconds from the call to the error, waits included. */
  declare readonly elapsedMs: number
  /** The first 2 KiB of the body. */
  declare readonly body?: string
  /** Milliseconds to wait before the next try, if the service said so. */
  declare readonly retryAfterMs?: number
  /** The rate limit, if the answer had its headers. */
  declare readonly rateLimit?: RateLimit
}

/** The service answered, but not with a 2xx that can be read. */
export class APIError extends UnpauseError {
  /** The HTTP status of the answer. */
  declare readonly status: number
  /** The service's own error code, as text: it sends integers and strings. */
  declare readonly serviceCode?: string
  /** The service's id of the last request, for a support ticket. */
  declare readonly requestId?: string
  /** How many requests were made; 0 if a rate limit left no time for one before the deadline. */
  declare readonly attempts: number
  /** Milliseconds from the call to the error, waits included. */
  declare readonly elapsedMs: number
  /** The first 2 KiB of the body. */
  declare readonly body: string
  /** Milliseconds to wait before the next try, if the service said so. */
  declare readonly retryAfterMs?: number
  /** The rate limit, if the answer had its headers. */
  declare readonly rateLimit?: RateLimit
}

/** 401: the credentials were not accepted. */
export class UnauthorizedError extends APIError {}

/** 403: the credentials were accepted but do not allow this. */
export class ForbiddenError extends APIError {}

/** 404: the connector, environment or cluster does not exist, or these credentials may not see it. */
export class NotFoundError extends APIError {}

/** 409, to the last attempt: the connector or its workers are between two states. */
export class ConflictError extends APIError {}

/** 429, until the attempts or the deadline ran out. See `retryAfterMs` and `rateLimit`. */
export class RateLimitedError extends APIError {}

/** 5xx. A status that may pass was retried until the attempts or the deadline ran out. */
export class ServerError extends APIError {}

/** Any other answer that is not a 2xx, including a redirect that is not followed. */
export class UnexpectedStatusError extends APIError {}

/** A 2xx with another body than the expected one, such as the page of a proxy. */
export class InvalidResponseError extends APIError {}

/** No answer in time. The service may still have accepted the request. */
export class RequestTimeoutError extends UnpauseError {
  /** The option that ran out. */
  declare readonly limit: 'connectTimeoutMs' | 'timeoutMs' | 'deadlineMs'
  /** How many requests were tried. */
  declare readonly attempts: number
  /** Milliseconds from the call to the error, waits included. */
  declare readonly elapsedMs: number
}

/**
 * No answer: name resolution, connection, TLS, a reset, or an answer that is not HTTP. Its `cause` has the `code` that
 * Node.js's own errors have, if there is one: `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED`, …
 */
export class TransportError extends UnpauseError {
  /** Why there was no answer: `'connect'`, `'name_resolution'`, `'tls'`, … */
  declare readonly reason: TransportReason
  /** How many requests were tried. */
  declare readonly attempts: number
  /** Milliseconds from the call to the error, waits included. */
  declare readonly elapsedMs: number
}

/**
 * The awaited connector failed for longer than `failureGraceMs`. A resume does not revive it: fix the cause, then
 * restart it. A pause does not end the failure of the connector itself either; a stop does.
 */
export class ConnectorFailedError extends UnpauseError {
  /** The status that the last poll saw: states, traces and problems. */
  declare readonly connectorStatus?: ConnectorStatus
  /** How many polls there were. */
  declare readonly looks: number
  /** Milliseconds from the call to the error, the change included. */
  declare readonly elapsedMs: number
}

/** The awaited connector is not in the desired state yet, and `deadlineMs` has passed. */
export class WaitTimeoutError extends UnpauseError {
  /** Why it is not: `'still_paused'`, `'paused_again'`, `'tasks_not_running'`, … */
  declare readonly situation: Situation
  /** The status that the last answered poll saw; absent if no poll had an answer. */
  declare readonly connectorStatus?: ConnectorStatus
  /** How many polls there were. */
  declare readonly looks: number
  /** Milliseconds from the call to the error, the change included. */
  declare readonly elapsedMs: number
  /** Milliseconds that the service asked to wait, if a rate limit held the last poll. */
  declare readonly retryAfterMs?: number
}

/** A bug in Unpause. Please report it. */
export class InternalError extends UnpauseError {}

const CLASSES: Record<string, typeof UnpauseError> = {
  UnpauseError,
  InvalidRequestError,
  ConfigurationError,
  CredentialsError,
  APIError,
  UnauthorizedError,
  ForbiddenError,
  NotFoundError,
  ConflictError,
  RateLimitedError,
  ServerError,
  UnexpectedStatusError,
  InvalidResponseError,
  RequestTimeoutError,
  TransportError,
  ConnectorFailedError,
  WaitTimeoutError,
  InternalError,
} satisfies Record<keyof typeof CODES, typeof UnpauseError>

for (const [name, code] of Object.entries(CODES)) {
  const errorClass = CLASSES[name] as typeof UnpauseError
  const brand = Symbol.for(`unpause.${name}`)
  brands.set(errorClass, brand)
  Object.defineProperties(errorClass.prototype, {
    // Not enumerable, as Error's own is: inspect shows it once, in front of the message.
    name: { value: name, writable: true, configurable: true },
    code: { value: code, writable: true, configurable: true },
    [brand]: { value: true },
  })
}

/** The class for one of the core's kinds of errors. */
export function classOf(kind: string): typeof UnpauseError {
  // JavaScript has a TimeoutError of its own, which an AbortSignal gives.
  const name = kind === 'Timeout' ? 'RequestTimeoutError' : `${kind}Error`
  return CLASSES[name] ?? InternalError
}
