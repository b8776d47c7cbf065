// The child process of a case that sets environment variables. The case comes on standard input.

import { json } from 'node:stream/consumers'

import { run } from './cases.mjs'
import { Control, World } from './sandbox.mjs'

const { case: given, control, world, servers } = await json(process.stdin)
await run(given, new World(new Control(control), world, servers))
