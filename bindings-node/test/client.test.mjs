// The client as a JavaScript object: its arguments, its texts and messages, and how it closes.

import assert from 'node:assert/strict'
import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { runInNewContext } from 'node:vm'

import { Client, ConfigurationError, Connector, InternalError, InvalidRequestError } from 'unpause'

import { CONNECTOR } from './support/sandbox.mjs'
import { sandboxForTests } from './support/worlds.mjs'

const { inWorld, withClient } = sandboxForTests()

const WRONG_OPTIONS = [
  ['options', null],
  ['options', 'text'],
  ['apiSecret', { apiKey: 'KEY', apiSecret: 12345678 }],
  ['token', { token: { toString: () => 'token' } }],
  ['token', { token: 'lone \ud800 surrogate' }],
  ['baseUrl', { token: 'token', baseUrl: { url: 'https://api.example' } }],
  ['baseUrl', { token: 'token', baseUrl: { href: 7 } }],
  ['timeoutMs', { token: 'token', timeoutMs: '30' }],
  ['timeoutMs', { token: 'token', timeoutMs: Number.NaN }],
  ['connectTimeoutMs', { token: 'token', connectTimeoutMs: 0 }],
  ['deadlineMs', { token: 'token', deadlineMs: Number.POSITIVE_INFINITY }],
  ['retry', { token: 'token', retry: 3 }],
  ['maxAttempts', { token: 'token', retry: { maxAttempts: 1.5 } }],
  ['maxAttempts', { token: 'token', retry: { maxAttempts: 0 } }],
  ['baseMs', { token: 'token', retry: { baseMs: -1 } }],
  ['times', { token: 'token', retry: { times: 3 } }],
  ['headers', { token: 'token', headers: { 'x-team': 3 } }],
  ['headers', { token: 'token', headers: [['x-team', 'data']] }],
  ['headers', { token: 'token', headers: new Set(['x-team']) }],
  ['headers', { token: 'token', headers: Promise.resolve({}) }],
  ['headers', { token: 'token', headers: new Map([[7, 'data']]) }],
  ['options', []],
  ['allowInsecure', { token: 'token', allowInsecure: 'yes' }],
  ['timeout', { token: 'token', timeout: 30 }],
]

for (const [index, [field, options]] of WRONG_OPTIONS.entries()) {
  test(`a wrong option is an InvalidRequestError that names it: ${index + 1}, ${field}`, () => {
    assert.throws(
      () => new Client(options),
      (error) => {
        assert.equal(error.constructor, InvalidRequestError)
        assert.equal(error.code, 'ERR_UNPAUSE_INVALID_REQUEST')
        assert.equal(error.field, field)
        assert.match(error.message, new RegExp(field))
        assert.doesNotMatch(error.message, /12345678/)
        return true
      },
    )
  })
}

const WRONG_CALLS = [
  ['connector', undefined],
  ['connector', null],
  ['environmentId', {}],
  ['kafkaClusterId', { ...CONNECTOR, kafkaClusterId: 7 }],
  ['connectorName', { ...CONNECTOR, connectorName: '' }],
  ['connectorName', { ...CONNECTOR, connectorName: 'lone \udc00' }],
  ['options', CONNECTOR, null],
  ['signal', CONNECTOR, { signal: {} }],
  ['timeoutMs', CONNECTOR, { timeoutMs: '5' }],
  ['timeoutMs', CONNECTOR, { timeoutMs: 0 }],
  ['deadlineMs', CONNECTOR, { deadlineMs: -1 }],
  ['timeout', CONNECTOR, { timeout: 5 }],
]

for (const [index, [field, ...given]] of WRONG_CALLS.entries()) {
  test(
    `a wrong argument is a rejection that names it: ${index + 1}, ${field}`,
    withClient({}, async (client, world) => {
      await assert.rejects(client.resume(...given), { name: 'InvalidRequestError', field })
      assert.deepEqual((await world.journal()).requests, [])
    }),
  )
}

const CLUSTER = { environmentId: CONNECTOR.environmentId, kafkaClusterId: CONNECTOR.kafkaClusterId }
const TEXT = Object.values(CONNECTOR).join('/')

