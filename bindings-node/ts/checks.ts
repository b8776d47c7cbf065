import type { NativeClientOptions, NativeRetryPolicy } from './binding'
import { invalid } from './failures'
import type { CallOptions, ClientOptions, RetryPolicy } from './options'
import type { Connector } from './records'

/*
 * Types are checked here, because only JavaScript knows what it was given; values are checked in the core. `null` is
 * "left out" as `undefined` is: it is what JSON and many configuration files say.
 */

/** What crosses the border for a client's options. */
export function clientOptions(given: ClientOptions, fromEnv: boolean): NativeClientOptions {
  const options = object('options', given, CLIENT_OPTIONS)
  return defined({
    apiKey: optional('apiKey', options.apiKey, text),
    apiSecret: optional('apiSecret', options.apiSecret, text),
    token: optional('token', options.token, text),
    baseUrl: optional('baseUrl', options.baseUrl, text),
    timeoutMs: optional('timeoutMs', options.timeoutMs, milliseconds),
    connectTimeoutMs: optional('connectTimeoutMs', options.connectTimeoutMs, milliseconds),
    deadlineMs: optional('deadlineMs', options.deadlineMs, milliseconds),
    retry: optional('retry', options.retry, retryPolicy),
    caBundle: optional('caBundle', options.caBundle, text),
    proxy: optional('proxy', options.proxy, text),
    userAgent: optional('userAgent', options.userAgent, text),
    headers: optional('headers', options.headers, headers),
    allowInsecure: optional('allowInsecure', options.allowInsecure, boolean),
    fromEnv,
  })
}

/** The address of a connector, and nothing else that the object may hold. */
export function connector(given: Connector): Connector {
  const { environmentId, kafkaClusterId, connectorName } = object('connector', given)
  return {
    environmentId: text('environmentId', environmentId),
    kafkaClusterId: text('kafkaClusterId', kafkaClusterId),
    connectorName: text('connectorName', connectorName),
  }
}

/** What one call was told. */
export function callOptions(given: CallOptions): CallOptions {
  const options = object('options', given, CALL_OPTIONS)
  return {
    signal: optional('signal', options.signal, abortSignal),
    timeoutMs: optional('timeoutMs', options.timeoutMs, milliseconds),
    deadlineMs: optional('deadlineMs', options.deadlineMs, milliseconds),
  }
}

const CLIENT_OPTIONS: readonly (keyof ClientOptions)[] = [
  'apiKey',
  'apiSecret',
  'token',
  'baseUrl',
  'timeoutMs',
  'connectTimeoutMs',
  'deadlineMs',
  'retry',
  'caBundle',
  'proxy',
  'userAgent',
  'headers',
  'allowInsecure',
]
const RETRY_POLICY: readonly (keyof RetryPolicy)[] = ['maxAttempts', 'baseMs', 'capMs']
const CALL_OPTIONS: readonly (keyof CallOptions)[] = ['signal', 'timeoutMs', 'deadlineMs']

type Check<T> = (field: string, value: unknown) => T

function optional<T>(field: string, value: unknown, check: Check<T>): T | undefined {
  return value === undefined || value === null ? undefined : check(field, value)
}

/** An object; with `known`, one that holds nothing else: a misspelt option would be silently without effect. */
function object<T extends object>(
  field: string,
  value: T,
  known?: readonly string[],
): Partial<Record<keyof T, unknown>> {
  if (typeof value !== 'object' || value === null) throw wrongType(field, 'an object', value)
  if (known !== undefined) {
    for (const name of Object.keys(value)) {
      if (!known.includes(name)) throw invalid(name, 'is not an option', `There are ${known.join(', ')}.`)
    }
  }
  return value
}

/** A string in JavaScript may hold lone surrogates, which no URL or header can carry. */
function text(field: string, value: unknown): string {
  if (typeof value !== 'string') throw wrongType(field, 'a string', value)
  if (!value.isWellFormed()) throw invalid(field, 'holds a lone surrogate')
  return value
}

function boolean(field: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw wrongType(field, 'a boolean', value)
  return value
}

function milliseconds(field: string, value: unknown): number {
  if (typeof value !== 'number') throw wrongType(field, 'a number of milliseconds', value)
  if (!Number.isFinite(value))
    throw invalid(field, `is ${value}`, `Give ${field} as a positive number of milliseconds.`)
  return value
}

function wholeNumber(field: string, value: unknown): number {
  if (typeof value !== 'number') throw wrongType(field, 'a number', value)
  if (!Number.isSafeInteger(value)) throw invalid(field, `is ${value}`, `Give ${field} as a whole number.`)
  return value
}

function retryPolicy(field: string, value: unknown): NativeRetryPolicy {
  const policy = object(field, value as RetryPolicy, RETRY_POLICY)
  return defined({
    maxAttempts: optional('maxAttempts', policy.maxAttempts, wholeNumber),
    baseMs: optional('baseMs', policy.baseMs, milliseconds),
    capMs: optional('capMs', policy.capMs, milliseconds),
  })
}

function headers(field: string, value: unknown): [name: string, value: string][] {
  return Object.entries(object(field, value as object)).map(([name, it]) => [text(field, name), text(field, it)])
}

function abortSignal(field: string, value: unknown): AbortSignal {
  // Not instanceof: polyfills and other realms have classes of their own.
  const { aborted, addEventListener } = value as Partial<AbortSignal>
  if (typeof aborted !== 'boolean' || typeof addEventListener !== 'function') {
    throw wrongType(field, 'an AbortSignal', value)
  }
  return value as AbortSignal
}

/** Without what is undefined. */
function defined<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> }
}

/** Names what it got by its type only: a value that stands in the wrong place may be a secret. */
function wrongType(field: string, wanted: string, got: unknown): Error {
  const kind = got === null ? 'null' : Array.isArray(got) ? 'an array' : typeof got
  return invalid(field, `must be ${wanted}, not ${kind}`)
}
