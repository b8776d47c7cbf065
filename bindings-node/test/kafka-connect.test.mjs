// The client for self-managed Kafka Connect as a JavaScript object: what the cases do not cover.

import assert from 'node:assert/strict'
import { channel } from 'node:diagnostics_channel'
import { test } from 'node:test'
import { inspect } from 'node:util'

import { Client, ConfigurationError, InvalidRequestError, KafkaConnect, NotFoundError } from 'unpause'

import { CONNECTOR } from './support/sandbox.mjs'
import { sandboxForTests, SLOW } from './support/worlds.mjs'

const { withConnect } = sandboxForTests()

const baseUrl = 'http://127.0.0.1:8083'
const NAME = 'orders-sink'
const ADDRESS = { environmentId: '', kafkaClusterId: '', connectorName: NAME }

const WRONG_OPTIONS = [
  ['options', undefined],
  ['options', baseUrl],
  ['baseUrl', { baseUrl: { url: baseUrl } }],
  ['username', { baseUrl, username: 7 }],
  ['password', { baseUrl, username: 'ops', password: 12345678 }],
  ['deadlineMs', { baseUrl, deadlineMs: 0 }],
  ['apiKey', { baseUrl, apiKey: 'KEY', apiSecret: 'SECRET' }],
]

for (const [index, [field, options]] of WRONG_OPTIONS.entries()) {
  test(`a wrong option is an InvalidRequestError that names it: ${index + 1}, ${field}`, () => {
    assert.throws(
      () => new KafkaConnect(options),
      (error) => {
        assert.equal(error.constructor, InvalidRequestError)
        assert.equal(error.field, field)
        assert.doesNotMatch(error.message, /12345678/)
        return true
      },
    )
  })
}

test('the message about wrong options says how to write them', () => {
  const message = 'invalid request: `options` must be an object such as { baseUrl: … }, not string'
  assert.throws(() => new KafkaConnect(baseUrl), { message })
  assert.throws(() => new KafkaConnect([baseUrl]), { message: message.replace('string', 'an array') })
})

test('neither client takes the options of the other', () => {
  assert.throws(() => new Client({ token: 'token', username: 'ops' }), {
    field: 'username',
    message: /The options are apiKey/,
  })
  assert.throws(() => new KafkaConnect({ baseUrl, apiSecret: 'hush' }), {
    message: /The options are baseUrl, username/,
  })
  assert.ok(!(new KafkaConnect({ baseUrl }) instanceof Client))
  assert.equal(KafkaConnect.fromEnv, undefined)
})