const WRONG_TYPES = [
  [{ headers: { a: 1 } }, '`headers["a"]` must be a string, not number'],
  [{ headers: new Map([['a', ['1']]]) }, '`headers["a"]` must be a string, not an array'],
  [{ headers: { a: 'lone \ud800' } }, '`headers["a"]` holds a lone surrogate'],
  [{ headers: new Map([[7, 'a']]) }, 'a name in `headers` must be a string, not number'],
  [{ headers: [['a', '1']] }, '`headers` must be an object of strings, a Headers or a Map, not an array'],
  [{ headers: new Set(['a']) }, '`headers` must be an object of strings, a Headers or a Map, not object'],
  ['token', '`options` must be an object such as { apiKey: … }, not string'],
  [{ retry: 3 }, '`retry` must be an object such as { maxAttempts: … }, not number'],
]

test('the message about a wrong type says which type is wanted', () => {
  for (const [given, words] of WRONG_TYPES) {
    const options = typeof given === 'string' ? given : { token: 'token', ...given }
    assert.throws(() => new Client(options), { message: `invalid request: ${words}` })
  }
})

test(
  'the message about a wrong connector or cluster says how to write one',
  withClient({}, async (client) => {
    const one = 'an object with environmentId, kafkaClusterId and connectorName, or a string such as "env-…/lkc-…/name"'
    for (const [given, kind] of [
      [undefined, 'undefined'],
      [null, 'null'],
      [Object.values(CONNECTOR), 'an array'],
    ]) {
      const message = `invalid request: \`connector\` must be ${one}, not ${kind}`
      await assert.rejects(client.resume(given), { message })
      await assert.rejects(async () => await client.resumeAndWait(given), { message })
    }
    const message = 'invalid request: `cluster` must be an object with environmentId and kafkaClusterId, not string'
    await assert.rejects(client.list(TEXT), { message })
    const advice =
      "Write environmentId/kafkaClusterId/connectorName, or a CRN with environment, cloud-cluster and connector, or the URL of the connector's page in the console."
    await assert.rejects(client.resume('orders-sink'), { advice })
    const alone = /write environmentId\/kafkaClusterId\/lcc-…\.$/
    await assert.rejects(client.resume('lcc-a1b2c3'), { advice: alone, message: alone })
  }),
)

for (const [kind, given] of [
  ['an object', { 'X-Team': 'data', 'x-run': '7' }],
  ['an object without a prototype', Object.assign(Object.create(null), { 'X-Team': 'data', 'x-run': '7' })],
  ['a Headers', new Headers({ 'X-Team': 'data', 'x-run': '7' })],
  ['a Map', new Map(Object.entries({ 'X-Team': 'data', 'x-run': '7' }))],
]) {
  test(
    `headers are ${kind}`,
    inWorld({}, async (world) => {
      const client = new Client({ ...world.options, headers: given })
      await client.resume(CONNECTOR)
      client.close()
      const [{ headers }] = (await world.journal()).requests
      const sent = Object.fromEntries(headers)
      assert.deepEqual([sent['x-team'], sent['x-run']], ['data', '7'])
    }),
  )
}

test('an address has a string, and is still a plain object to deepEqual, JSON and spread', () => {
  const parsed = Connector.parse(TEXT)
  assert.equal(`${parsed}`, TEXT)
  assert.deepEqual(parsed, CONNECTOR)
  assert.deepEqual({ ...parsed }, CONNECTOR)
  assert.deepEqual(structuredClone(parsed), CONNECTOR)
  assert.equal(JSON.stringify(parsed), JSON.stringify(CONNECTOR))
  assert.equal(inspect(parsed), inspect(CONNECTOR))
  const client = new Client({ token: 'token' })
  assert.equal(String(client), "Client { baseUrl: 'https://api.confluent.cloud' }")
})

