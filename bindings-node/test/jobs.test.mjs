// Jobs as JavaScript objects: promises and loops, how they stop, and where their errors go.

import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import { test } from 'node:test'
import { inspect } from 'node:util'

import { Connector, ConnectorFailedError, NotFoundError, WaitTimeoutError } from 'unpause'

import { promised } from './support/promised.mjs'
import { CONNECTOR } from './support/sandbox.mjs'
import { sandboxForTests, SLOW } from './support/worlds.mjs'

const { withClient } = sandboxForTests()

const { environmentId, kafkaClusterId } = CONNECTOR
const CLUSTER = { environmentId, kafkaClusterId }
const NAMES = Array.from({ length: 20 }, (_, index) => `c-${index + 10}`)
const FLEET = { connectors: NAMES.map((name) => ({ name })) }
const TEXTS = NAMES.map((name) => `${environmentId}/${kafkaClusterId}/${name}`)

/** The first `answered` requests get an answer, the others never. */
const stuckAfter = (answered) => ({ answers: [{ times: answered }, { delay: 60, times: 0 }] })

const rejection = (job) => job.then(assert.fail, (error) => error)

test(
  'a job starts by itself, and can be awaited several times',
  withClient(FLEET, async (client, world) => {
    const job = client.resumeMany(TEXTS)
    await world.waitFor({ answered: 20 })
    const report = await job
    assert.equal(await job, report)
    assert.equal(await job.then(({ counts }) => counts.accepted), 20)
    assert.match(`${report}`, /^20 connectors: 20 accepted, 0 failed, /)
    assert.deepEqual(
      report.results.map(({ connector }) => connector.connectorName),
      NAMES,
    )
    const [{ connector, accepted, ...others }] = report.results
    assert.deepEqual([accepted.connector, accepted.attempts], [connector, 1])
    assert.ok(accepted.elapsedMs > 0 && /^req-/.test(accepted.requestId))
    assert.deepEqual(others, { sent: true, changed: true, reached: false })
    assert.deepEqual([report.failures, report.dryRun, report.wait], [[], false, false])
    assert.deepEqual(job.report, report)
  }),
)

test(
  'a loop that begins with the job sees all progress; then the job is awaited',
  withClient(FLEET, async (client) => {
    const job = client.resumeAll(CLUSTER, { wait: true })
    const seen = []
    for await (const progress of job) seen.push(progress)
    const { counts, results } = await job
    assert.equal(seen.length, 40)
    assert.deepEqual(seen.at(-1).counts, counts)
    assert.deepEqual(seen[0].counts, { total: 20, accepted: 1, reached: 0, failed: 0, done: 0 })
    assert.match(seen[0].summary, /^0 of 20: c-\d\d: accepted$/)
    assert.ok(results.every(({ reached, status }) => reached && status.state === 'RUNNING'))
    for await (const progress of job) assert.fail(`progress after the end: ${progress}`)
  }),
)

test(
  'two loops over one job, one of them slow, see the same progress',
  withClient(FLEET, async (client) => {
    const job = client.resumeMany(TEXTS, { concurrency: 1 })
    const names = async (pause) => {
      const seen = []
      for await (const { result } of job) {
        seen.push(result.connector.connectorName)
        await pause()
      }
      return seen
    }
    const slow = names(() => new Promise(setImmediate))
    assert.deepEqual(await names(() => undefined), NAMES)
    assert.deepEqual(await slow, NAMES)
  }),
)

/** Connectors that come later: one, and then nothing any more. `asked` is settled when the second is awaited. */
function endless() {
  const [asked, left] = [promised(), promised()]
  const steps = [() => Promise.resolve({ value: TEXTS[0] }), () => (asked.resolve(), new Promise(() => {}))]
  const iterator = { next: () => steps.shift()(), return: () => (left.resolve(), Promise.resolve({ done: true })) }
  return { [Symbol.asyncIterator]: () => iterator, asked: asked.promise, left: left.promise }
}

