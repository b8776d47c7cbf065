// Nothing in a case is ignored.

import assert from 'node:assert/strict'

/** Fails for a key that this runner does not know. */
export function known(keys, given, what) {
  const unknown = Object.keys(given).filter((key) => !keys.includes(key))
  assert.deepEqual(unknown, [], `${what}: unknown keys`)
}
