// The results and errors of calls as documents with the names and units of the cases.

import assert from 'node:assert/strict'
import { inspect } from 'node:util'

import * as unpause from 'unpause'

import { fieldOf, messageInCases, optionInCases } from './names.mjs'
import { CLASSES, errorFields, isOnMany, isWait, LISTED, REPORT_FIELDS } from './parity-names.mjs'
import { isOperators } from './patterns.mjs'

/** The kinds by class. A bug in Unpause is never what a case expects. */
const KINDS = new Map(Object.entries(CLASSES).map(([kind, name]) => [unpause[name], kind]))
KINDS.delete(unpause.InternalError)

/** The shape of a document: its fields, each with the shape of the documents in it, or null if it holds plain data. */
function shape(fields, inner = {}) {
  for (const name of Object.keys(inner)) assert.ok(fields.includes(name), `${name} is not among ${fields}`)
  return { ...Object.fromEntries(fields.map((name) => [name, null])), ...inner }
}

const RATE_LIMIT = shape(LISTED.rate_limit)
const COUNTS = shape(LISTED.report_counts)
const CONNECTOR = shape(LISTED.connector)
const STATUS = shape(LISTED.connector_status, { tasks: shape(LISTED.task_status) })
const RESTARTING = shape(LISTED.restarting)
export const ACCEPTED = shape(LISTED.accepted, { connector: CONNECTOR, rate_limit: RATE_LIMIT, restarting: RESTARTING })
const LISTED_CONNECTOR = shape(LISTED.listed_connector, { connector: CONNECTOR, status: STATUS })
const WAITED = shape(LISTED.wait_result, { connector: CONNECTOR, status: STATUS, accepted: ACCEPTED })
const POLL = shape(LISTED.wait_progress, { connector: CONNECTOR, status: STATUS })
export const ERROR = shape(['kind', 'message', ...new Set(Object.keys(CLASSES).flatMap(errorFields))], {
  connector: CONNECTOR,
  rate_limit: RATE_LIMIT,
  connector_status: STATUS,
})
const RESULT = shape(LISTED.connector_result, {
  connector: CONNECTOR,
  accepted: ACCEPTED,
  status: STATUS,
  error: ERROR,
})
const REPORT = shape(REPORT_FIELDS, {
  results: RESULT,
  failures: RESULT,
  changed: CONNECTOR,
  counts: COUNTS,
  left_out: shape(LISTED.left_out, { connector: CONNECTOR }),
})
const STEP = shape(LISTED.many_progress, { result: RESULT, counts: COUNTS })

const forCalls = (shapeOf) => Object.fromEntries(LISTED.kafka_connect_methods.map((call) => [call, shapeOf(call)]))

/** The shape of each call's result; null if it is a document as it is. */
export const RETURNED = {
  ...forCalls((call) => (isWait(call) ? WAITED : isOnMany(call) ? REPORT : ACCEPTED)),
  status: STATUS,
  list: null,
  list_expanded: LISTED_CONNECTOR,
  save_report: null,
  read_report: REPORT,
  parse: CONNECTOR,
}

/** The shape of each job's progress; undefined if the call is no job. */
export const PROGRESS = forCalls((call) => (isWait(call) ? POLL : isOnMany(call) ? STEP : undefined))

/** A value as a document of that shape. */
export function documentOf(value, like) {
  if (value === undefined || value === null || like === null) return value
  if (Array.isArray(value)) return value.map((part) => documentOf(part, like))
  const fields = Object.entries(like).filter(([name]) => name !== 'kind')
  const document = Object.fromEntries(fields.map(([name, inner]) => [name, documentOf(fieldOf(value, name), inner)]))
  // An object here, and a text in the cases.
  if (document.raw !== undefined) document.raw = JSON.stringify(document.raw)
  return like === ERROR ? errorDocument(value, document) : document
}

function errorDocument(error, document) {
  const kind = KINDS.get(error.constructor)
  assert.ok(kind !== undefined, `not an error of a known kind: ${inspect(error)}`)
  const { message, advice, field, limit } = document
  const texts = { message: messageInCases(message), advice: messageInCases(advice) }
  return { ...document, ...texts, kind, field: optionInCases(field), limit: optionInCases(limit) }
}

/** Fails if a pattern has a field that documents of that shape do not have. */
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
