// Makes many calls and says by how many megabytes the process has grown meanwhile: `memory.mjs URL`.

import { Client } from 'unpause'

import { CONNECTOR } from './sandbox.mjs'

const CALLS = 100_000
const IN_FLIGHT = 32

const client = new Client({ token: 'sandbox-token', baseUrl: process.argv[2], retry: { maxAttempts: 1 } })

async function makeCalls(count) {
  const lane = async () => {
    // A signal and, now and then, an error: both are made and dropped for each call.
    while (count-- > 0) await client.resume(CONNECTOR, { signal: new AbortController().signal }).catch(() => {})
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane))
}

function megabytes() {
  globalThis.gc()
  return process.memoryUsage.rss() / 1e6
}

// What a process needs at all (heap, code, buffers) it has after the first calls.
await makeCalls(CALLS / 4)
const before = megabytes()
await makeCalls(CALLS)
console.log(JSON.stringify({ before, grown: megabytes() - before }))
