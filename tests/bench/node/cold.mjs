// One call from a cold start: `cold.mjs CONTESTANT` and the six values of the target. `bare` makes no call; the others are
// compared with it. Each prints the most memory that it had.

import { CONTESTANTS, targetOf } from './contestants.mjs'
import { peakMemory } from './peak.mjs'

const [name, ...target] = process.argv.slice(2)
if (name !== 'bare') {
  const call = await CONTESTANTS[name](targetOf(target))
  await call()
}
console.log(peakMemory())
// Some libraries keep connections, and so the process.
process.exit()
