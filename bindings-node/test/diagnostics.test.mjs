// The diagnostics channels: which messages a call publishes, and in whose async context.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { cpSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import { CONNECTOR, REPOSITORY } from './support/sandbox.mjs'
import { sandboxForTests, SLOW } from './support/worlds.mjs'

const { inWorld, withClient } = sandboxForTests()

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc')

const KINDS = ['start', 'attempt', 'retry', 'hold', 'end']
const CLUSTER = { environmentId: CONNECTOR.environmentId, kafkaClusterId: CONNECTOR.kafkaClusterId }

/** Collects what `take` makes of each message while `body` runs. */
async function heard(body, take = (message, kind) => ({ kind, ...message })) {
  const seen = []
  const listeners = KINDS.map((kind) => [`unpause:${kind}`, (message) => seen.push(take(message, kind))])
  for (const [name, listener] of listeners) subscribe(name, listener)
  try {
    await body(seen)
  } finally {
    for (const [name, listener] of listeners) unsubscribe(name, listener)
  }
  return seen
}

test(
  'a call has a number in all of its messages, from its start to its end',
  withClient({ answers: [{ status: 503, headers: { 'retry-after': 0 } }] }, async (client) => {
    const seen = await heard(() => client.resume(CONNECTOR))
    assert.deepEqual(
      seen.map(({ kind }) => kind),
      ['start', 'attempt', 'retry', 'attempt', 'end'],
    )
    const [start] = seen
    assert.ok(Number.isSafeInteger(start.call) && seen.every(({ call }) => call === start.call))
    assert.deepEqual(start, { kind: 'start', call: start.call, action: 'resume', connector: CONNECTOR })
    const { elapsedMs, ...end } = seen.at(-1)
    assert.deepEqual(end, { kind: 'end', call: start.call, action: 'resume', connector: CONNECTOR, attempts: 2 })
    assert.ok(elapsedMs > 0)
    const others = await heard(() => client.list(CLUSTER))
    assert.ok(others.every(({ call }) => call === others[0].call && call !== start.call))
    assert.ok(!('connector' in others[0]))
  }),
)

test(
  'each call of a job has a number of its own',
  withClient({ connectors: [{}, { name: 'audit' }] }, async (client) => {
    const seen = await heard(async () => await client.resumeAll(CLUSTER, { wait: true }))
    const actions = seen.filter(({ kind }) => kind === 'start').map(({ action }) => action)
    assert.equal(actions.filter((action) => action === 'resume').length, 2)
    const count = (kind) => new Set(seen.filter((message) => message.kind === kind).map(({ call }) => call)).size
    assert.deepEqual([count('start'), count('end')], [actions.length, actions.length])
  }),
)

test(
  'the end says why a call failed, or that it was aborted',
  withClient({ answers: [{ status: 404 }, { delay: 60 }] }, async (client, world) => {
    const seen = await heard(async (messages) => {
      await client.resume(CONNECTOR).catch(() => undefined)
      const controller = new AbortController()
      const aborted = client.resume(CONNECTOR, { signal: controller.signal })
      await world.waitFor({ requests: 2 })
      controller.abort()
      await aborted.catch(() => undefined)
      while (messages.filter(({ kind }) => kind === 'end').length < 2) await new Promise(setImmediate)
    })
    const ends = seen.filter(({ kind }) => kind === 'end').map(({ attempts, error }) => [attempts, error])
    assert.deepEqual(ends, [
      [1, '404 Not Found'],
      [0, 'cancelled'],
    ])
  }),
)

test(
  'subscribers run in the async context of each caller, also after an abort',
  withClient(
    { answers: [{ status: 503, headers: { 'retry-after': 0 } }, { times: 3 }, { delay: 60 }] },
    async (client, world) => {
      const storage = new AsyncLocalStorage()
      const stores = await heard(
        async (seen) => {
          await Promise.all([
            storage.run('first', () => client.resume(CONNECTOR)),
            storage.run('second', async () => await client.resumeMany([CONNECTOR])),
          ])
          const controller = new AbortController()
          const third = storage.run('third', () => client.pause(CONNECTOR, { signal: controller.signal }))
          await world.waitFor({ requests: 4 })
          controller.abort()
          await third.catch(() => undefined)
          while (!seen.some(([store, kind]) => store === 'third' && kind === 'end')) await new Promise(setImmediate)
        },
        ({ action }, kind) => [storage.getStore(), kind, action],
      )
      const of = (name) => stores.filter(([store]) => store === name).map(([, kind]) => kind)
      assert.ok(of('first').length >= 3 && of('second').length >= 3 && of('third').length >= 2, `${stores}`)
      assert.ok(stores.every(([store, , action]) => (store === 'third') === (action === 'pause')))
      assert.equal(stores.filter(([store]) => store === undefined).length, 0)
    },
  ),
)

test(
  'nothing keeps the context of a call after its end',
  withClient({}, async (client) => {
    const storage = new AsyncLocalStorage()
    let collected = 0
    const registry = new FinalizationRegistry(() => collected++)
    await heard(async () => {
      for (let call = 0; call < 20; call++) {
        const store = { call }
        registry.register(store)
        await storage.run(store, () => client.resume(CONNECTOR))
      }
      const end = Date.now() + 10_000
      while (collected < 18 && Date.now() < end) {
        gc()
        await new Promise(setImmediate)
      }
    })
    assert.ok(collected >= 18, `${collected}`)
  }),
)

test(
  'the example makes a span of each call, below the span of its caller',
  inWorld({ answers: [{ status: 503, headers: { 'retry-after': 0 } }] }, async (world) => {
    // Beside this file, where `unpause` is this package.
    const program = resolve(import.meta.dirname, 'tracing.example.mjs')
    cpSync(resolve(REPOSITORY, 'examples/tracing.mjs'), program)
    const { apiKey, apiSecret, baseUrl } = world.options
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...Object.values(CONNECTOR)], {
      env: {
        ...process.env,
        CONFLUENT_CLOUD_API_KEY: apiKey,
        CONFLUENT_CLOUD_API_SECRET: apiSecret,
        CONFLUENT_CLOUD_REST_ENDPOINT: baseUrl,
      },
    })
    rmSync(program)
    const spans = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const calls = spans.filter(({ name }) => name === 'unpause resume')
    assert.deepEqual(calls.map(({ parent }) => parent).sort(), ['first job', 'second job'])
    const attempts = calls.flatMap(({ events }) => events.filter(({ event }) => event === 'attempt'))
    assert.deepEqual(attempts.map(({ status }) => status).sort(), [202, 202, 503])
    assert.equal(calls[0].attributes['unpause.connector'], Object.values(CONNECTOR).join('/'))
  }),
)
