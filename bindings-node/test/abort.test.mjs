// An AbortSignal before, during and after a call.

import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import { test } from 'node:test'

import { CONNECTOR } from './support/sandbox.mjs'
import { sandboxForTests, SLOW } from './support/worlds.mjs'

const { withClient } = sandboxForTests()

test(
  'with a signal aborted before the call, nothing is sent',
  withClient({}, async (client, world) => {
    const reason = new Error('changed my mind')
    await assert.rejects(client.resume(CONNECTOR, { signal: AbortSignal.abort(reason) }), (error) => error === reason)
    assert.deepEqual((await world.journal()).requests, [])
  }),
)

test(
  'an abort during the call drops the request and closes its connection',
  withClient(SLOW, async (client, world) => {
    const controller = new AbortController()
    const call = client.resume(CONNECTOR, { signal: controller.signal })
    await world.waitFor({ requests: 1 })
    const reason = { any: 'value' }
    controller.abort(reason)
    await assert.rejects(call, (error) => error === reason)
    await world.waitFor({ abandoned: 1, closed: 1 })
    assert.equal(getEventListeners(controller.signal, 'abort').length, 0)
  }),
)

test(
  'an abort without a reason rejects with an AbortError',
  withClient(SLOW, async (client, world) => {
    const controller = new AbortController()
    const call = client.resume(CONNECTOR, { signal: controller.signal })
    await world.waitFor({ requests: 1 })
    controller.abort()
    await assert.rejects(call, { name: 'AbortError' })
  }),
)

test(
  'after an abort in the wait between two attempts, there is no second attempt',
  withClient({ answers: [{ status: 429, headers: { 'retry-after': 30 }, times: 0 }] }, async (client, world) => {
    const controller = new AbortController()
    const call = client.resume(CONNECTOR, { signal: controller.signal })
    await world.waitFor({ answered: 1 })
    controller.abort('enough')
    await assert.rejects(call, (error) => error === 'enough')
    assert.equal((await world.journal()).requests.length, 1)
  }),
)

test(
  'a hundred calls and jobs that share a signal make no warning, and one abort ends all of them',
  withClient(SLOW, async (client, world) => {
    const warnings = []
    const warned = (warning) => warnings.push(warning)
    process.on('warning', warned)
    const controller = new AbortController()
    const { signal } = controller
    const calls = Array.from({ length: 100 }, (_, number) =>
      number % 2 === 0 ? client.resume(CONNECTOR, { signal }) : client.resumeAndWait(CONNECTOR, { signal }),
    )
    const other = client.resume(CONNECTOR, { signal: new AbortController().signal, deadlineMs: 1_000 })
    await world.waitFor({ requests: 1 })
    await new Promise(setImmediate)
    controller.abort('enough')
    const ends = await Promise.allSettled(calls)
    assert.ok(ends.every(({ reason }) => reason === 'enough'))
    await assert.rejects(other, { name: 'RequestTimeoutError' })
    assert.equal(getEventListeners(signal, 'abort').length, 0)
    await new Promise(setImmediate)
    process.off('warning', warned)
    assert.deepEqual(warnings, [])
  }),
)

test(
  'an abort after the call does nothing',
  withClient({}, async (client) => {
    const controller = new AbortController()
    const accepted = await client.resume(CONNECTOR, { signal: controller.signal })
    controller.abort()
    assert.equal(accepted.attempts, 1)
    assert.equal((await client.resume(CONNECTOR)).attempts, 1)
  }),
)

test(
  'an abort of one of several calls leaves the others alone',
  withClient({ answers: [{ delay: 0.3, times: 0 }] }, async (client, world) => {
    const controller = new AbortController()
    const others = Array.from({ length: 10 }, () => client.resume(CONNECTOR))
    const aborted = client.resume(CONNECTOR, { signal: controller.signal })
    await world.waitFor({ requests: 11 })
    controller.abort()
    await assert.rejects(aborted, { name: 'AbortError' })
    assert.equal((await Promise.all(others)).length, 10)
    await world.waitFor({ abandoned: 1, answered: 10 })
  }),
)

test(
  'AbortSignal.timeout',
  withClient(SLOW, async (client, world) => {
    await assert.rejects(client.resume(CONNECTOR, { signal: AbortSignal.timeout(50) }), { name: 'TimeoutError' })
    await world.waitFor({ closed: 1 })
  }),
)

test(
  'AbortSignal.any',
  withClient(SLOW, async (client, world) => {
    const controllers = [new AbortController(), new AbortController()]
    const signal = AbortSignal.any(controllers.map((controller) => controller.signal))
    const call = client.resume(CONNECTOR, { signal })
    await world.waitFor({ requests: 1 })
    controllers[1].abort('the second')
    await assert.rejects(call, (error) => error === 'the second')
  }),
)

test(
  'a signal has no listeners after 10,000 calls, successful and failed',
  withClient({ answers: [{ times: 9_000 }, { status: 404, times: 0 }] }, async (client) => {
    const { signal } = new AbortController()
    let failed = 0
    const lane = async () => {
      for (let call = 0; call < 100; call++) {
        await client.resume(CONNECTOR, { signal }).catch(() => failed++)
      }
    }
    for (let round = 0; round < 13; round++) await Promise.all(Array.from({ length: 8 }, lane))
    assert.ok(failed > 0)
    assert.equal(getEventListeners(signal, 'abort').length, 0)
  }),
)
