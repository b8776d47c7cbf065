import type {
  BaseClientOptions,
  CallOptions,
  ClientOptions,
  KafkaConnectOptions,
  RestartOptions,
  ResumeAllOptions,
  ResumeManyOptions,
  RetryPolicy,
  WaitOptions,
} from '../options'
import type { NativeCallOptions, NativeClientOptions, NativeJobOptions, NativeRetryPolicy } from './binding'
import { marked } from './invalid-request'
import { SOURCE_OPTIONS, tokenSource } from './token-sources'
import {
  abortSignal,
  boolean,
  type Checks,
  fields,
  milliseconds,
  text,
  texts,
  url,
  urlOrUrls,
  wholeNumber,
  wrongType,
} from './type-checks'

/*
 * The options of clients, calls and jobs with checked types, as they go to the bridge. The tables below list each option
 * once, with the check of its type; the compiler compares them with the public types.
 */

/** Checked options, apart from the signal, which does not go to the bridge. */
export interface SignalAnd<Options> {
  readonly signal: AbortSignal | undefined
  readonly options: Options
}

export function clientOptions(given: ClientOptions): NativeClientOptions {
  return fields('options', given, CLIENT)
}

export function kafkaConnectOptions(given: KafkaConnectOptions): NativeClientOptions {
  return fields('options', given, KAFKA_CONNECT)
}

export function callOptions(given: CallOptions): SignalAnd<NativeCallOptions> {
  return signalAnd(fields('options', given, CALL))
}

export function restartOptions(given: RestartOptions): SignalAnd<NativeCallOptions> {
  const { signal, timeoutMs, deadlineMs, ...restart } = fields('options', given, RESTART)
  const limits: NativeCallOptions = {}
  if (timeoutMs !== undefined) limits.timeoutMs = timeoutMs
  if (deadlineMs !== undefined) limits.deadlineMs = deadlineMs
  return { signal, options: { ...limits, restart } }
}

export function waitOptions(given: WaitOptions): SignalAnd<NativeJobOptions> {
  return signalAnd(fields('options', given, WAIT))
}

export function resumeManyOptions(given: ResumeManyOptions): SignalAnd<NativeJobOptions> {
  return signalAnd(fields('options', given, RESUME_MANY))
}

export function resumeAllOptions(given: ResumeAllOptions): SignalAnd<NativeJobOptions> {
  return signalAnd(fields('options', given, RESUME_ALL))
}

function signalAnd<Options extends { signal?: AbortSignal }>(given: Options): SignalAnd<Omit<Options, 'signal'>> {
  const { signal, ...options } = given
  return { signal, options }
}
const RETRY_POLICY = {
  maxAttempts: wholeNumber,
  baseMs: milliseconds,
  capMs: milliseconds,
} satisfies Checks<keyof RetryPolicy>

const BASE_CLIENT = {
  timeoutMs: milliseconds,
  connectTimeoutMs: milliseconds,
  deadlineMs: milliseconds,
  retry: (field, value): NativeRetryPolicy => fields(field, value, RETRY_POLICY),
  caBundle: text,
  clientCertificate: text,
  clientKey: text,
  proxy: url,
  userAgent: text,
  headers,
  allowInsecure: boolean,
} satisfies Checks<keyof BaseClientOptions>

const CLIENT = {
  apiKey: text,
  apiSecret: text,
  token: text,
  tokenProvider: tokenSource,
  baseUrl: url,
  ...BASE_CLIENT,
} satisfies Checks<keyof ClientOptions>

const KAFKA_CONNECT = {
  baseUrl: urlOrUrls,
  username: text,
  password: text,
  token: text,
  tokenProvider: tokenSource,
  ...BASE_CLIENT,
} satisfies Checks<keyof KafkaConnectOptions>

const CALL = {
  signal: abortSignal,
  timeoutMs: milliseconds,
  deadlineMs: milliseconds,
} satisfies Checks<keyof CallOptions>

const RESTART = {
  includeTasks: boolean,
  onlyFailed: boolean,
  ...CALL,
} satisfies Checks<keyof RestartOptions>

const WAIT = {
  ...CALL,
  minTasks: wholeNumber,
  settleMs: milliseconds,
  failureGraceMs: milliseconds,
} satisfies Checks<keyof WaitOptions>

const RESUME_MANY = {
  concurrency: wholeNumber,
  wait: boolean,
  ...WAIT,
} satisfies Checks<keyof ResumeManyOptions>

const RESUME_ALL = {
  nameGlob: text,
  states: texts,
  dryRun: boolean,
  ...RESUME_MANY,
} satisfies Checks<keyof ResumeAllOptions>

/** The name of every option. */
export const OPTIONS: readonly string[] = [RETRY_POLICY, CLIENT, KAFKA_CONNECT, RESTART, RESUME_ALL]
  .flatMap(Object.keys)
  .concat(SOURCE_OPTIONS)

function headers(field: string, value: unknown): [name: string, value: string][] {
  return Array.from(headerEntries(field, value), ([name, it]) => [
    text(field, name, `a name in ${marked(field)}`),
    text(field, it, marked(`${field}[${JSON.stringify(name)}]`)),
  ])
}

/**
 * Also of the `Headers` of fetch: they have no enumerable properties, so that as a plain object they would be empty.
 */
function headerEntries(field: string, value: unknown): Iterable<[unknown, unknown]> {
  if (isHeadersOrMap(value)) return value.entries()
  if (isPlainObject(value)) return Object.entries(value)
  throw wrongType(field, 'an object of strings, a Headers or a Map', value)
}

/**
 * Not instanceof: there are other Headers than those of Node.js. `get` rules out sets and arrays, which have entries.
 */
function isHeadersOrMap(value: unknown): value is { entries(): Iterable<[unknown, unknown]> } {
  const { get, entries } = (value ?? {}) as Record<string, unknown>
  return typeof get === 'function' && typeof entries === 'function'
}

/** Also true for a plain object of another realm. */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
