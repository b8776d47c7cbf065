// Runs the cases of tests/cases/: the same files as in every other language. Their README is the specification.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { inspect } from 'node:util'

import * as unpause from 'unpause'

import { fieldOf, inNode, objectInNode, optionInCases, textInCases } from './names.mjs'
import { mismatches } from './patterns.mjs'
import { REPOSITORY } from './sandbox.mjs'

const CASES = resolve(REPOSITORY, 'tests/cases')
const CASE_KEYS = 'name why only_on environment servers client from_env steps requests pauses'.split(' ')
const CALL_KEYS = 'call arguments options together accepted error'.split(' ')
const REQUEST_KEYS = 'connection method target version headers status outcome'.split(' ')
const CONNECTOR_FIELDS = ['environment_id', 'kafka_cluster_id', 'connector_name']
const RATE_LIMIT_FIELDS = ['limit', 'remaining', 'reset']
const ACCEPTED_FIELDS = ['connector', 'request_id', 'attempts', 'elapsed', 'rate_limit']
const ERROR_FIELDS = [
  'message advice connector field limit status code request_id attempts elapsed body retry_after rate_limit',
].flatMap((line) => line.split(' '))
const ERROR_CLASSES = {
  InvalidRequest: unpause.InvalidRequestError,
  Configuration: unpause.ConfigurationError,
  Unauthorized: unpause.UnauthorizedError,
  Forbidden: unpause.ForbiddenError,
  NotFound: unpause.NotFoundError,
  Conflict: unpause.ConflictError,
  RateLimited: unpause.RateLimitedError,
  Server: unpause.ServerError,
  UnexpectedStatus: unpause.UnexpectedStatusError,
  Timeout: unpause.RequestTimeoutError,
  Transport: unpause.TransportError,
}
const DEFAULT_ARGUMENTS = {
  environment_id: 'env-a1b2c3',
  kafka_cluster_id: 'lkc-x7y8z9',
  connector_name: 'orders-sink',
}

/** Every case of every file. */
export function load() {
  const files = readdirSync(CASES).filter((file) => file.endsWith('.json'))
  return files.sort().flatMap((file) => JSON.parse(readFileSync(resolve(CASES, file), 'utf8')))
}

/** The environment that a case wants, over the process's own. */
export function environmentOf(given, world) {
  const merged = { ...process.env, ...replaced(given.environment, world) }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null))
}

/** Runs one case in a world of its servers. */
export async function run(given, world) {
  known(CASE_KEYS, given, 'case')
  const { servers, ...scripted } = given
  const it = replaced(scripted, world)
  const client = buildClient(it, world)
  const lines = []
  try {
    for (const [index, step] of it.steps.entries()) {
      lines.push(...(await takeStep(`step ${index + 1}`, step, client, it, world)))
    }
  } finally {
    client.built?.close()
  }
  lines.push(...(await wrongRequests(it, world)), ...(await wrongPauses(it, world)))
  if (lines.length > 0) assert.fail([...lines, 'journal:', inspect(await journals(world), { depth: null })].join('\n'))
}

/** Fails for a key that this runner does not know: it is never skipped. */
function known(keys, given, what) {
  const unknown = Object.keys(given).filter((key) => !keys.includes(key))
  assert.deepEqual(unknown, [], `${what}: unknown keys`)
}

/** Replaces the placeholders in every string. */
function replaced(value, world) {
  if (Array.isArray(value)) return value.map((part) => replaced(part, world))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, replaced(part, world)]))
  }
  if (typeof value !== 'string') return value
  return value.replace(/\$\{(\w+)(?:\.(\w+))?\}/g, (placeholder, name, key) => {
    if (key === undefined) return name === 'cases' ? CASES : placeholder
    return String(world.servers[name][key])
  })
}

/** The client that a case wants, or the error that building it fails with. */
function buildClient(it, world) {
  try {
    const options = optionsOf(it, world)
    const built = it.from_env ? unpause.Client.fromEnv(options) : new unpause.Client(options)
    holdsNoSecret(it, inspect(built) + JSON.stringify(built))
    return { built }
  } catch (error) {
    if (!(error instanceof unpause.UnpauseError)) throw error
    return { error }
  }
}

function optionsOf({ client: given = {}, from_env: fromEnv = false }, world) {
  let options = given
  if (!fromEnv) {
    const hasCredentials = ['api_key', 'api_secret', 'token'].some((name) => name in given)
    if (!hasCredentials) options = { api_key: 'SANDBOX-KEY', api_secret: 'sandbox-secret', ...options }
    if (!('base_url' in given) && world.servers.main) options = { base_url: world.servers.main.url, ...options }
  }
  const there = Object.entries(options).filter(([, value]) => value !== null)
  const { retry, ...others } = Object.fromEntries(there)
  return { ...objectInNode(others), ...(retry === undefined ? {} : { retry: objectInNode(retry) }) }
}