test(
  'a loop that is left while the connectors still come stops the job, and lets go of them',
  withClient(FLEET, async (client, world) => {
    const connectors = endless()
    const { signal } = new AbortController()
    const job = client.resumeMany(connectors, { signal })
    const loop = job[Symbol.asyncIterator]()
    await connectors.asked
    await loop.return()
    assert.equal((await rejection(job)).name, 'AbortError')
    await connectors.left
    assert.equal(job.report.counts.total, 0)
    assert.equal(getEventListeners(signal, 'abort').length, 0)
    assert.deepEqual((await world.journal()).requests, [])
  }),
)

test(
  'an abort just after the last connector came, and one by the iterable itself, stop the job',
  withClient(FLEET, async (client) => {
    for (let turns = 0; turns < 8; turns++) {
      const controller = new AbortController()
      async function* connectors() {
        yield TEXTS[0]
        let later = Promise.resolve()
        for (let turn = 0; turn < turns; turn++) later = later.then(() => undefined)
        void later.then(() => controller.abort('enough'))
      }
      assert.equal(await rejection(client.resumeMany(connectors(), { signal: controller.signal })), 'enough')
    }
    const controller = new AbortController()
    const own = { [Symbol.asyncIterator]: () => (controller.abort('enough'), endless()[Symbol.asyncIterator]()) }
    assert.equal(await rejection(client.resumeMany(own, { signal: controller.signal })), 'enough')
  }),
)

test(
  'two jobs at a time report each their own progress',
  withClient(FLEET, async (client) => {
    const iterated = async (job) => {
      const seen = []
      for await (const { result } of job) seen.push(result.connector.connectorName)
      return [seen.sort(), (await job).counts.accepted]
    }
    const [first, second] = [TEXTS.slice(0, 10), TEXTS.slice(10)].map((texts) => iterated(client.resumeMany(texts)))
    assert.deepEqual(await first, [NAMES.slice(0, 10), 10])
    assert.deepEqual(await second, [NAMES.slice(10), 10])
  }),
)

test(
  'an abort stops the work and rejects with the reason; the report so far remains',
  withClient(stuckAfter(3), async (client, world) => {
    const controller = new AbortController()
    const job = client.resumeMany(TEXTS, { concurrency: 2, signal: controller.signal })
    await world.waitFor({ answered: 3, requests: 5 })
    const reason = { any: 'value' }
    controller.abort(reason)
    assert.equal(await rejection(job), reason)
    await world.waitFor({ abandoned: 2 })
    const { counts, results, summary } = job.report
    assert.deepEqual(counts, { total: 20, accepted: 3, reached: 0, failed: 0, done: 3 })
    assert.equal(results.filter(({ sent }) => sent).length, 5)
    assert.match(summary, /^20 connectors: 3 accepted, 0 failed, 17 not done/)
    assert.equal(getEventListeners(controller.signal, 'abort').length, 0)
    assert.equal((await world.journal()).requests.length, 5)
  }),
)

test(
  'with a signal aborted before the job, nothing is sent, and the report is empty',
  withClient({}, async (client, world) => {
    const reason = new Error('changed my mind')
    const job = client.resumeMany(TEXTS, { signal: AbortSignal.abort(reason) })
    assert.equal(await rejection(job), reason)
    assert.deepEqual([job.report.counts.total, job.report.results], [0, []])
    assert.deepEqual((await world.journal()).requests, [])
  }),
)

test(
  'an abort ends a loop at once with the reason, also if there is progress that it has not seen',
  withClient(stuckAfter(3), async (client, world) => {
    const controller = new AbortController()
    const loop = client.resumeMany(TEXTS, { concurrency: 2, signal: controller.signal })[Symbol.asyncIterator]()
    await loop.next()
    await world.waitFor({ answered: 3, requests: 5 })
    controller.abort('enough')
    await new Promise(setImmediate)
    assert.equal(await loop.next().catch((reason) => reason), 'enough')
    assert.deepEqual(await loop.next(), { value: undefined, done: true })
  }),
)

test(
  'leaving a loop stops the work',
  withClient(stuckAfter(3), async (client, world) => {
    const job = client.resumeMany(TEXTS, { concurrency: 2 })
    for await (const { counts } of job) {
      if (counts.accepted < 3) continue
      await world.waitFor({ requests: 5 })
      break
    }
    await world.waitFor({ abandoned: 2 })
    assert.equal((await rejection(job)).name, 'AbortError')
    assert.equal(job.report.counts.accepted, 3)
  }),
)

