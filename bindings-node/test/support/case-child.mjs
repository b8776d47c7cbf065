// The child process of a case that wants an environment of its own: the case comes on standard input.

import { json } from 'node:stream/consumers'

import { run } from './cases.mjs'
import { Control, World } from './sandbox.mjs'

const told = await json(process.stdin)
await run(told.case, new World(new Control(told.control), told.world, told.servers))
