// Processes around calls: they end, exit, and use several threads.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { run, start } from './support/program.mjs'
import { sandboxForTests, SLOW } from './support/worlds.mjs'

const { inWorld } = sandboxForTests()

test(
  'an idle client lets the process end',
  inWorld({}, async (world) => {
    assert.equal(await run(world, 'console.log((await client.resume(connector)).attempts)'), '1')
  }),
)

test(
  'a client that made no call lets the process end',
  inWorld({}, async (world) => {
    assert.equal(await run(world, 'console.log(client.baseUrl)'), world.servers.main.url)
  }),
)

test(
  'a call in flight keeps the process alive until its end',
  inWorld({ answers: [{ delay: 0.3 }] }, async (world) => {
    const program = 'client.resume(connector).then(({ attempts }) => console.log(attempts))'
    assert.equal(await run(world, program), '1')
  }),
)

test(
  'an aborted call does not keep the process alive',
  inWorld(SLOW, async (world) => {
    const program = `
      await client.resume(connector, { signal: AbortSignal.timeout(100) }).catch(({ name }) => console.log(name))`
    assert.equal(await run(world, program), 'TimeoutError')
    await world.waitFor({ closed: 1 })
  }),
)

test(
  'process.exit with calls in flight',
  inWorld(SLOW, async (world) => {
    const program = `
      for (let call = 0; call < 20; call++) void client.resume(connector)
      setTimeout(() => process.exit(7), 200)`
    for (let round = 0; round < 5; round++) {
      assert.deepEqual(await start(world, program), { out: '', err: '', code: 7, signal: null })
    }
  }),
)

test(
  'process.exit while results come in',
  inWorld({}, async (world) => {
    const program = `
      const lane = async () => { for (;;) await client.resume(connector) }
      for (let lanes = 0; lanes < 20; lanes++) void lane()
      setTimeout(() => process.exit(7), 100)`
    for (let round = 0; round < 5; round++) {
      assert.deepEqual(await start(world, program), { out: '', err: '', code: 7, signal: null })
    }
  }),
)

test(
  'an unhandled rejection ends the process, and shows the message',
  inWorld({ answers: [{ status: 404 }] }, async (world) => {
    const { code, err } = await start(world, 'void client.resume(connector)')
    assert.equal(code, 1)
    assert.match(err, /NotFoundError: cannot resume connector "orders-sink"[^]*code: 'ERR_UNPAUSE_NOT_FOUND'/)
    assert.doesNotMatch(err, /sandbox-secret/)
  }),
)

test(
  'a job keeps the process alive until its end, and no longer',
  inWorld({ answers: [{ delay: 0.3 }] }, async (world) => {
    const program = 'client.resumeMany([connector]).then((report) => console.log(report.counts.accepted))'
    assert.equal(await run(world, program), '1')
  }),
)

test(
  'a job without a reference continues to its end, and then the process ends',
  inWorld({ answers: [{ delay: 0.3 }] }, async (world) => {
    assert.equal(await run(world, 'void client.resumeMany([connector])'), '')
    assert.equal((await world.journal()).counts.answered, 1)
  }),
)

test(
  'a loop that was left does not keep the process alive, and causes no unhandled rejection',
  inWorld({ answers: [{}, { delay: 60, times: 0 }] }, async (world) => {
    const other = "{ ...connector, connectorName: 'other' }"
    const program = `for await (const { summary } of client.resumeMany([connector, ${other}], { concurrency: 1 })) { console.log(summary); break }`
    assert.equal(await run(world, program), '1 of 2: orders-sink: accepted')
  }),
)

test(
  'an abort that a loop has thrown is no unhandled rejection',
  inWorld(SLOW, async (world) => {
    const program = `
      try {
        for await (const _ of client.resumeAndWait(connector, { signal: AbortSignal.timeout(100) }));
      } catch ({ name }) {
        console.log(name)
      }`
    assert.equal(await run(world, program), 'TimeoutError')
  }),
)

test(
  'an error that a loop has thrown is no unhandled rejection',
  inWorld({ answers: [{ status: 404, times: 0 }] }, async (world) => {
    const program = `
      try {
        for await (const _ of client.waitUntilRunning(connector));
      } catch ({ code }) {
        console.log(code)
      }`
    assert.equal(await run(world, program), 'ERR_UNPAUSE_NOT_FOUND')
  }),
)