test(
  'every connector in a record, an error or a message has its address as its string',
  withClient({ connectors: [{ state: 'RUNNING' }] }, async (client) => {
    const heard = once('unpause:attempt')
    const { connector } = await client.resume(CONNECTOR)
    const [listed] = await client.listExpanded(CLUSTER)
    const running = await client.waitUntilRunning(CONNECTOR)
    const error = await client.resume(`${TEXT}-2`).catch((reason) => reason)
    assert.equal(`${error.connector}`, `${TEXT}-2`)
    const connectors = [connector, (await heard).connector, listed.connector, running.connector]
    assert.deepEqual(connectors.map(String), Array(4).fill(TEXT))
    assert.deepEqual(connectors, Array(4).fill(CONNECTOR))
  }),
)

/** The next message of a channel. */
function once(name) {
  return new Promise((resolve) => {
    const heard = (message) => {
      unsubscribe(name, heard)
      resolve(message)
    }
    subscribe(name, heard)
  })
}

test('Connector.parse reads an address', () => {
  assert.deepEqual(Connector.parse(TEXT), CONNECTOR)
  assert.equal(Connector.parse(`${TEXT}/eu`).connectorName, 'orders-sink/eu')
  for (const wrong of ['orders-sink', '', 7, undefined, null, 'env/lkc/\ud800']) {
    assert.throws(() => Connector.parse(wrong), { name: 'InvalidRequestError', field: 'text' })
  }
  assert.throws(() => Connector.parse('env/lkc/'), { field: 'connectorName' })
})

test(
  'every call about a connector takes a string in place of the three parts, and an id in place of the name',
  withClient({ connectors: [{ id: 'lcc-a1b2c3' }] }, async (client) => {
    assert.deepEqual((await client.resume(TEXT)).connector, CONNECTOR)
    assert.deepEqual((await client.pause(TEXT)).connector, CONNECTOR)
    assert.equal((await client.status(TEXT)).state, 'PAUSED')
    assert.deepEqual((await client.resumeAndWait(TEXT)).connector, CONNECTOR)
    assert.deepEqual((await client.waitUntilRunning(TEXT)).connector, CONNECTOR)
    assert.deepEqual((await client.restart(TEXT)).connector, CONNECTOR)
    const byId = TEXT.replace('orders-sink', 'lcc-a1b2c3')
    assert.deepEqual((await client.resume(byId)).connector, CONNECTOR)
    const { results } = await client.resumeMany([byId])
    assert.equal(results[0].accepted.connector.connectorName, 'orders-sink')
    await assert.rejects(client.resume('orders-sink'), { name: 'InvalidRequestError', field: 'text' })
  }),
)

test(
  'the connectors of a cluster',
  withClient({ connectors: [{ id: 'lcc-1', tasks: 2 }, { name: 'audit' }] }, async (client) => {
    assert.deepEqual((await client.list(CLUSTER)).sort(), ['audit', 'orders-sink'])
    const [audit, orders] = await client.listExpanded(CLUSTER)
    assert.equal(audit.connector.connectorName, 'audit')
    const { state, tasks, tasksRunning, problems } = orders.status
    assert.deepEqual([orders.connector, orders.id, orders.connectorType], [CONNECTOR, 'lcc-1', 'sink'])
    assert.deepEqual([state, tasks.length, tasksRunning, problems], ['PAUSED', 2, 0, []])
    for (const [field, ...given] of [
      ['cluster', undefined],
      ['cluster', TEXT],
      ['environmentId', {}],
      ['kafkaClusterId', { ...CLUSTER, kafkaClusterId: '' }],
      ['wait', CLUSTER, { wait: true }],
    ]) {
      await assert.rejects(client.list(...given), { name: 'InvalidRequestError', field })
      await assert.rejects(client.listExpanded(...given), { name: 'InvalidRequestError', field })
    }
  }),
)

test('a null option is left out', () => {
  assert.equal(new Client({ token: 'token', timeoutMs: null, retry: null }).baseUrl, 'https://api.confluent.cloud')
})

