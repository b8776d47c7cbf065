// `unpause/testing`: what is made by hand is as what a client gives.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { mock, test } from 'node:test'

import * as unpause from 'unpause'
import * as testing from 'unpause/testing'

import { CLASSES, errorFields, LISTED } from './support/parity-names.mjs'
import { inNode } from './support/names.mjs'
import { CONNECTOR } from './support/sandbox.mjs'
import { sandboxForTests } from './support/worlds.mjs'

const { withClient } = sandboxForTests()
const { accepted, connectorResult, connectorStatus, errors, leftOut, manyProgress } = testing
const { rejectedJob, resolvedJob, waitProgress, waitResult } = testing

const CLUSTER = { environmentId: CONNECTOR.environmentId, kafkaClusterId: CONNECTOR.kafkaClusterId }
const rejection = (promise) => promise.then(assert.fail, (error) => error)
const progressOf = async (job, take = () => undefined) => {
  const seen = []
  for await (const one of job) {
    seen.push(one)
    if (take(one) === 'break') break
  }
  return seen
}

test('require gives the same functions', () => {
  const required = createRequire(import.meta.url)('unpause/testing')
  for (const name of Object.keys(required)) assert.equal(testing[name], required[name], name)
})

test(
  'results by hand have the fields of those of a client, and their strings',
  withClient({}, async (client) => {
    const job = client.resumeMany([CONNECTOR])
    const [step] = await progressOf(job)
    const report = await job
    for (const [made, real] of [
      [accepted(), await client.resume(CONNECTOR)],
      [connectorStatus(), await client.status(CONNECTOR)],
      [waitResult(), await client.waitUntilRunning(CONNECTOR)],
      [waitProgress({ status: connectorStatus() }), (await progressOf(client.resumeAndWait(CONNECTOR))).at(-1)],
      [manyProgress(), step],
      [connectorResult(), report.results[0]],
      [testing.report({ results: [connectorResult()] }), report],
      [leftOut(), (await client.resumeAll(CLUSTER)).leftOut[0]],
    ]) {
      // A client knows more than the fields that always are there.
      const fields = Object.keys(real).filter((name) => Object.hasOwn(made, name))
      assert.deepEqual(new Set(Object.keys(made)), new Set(fields))
      for (const name of fields) assert.equal(typeof made[name], typeof real[name], name)
      assert.equal(made.constructor, real.constructor)
      assert.doesNotMatch(`${made}`, /\[object/)
    }
  }),
)

test('the fields that are given win, and the others follow from them', () => {
  const connector = testing.connector({ connectorName: 'other' })
  assert.equal(`${connector}`, 'env-a1b2c3/lkc-x7y8z9/other')
  assert.deepEqual(accepted({ connector, requestId: 'req-1' }).requestId, 'req-1')
  assert.equal(waitResult({ connector }).status.name, 'other')
  assert.equal(waitResult({ state: 'paused' }).status.tasks[0].state, 'PAUSED')
  const status = connectorStatus({ state: 'PAUSED' })
  assert.deepEqual([status.tasks[0].state, status.tasksRunning], ['PAUSED', 0])
  assert.equal(connectorStatus({ tasks: [] }).tasksRunning, 0)
  assert.equal(waitProgress({ error: 'no answer' }).summary, 'orders-sink: no status (no answer)')
  const error = errors.notFound({ connector })
  const failed = connectorResult({ connector, error })
  assert.ok(!('accepted' in failed))
  const results = [connectorResult({ reached: true }), connectorResult(), failed, connectorResult({ sent: false })]
  assert.deepEqual(testing.report({ results }).counts, { total: 4, accepted: 2, reached: 1, failed: 1, done: 3 })
  const report = testing.report({ results, wait: true })
  assert.deepEqual(report.counts, { total: 4, accepted: 2, reached: 1, failed: 1, done: 2 })
  assert.deepEqual(report.failures, [failed])
  assert.deepEqual(
    results.map(({ changed }) => changed),
    [true, true, false, false],
  )
  assert.match(testing.report({ operation: 'stop', results, wait: true }).summary, /, 1 stopped, 1 failed$/)
  assert.equal(`${report}`, '4 connectors: 2 accepted, 1 running, 1 failed')
  assert.equal(`${manyProgress({ result: failed })}`, '1 of 1: other: NotFoundError')
})

test('there is an error of each kind, with the fields that its class always has', () => {
  const absent = ['advice', 'connector', 'code', 'request_id', 'retry_after', 'rate_limit', 'connector_status']
  const kinds = Object.entries(CLASSES).map(([kind, name]) => [
    kind,
    name,
    `${name[0].toLowerCase()}${name.slice(1, -5)}`,
  ])
  assert.deepEqual(new Set(Object.keys(errors)), new Set(kinds.map(([, , make]) => make)))
  for (const [kind, name, make] of kinds) {
    const error = errors[make]()
    assert.equal(error.constructor, unpause[name])
    assert.deepEqual([error.name, error.message, error.summary], [name, `${name} by hand`, `${name} by hand`])
    const optional = kind === 'Credentials' ? [...absent, 'status', 'body'] : absent
    for (const field of errorFields(kind).filter((it) => !optional.includes(it))) {
      assert.notEqual(error[inNode(field)], undefined, `${make}: ${field}`)
    }
    assert.match(error.stack, /testing\.test\.mjs/)
  }
  assert.ok(LISTED.situations.includes(errors.waitTimeout().situation))
})

test('an error has the fields that are given, and its message from them', () => {
  const cause = new Error('sealed')
  const error = errors.credentials({ summary: 'no token', advice: 'Unseal it.', cause, stage: 'subject_token' })
  assert.deepEqual([error.message, error.summary], ['no token. Unseal it.', 'no token'])
  assert.deepEqual([error.cause, error.stage], [cause, 'subject_token'])
  assert.equal(errors.notFound({ message: 'gone' }).summary, 'gone')
  assert.equal(errors.conflict({ retryable: false }).retryable, false)
})

test('a job by hand is a promise and a loop, which start in the same turn', async () => {
  const polls = [waitProgress({ look: 1 }), waitProgress({ look: 2, status: connectorStatus() })]
  const job = resolvedJob(waitResult(), polls)
  assert.equal(`${job}`, 'Job { <pending> }')
  assert.deepEqual(await Promise.all([progressOf(job), progressOf(job)]), [polls, polls])
  assert.deepEqual(await job, waitResult())
  assert.deepEqual(await progressOf(job), [])
  assert.match(`${job}`, /^Job \{ <fulfilled> /)
  assert.deepEqual(await resolvedJob(), waitResult())
})

test('leaving its loop stops it, as it does that of a client', async () => {
  const job = resolvedJob(waitResult(), [waitProgress(), waitProgress({ look: 2 })])
  assert.equal((await progressOf(job, () => 'break')).length, 1)
  assert.equal((await rejection(job)).name, 'AbortError')
})

test('a job on many connectors has its report, also when it fails', async () => {
  const report = testing.report({ results: [connectorResult()] })
  const job = resolvedJob(report, [manyProgress()])
  assert.equal(job.report, report)
  assert.deepEqual([await progressOf(job), await job], [[manyProgress()], report])
  const reason = new Error('stopped')
  const failed = rejectedJob(reason, report, [manyProgress()])
  assert.equal(await rejection(progressOf(failed)), reason)
  assert.equal(await rejection(failed), reason)
  assert.equal(failed.report, report)
})

test('a job that fails shows its progress first; an error that nobody handles is an unhandled rejection', async () => {
  const error = errors.waitTimeout({ situation: 'paused_again' })
  const job = rejectedJob(error, [waitProgress()])
  const seen = []
  assert.equal(await rejection(progressOf(job, (one) => seen.push(one))), error)
  assert.equal(seen.length, 1)
  const listeners = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection')
  const unhandled = once(process, 'unhandledRejection')
  void rejectedJob(error)
  assert.equal((await unhandled)[0], error)
  for (const listener of listeners) process.on('unhandledRejection', listener)
})

test('fake timers do not stop a job', async () => {
  mock.timers.enable({ apis: ['setImmediate', 'setTimeout'] })
  try {
    assert.deepEqual(await resolvedJob(), waitResult())
  } finally {
    mock.timers.reset()
  }
})
