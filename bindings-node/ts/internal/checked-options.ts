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
import type { NativeClientOptions, NativeJobOptions, NativeRetryPolicy } from './binding'
import {
  abortSignal,
  boolean,
  defined,
  iterable,
  known,
  milliseconds,
  optional,
  text,
  wholeNumber,
  wrongType,
} from './type-checks'

/*
 * The options of clients, calls and jobs as they are given, checked by their types and without what is unknown.
 */

/** What crosses the border for the options of a client for Confluent Cloud. */
export function clientOptions(given: ClientOptions, fromEnv: boolean): NativeClientOptions {
  const options = known('options', given, CLIENT_OPTIONS)
  return defined({
    apiKey: optional('apiKey', options.apiKey, text),
    apiSecret: optional('apiSecret', options.apiSecret, text),
    ...baseOptions(options),
    fromEnv,
  })
}

/** What crosses the border for the options of a client for self-managed Kafka Connect. */
export function kafkaConnectOptions(given: KafkaConnectOptions): NativeClientOptions {
  const options = known('options', given, KAFKA_CONNECT_OPTIONS)
  return defined({
    username: optional('username', options.username, text),
    password: optional('password', options.password, text),
    ...baseOptions(options),
  })
}

function baseOptions(options: Partial<Record<keyof BaseClientOptions | 'token' | 'baseUrl', unknown>>) {
  return {
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
  }
}

/** What one call was told. */
export function callOptions(given: CallOptions): CallOptions {
  return limits(known('options', given, CALL_OPTIONS))
}

/** What a restart was told. */
export function restartOptions(given: RestartOptions): RestartOptions {
  const options = known('options', given, RESTART_OPTIONS)
  return {
    ...limits(options),
    includeTasks: optional('includeTasks', options.includeTasks, boolean),
    onlyFailed: optional('onlyFailed', options.onlyFailed, boolean),
  }
}

function limits(options: Partial<Record<keyof CallOptions, unknown>>): CallOptions {
  return {
    signal: optional('signal', options.signal, abortSignal),
    timeoutMs: optional('timeoutMs', options.timeoutMs, milliseconds),
    deadlineMs: optional('deadlineMs', options.deadlineMs, milliseconds),
  }
}

/** What a job was told: what crosses the border, and the signal, which does not. */
export interface GivenToJob {
  readonly signal: AbortSignal | undefined
  readonly options: NativeJobOptions
}

/** What waiting for one connector was told. */
export function waitOptions(given: WaitOptions): GivenToJob {
  return jobOptions(known('options', given, WAIT_OPTIONS))
}

/** What resuming many connectors was told. */
export function resumeManyOptions(given: ResumeManyOptions): GivenToJob {
  return jobOptions(known('options', given, RESUME_MANY_OPTIONS))
}

/** What resuming all connectors was told. */
export function resumeAllOptions(given: ResumeAllOptions): GivenToJob {
  return jobOptions(known('options', given, RESUME_ALL_OPTIONS))
}

function jobOptions(given: Partial<Record<keyof ResumeAllOptions, unknown>>): GivenToJob {
  const options = defined({
    timeoutMs: optional('timeoutMs', given.timeoutMs, milliseconds),
    deadlineMs: optional('deadlineMs', given.deadlineMs, milliseconds),
    minTasks: optional('minTasks', given.minTasks, wholeNumber),
    settleMs: optional('settleMs', given.settleMs, milliseconds),
    failureGraceMs: optional('failureGraceMs', given.failureGraceMs, milliseconds),
    concurrency: optional('concurrency', given.concurrency, wholeNumber),
    wait: optional('wait', given.wait, boolean),
    nameGlob: optional('nameGlob', given.nameGlob, text),
    states: optional('states', given.states, texts),
    dryRun: optional('dryRun', given.dryRun, boolean),
  })
  return { signal: optional('signal', given.signal, abortSignal), options }
}

function texts(field: string, value: unknown): string[] {
  return Array.from(iterable(field, value, 'strings'), (it) => text(field, it))
}

const BASE_OPTIONS: readonly (keyof BaseClientOptions)[] = [
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
const CLIENT_OPTIONS: readonly (keyof ClientOptions)[] = ['apiKey', 'apiSecret', 'token', 'baseUrl', ...BASE_OPTIONS]
const KAFKA_CONNECT_OPTIONS: readonly (keyof KafkaConnectOptions)[] = [
  'baseUrl',
  'username',
  'password',
  'token',
  ...BASE_OPTIONS,
]
const RETRY_POLICY: readonly (keyof RetryPolicy)[] = ['maxAttempts', 'baseMs', 'capMs']
const CALL_OPTIONS: readonly (keyof CallOptions)[] = ['signal', 'timeoutMs', 'deadlineMs']
const RESTART_OPTIONS: readonly (keyof RestartOptions)[] = ['includeTasks', 'onlyFailed', ...CALL_OPTIONS]
const WAIT_OPTIONS: readonly (keyof WaitOptions)[] = [...CALL_OPTIONS, 'minTasks', 'settleMs', 'failureGraceMs']
const RESUME_MANY_OPTIONS: readonly (keyof ResumeManyOptions)[] = ['concurrency', 'wait', ...WAIT_OPTIONS]
const RESUME_ALL_OPTIONS: readonly (keyof ResumeAllOptions)[] = ['nameGlob', 'states', 'dryRun', ...RESUME_MANY_OPTIONS]

function retryPolicy(field: string, value: unknown): NativeRetryPolicy {
  const policy = known(field, value as RetryPolicy, RETRY_POLICY)
  return defined({
    maxAttempts: optional('maxAttempts', policy.maxAttempts, wholeNumber),
    baseMs: optional('baseMs', policy.baseMs, milliseconds),
    capMs: optional('capMs', policy.capMs, milliseconds),
  })
}

/** Of the headers of `fetch`, too, which hold nothing that can be enumerated: taken for an object they would be empty. */
function headers(field: string, value: unknown): [name: string, value: string][] {
  return Array.from(headersOf(field, value), ([name, it]) => [
    text(field, name, `a name in ${field}`),
    text(field, it, `${field}[${JSON.stringify(name)}]`),
  ])
}

function headersOf(field: string, value: unknown): Iterable<[unknown, unknown]> {
  if (isKeyed(value)) return value.entries()
  if (isPlain(value)) return Object.entries(value)
  throw wrongType(field, 'an object of strings, a Headers or a Map', value)
}

/** Not instanceof: there are other Headers than those of Node.js. A set and an array have entries, too. */
function isKeyed(value: unknown): value is { entries(): Iterable<[unknown, unknown]> } {
  const { get, entries } = (value ?? {}) as Record<string, unknown>
  return typeof get === 'function' && typeof entries === 'function'
}

/** Of another realm, too. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