test('messages name options as they are here', () => {
  assert.throws(
    () => new Client({ token: 'token', baseUrl: 'http://timeout.example/api_key' }),
    (error) => {
      assert.equal(error.constructor, ConfigurationError)
      assert.match(error.message, /`baseUrl` is plain http.*timeout\.example.*`allowInsecure`/)
      assert.doesNotMatch(error.message, /base_url|timeoutMs|allow_insecure/)
      return true
    },
  )
})

test('marked names of options are translated, but not prose or quoted text', async () => {
  const { withOptionNames } = await import('../dist/library.js')
  for (const [text, expected = text] of [
    ['`base_url` cannot be used: its base is empty', '`baseUrl` cannot be used: its base is empty'],
    [
      'no answer within the `timeout` of 3 s, a long timeout',
      'no answer within the `timeoutMs` of 3 s, a long timeout',
    ],
    ['Raise `deadline`, or `retry`', 'Raise `deadlineMs`, or `retry`'],
    [
      'connector "raise `deadline`, \\"`min_tasks`\\"": `min_tasks`',
      'connector "raise `deadline`, \\"`min_tasks`\\"": `minTasks`',
    ],
    ['Write environment_id/kafka_cluster_id/lcc-…', 'Write environmentId/kafkaClusterId/lcc-…'],
    ['/a/api_key and `some_name`'],
  ]) {
    assert.equal(withOptionNames(text), expected)
  }
})

test('the message about a bad URL says how to write one', () => {
  assert.throws(
    () => new Client({ token: 'token', baseUrl: 'example.com' }),
    (error) => {
      assert.match(error.message, /^cannot build the client: `baseUrl` cannot be used: .*Give `baseUrl` as scheme/)
      assert.doesNotMatch(error.message, /baseMs|base_url/)
      return true
    },
  )
})

test(
  'the fields of an accepted request',
  withClient({ rate_limit: { limit: 10, window: 60 } }, async (client) => {
    const { elapsedMs, ...accepted } = await client.resume(CONNECTOR)
    const rateLimit = { limit: 10, remaining: 9, resetMs: accepted.rateLimit.resetMs }
    assert.deepEqual(accepted, { connector: CONNECTOR, requestId: 'req-1', attempts: 1, rateLimit })
    assert.ok(elapsedMs > 0 && elapsedMs < 5_000 && rateLimit.resetMs > 1_000)
  }),
)

test(
  'a closed client refuses calls; calls in flight continue to their end',
  withClient({ answers: [{ delay: 0.2, times: 0 }] }, async (client, world) => {
    const call = client.resume(CONNECTOR)
    await world.waitFor({ requests: 1 })
    client.close()
    client.close()
    await assert.rejects(client.resume(CONNECTOR), { name: 'InvalidRequestError', message: /the client is closed/ })
    assert.equal((await call).attempts, 1)
    await world.waitFor({ closed: 1 })
  }),
)

test(
  'asyncDispose closes the client',
  inWorld({}, async (world) => {
    const client = new Client(world.options)
    await client.resume(CONNECTOR)
    await client[Symbol.asyncDispose]()
    await world.waitFor({ closed: 1 })
    await assert.rejects(client.resume(CONNECTOR), InvalidRequestError)
  }),
)

/** Runs `body` with these variables, in `process.env` alone: the environment of the process stays as it is. */
function withVariables(variables, body) {
  const { env } = process
  process.env = variables
  try {
    body()
  } finally {
    process.env = env
  }
}

const VARIABLES = { CONFLUENT_CLOUD_API_KEY: 'KEY', CONFLUENT_CLOUD_API_SECRET: 'hush-hush' }

test('fromEnv creates an instance of a subclass, too', () => {
  class Special extends Client {}
  withVariables(VARIABLES, () => {
    const client = Special.fromEnv({ baseUrl: 'https://api.example' })
    assert.ok(client instanceof Special)
    assert.equal(client.baseUrl, 'https://api.example')
  })
})

