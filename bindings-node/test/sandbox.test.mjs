// `unpause/testing` starts the sandbox.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { resolve } from 'node:path'
import { spawn } from 'node:child_process'

import { Client, KafkaConnect } from 'unpause'
import { Sandbox } from 'unpause/testing'

import { CONNECTOR, REPOSITORY } from './support/sandbox.mjs'

const PROGRAM = process.env.UNPAUSE_SANDBOX ?? resolve(REPOSITORY, 'target/release/unpause-sandbox')

test('a world has the answers that it is given, and tells what it saw', async () => {
  const sandbox = await Sandbox.start(PROGRAM)
  try {
    const world = await sandbox.world({ answers: [{ status: 500 }, null] })
    await new Client(world.options).resume(CONNECTOR)
    assert.deepEqual(
      (await world.requests()).map(({ method, status }) => [method, status]),
      [
        ['PUT', 500],
        ['PUT', 202],
      ],
    )
    assert.deepEqual(
      (await world.connectors()).map(({ name }) => name),
      ['orders-sink'],
    )
    await world.close()
    const workers = await sandbox.world({ service: 'kafka_connect', connectors: [{ name: 'a', state: 'PAUSED' }] })
    assert.deepEqual(await new KafkaConnect(workers.options).list(), ['a'])
  } finally {
    await sandbox.close()
    await sandbox.close()
  }
})

test('a description with a wrong key is refused by its name', async () => {
  const sandbox = await Sandbox.start(PROGRAM)
  await assert.rejects(sandbox.world({ conectors: [] }), /conectors/)
  await sandbox.close()
})

test('a program that is not there says how to get it', async () => {
  await assert.rejects(Sandbox.start('/nowhere/unpause-sandbox'), /make build-sandbox/)
  await assert.rejects(Sandbox.start('/bin/false'), /ended at once, with exit code 1/)
})

test('a sandbox that nobody closed does not keep the process alive', async () => {
  const code = `import { Sandbox } from 'unpause/testing'
    await (await Sandbox.start(${JSON.stringify(PROGRAM)})).world()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: 'inherit',
    cwd: import.meta.dirname,
  })
  assert.deepEqual(await once(child, 'exit'), [0, null])
})
