// Results and jobs as text, as JSON, and as promises.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'

import { CONNECTOR } from './support/sandbox.mjs'
import { sandboxForTests } from './support/worlds.mjs'

const { withClient } = sandboxForTests()

const CLUSTER = { environmentId: CONNECTOR.environmentId, kafkaClusterId: CONNECTOR.kafkaClusterId }
const TEXT = Object.values(CONNECTOR).join('/')
const FLEET = { connectors: [{ tasks: 2 }, { name: 'broken', state: 'FAILED', trace: 'no key\nat line 1' }] }

/** Each result, by the call that returns it, with the words that its string must have. */
const RESULTS = {
  accepted: [(client) => client.resume(CONNECTOR), [TEXT, 'requestId: req-', 'attempts: 1']],
  status: [(client) => client.status(CONNECTOR), ['state: PAUSED', 'tasks: [id: 0, state: STOPPED', 'tasksRunning: 0']],
  names: [(client) => client.list(CLUSTER), ['orders-sink', 'broken']],
  listed: [(client) => client.listExpanded(CLUSTER), [TEXT, 'state: PAUSED', 'state: FAILED']],
  waited: [(client) => client.resumeAndWait(CONNECTOR), [TEXT, 'status: (name: orders-sink', 'accepted: (connector: ']],
  report: [(client) => client.resumeMany([CONNECTOR]), ['1 connector', '1 accepted']],
  result: [async (client) => (await client.resumeMany([CONNECTOR])).results[0], [TEXT, 'sent: true', 'requestId: ']],
  counts: [async (client) => (await client.resumeMany([CONNECTOR])).counts, ['total: 1', 'accepted: 1']],
}

for (const [name, [call, words]] of Object.entries(RESULTS)) {
  test(
    `the string, the JSON and the inspection of a result say what it is: ${name}`,
    withClient(FLEET, async (client) => {
      const result = await call(client)
      for (const word of words) assert.ok(`${result}`.includes(word), `${result}`)
      assert.doesNotMatch(`${result}`, /\[object|\n|undefined/)
      assert.doesNotMatch(inspect(result), /toString/)
      const json = JSON.parse(JSON.stringify(result))
      // A report has one form in every language; a copy of it is data.
      const whole = name === 'report' ? result : structuredClone(result)
      assert.deepEqual(json, JSON.parse(JSON.stringify(whole)))
      assert.ok(Object.keys(json).length > 0)
    }),
  )
}

test(
  "the service's document is an object, wherever a status is",
  withClient(FLEET, async (client) => {
    const status = await client.status(CONNECTOR)
    assert.equal(status.raw.connector.state, 'PAUSED')
    const { status: listed } = (await client.listExpanded(CLUSTER)).at(-1)
    assert.equal(typeof listed.raw, 'object')
    const wait = client.waitUntilRunning(TEXT.replace('orders-sink', 'broken'), { failureGraceMs: 0 })
    const error = await wait.catch((reason) => reason)
    assert.equal(error.connectorStatus.raw.connector.state, 'FAILED')
    assert.equal((await client.resumeAndWait(CONNECTOR)).status.raw.connector.state, 'RUNNING')
    const { results } = await client.resumeMany([CONNECTOR], { wait: true })
    assert.equal(results[0].status.raw.tasks.length, 2)
  }),
)

test(
  'a job is a promise to tools, and its string, JSON and inspection say how far it is',
  withClient(FLEET, async (client) => {
    const [wait, many] = [client.resumeAndWait(CONNECTOR), client.resumeMany([CONNECTOR])]
    assert.deepEqual(
      [wait, many].map((job) => Object.prototype.toString.call(job)),
      ['[object Job]', '[object ManyJob]'],
    )
    assert.equal(`${wait}`, 'Job { <pending> }')
    assert.deepEqual(JSON.parse(JSON.stringify(wait)), { state: 'pending' })
    const [waited, report] = await Promise.all([wait, many])
    for (const text of [`${wait}`, inspect(wait)]) assert.match(text, /^Job \{ <fulfilled> connector: env-.*RUNNING/)
    for (const text of [`${many}`, inspect(many)]) assert.match(text, /^ManyJob \{ 1 connector: 1 accepted/)
    assert.deepEqual(
      JSON.parse(JSON.stringify(wait)),
      JSON.parse(JSON.stringify({ state: 'fulfilled', result: waited })),
    )
    assert.deepEqual(JSON.parse(JSON.stringify(many)), JSON.parse(JSON.stringify({ state: 'fulfilled', report })))
    const failed = client.waitUntilRunning('orders-sink')
    await failed.catch(() => undefined)
    assert.match(`${failed}`, /^Job \{ <rejected> InvalidRequestError: invalid request: "orders-sink" is not/)
    assert.equal(JSON.parse(JSON.stringify(failed)).error.name, 'InvalidRequestError')
    const aborted = client.waitUntilRunning(CONNECTOR, { signal: AbortSignal.abort() })
    await aborted.catch(() => undefined)
    const { error } = JSON.parse(JSON.stringify(aborted))
    assert.equal(error, 'AbortError: This operation was aborted')
  }),
)

test(
  'connectors come from a list, a set, a generator, or anything that gives them later',
  withClient({ connectors: [{}, { name: 'audit' }] }, async (client, world) => {
    const texts = [TEXT, TEXT.replace('orders-sink', 'audit')]
    async function* later() {
      for (const text of texts) {
        await new Promise(setImmediate)
        yield text
      }
    }
    const seen = []
    const job = client.resumeMany(later())
    for await (const { result } of job) seen.push(result.connector.connectorName)
    assert.deepEqual(seen.sort(), ['audit', 'orders-sink'])
    assert.equal((await job).counts.accepted, 2)
    assert.equal((await client.resumeMany(new Set(texts))).counts.accepted, 2)

    async function* wrong() {
      yield TEXT
      yield { ...CONNECTOR, connectorName: 7 }
    }
    const startsIt = () => client.resumeMany(wrong())
    const error = await startsIt().catch((reason) => reason)
    assert.match(error.message, /^invalid request: connectors\[1\]: `connectorName` must be a string/)
    assert.match(error.stack, /at startsIt/)

    const mine = new Error('mine')
    async function* broken() {
      yield TEXT
      throw mine
    }
    assert.equal(await client.resumeMany(broken()).catch((reason) => reason), mine)
    assert.equal((await world.journal()).requests.length, 4)
  }),
)

test(
  'an abort ends a job that waits for its connectors',
  withClient({}, async (client, world) => {
    let left = false
    const never = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise(() => undefined),
        return: () => {
          left = true
        },
      }),
    }
    const controller = new AbortController()
    const job = client.resumeMany(never, { signal: controller.signal })
    await new Promise(setImmediate)
    controller.abort('enough')
    assert.equal(await job.catch((reason) => reason), 'enough')
    assert.equal(left, true)
    assert.deepEqual((await world.journal()).requests, [])
  }),
)
