// The two clients, and the arguments and options of their calls in a case.

import assert from 'node:assert/strict'

import * as unpause from 'unpause'

import { known } from './known.mjs'
import { objectInNode } from './names.mjs'
import { callOptions, LISTED } from './parity-names.mjs'

const CLUSTER = { environment_id: 'env-a1b2c3', kafka_cluster_id: 'lkc-x7y8z9' }
const CONNECTOR = { connector_name: 'orders-sink' }

const SCOPE = Object.keys(LISTED.restart_options)

/** The calls of a client: for each, the function that reads its arguments, and the options that it takes. */
function callsOf(methods, { connector, cluster }) {
  const readerOf = (call) => {
    if (call === 'wait_until') return desired(connector)
    if (/_many$/.test(call)) return connectors
    return /^list|_all$/.test(call) ? cluster : connector
  }
  const calls = methods.map((call) => [call, [readerOf(call), callOptions(call)]])
  return { ...Object.fromEntries(calls), save_report: [saved, []], read_report: [toRead, []] }
}

/** Restarts of self-managed Kafka Connect have a scope. */
function withScope(calls) {
  const scoped = ([call, [read, options]]) => [
    call,
    [read, call.startsWith('restart') ? [...SCOPE, ...options] : options],
  ]
  return Object.fromEntries(Object.entries(calls).map(scoped))
}

/** The clients by `client_kind`. */
export const CLIENTS = {
  confluent_cloud: {
    build: (options, fromEnv) => (fromEnv ? unpause.Client.fromEnv(options) : new unpause.Client(options)),
    credentials: { api_key: 'SANDBOX-KEY', api_secret: 'sandbox-secret' },
    calls: { ...callsOf(LISTED.methods, { connector: address, cluster }), parse: [text, []] },
  },
  kafka_connect: {
    build(options, fromEnv = false) {
      assert.ok(!fromEnv, 'from_env is not for Kafka Connect')
      return new unpause.KafkaConnect(options)
    },
    credentials: {},
    calls: withScope(callsOf(LISTED.kafka_connect_methods, { connector: name, cluster: nothing })),
  },
}

function address(given, at) {
  known(['text', ...Object.keys({ ...CLUSTER, ...CONNECTOR })], given, at)
  if (given.text !== undefined) return [unpause.Connector.parse(given.text)]
  return [objectInNode({ ...CLUSTER, ...CONNECTOR, ...given })]
}

function name(given, at) {
  known(Object.keys(CONNECTOR), given, at)
  return [{ ...CONNECTOR, ...given }.connector_name]
}

function cluster(given, at) {
  known(Object.keys(CLUSTER), given, at)
  return [objectInNode({ ...CLUSTER, ...given })]
}

function nothing(given, at) {
  known([], given, at)
  return []
}

/** Reads the state beside the connector. */
function desired(connector) {
  return ({ state, ...given }, at) => {
    assert.equal(typeof state, 'string', `${at}: a state`)
    return [...connector(given, at), state]
  }
}

function connectors(given, at, reportOf) {
  const [what] = exactlyOne(['connectors', 'report_of'], given, at)
  return what === 'connectors' ? [given.connectors] : [reportOf(given.report_of)]
}

/** The report to save. */
function saved(given, at, reportOf) {
  exactlyOne(['report_of'], given, at)
  return [reportOf(given.report_of)]
}

/** The text to read as a report. */
function toRead(given, at, reportOf) {
  const [what, value] = exactlyOne(['text', 'json', 'report_of'], given, at)
  if (what === 'text') return [value]
  return [JSON.stringify(what === 'json' ? value : reportOf(value))]
}

function exactlyOne(names, given, at) {
  known(names, given, at)
  const entries = Object.entries(given)
  assert.equal(entries.length, 1, `${at}: one of ${names}`)
  return entries[0]
}

function text(given, at) {
  known(['text'], given, at)
  return [given.text]
}
