// Processes and threads around functions that give tokens, and what stays in memory.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { run, start } from './support/program.mjs'
import { sandboxForTests } from './support/worlds.mjs'

const { inWorld } = sandboxForTests()
const TOKEN = { credentials: { tokens: ['token-1'] } }

/** The start of every program: a way to make clients with functions. */
const CLIENTS = `
  import { setTimeout as sleep } from 'node:timers/promises'
  const baseUrl = options.baseUrl
  const clientOf = (tokenProvider) => new Client({ tokenProvider, baseUrl })
`

test(
  'an idle client with a function lets the process end',
  inWorld(TOKEN, async (world) => {
    const program = `${CLIENTS}
      const it = clientOf(async () => ({ value: 'token-1', expiresInMs: 600_000 }))
      console.log((await it.resume(connector)).attempts)`
    assert.equal(await run(world, program), '1')
  }),
)

test(
  'a call that waits for a function keeps the process alive until its end, and no longer',
  inWorld(TOKEN, async (world) => {
    const program = `${CLIENTS}
      clientOf(() => new Promise(() => {})).resume(connector, { deadlineMs: 300 })
        .catch(({ code }) => console.log(code))`
    assert.equal(await run(world, program), 'ERR_UNPAUSE_REQUEST_TIMEOUT')
  }),
)

test(
  'an aborted call does not keep the process alive while its function runs, and its rejection is handled',
  inWorld(TOKEN, async (world) => {
    const program = `${CLIENTS}
      let fail
      const it = clientOf(() => new Promise((_, reject) => (fail = reject)))
      await it.resume(connector, { signal: AbortSignal.timeout(100) }).catch(({ name }) => console.log(name))
      fail(new Error('too late'))`
    assert.equal(await run(world, program), 'TimeoutError')
  }),
)

test(
  'process.exit while questions are open, and in a function',
  inWorld(TOKEN, async (world) => {
    const hangs = '() => (setImmediate(() => process.exit(7)), new Promise(() => {}))'
    for (const give of [hangs, '() => process.exit(7)', 'async () => process.exit(7)']) {
      const program = `${CLIENTS}
        const it = clientOf(${give})
        for (let call = 0; call < 20; call++) void it.resume(connector)`
      assert.deepEqual(await start(world, program), { out: '', err: '', code: 7, signal: null })
    }
  }),
)

test(
  'the process survives worker threads that are terminated while questions are open',
  inWorld(TOKEN, async (world) => {
    const program = `${CLIENTS}
      import { once } from 'node:events'
      import { Worker } from 'node:worker_threads'
      const path = process.cwd() + '/'
      const body = (give, enough) => \`
        import { createRequire } from 'node:module'
        import { parentPort } from 'node:worker_threads'
        const { Client } = createRequire(\${JSON.stringify(path)})('unpause')
        let calls = 0
        const tokenProvider = () => {
          if (++calls === \${enough}) parentPort.postMessage('busy')
          return (\${give})()
        }
        const it = new Client({ tokenProvider, baseUrl: \${JSON.stringify(baseUrl)} })
        const lane = async () => { for (;;) await it.resume(\${JSON.stringify(connector)}).catch(() => {}) }
        for (let lanes = 0; lanes < 20; lanes++) void lane()\`
      const gives = ['() => new Promise(() => {})', '() => { throw new Error("sealed") }', '() => "token-1"']
      for (let round = 0; round < 9; round++) {
        const worker = new Worker(new URL('data:text/javascript,' + encodeURIComponent(body(gives[round % 3], round % 3 === 0 ? 1 : 20))))
        await once(worker, 'message')
        await worker.terminate()
        await clientOf(() => 'token-1').resume(connector)
      }
      console.log('done')`
    assert.equal(await run(world, program), 'done')
  }),
)

const COLLECT = `${CLIENTS}
  import { setFlagsFromString } from 'node:v8'
  import { runInNewContext } from 'node:vm'
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc')
  let collected = 0
  const registry = new FinalizationRegistry(() => collected++)
  const areCollected = async (count) => {
    const end = Date.now() + 10_000
    while (collected < count && Date.now() < end) {
      await clientOf(() => 'token-1').resume(connector)
      gc()
      await sleep(1)
    }
    return collected >= count
  }
`

test(
  'clients whose functions refer to them are garbage-collected, also after failures',
  inWorld(TOKEN, async (world) => {
    const program = `${COLLECT}
      const drop = async (index) => {
        const it = clientOf(async () => {
          if (index % 2 === 0) throw Object.assign(new Error('sealed'), { client: it })
          return it && 'token-1'
        })
        registry.register(it)
        await it.resume(connector).catch(() => {})
        if (index % 3 === 0) await it.resumeMany([connector])
      }
      for (let index = 0; index < 50; index++) await drop(index)
      console.log(await areCollected(49))`
    assert.equal(await run(world, program), 'true')
  }),
)

test(
  'thrown values are garbage-collected with the errors that they caused',
  inWorld(TOKEN, async (world) => {
    const program = `${COLLECT}
      const it = clientOf(async () => {
        const cause = new Error('sealed')
        registry.register(cause)
        throw cause
      })
      for (let index = 0; index < 50; index++) await it.resume(connector).catch(() => {})
      for (let index = 0; index < 50; index++) await it.resume(connector, { signal: AbortSignal.timeout(1) }).catch(() => {})
      const job = it.resumeMany([connector])
      const { failures } = await job
      const kept = job.report.failures[0].error.cause === failures[0].error.cause
      console.log(kept, await areCollected(50))`
    assert.equal(await run(world, program), 'true true')
  }),
)

test(
  'the async resources of calls are destroyed: tools that follow them keep one entry for each',
  inWorld(TOKEN, async (world) => {
    const program = `${COLLECT}
      import { createHook } from 'node:async_hooks'
      let made = 0
      const followed = new Set()
      const init = (id, type) => { if (type === 'UnpauseTokenProvider') followed.add(id), made++ }
      createHook({ init, destroy: (id) => followed.delete(id) }).enable()
      const it = clientOf(() => 'token-1')
      for (let index = 0; index < 50; index++) await it.resume(connector)
      const end = Date.now() + 10_000
      while (followed.size > 1 && Date.now() < end) {
        gc()
        await sleep(1)
      }
      console.log(made, followed.size <= 1)`
    assert.equal(await run(world, program), '50 true')
  }),
)
