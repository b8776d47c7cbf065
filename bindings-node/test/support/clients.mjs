// The two clients, and what each of their calls is given in a case.

import assert from 'node:assert/strict'

import * as unpause from 'unpause'

import { known } from './known.mjs'
import { objectInNode } from './names.mjs'

const CLUSTER = { environment_id: 'env-a1b2c3', kafka_cluster_id: 'lkc-x7y8z9' }
const CONNECTOR = { connector_name: 'orders-sink' }
const CALL_OPTIONS = ['timeout', 'deadline']
const WAIT_OPTIONS = [...CALL_OPTIONS, 'min_tasks', 'settle', 'failure_grace']
const MANY_OPTIONS = [...WAIT_OPTIONS, 'concurrency', 'wait']

/** The calls of both, by who reads the arguments of each, with the options that they take. */
const callsOf = ({ connector, cluster }) => ({
  resume: [connector, CALL_OPTIONS],
  pause: [connector, CALL_OPTIONS],
  restart: [connector, CALL_OPTIONS],
  status: [connector, CALL_OPTIONS],
  list: [cluster, CALL_OPTIONS],
  list_expanded: [cluster, CALL_OPTIONS],
  wait_until_running: [connector, WAIT_OPTIONS],
  resume_and_wait: [connector, WAIT_OPTIONS],
  resume_many: [connectors, MANY_OPTIONS],
  resume_all: [cluster, [...MANY_OPTIONS, 'name_glob', 'states', 'dry_run']],
})

/** What the values of `client_kind` stand for. What reads arguments gives those of the call, options aside. */
export const CLIENTS = {
  confluent_cloud: {
    build: (options, fromEnv) => (fromEnv ? unpause.Client.fromEnv(options) : new unpause.Client(options)),
    credentials: { api_key: 'SANDBOX-KEY', api_secret: 'sandbox-secret' },
    calls: { ...callsOf({ connector: address, cluster }), parse: [text, []] },
  },
  kafka_connect: {
    build(options, fromEnv = false) {
      assert.ok(!fromEnv, 'from_env is not for Kafka Connect')
      return new unpause.KafkaConnect(options)
    },
    credentials: {},
    calls: {
      ...callsOf({ connector: name, cluster: nothing }),
      stop: [name, CALL_OPTIONS],
      restart: [name, [...CALL_OPTIONS, 'include_tasks', 'only_failed']],
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
