// One call from a cold start: `cold.mjs CONTESTANT` and the six values of the target. `bare` makes no call; the others are
// compared with it.

import { CONTESTANTS, targetOf } from './contestants.mjs'

const [name, ...target] = process.argv.slice(2)
if (name !== 'bare') {
  const call = await CONTESTANTS[name](targetOf(target))
  await call()
}
// Some libraries keep connections, and so the process.
process.exit()