test(
  'leaving a loop while it waits for progress stops the work, too',
  withClient(SLOW, async (client, world) => {
    const job = client.resumeAndWait(CONNECTOR)
    const loop = job[Symbol.asyncIterator]()
    const next = loop.next()
    await world.waitFor({ requests: 1 })
    await loop.return()
    assert.deepEqual(await next, { value: undefined, done: true })
    await world.waitFor({ closed: 1 })
    assert.equal((await rejection(job)).name, 'AbortError')
  }),
)

test(
  'an exception in a loop stops the work and reaches the caller',
  withClient(stuckAfter(1), async (client, world) => {
    const mine = new Error('mine')
    const loop = async () => {
      const job = client.resumeMany(TEXTS, { concurrency: 2 })
      for await (const progress of job) {
        await world.waitFor({ requests: 3 })
        throw Object.assign(mine, { progress })
      }
    }
    assert.equal(await rejection(loop()), mine)
    await world.waitFor({ closed: 2 })
  }),
)

test(
  'a loop throws the error of the job after its progress; await, catch and finally give the same error',
  withClient({ answers: [{}, { status: 503 }, { status: 404, times: 0 }] }, async (client) => {
    const job = client.resumeAndWait(CONNECTOR, { timeoutMs: 1_000 })
    const seen = []
    const loop = async () => {
      for await (const { error } of job) seen.push(error)
    }
    const error = await rejection(loop())
    assert.equal(error.constructor, NotFoundError)
    assert.match(seen[0], /503/)
    assert.equal(await rejection(job), error)
    assert.equal(await job.catch((it) => it), error)
    let finished = 0
    assert.equal(await rejection(job.finally(() => finished++)), error)
    assert.equal(finished, 1)
  }),
)

