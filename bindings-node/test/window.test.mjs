// The maintenance window: reports as JSON and as inputs, and the calls around them.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'

import { Client, InvalidRequestError, KafkaConnect, NotFoundError, Report } from 'unpause'
import * as byHand from 'unpause/testing'

import { CONNECTOR, REPOSITORY } from './support/sandbox.mjs'
import { sandboxForTests } from './support/worlds.mjs'

const { inWorld, withClient, withConnect } = sandboxForTests()

const { environmentId, kafkaClusterId } = CONNECTOR
const CLUSTER = { environmentId, kafkaClusterId }
const FLEET = {
  connectors: [
    { name: 'audit', state: 'RUNNING', tasks: 2 },
    { name: 'idle', state: 'PAUSED' },
    { name: 'orders', state: 'RUNNING' },
  ],
}
const addressOf = (connectorName) => ({ ...CLUSTER, connectorName })
const namesOf = (connectors) => connectors.map(({ connectorName }) => connectorName)
const rejection = (promise) => promise.then(assert.fail, (error) => error)
const thrown = (call) => {
  try {
    return assert.fail(`${call()}`)
  } catch (error) {
    return error
  }
}

/** The journal's requests that change a connector: the last two parts of their paths. */
const changesOf = async (world) =>
  (await world.journal()).requests
    .filter(({ method }) => method !== 'GET')
    .map(({ target }) => target.split('/').slice(-2).join(' '))

test(
  'an evening: exactly what was paused is resumed, from the text of the report',
  withClient(FLEET, async (client, world) => {
    const paused = await client.pauseAll(CLUSTER, { wait: true })
    assert.match(`${paused}`, /^2 of 3 match: 2 accepted, 2 paused, 0 failed/)
    assert.deepEqual([paused.operation, paused.listed, paused.matched, paused.states], ['pause', 3, 2, []])
    assert.deepEqual(paused.leftOut, [{ connector: addressOf('idle'), state: 'PAUSED', reason: 'state' }])
    assert.deepEqual(paused.changed, ['audit', 'orders'].map(addressOf))
    assert.equal(`${paused.changed[0]}`, `${environmentId}/${kafkaClusterId}/audit`)

    const read = Report.fromJSON(JSON.stringify(paused))
    assert.ok(read instanceof Report)
    assert.deepEqual(read, paused)
    assert.deepEqual(read.changed, paused.changed)
    const resumed = await client.resumeMany(read, { wait: true })
    assert.match(`${resumed}`, /^2 connectors: 2 accepted, 2 running, 0 failed/)
    assert.deepEqual((await changesOf(world)).sort(), ['audit pause', 'audit resume', 'orders pause', 'orders resume'])
    assert.equal((await client.restartAll(CLUSTER)).matched, 0)
  }),
)

test(
  "a report's JSON is the core's document, whatever way it is made and read",
  withClient(FLEET, async (client) => {
    const job = client.pauseAll(CLUSTER, { nameGlob: 'orders*', states: ['RUNNING', 'SLEEPING'] })
    const report = await job
    const document = JSON.parse(JSON.stringify(report))
    assert.deepEqual(report.toJSON(), document)
    assert.deepEqual(JSON.parse(JSON.stringify({ report })).report, document)
    assert.deepEqual(JSON.parse(JSON.stringify(job)).report, document)
    const { version, operation, name_glob, unseen_states, elapsed, results } = document
    assert.deepEqual([version, operation, name_glob, unseen_states], [1, 'pause', 'orders*', ['SLEEPING']])
    assert.ok(Math.abs(elapsed * 1000 - report.elapsedMs) < 1e-6)
    assert.deepEqual(results[0].connector, {
      environment_id: environmentId,
      kafka_cluster_id: kafkaClusterId,
      connector_name: 'orders',
    })
    assert.equal(results[0].accepted.request_id, report.results[0].accepted.requestId)
    assert.equal(typeof results[0].status.raw, 'string')
    const text = JSON.stringify(report)
    for (const given of [text, document, Buffer.from(text), report]) {
      const read = Report.fromJSON(given)
      assert.deepEqual(read, report)
      assert.equal(JSON.stringify(read), text)
    }
  }),
)