test('options that make no client are a ConfigurationError, which names options as they are here', () => {
  const far = 'http://timeout.example'
  for (const [options, message] of [
    [{}, /`baseUrl` .*Give `baseUrl` as a worker's scheme, host and port/],
    [{ baseUrl: 'localhost:8083' }, /baseUrl/],
    [{ baseUrl, username: 'ops' }, /`username` and `password` go together/],
    [{ baseUrl, password: 'hush-hush' }, /`username` and `password` go together/],
    [{ baseUrl, username: 'ops', password: 'hush-hush', token: 'token' }, /or `token`, or `tokenProvider`, or none/],
    [
      { baseUrl: far, username: 'ops', password: 'hush-hush' },
      /`baseUrl` is plain http.*timeout\.example.*`allowInsecure`/,
    ],
    [{ baseUrl: 'http://deadline:8083', token: 'hush-hush' }, /so that deadline:8083 and everything in between/],
  ]) {
    assert.throws(
      () => new KafkaConnect(options),
      (error) => {
        assert.equal(error.constructor, ConfigurationError)
        assert.match(error.message, message)
        assert.doesNotMatch(error.message, /base_url|allow_insecure|hush-hush/)
        return true
      },
    )
  }
  assert.equal(new KafkaConnect({ baseUrl: far }).baseUrl, far)
})

test('the text of a client has its URL and no secret', () => {
  const connect = new KafkaConnect({ baseUrl, username: 'ops', password: 'hush-hush', token: null })
  assert.equal(inspect(connect), `KafkaConnect { baseUrl: '${baseUrl}' }`)
  assert.equal(JSON.stringify(connect), JSON.stringify({ baseUrl }))
})

const WRONG_CALLS = [
  ['resume', 'connectorName', undefined],
  ['pause', 'connectorName', ''],
  ['stop', 'connectorName', '..'],
  ['stop', 'timeoutMs', NAME, { timeoutMs: 0 }],
  ['restart', 'connectorName', CONNECTOR],
  ['restart', 'connectorName', ''],
  ['restart', 'includeTasks', NAME, { includeTasks: 'yes' }],
  ['restart', 'onlyFailed', NAME, { onlyFailed: 1 }],
  ['restart', 'signal', NAME, { signal: {} }],
  ['restart', 'deadlineMs', NAME, { deadlineMs: -1 }],
  ['resume', 'includeTasks', NAME, { includeTasks: true }],
  ['status', 'connectorName', 'lone \ud800'],
  ['list', 'environmentId', { environmentId: 'env-a1b2c3' }],
  ['listExpanded', 'options', null],
  ['waitUntilRunning', 'connectorName', ADDRESS],
  ['resumeAndWait', 'minTasks', NAME, { minTasks: 0.5 }],
  ['resumeMany', 'names', NAME],
  ['resumeMany', 'connectorName', [ADDRESS]],
  ['resumeMany', 'connectorName', [NAME, '']],
  ['resumeAll', 'cluster', { cluster: {} }],
]

for (const [index, [call, field, ...given]] of WRONG_CALLS.entries()) {
  test(
    `a wrong argument is a rejection that names it: ${index + 1}, ${field} of ${call}`,
    withConnect({}, async (connect, world) => {
      const wrong = (error) => {
        assert.equal(error.constructor, InvalidRequestError)
        assert.equal(error.field, field)
        assert.match(error.stack, /kafka-connect\.test\.mjs/)
        return true
      }
      await assert.rejects(async () => await connect[call](...given), wrong)
      assert.deepEqual((await world.journal()).requests, [])
    }),
  )
}

test(
  'an error about one of many names says which one, and nothing is sent',
  withConnect({}, async (connect, world) => {
    for (const [names, message] of [
      [[NAME, 'nope', ''], /^invalid request: names\[2\]: `connectorName` is empty\. Give the connector's name\.$/],
      [new Set([NAME, 5]), /^invalid request: names\[1\]: `connectorName` must be a string, not number$/],
    ]) {
      await assert.rejects(async () => await connect.resumeMany(names), { field: 'connectorName', message })
    }
    assert.deepEqual((await world.journal()).requests, [])
  }),
)

test(
  'a null option is left out',
  withConnect({ connectors: [{ state: 'RUNNING' }] }, async (connect, world) => {
    await connect.restart(NAME, { includeTasks: null, onlyFailed: null, timeoutMs: null, signal: null })
    const [{ target }] = (await world.journal()).requests
    assert.equal(target, `/connectors/${NAME}/restart?includeTasks=true&onlyFailed=false`)
  }),
)

test(
  'results, errors and messages name a connector by its name alone',
  withConnect({ answers: [{ status: 503, headers: { 'retry-after': 0 } }] }, async (connect) => {
    const seen = []
    const subscriber = (message) => seen.push(message)
    channel('unpause:attempt').subscribe(subscriber)
    const accepted = await connect.resume(NAME)
    await connect.list()
    channel('unpause:attempt').unsubscribe(subscriber)
    assert.deepEqual([accepted.connector, accepted.attempts, 'requestId' in accepted], [ADDRESS, 2, false])
    assert.deepEqual([`${accepted.connector}`, `${seen[0].connector}`], [NAME, NAME])
    assert.deepEqual(
      seen.map(({ connector, status }) => [connector, status]),
      [
        [ADDRESS, 503],
        [ADDRESS, 202],
        [undefined, 200],
      ],
    )
    const error = await connect.status('the timeout').catch((reason) => reason)
    assert.equal(error.constructor, NotFoundError)
    assert.deepEqual(error.connector, { ...ADDRESS, connectorName: 'the timeout' })
    assert.match(
      error.advice,
      /^Tried connector "the timeout": check its name, and that `baseUrl` \(http:\/\/127\.0\.0\.1:\d+\)/,
    )
    assert.ok(error.message.endsWith(error.advice))
  }),
)

test(
  'an abort ends every call and closes its connection',
  withConnect(SLOW, async (connect, world) => {
    const reason = new Error('changed my mind')
    const signal = AbortSignal.abort(reason)
    for (const call of ['resume', 'pause', 'stop', 'restart', 'status']) {
      await assert.rejects(connect[call](NAME, { signal }), reason)
    }
    assert.deepEqual((await world.journal()).requests, [])
    const controller = new AbortController()
    const restart = connect.restart(NAME, { signal: controller.signal })
    await world.waitFor({ requests: 1 })
    controller.abort(reason)
    await assert.rejects(restart, reason)
    await world.waitFor({ abandoned: 1 })
  }),
)

test(
  'jobs work as those of the other client: awaited, iterated, with their report',
  withConnect({ connectors: ['a', 'b', 'c'].map((name) => ({ name })) }, async (connect) => {
    const job = connect.resumeAll({ wait: true })
    const summaries = []
    for await (const { summary } of job) summaries.push(summary)
    assert.equal(summaries.length, 6)
    assert.equal(`${await job}`, job.report.summary)
    const { results, counts } = await connect.resumeMany(new Set(['c', 'none']), { concurrency: 1 })
    assert.deepEqual([counts.accepted, counts.failed], [1, 1])
    assert.deepEqual(results[0].accepted.connector, { ...ADDRESS, connectorName: 'c' })
    assert.match(results[1].error.message, /"none".*baseUrl/)
    assert.equal((await connect.resumeAndWait('a')).status.state, 'RUNNING')
    assert.equal((await connect.waitUntilRunning('b')).looks, 1)
  }),
)

test(
  'a closed client refuses calls',
  withConnect({}, async (connect) => {
    await connect[Symbol.asyncDispose]()
    for (const call of ['stop', 'restart', 'resumeAndWait']) {
      await assert.rejects(async () => await connect[call](NAME), { message: /the client is closed/ })
    }
  }),
)
