// The two clients, and the arguments and options of their calls in a case.

import assert from 'node:assert/strict'

import * as unpause from 'unpause'

import { known } from './known.mjs'
import { objectInNode } from './names.mjs'
import { callOptions, LISTED } from './parity-names.mjs'

const CLUSTER = { environment_id: 'env-a1b2c3', kafka_cluster_id: 'lkc-x7y8z9' }
const CONNECTOR = { connector_name: 'orders-sink' }

const ABOUT_A_CLUSTER = ['list', 'list_expanded', 'resume_all']

/** The calls of a client: for each, the function that reads its arguments, and the options that it takes. */
function callsOf(methods, { connector, cluster }) {
  const readerOf = (call) => {
    if (call === 'resume_many') return connectors
    return ABOUT_A_CLUSTER.includes(call) ? cluster : connector
  }
  return Object.fromEntries(methods.map((call) => [call, [readerOf(call), callOptions(call)]]))
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
    calls: {
      ...callsOf(LISTED.kafka_connect_methods, { connector: name, cluster: nothing }),
      restart: [name, [...Object.keys(LISTED.restart_options), ...LISTED.call_options]],
    },
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

function connectors(given, at) {
  known(['connectors'], given, at)
  return [given.connectors]
}

function text(given, at) {
  known(['text'], given, at)
  return [given.text]
}