test(
  'an error in a saved report is what it was: its class, its words and its fields',
  withClient({ answers: [{ status: 404, times: 0 }] }, async (client) => {
    const report = await client.pauseMany([CONNECTOR], { deadlineMs: 5_000 })
    const readIt = () => Report.fromJSON(JSON.stringify(report))
    const [{ error: before }] = report.failures
    const [{ error: after }] = readIt().failures
    assert.equal(after.constructor, NotFoundError)
    assert.deepEqual(after.toJSON(), before.toJSON())
    assert.equal(after.summary, before.summary)
    assert.match(after.message, /^cannot pause connector "orders-sink" /)
    assert.match(after.stack, /at readIt \(.*window\.test\.mjs/)
  }),
)

test(
  'a report of a dry run, or of the other service, is no input',
  inWorld({}, async (world) => {
    const client = new Client(world.options)
    const connect = new KafkaConnect({ baseUrl: 'http://127.0.0.1:1' })
    const dry = await client.resumeAll(CLUSTER, { dryRun: true })
    const error = await rejection(client.resumeMany(dry))
    assert.deepEqual([error.constructor, error.field], [InvalidRequestError, 'connectors'])
    assert.match(error.message, /dry run.*Run the job without `dryRun`/)
    assert.match(error.stack, /window\.test\.mjs/)
    const resumed = await client.resumeMany([CONNECTOR])
    const foreign = await rejection(connect.resumeMany(resumed))
    assert.deepEqual([foreign.constructor, foreign.field], [InvalidRequestError, 'names'])
    assert.match(foreign.message, /Confluent Cloud/)
    assert.equal((await world.journal()).requests.length, 2)
    client.close()
  }),
)

test(
  'a report made by hand has the same document, and is an input',
  withClient(FLEET, async (client, world) => {
    const results = ['audit', 'orders', 'idle'].map((connectorName) =>
      byHand.connectorResult({ connector: byHand.connector(addressOf(connectorName)), reached: true }),
    )
    results[2] = { ...results[2], changed: false }
    const leftOut = [byHand.leftOut({ connector: addressOf('new'), reason: 'no_status' })]
    const fields = { operation: 'pause', results, leftOut, wait: true, elapsedMs: 1_500, listed: 4, matched: 3 }
    const report = byHand.report({ ...fields, nameGlob: '*', states: ['RUNNING'] })
    assert.deepEqual(namesOf(report.changed), ['audit', 'orders'])
    const document = report.toJSON()
    assert.deepEqual(
      [document.version, document.elapsed, document.left_out[0].reason, document.name_glob],
      [1, 1.5, 'no_status', '*'],
    )
    assert.ok(!('summary' in document) && !('failures' in document))
    const read = Report.fromJSON(JSON.stringify(report))
    const { summary, ...others } = { ...read }
    assert.match(summary, /^3 of 4 match "\*": 3 accepted, 3 paused, 0 failed, 1\.5 s/)
    const { summary: _, ...made } = { ...report }
    assert.deepEqual(others, made)
    assert.equal((await client.resumeMany(report)).counts.accepted, 2)
    assert.deepEqual((await changesOf(world)).sort(), ['audit resume', 'orders resume'])
  }),
)

test(
  'so has one of self-managed Kafka Connect, whose connectors have no ids',
  withConnect(FLEET, async (connect, world) => {
    const connector = byHand.connector({ environmentId: '', kafkaClusterId: '', connectorName: 'audit' })
    const report = byHand.report({ operation: 'stop', results: [byHand.connectorResult({ connector })] })
    assert.deepEqual(report.toJSON().results[0].connector, { connector_name: 'audit' })
    assert.deepEqual(report.changed, [connector])
    const restarted = await connect.restartMany(report, { includeTasks: true })
    assert.deepEqual(restarted.results[0].accepted.restarting, { connector: true, tasks: [0, 1] })
    assert.deepEqual(Report.fromJSON(restarted.toJSON()), restarted)
    assert.match((await changesOf(world))[0], /^audit restart\?includeTasks=true/)
  }),
)

test('an error of each kind survives in a report that was made by hand', () => {
  for (const [name, make] of Object.entries(byHand.errors)) {
    const more = name === 'waitTimeout' ? { connectorStatus: byHand.connectorStatus({ raw: { a: [1] } }) } : {}
    const error = make({ summary: `${name} happened`, advice: 'Look.', ...more })
    const report = byHand.report({ results: [byHand.connectorResult({ error })] })
    const [{ error: read }] = Report.fromJSON(JSON.stringify(report)).failures
    assert.equal(read.constructor, error.constructor)
    for (const field of Object.keys(error).filter((it) => it !== 'field' && it !== 'retryable')) {
      assert.deepEqual(read[field], error[field], `${name}: ${field}`)
    }
    assert.match(read.message, new RegExp(`${name} happened`))
  }
})

const SAVED = '{"version": 1, "operation": "pause", "results": []}'
const circular = {}
circular.self = circular

const WRONG_TEXTS = {
  nothing: '',
  'a text that is cut short': SAVED.slice(0, -1),
  'a text with more behind it': `${SAVED} x`,
  'a lone surrogate': '"\ud800"',
  'no report': '{}',
  'a list': [],
  'a list of bytes without sense': new Uint8Array([255, 254]),
  'a later version': { version: 2, operation: 'pause', results: [] },
  'an operation that is none': { version: 1, operation: 'explode', results: [] },
  'a circle': circular,
  'an object without JSON': { toJSON: () => undefined },
  null: null,
  undefined: undefined,
  'a number': 7,
}

for (const [what, given] of Object.entries(WRONG_TEXTS)) {
  test(`no report is read from ${what}`, () => {
    const error = thrown(() => Report.fromJSON(given))
    assert.deepEqual([error.constructor, error.field], [InvalidRequestError, 'text'], error.message)
    assert.match(error.stack, /window\.test\.mjs/)
  })
}

test('the message names the place of a mistake', () => {
  const connector = { environment_id: 'env-a', kafka_cluster_id: 'lkc-b', connector_name: '' }
  const error = thrown(() => Report.fromJSON({ version: 1, operation: 'pause', results: [{ connector }] }))
  assert.match(error.message, /results\[0\]\.connector/)
})

test(
  'a saved document is no list of connectors: the error says what is',
  withClient({}, async (client) => {
    const error = await rejection(client.resumeMany(JSON.parse(SAVED)))
    assert.match(error.message, /`connectors` must be an iterable of connectors, or a Report, not object$/)
    assert.equal((await client.resumeMany(Report.fromJSON(SAVED))).counts.total, 0)
  }),
)

test(
  'a job in the place of its report is refused, and goes on',
  withClient(FLEET, async (client) => {
    const pausing = client.pauseAll(CLUSTER, { wait: true })
    const error = await rejection(client.resumeMany(pausing))
    assert.deepEqual([error.constructor, error.field], [InvalidRequestError, 'connectors'])
    assert.match(error.message, /`connectors` is a job\. Await it, and give its report\.$/)
    assert.equal((await pausing).counts.reached, 2)
  }),
)

test(
  'the report of a job that could not begin has its operation',
  withClient({}, async (client) => {
    for (const [start, operation] of [
      [() => client.pauseAll(CLUSTER, { states: [] }), 'pause'],
      [() => client.restartMany([7]), 'restart'],
    ]) {
      const job = start()
      await rejection(job)
      assert.deepEqual([job.report.operation, job.report.results, job.report.changed], [operation, [], []])
    }
  }),
)

test(
  'a report of another copy of this package is an input, too',
  withClient(FLEET, async (client) => {
    const require = createRequire(import.meta.url)
    for (const file of Object.keys(require.cache).filter((it) => it.endsWith('.js'))) delete require.cache[file]
    const other = require('unpause')
    assert.notEqual(other.Report, Report)
    const foreign = other.Report.fromJSON(JSON.stringify(await client.pauseMany([addressOf('audit')])))
    assert.ok(foreign instanceof Report && !({} instanceof Report) && !(null instanceof Report))
    assert.equal((await client.resumeMany(foreign)).counts.accepted, 1)
  }),
)

test(
  'waits for a state: their results, and states that nothing waits for',
  withClient(FLEET, async (client, world) => {
    const { state, status, accepted } = await client.pauseAndWait(addressOf('audit'))
    assert.deepEqual([state, status.state, accepted.connector], ['paused', 'PAUSED', addressOf('audit')])
    const waited = await client.waitUntil(addressOf('idle'), 'paused')
    assert.deepEqual([waited.state, waited.looks, 'accepted' in waited], ['paused', 1, false])
    assert.equal((await client.restartAndWait(addressOf('orders'))).state, 'running')
    const before = (await world.journal()).requests.length
    for (const wrong of ['stopped', 'RUNNING', '', 7, undefined]) {
      const error = await rejection(client.waitUntil(addressOf('idle'), wrong))
      assert.deepEqual([error.constructor, error.field], [InvalidRequestError, 'state'], error.message)
    }
    assert.equal((await world.journal()).requests.length, before)
  }),
)

test(
  'options without effect, and unknown ones, are refused by their names here',
  withClient(FLEET, async (client, world) => {
    for (const [field, start] of [
      ['minTasks', () => client.pauseAndWait(CONNECTOR, { minTasks: 2 })],
      ['settleMs', () => client.pauseMany([CONNECTOR], { settleMs: 1_000 })],
      ['failureGraceMs', () => client.restartMany([CONNECTOR], { failureGraceMs: 1 })],
      ['onlyFailed', () => client.restartAndWait(CONNECTOR, { onlyFailed: true })],
      ['includeTasks', () => client.restartAll(CLUSTER, { includeTasks: false })],
      ['dryRun', () => client.pauseMany([CONNECTOR], { dryRun: true })],
    ]) {
      const error = await rejection(start())
      assert.deepEqual([error.constructor, error.field], [InvalidRequestError, field])
      assert.match(error.message, new RegExp(`\`${field}\``))
    }
    assert.deepEqual((await world.journal()).requests, [])
  }),
)

test(
  'stop and restart with a scope, by self-managed Kafka Connect',
  withConnect({ connectors: [{ name: 'audit', state: 'RUNNING', tasks: 2 }] }, async (connect, world) => {
    assert.equal((await connect.stopAndWait('audit')).state, 'stopped')
    await connect.waitUntil('audit', 'stopped')
    const stopped = await connect.stopAll({ states: ['STOPPED'] })
    assert.deepEqual([stopped.operation, stopped.counts.accepted, stopped.changed], ['stop', 1, []])
    await connect.resumeAndWait('audit')
    const none = await connect.restart('audit', { onlyFailed: true })
    assert.deepEqual(none.restarting, { connector: false, tasks: [] })
    const { accepted } = await connect.restartAndWait('audit', { includeTasks: true, settleMs: 0 })
    assert.deepEqual(accepted.restarting, { connector: true, tasks: [0, 1] })
    const restarted = await connect.restartAll({ states: ['RUNNING'], includeTasks: false, wait: true })
    assert.match(`${restarted}`, /^1 of 1 match: 1 accepted, 1 running/)
    assert.ok((await changesOf(world)).some((change) => change.startsWith('audit restart')))
  }),
)

/** A folder of a user's, where this package is installed; and Node.js in it, with the variables for a client of the world. */
async function inFolder(world, body) {
  const folder = mkdtempSync(join(tmpdir(), 'unpause-window-'))
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(resolve(import.meta.dirname, '..'), join(folder, 'node_modules/unpause'), 'junction')
  const { apiKey, apiSecret, baseUrl } = world.options
  const variables = {
    CONFLUENT_CLOUD_API_KEY: apiKey,
    CONFLUENT_CLOUD_API_SECRET: apiSecret,
    CONFLUENT_CLOUD_REST_ENDPOINT: baseUrl,
  }
  const options = { cwd: folder, env: { ...process.env, ...variables } }
  const node = async (...given) => (await promisify(execFile)(process.execPath, given, options)).stdout
  try {
    await body(node, folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test(
  'the example runs: pause in one process, resume in another',
  inWorld(FLEET, (world) =>
    inFolder(world, async (node, folder) => {
      const run = (step) =>
        node(resolve(REPOSITORY, 'examples/maintenance_window.mjs'), step, environmentId, kafkaClusterId)
      assert.match(await run('pause'), /^pause: 2 of 3 match: 2 accepted, 2 paused/)
      assert.equal(JSON.parse(readFileSync(join(folder, 'paused.json'), 'utf8')).operation, 'pause')
      assert.match((await rejection(run('pause'))).stderr, /another window/)
      assert.match(await run('resume'), /^resume: 2 connectors: 2 accepted, 2 running.*\nrestart: 0 of 3 match/)
    }),
  ),
)