test('fromEnv reads process.env, whatever the environment of the process is', () => {
  withVariables({ ...VARIABLES, CONFLUENT_CLOUD_REST_ENDPOINT: 'https://env.example' }, () => {
    assert.equal(Client.fromEnv().baseUrl, 'https://env.example')
    assert.equal(Client.fromEnv({ baseUrl: 'https://api.example' }).baseUrl, 'https://api.example')
  })
  withVariables({ CONFLUENT_CLOUD_API_KEY: 'KEY', CONFLUENT_CLOUD_API_SECRET: '' }, () => {
    assert.throws(() => Client.fromEnv(), {
      name: 'ConfigurationError',
      message: /CONFLUENT_CLOUD_API_SECRET is not set/,
    })
    assert.equal(Client.fromEnv({ token: 'token' }).baseUrl, 'https://api.confluent.cloud')
  })
})

test('baseUrl and proxy can be a URL', () => {
  const options = { token: 'token', proxy: new URL('http://127.0.0.1:3128') }
  const client = new Client({ ...options, baseUrl: new URL('https://api.example/path') })
  assert.equal(client.baseUrl, new Client({ ...options, baseUrl: 'https://api.example/path' }).baseUrl)
  const other = runInNewContext("({ href: 'https://api.example' })")
  assert.equal(new Client({ token: 'token', baseUrl: other }).baseUrl, 'https://api.example')
})

test(
  'attempts and waits are published to subscribers that were there before the call',
  withClient({ answers: [{ status: 503, headers: { 'retry-after': 0 } }] }, async (client) => {
    const seen = []
    const subscriber = (message, name) => seen.push([name, message])
    const channels = ['unpause:attempt', 'unpause:retry'].map((name) => channel(name))
    for (const it of channels) it.subscribe(subscriber)
    await client.resume(CONNECTOR)
    for (const it of channels) it.unsubscribe(subscriber)
    await client.resume(CONNECTOR)
    const brief = seen.map(([name, { attempt, status, error }]) => [name, attempt, status, error])
    assert.deepEqual(brief, [
      ['unpause:attempt', 1, 503, '503 Service Unavailable'],
      ['unpause:retry', 1, undefined, '503 Service Unavailable'],
      ['unpause:attempt', 2, 202, undefined],
    ])
    const [[, attempt], [, retry]] = seen
    assert.deepEqual(attempt.connector, CONNECTOR)
    assert.deepEqual([attempt.action, attempt.requestId, retry.maxAttempts], ['resume', 'req-1', 4])
    assert.ok(attempt.elapsedMs > 0 && retry.waitMs >= 0)
    assert.doesNotMatch(JSON.stringify(seen), /sandbox-secret/)
  }),
)

test(
  'a wait because of another call is published; a call about a cluster names no connector',
  withClient({ answers: [{ status: 429, headers: { 'retry-after': 1 } }] }, async (client) => {
    const seen = []
    const subscriber = (message, name) => seen.push({ name, ...message })
    const channels = ['unpause:attempt', 'unpause:hold'].map((name) => channel(name))
    for (const it of channels) it.subscribe(subscriber)
    const first = client.resume(CONNECTOR)
    await once('unpause:retry')
    await Promise.all([first, client.pause(CONNECTOR), client.list(CLUSTER)])
    for (const it of channels) it.unsubscribe(subscriber)
    const holds = seen.filter(({ name }) => name === 'unpause:hold')
    assert.deepEqual(
      holds.map(({ action, connector }) => [action, connector]),
      [
        ['pause', CONNECTOR],
        ['list the connectors', undefined],
      ],
    )
    assert.ok(holds.every(({ waitMs }) => waitMs > 0 && waitMs < 2_000))
    const listing = seen.find(({ name, action }) => name === 'unpause:attempt' && action === 'list the connectors')
    assert.ok(listing.status === 200 && !('connector' in listing))
  }),
)

test('a panic is an InternalError, and the process goes on', async () => {
  const { native, call, errorOf } = await import('../dist/library.js')
  const client = native.open({ token: 'token' })
  const { error } = await call((mailbox) => client.panic(mailbox), undefined)
  const internal = errorOf(error)
  assert.equal(internal.constructor, InternalError)
  assert.equal(internal.code, 'ERR_UNPAUSE_INTERNAL')
  assert.match(internal.message, /a panic that a test asked for.*please report it/)
})
