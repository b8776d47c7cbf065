// Runs the cases of tests/cases/ in any JavaScript runtime, without a test framework, which not each of them has.
//
//   every-case.mjs CONTROL-URL EVERY      EVERY 8: every 8th case
//
// UNPAUSE_RUNTIME is the command that starts this runtime, as JSON: under an emulator it is not process.execPath.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'

import { CONCURRENCY, environmentOf, load, run } from './support/cases.mjs'
import { Control } from './support/sandbox.mjs'

const [url, every] = process.argv.slice(-2)
const PLATFORMS = { linux: 'linux', darwin: 'macos', win32: 'windows' }
const RUNTIME = process.platform === 'win32' ? [process.execPath] : JSON.parse(process.env.UNPAUSE_RUNTIME)
const CHILD = resolve(import.meta.dirname, 'support/case-child.mjs')

const control = new Control(url)
const count = { passed: 0, failed: 0, skipped: 0 }
let again = []

/** Runs a case; in a process of its own if it sets environment variables. */
async function runInItsProcess(given, world) {
  if (given.environment === undefined) return run(given, world)
  const [program, ...words] = RUNTIME
  const child = spawn(program, [...words, CHILD], {
    env: environmentOf(given, world),
    stdio: ['pipe', 'inherit', 'pipe'],
  })
  child.stdin.end(JSON.stringify({ case: given, control: url, world: world.id, servers: world.servers }))
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  if (code !== 0) throw new Error(said)
}

async function attempt(given) {
  if (given.only_on !== undefined && !given.only_on.includes(PLATFORMS[process.platform])) {
    count.skipped += 1
    return
  }
  const world = await control.world(given.servers ?? {})
  try {
    await runInItsProcess(given, world)
    count.passed += 1
  } catch (error) {
    again.push(given)
    console.log(`failed: ${given.name}: ${error.message}`)
  } finally {
    await world.close()
  }
}

/** Runs some cases, `atATime` at once. */
async function runAll(queue, atATime) {
  const next = async () => {
    for (let given = queue.shift(); given !== undefined; given = queue.shift()) await attempt(given)
  }
  await Promise.all(Array.from({ length: atATime }, next))
}

await runAll(
  load().filter((_, index) => index % Number(every) === 0),
  CONCURRENCY,
)
// On a busy machine many cases at a time make the pauses longer that some of them measure. Those are run again, one by one.
const suspects = again
again = []
await runAll([...suspects], 1)
count.failed = again.length
for (const { name } of again) console.log(`FAILED ${name}`)
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`)
process.exit(count.failed === 0 && count.passed > 0 ? 0 : 1)
