// Measures on request until standard input closes: `worker.mjs CONTESTANT` and the six values of the target.

import { createInterface } from 'node:readline'

import { CONTESTANTS, MANY, targetOf } from './contestants.mjs'

const [name, ...target] = process.argv.slice(2)
const run = name in MANY ? await MANY[name](targetOf(target)) : inLanes(await CONTESTANTS[name](targetOf(target)))

/** Makes the calls one by one, up to `inFlight` of them at the same time. */
function inLanes(call) {
  return async (calls, inFlight) => {
    let left = calls
    const lane = async () => {
      while (left-- > 0) await call()
    }
    await Promise.all(Array.from({ length: inFlight }, lane))
  }
}

/** Makes the calls, and says what they took. */
async function measure(calls, inFlight) {
  const cpuBefore = process.cpuUsage()
  const started = performance.now()
  await run(calls, inFlight)
  const seconds = (performance.now() - started) / 1e3
  const { user, system } = process.cpuUsage(cpuBefore)
  return { seconds, cpu_seconds: (user + system) / 1e6 }
}

console.log(JSON.stringify({ concurrent: true }))
for await (const line of createInterface({ input: process.stdin })) {
  const { calls, in_flight: inFlight } = JSON.parse(line)
  console.log(JSON.stringify(await measure(calls, inFlight)))
}
// Some libraries keep connections, and so the process.
process.exit()