test(
  "the stack of a job's error shows the line that started the job, and so do errors in a report",
  withClient({ answers: [{ status: 404, times: 0 }] }, async (client) => {
    const startsIt = () => client.resumeAndWait(CONNECTOR)
    const startsMany = () => client.resumeMany([CONNECTOR])
    const error = await rejection(startsIt())
    assert.match(error.stack, /^NotFoundError: cannot resume[^\n]*\n[^]*at startsIt \(.*jobs\.test\.mjs:\d+:\d+\)/)
    const job = startsMany()
    const { failures } = await job
    for (const failure of [...failures, ...job.report.failures]) {
      assert.match(failure.error.stack, /^NotFoundError: cannot resume[^]*at startsMany \(.*jobs\.test\.mjs/)
      assert.ok(failure.error instanceof NotFoundError && failure.error.status === 404)
    }
    const invalid = await rejection(client.resumeMany([{}]))
    assert.match(invalid.stack, /jobs\.test\.mjs/)
  }),
)

test(
  'the progress and the result of a wait',
  withClient({ connectors: [{ lag: 0.2, tasks: 2 }] }, async (client) => {
    const job = client.resumeAndWait(CONNECTOR)
    const seen = []
    for await (const progress of job) seen.push(progress)
    const { connector, status, accepted, looks, elapsedMs } = await job
    assert.deepEqual([connector, accepted.connector, looks], [CONNECTOR, CONNECTOR, seen.length])
    assert.deepEqual([status.state, status.tasksRunning, status.tasks.length], ['RUNNING', 2, 2])
    assert.deepEqual(status.tasks[1], { id: 1, state: 'RUNNING', workerId: status.workerId })
    assert.equal(status.raw.connector.state, 'RUNNING')
    assert.ok(elapsedMs >= 200 && elapsedMs < 5_000)
    assert.ok(seen[0].nextLookMs > 0 && !('nextLookMs' in seen.at(-1)))
    assert.match(seen.at(-1).summary, /orders-sink: RUNNING, 2 of 2 tasks running/)
  }),
)

test(
  'the errors of a wait are typed, and name options as they are here',
  withClient(
    { connectors: [{ state: 'RUNNING' }, { name: 'broken', state: 'FAILED', trace: 'no key' }] },
    async (client) => {
      const settling = await rejection(client.waitUntilRunning(CONNECTOR, { deadlineMs: 100, settleMs: 60_000 }))
      assert.equal(settling.constructor, WaitTimeoutError)
      assert.equal(settling.code, 'ERR_UNPAUSE_WAIT_TIMEOUT')
      assert.deepEqual([settling.situation, settling.connectorStatus.state], ['not_settled', 'RUNNING'])
      assert.match(settling.message, /does not run: .* as long as `settleMs` .*Raise `deadlineMs`/)
      assert.ok(settling.looks >= 1 && settling.elapsedMs > 0)
      const failed = await rejection(client.waitUntilRunning(TEXTS[0].replace('c-10', 'broken'), { failureGraceMs: 0 }))
      assert.equal(failed.constructor, ConnectorFailedError)
      assert.deepEqual([failed.connector.connectorName, failed.connectorStatus.trace], ['broken', 'no key'])
      assert.match(failed.message, /no key.*restart/)
    },
  ),
)

const WRONG_JOBS = [
  ['connectors', (client) => client.resumeMany(TEXTS[0])],
  ['connectors', (client) => client.resumeMany(undefined)],
  ['connector', (client) => client.resumeMany([7])],
  ['kafkaClusterId', (client) => client.resumeMany([{ ...CONNECTOR, kafkaClusterId: null }])],
  ['connectorName', (client) => client.resumeMany([{ ...CONNECTOR, connectorName: '..' }])],
  ['text', (client) => client.resumeMany([...TEXTS, 'orders-sink'])],
  ['text', (client) => client.resumeAndWait('lcc-a1b2c3')],
  ['cluster', (client) => client.resumeAll(TEXTS[0])],
  ['environmentId', (client) => client.resumeAll({ ...CLUSTER, environmentId: '' })],
  ['options', (client) => client.resumeMany(TEXTS, null)],
  ['onProgress', (client) => client.resumeMany(TEXTS, { onProgress: () => {} })],
  ['nameGlob', (client) => client.resumeMany(TEXTS, { nameGlob: '*' })],
  ['concurrency', (client) => client.waitUntilRunning(CONNECTOR, { concurrency: 3 })],
  ['concurrency', (client) => client.resumeMany(TEXTS, { concurrency: 0 })],
  ['concurrency', (client) => client.resumeMany(TEXTS, { concurrency: -1 })],
  ['concurrency', (client) => client.resumeMany(TEXTS, { concurrency: 1.5 })],
  ['minTasks', (client) => client.waitUntilRunning(CONNECTOR, { minTasks: 2 ** 32 })],
  ['settleMs', (client) => client.waitUntilRunning(CONNECTOR, { settleMs: -1 })],
  ['failureGraceMs', (client) => client.waitUntilRunning(CONNECTOR, { failureGraceMs: '1' })],
  ['deadlineMs', (client) => client.resumeAndWait(CONNECTOR, { deadlineMs: 0 })],
  ['wait', (client) => client.resumeMany(TEXTS, { wait: 1 })],
  ['signal', (client) => client.resumeMany(TEXTS, { signal: {} })],
  ['states', (client) => client.resumeAll(CLUSTER, { states: 'PAUSED' })],
  ['states', (client) => client.resumeAll(CLUSTER, { states: [] })],
  ['states', (client) => client.resumeAll(CLUSTER, { states: [7] })],
  ['nameGlob', (client) => client.resumeAll(CLUSTER, { nameGlob: '[' })],
  ['dryRun', (client) => client.resumeAll(CLUSTER, { dryRun: 'yes' })],
]

for (const [index, [field, start]] of WRONG_JOBS.entries()) {
  test(
    `a wrong argument of a job is a rejection that names it: ${index + 1}, ${field}`,
    withClient({}, async (client, world) => {
      const job = start(client)
      const error = await rejection(job)
      assert.deepEqual([error.name, error.field], ['InvalidRequestError', field], error.message)
      assert.match(error.message, new RegExp(field === 'text' ? 'address' : field))
      const loop = async () => {
        for await (const progress of job) assert.fail(`${progress}`)
      }
      assert.equal(await rejection(loop()), error)
      assert.ok((job.report?.results ?? []).every(({ sent }) => !sent))
      assert.deepEqual((await world.journal()).requests, [])
    }),
  )
}

test(
  'an error about one of many connectors says which one, and nothing is sent',
  withClient({}, async (client, world) => {
    for (const [wrong, message] of [
      [5, /^invalid request: connectors\[20\]: `connector` must be an object with environmentId, .* not number$/],
      [
        { ...CONNECTOR, connectorName: 7 },
        /^invalid request: connectors\[20\]: `connectorName` must be a string, not number$/,
      ],
      [{ ...CONNECTOR, connectorName: '' }, /^invalid request: connectors\[20\]: `connectorName` is empty\. Give /],
      ['orders-sink', /^invalid request: connectors\[20\]: "orders-sink" is not the address .*Write environmentId\//],
      ['lone \ud800', /^invalid request: connectors\[20\]: `text` holds a lone surrogate$/],
    ]) {
      const error = await rejection(client.resumeMany([...TEXTS, wrong, wrong]))
      assert.match(error.message, message)
      assert.ok(error.stack.includes(error.message) && /jobs\.test\.mjs/.test(error.stack))
    }
    assert.deepEqual((await world.journal()).requests, [])
  }),
)

test(
  'progress has its summary as its string, and a connector its address',
  withClient(FLEET, async (client) => {
    const wait = client.resumeAndWait(TEXTS[0])
    for await (const poll of wait) {
      assert.equal(`${poll}`, poll.summary)
      assert.equal(`${poll.connector}`, TEXTS[0])
      assert.ok(!Object.keys(poll).includes('toString') && !JSON.stringify(poll).includes('toString'))
    }
    const { connector, accepted } = await wait
    assert.deepEqual([connector, accepted.connector].map(String), [TEXTS[0], TEXTS[0]])
    const job = client.resumeMany(TEXTS)
    for await (const progress of job) {
      assert.equal(`${progress}`, progress.summary)
      assert.deepEqual(Object.keys(progress), ['result', 'counts', 'summary'])
    }
    assert.deepEqual(
      (await job).results.map((result) => `${result.connector}`),
      TEXTS,
    )
  }),
)

test(
  'inspect shows the state of a job',
  withClient({ ...FLEET, ...stuckAfter(3) }, async (client, world) => {
    const job = client.resumeMany(TEXTS, { concurrency: 2 })
    job.catch(() => {})
    await world.waitFor({ answered: 3, requests: 5 })
    const wait = client.waitUntilRunning(TEXTS[0])
    assert.equal(inspect(wait), 'Job { <pending> }')
    assert.match(inspect(job), /^ManyJob \{ 20 connectors: \d+ accepted, 0 failed, \d+ not done.* \}$/)
    for (const it of [job, wait]) await it[Symbol.asyncIterator]().return()
    assert.equal((await rejection(wait)).name, 'AbortError')
    assert.equal(inspect(wait), 'Job { <rejected> AbortError: The loop over the progress of the job was left }')
  }),
)

test(
  'resumeMany takes every kind of iterable and of address; an iterable that throws',
  withClient(FLEET, async (client) => {
    function* addresses() {
      yield TEXTS[0]
      yield Connector.parse(TEXTS[1])
      yield { ...Connector.parse(TEXTS[0]), more: 'is left out' }
    }
    const { counts, results } = await client.resumeMany(addresses())
    assert.deepEqual([counts.total, counts.accepted], [3, 3])
    assert.deepEqual(results[2].connector, Connector.parse(TEXTS[0]))
    assert.equal((await client.resumeMany(new Set(TEXTS))).counts.accepted, 20)
    const dry = await client.resumeAll(CLUSTER, { states: new Set(['RUNNING']), dryRun: true })
    assert.deepEqual([dry.counts.total, dry.dryRun], [20, true])
    const mine = new Error('mine')
    const throwing = { [Symbol.iterator]: () => ({ next: () => assert.fail(mine) }) }
    assert.equal(await rejection(client.resumeMany(throwing)), mine)
    assert.match(`${await client.resumeMany([])}`, /^0 connectors/)
  }),
)

test(
  'a closed client refuses jobs; running jobs continue to their end',
  withClient({ answers: [{ delay: 0.2, times: 0 }] }, async (client, world) => {
    const job = client.resumeMany([CONNECTOR])
    await world.waitFor({ requests: 1 })
    client.close()
    assert.match((await rejection(client.resumeMany([CONNECTOR]))).message, /the client is closed/)
    assert.equal((await job).counts.accepted, 1)
  }),
)
