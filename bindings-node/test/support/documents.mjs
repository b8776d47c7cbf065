// What the calls return and throw, as documents with the names and units of the cases.

import assert from 'node:assert/strict'
import { inspect } from 'node:util'

import * as unpause from 'unpause'

import { fieldOf, optionInCases, textInCases } from './names.mjs'
import { isOperators } from './patterns.mjs'

const KINDS = {
  InvalidRequest: unpause.InvalidRequestError,
  Configuration: unpause.ConfigurationError,
  Unauthorized: unpause.UnauthorizedError,
  Forbidden: unpause.ForbiddenError,
  NotFound: unpause.NotFoundError,
  Conflict: unpause.ConflictError,
  RateLimited: unpause.RateLimitedError,
  Server: unpause.ServerError,
  UnexpectedStatus: unpause.UnexpectedStatusError,
  InvalidResponse: unpause.InvalidResponseError,
  Timeout: unpause.RequestTimeoutError,
  Transport: unpause.TransportError,
  ConnectorFailed: unpause.ConnectorFailedError,
  WaitTimeout: unpause.WaitTimeoutError,
}

/** A kind of document: plain fields by their names, and others with what kind of document stands there. */
const shape = (names, others = {}) => ({ ...Object.fromEntries(names.split(' ').map((it) => [it, null])), ...others })

const RATE_LIMIT = shape('limit remaining reset')
const COUNTS = shape('total accepted running failed done')
const TASK = shape('id state worker_id message trace')
const CONNECTOR = shape('environment_id kafka_cluster_id connector_name')
const STATUS = shape('name connector_type state worker_id trace tasks_running problems raw', { tasks: TASK })
const ACCEPTED = shape('request_id attempts elapsed', { connector: CONNECTOR, rate_limit: RATE_LIMIT })
const LISTED = shape('id connector_type', { connector: CONNECTOR, status: STATUS })
const RUNNING = shape('looks elapsed', { connector: CONNECTOR, status: STATUS, accepted: ACCEPTED })
const LOOK = shape('look elapsed error next_look summary', { connector: CONNECTOR, status: STATUS })
const ERROR = shape(
  'kind message advice field limit status code request_id attempts elapsed body retry_after situation looks',
  { connector: CONNECTOR, rate_limit: RATE_LIMIT, connector_status: STATUS },
)
const RESULT = shape('sent running', { connector: CONNECTOR, accepted: ACCEPTED, status: STATUS, error: ERROR })
const REPORT = shape('elapsed dry_run wait summary', { results: RESULT, failures: RESULT, counts: COUNTS })
const STEP = shape('summary', { result: RESULT, counts: COUNTS })

/** What each call returns; `null` is what is a document as it is. */
export const RETURNED = {
  resume: ACCEPTED,
  pause: ACCEPTED,
  stop: ACCEPTED,
  restart: ACCEPTED,
  status: STATUS,
  list: null,
  list_expanded: LISTED,
  wait_until_running: RUNNING,
  resume_and_wait: RUNNING,
  resume_many: REPORT,
  resume_all: REPORT,
  parse: CONNECTOR,
}

/** What the jobs tell while they run. */
export const TOLD = { wait_until_running: LOOK, resume_and_wait: LOOK, resume_many: STEP, resume_all: STEP }

export { ACCEPTED, ERROR }

/** A value as a document of that shape. */
export function documentOf(value, like) {
  if (value === undefined || value === null || like === null) return value
  if (Array.isArray(value)) return value.map((part) => documentOf(part, like))
  const fields = Object.entries(like).filter(([name]) => name !== 'kind')
  const document = Object.fromEntries(fields.map(([name, inner]) => [name, documentOf(fieldOf(value, name), inner)]))
  return like === ERROR ? errorDocument(value, document) : document
}

function errorDocument(error, document) {
  const [kind] = Object.entries(KINDS).find(([, errorClass]) => error.constructor === errorClass) ?? []
  assert.ok(kind !== undefined, `not an error of a known kind: ${inspect(error)}`)
  const { message, advice, field, limit } = document
  const texts = { message: textInCases(message), advice: textInCases(advice) }
  return { ...document, ...texts, kind, field: optionInCases(field), limit: optionInCases(limit) }
}

/** Fails for a field in a pattern that documents of that shape do not have. */
export function knowsFields(pattern, like, at) {
  if (typeof pattern !== 'object' || pattern === null || like === null) return
  if (Array.isArray(pattern)) {
    for (const part of pattern) knowsFields(part, like, at)
  } else if (!isOperators(pattern)) {
    for (const [name, inner] of Object.entries(pattern)) {
      assert.ok(name in like, `${at}: unknown field ${name}`)
      knowsFields(inner, like[name], `${at}.${name}`)
    }
  }
}
