import type {
  AllOptions,
  BaseClientOptions,
  CallOptions,
  ClientOptions,
  KafkaConnectOptions,
  ManyOptions,
  RestartAllOptions,
  RestartAndWaitOptions,
  RestartManyOptions,
  RestartOptions,
  RestartScope,
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
  return signalAnd(fields('options', given, RESTART))
}

export function waitOptions(given: WaitOptions): SignalAnd<NativeJobOptions> {
  return signalAnd(fields('options', given, WAIT))
}

export function restartAndWaitOptions(given: RestartAndWaitOptions): SignalAnd<NativeJobOptions> {
  return signalAnd(fields('options', given, RESTART_AND_WAIT))
}

export function manyOptions(given: ManyOptions): SignalAnd<NativeJobOptions> {
  return signalAnd(fields('options', given, MANY))
}

export function restartManyOptions(given: RestartManyOptions): SignalAnd<NativeJobOptions> {
  return signalAnd(fields('options', given, RESTART_MANY))
}

export function allOptions(given: AllOptions): SignalAnd<NativeJobOptions> {
  return signalAnd(fields('options', given, ALL))
}

export function restartAllOptions(given: RestartAllOptions): SignalAnd<NativeJobOptions> {
  return signalAnd(fields('options', given, RESTART_ALL))
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

const SCOPE = {
  includeTasks: boolean,
  onlyFailed: boolean,
} satisfies Checks<keyof RestartScope>

const WAIT = {
  ...CALL,
  minTasks: wholeNumber,
  settleMs: milliseconds,
  failureGraceMs: milliseconds,
} satisfies Checks<keyof WaitOptions>

const MANY = {
  concurrency: wholeNumber,
  wait: boolean,
  ...WAIT,
} satisfies Checks<keyof ManyOptions>

const ALL = {
  nameGlob: text,
  states: texts,
  dryRun: boolean,
  ...MANY,
} satisfies Checks<keyof AllOptions>

const RESTART = { ...SCOPE, ...CALL } satisfies Checks<keyof RestartOptions>
const RESTART_AND_WAIT = { ...SCOPE, ...WAIT } satisfies Checks<keyof RestartAndWaitOptions>
const RESTART_MANY = { ...SCOPE, ...MANY } satisfies Checks<keyof RestartManyOptions>
const RESTART_ALL = { ...SCOPE, ...ALL } satisfies Checks<keyof RestartAllOptions>

/** The name of every option. */
export const OPTIONS: readonly string[] = [RETRY_POLICY, CLIENT, KAFKA_CONNECT, RESTART_ALL]
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
