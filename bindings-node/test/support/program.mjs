// Runs a program in a process of its own, for tests of a whole process.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

import { CONNECTOR } from './sandbox.mjs'

/** The start of every program: a client of the world's server `main`. */
const preambleOf = (world) => `
import { Client } from 'unpause'
const connector = ${JSON.stringify(CONNECTOR)}
const options = ${JSON.stringify(world.options)}
const client = new Client(options)
`

/** Starts the program in this directory, where `unpause` is this package. */
export function start(world, source, environment = {}) {
  const program = spawn(process.execPath, ['--input-type=module'], {
    cwd: import.meta.dirname,
    env: { ...process.env, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: 60_000,
  })
  program.stdin.end(preambleOf(world) + source)
  const ended = Promise.all([text(program.stdout), text(program.stderr), once(program, 'exit')])
  return ended.then(([out, err, [code, signal]]) => ({ out: out.trim(), err, code, signal }))
}

/** Runs a program that must succeed without a word on standard error; returns its standard output. */
export async function run(world, source, environment) {
  const { out, err, code, signal } = await start(world, source, environment)
  assert.deepEqual({ err, code, signal }, { err: '', code: 0, signal: null }, out)
  return out
}