for (const [what, program] of [
  ['that nobody awaits', 'void client.waitUntilRunning(connector)'],
  ['whose loop nobody catches', 'for await (const _ of client.waitUntilRunning(connector));'],
]) {
  test(
    `the error of a job ${what} ends the process, and shows the line that started it`,
    inWorld({ answers: [{ status: 404, times: 0 }] }, async (world) => {
      const { code, err } = await start(world, program)
      assert.equal(code, 1)
      assert.match(err, /NotFoundError: cannot get the status[^]*\[eval1\]:\d+[^]*code: 'ERR_UNPAUSE_NOT_FOUND'/)
    }),
  )
}

test(
  'process.exit with jobs in flight and loops over them',
  inWorld({ answers: [{ times: 50 }, { delay: 60, times: 0 }] }, async (world) => {
    const program = `
      const connectors = Array.from({ length: 100 }, (_, index) => ({ ...connector, connectorName: 'c' + index }))
      const loop = async () => { for await (const _ of client.resumeMany(connectors)); }
      for (let jobs = 0; jobs < 5; jobs++) void loop()
      setTimeout(() => process.exit(7), 200)`
    for (let round = 0; round < 3; round++) {
      assert.deepEqual(await start(world, program), { out: '', err: '', code: 7, signal: null })
    }
  }),
)

test(
  'jobs are garbage-collected after their end, with and without a loop',
  inWorld({}, async (world) => {
    const program = `
      import { setFlagsFromString } from 'node:v8'
      import { runInNewContext } from 'node:vm'
      setFlagsFromString('--expose-gc')
      const gc = runInNewContext('gc')
      let collected = 0
      const registry = new FinalizationRegistry(() => collected++)
      const drop = async (index) => {
        const job = client.resumeMany([connector])
        registry.register(job)
        if (index % 2 === 0) for await (const _ of job);
        registry.register(await job)
      }
      for (let index = 0; index < 50; index++) await drop(index)
      const end = Date.now() + 10_000
      while (collected < 98 && Date.now() < end) {
        gc()
        await new Promise(setImmediate)
      }
      console.log(collected >= 98)`
    assert.equal(await run(world, program), 'true')
  }),
)

const WORKER = `
  import { Worker } from 'node:worker_threads'
  import { once } from 'node:events'
  const source = (body) => new URL('data:text/javascript,' + encodeURIComponent(
    \`import { createRequire } from 'node:module'
      import { parentPort } from 'node:worker_threads'
      const { Client } = createRequire(\${JSON.stringify(process.cwd() + '/')})('unpause')
      const connector = \${JSON.stringify(connector)}
      const client = new Client(\${JSON.stringify(options)})
      \` + body))
`

test(
  'clients work in worker threads, in parallel and one after the other',
  inWorld({}, async (world) => {
    const program = `${WORKER}
      const body = 'for (let call = 0; call < 50; call++) await client.resume(connector); parentPort.postMessage(50)'
      const work = async () => {
        const worker = new Worker(source(body))
        const [[done], [code]] = await Promise.all([once(worker, 'message'), once(worker, 'exit')])
        return done + code
      }
      let calls = 0
      for (let round = 0; round < 3; round++) {
        for (const done of await Promise.all([work(), work(), work()])) calls += done
      }
      await client.resume(connector)
      console.log(calls)`
    assert.equal(await run(world, program), '450')
  }),
)

test(
  'the process survives worker threads that are terminated with calls and jobs in flight',
  inWorld({ answers: [{ delay: 0.02, times: 0 }] }, async (world) => {
    const program = `${WORKER}
      const body = \`
        const lane = async () => { for (;;) await client.resume(connector) }
        const loop = async () => { for (;;) for await (const _ of client.resumeMany(Array(50).fill(connector))); }
        for (let lanes = 0; lanes < 20; lanes++) void lane()
        for (let loops = 0; loops < 5; loops++) void loop()
        setTimeout(() => parentPort.postMessage('busy'), 50)\`
      for (let round = 0; round < 10; round++) {
        const worker = new Worker(source(body))
        await once(worker, 'message')
        await worker.terminate()
        await client.resume(connector)
      }
      console.log('done')`
    assert.equal(await run(world, program), 'done')
  }),
)
