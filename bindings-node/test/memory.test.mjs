// A call leaves nothing in memory.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'

import { sandboxForTests } from './support/worlds.mjs'

const { inWorld } = sandboxForTests()
const PROGRAM = resolve(import.meta.dirname, 'support/memory.mjs')

test(
  'memory is flat over 100,000 calls and 500 jobs of 100 connectors',
  inWorld({ answers: [{ times: 99 }, { status: 404, text: 'x'.repeat(2_000) }] }, async (world) => {
    // A leak of 100 bytes a call would be 10 MB in every round; swings of the allocators are mostly smaller.
    const limit = 10
    const program = ['--expose-gc', PROGRAM, world.servers.main.url, String(limit)]
    const { stdout } = await promisify(execFile)(process.execPath, program)
    const { before, grown } = JSON.parse(stdout)
    assert.ok(grown < limit, `grown by ${grown.toFixed(1)} MB from ${before.toFixed(1)} MB`)
  }),
)
