// Makes many calls and jobs, and prints how many megabytes the process grew: `memory.mjs URL LIMIT`.

import { Client } from 'unpause'

import { CONNECTOR } from './sandbox.mjs'

const CALLS = 100_000
const IN_FLIGHT = 32

const client = new Client({ token: 'sandbox-token', baseUrl: process.argv[2], retry: { maxAttempts: 1 } })

async function makeCalls(count) {
  const lane = async () => {
    // Each call has a signal of its own, and some calls an error.
    while (count-- > 0) await client.resume(CONNECTOR, { signal: new AbortController().signal }).catch(() => {})
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane))
}

/** Makes jobs that end in every way: awaited, iterated, left and aborted. */
async function makeJobs(count) {
  const connectors = Array.from({ length: 100 }, (_, index) => ({ ...CONNECTOR, connectorName: `c-${index}` }))
  for (let job = 0; job < count; job++) {
    const controller = new AbortController()
    const made = client.resumeMany(connectors, { signal: controller.signal })
    if (job % 4 === 0) for await (const progress of made) void progress
    if (job % 4 === 1) for await (const progress of made) if (progress.counts.done > 50) break
    if (job % 4 === 2) controller.abort()
    await made.catch(() => {})
    void made.report
  }
}

function megabytes() {
  globalThis.gc()
  return process.memoryUsage.rss() / 1e6
}

// The first calls allocate everything that a process needs once: heap, code, buffers.
await makeCalls(CALLS / 4)
await makeJobs(CALLS / 1000)
const limit = Number(process.argv[3])
let before, grown
let rounds = 0
// A swing of the allocator does not repeat, a leak does.
do {
  before = megabytes()
  await makeCalls(CALLS)
  await makeJobs(CALLS / 200)
  grown = megabytes() - before
} while (grown >= limit && ++rounds < 3)
console.log(JSON.stringify({ before, grown }))