async function takeStep(at, step, client, it, world) {
  if ('await' in step) {
    known(['await'], step, at)
    await world.waitFor(step.await)
    return []
  }
  known(CALL_KEYS, step, at)
  known(CONNECTOR_FIELDS, step.arguments ?? {}, at)
  known(['timeout', 'deadline'], step.options ?? {}, at)
  const connector = objectInNode({ ...DEFAULT_ARGUMENTS, ...step.arguments })
  const options = objectInNode(step.options ?? {})
  const outcomes = await Promise.all(
    Array.from({ length: step.together ?? 1 }, () =>
      client.error === undefined
        ? outcomeOf(client.built[inNode(step.call)](connector, options))
        : { error: client.error },
    ),
  )
  return outcomes.flatMap((outcome) => {
    const shown = outcome.error ?? outcome.accepted
    holdsNoSecret(it, `${shown} ${inspect(shown, { depth: null })} ${JSON.stringify(shown)} ${outcome.error?.stack}`)
    return wrongOutcome(at, step, outcome)
  })
}

function outcomeOf(promise) {
  return promise.then(
    (accepted) => ({ accepted }),
    (error) => ({ error }),
  )
}

function wrongOutcome(at, step, { accepted, error }) {
  if ('accepted' in step) {
    known(ACCEPTED_FIELDS, step.accepted, at)
    return error === undefined
      ? mismatches(inCases(accepted, ACCEPTED_FIELDS), step.accepted, `${at}: accepted`)
      : [`${at}: expected it to be accepted, got ${inspect(error)}`]
  }
  const { kind, ...fields } = step.error
  known(Object.keys(ERROR_CLASSES), { [kind]: true }, at)
  known(ERROR_FIELDS, fields, at)
  if (error?.constructor !== ERROR_CLASSES[kind]) {
    return [`${at}: expected ${kind}, got ${inspect(error ?? accepted)}`]
  }
  const seen = inCases(error, ERROR_FIELDS)
  return mismatches(
    {
      ...seen,
      message: textInCases(seen.message),
      advice: textInCases(seen.advice),
      field: optionInCases(seen.field),
      limit: optionInCases(seen.limit),
    },
    fields,
    `${at}: error`,
  )
}

/** The named fields as the cases name and measure them. */
function inCases(object, names) {
  const seen = Object.fromEntries(names.map((name) => [name, fieldOf(object, name)]))
  if (seen.connector !== undefined) seen.connector = inCases(seen.connector, CONNECTOR_FIELDS)
  if (seen.rate_limit !== undefined) seen.rate_limit = inCases(seen.rate_limit, RATE_LIMIT_FIELDS)
  return seen
}

async function wrongRequests({ requests = {} }, world) {
  const lines = []
  for (const [server, expected] of Object.entries(requests)) {
    const seen = (await world.journal(server)).requests
    if (seen.length !== expected.length) {
      lines.push(`${server}: expected ${expected.length} requests, got ${seen.length}`)
    }
    for (const [index, pattern] of expected.slice(0, seen.length).entries()) {
      known(REQUEST_KEYS, pattern, server)
      const headers = {}
      for (const [name, value] of seen[index].headers) {
        headers[name] = name in headers ? `${headers[name]}, ${value}` : value
      }
      lines.push(...mismatches({ ...seen[index], headers }, pattern, `${server}: request ${index + 1}`))
    }
  }
  return lines
}

async function wrongPauses({ pauses = {} }, world) {
  const lines = []
  for (const [server, expected] of Object.entries(pauses)) {
    const seen = (await world.journal(server)).requests
    const gaps = seen.slice(1).map((entry, index) => entry.arrived - seen[index].finished)
    if (gaps.length !== expected.length) lines.push(`${server}: expected ${expected.length} pauses, got ${gaps}`)
    for (const [index, pattern] of expected.slice(0, gaps.length).entries()) {
      lines.push(...mismatches(gaps[index], pattern, `${server}: pause ${index + 1}`))
    }
  }
  return lines
}

async function journals(world) {
  const names = Object.keys(world.servers)
  return Promise.all(names.map(async (name) => [name, (await world.journal(name)).requests]))
}

function holdsNoSecret({ client = {}, environment = {} }, text) {
  const pairs = [
    ['SANDBOX-KEY', 'sandbox-secret'],
    [client.api_key, client.api_secret],
  ]
  const encoded = pairs.filter(([key, secret]) => key && secret).map((pair) => base64(pair.join(':')))
  const secrets = [...pairs.map(([, secret]) => secret), client.token, environment.CONFLUENT_CLOUD_API_SECRET]
  for (const secret of [...secrets, ...encoded]) {
    if (secret && secret.length >= 4) assert.ok(!text.includes(secret), `a secret is shown: ${text}`)
  }
}

function base64(text) {
  return Buffer.from(text).toString('base64')
}
