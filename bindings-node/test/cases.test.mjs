// Every case of tests/cases/, reported by its name.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'

import { CONCURRENCY, environmentOf, load, run } from './support/cases.mjs'
import { Sandbox } from './support/sandbox.mjs'

const PLATFORMS = { linux: 'linux', darwin: 'macos', win32: 'windows' }
const CHILD = resolve(import.meta.dirname, 'support/case-child.mjs')

let sandbox
before(async () => (sandbox = await Sandbox.start()))
after(() => sandbox.close())

/** Runs a case; in a process of its own if it sets environment variables. */
async function runInItsProcess(given, world) {
  if (given.environment === undefined) return run(given, world)
  const child = spawn(process.execPath, [CHILD], {
    env: environmentOf(given, world),
    stdio: ['pipe', 'inherit', 'pipe'],
  })
  child.stdin.end(JSON.stringify({ case: given, control: world.control.url, world: world.id, servers: world.servers }))
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  assert.equal(code, 0, said)
}

describe('cases', { concurrency: CONCURRENCY }, () => {
  for (const given of load()) {
    const elsewhere = given.only_on !== undefined && !given.only_on.includes(PLATFORMS[process.platform])
    const skip = elsewhere && `only on ${given.only_on.join(', ')}`
    test(given.name, { skip }, () => sandbox.with(given.servers ?? {}, (world) => runInItsProcess(given, world)))
  }
})
