// The patterns of tests/cases/README.md: compares a value with the one that a case expects.

import assert from 'node:assert/strict'
import { inspect } from 'node:util'

const OPERATORS = {
  min: (value, bound) => isThere(value) && value >= bound,
  max: (value, bound) => isThere(value) && value <= bound,
  contains: (value, parts) => isThere(value) && parts.every((part) => value.includes(part)),
  lacks: (value, parts) => isThere(value) && !parts.some((part) => value.includes(part)),
  starts: (value, start) => isThere(value) && value.startsWith(start),
  length: (value, pattern) => isThere(value) && mismatches(Buffer.byteLength(value), pattern, '').length === 0,
  present: (value, wanted) => isThere(value) === wanted,
}

/** One line for each mismatch. */
export function mismatches(value, pattern, at) {
  if (typeof pattern !== 'object' || pattern === null) {
    return (value ?? null) === pattern ? [] : [`${at}: expected ${inspect(pattern)}, got ${inspect(value)}`]
  }
  if (Array.isArray(pattern)) return arrayMismatches(value, pattern, at)
  const names = Object.keys(pattern)
  if (isOperators(pattern)) {
    for (const name of names) assert.ok(name in OPERATORS, `${at}: unknown operator ${name}`)
    return names
      .filter((name) => !OPERATORS[name](value, pattern[name]))
      .map((name) => `${at}: expected ${name} ${inspect(pattern[name])}, got ${inspect(value)}`)
  }
  if (!isThere(value)) return [`${at}: expected fields, got nothing`]
  return names.flatMap((name) => mismatches(value[name], pattern[name], `${at}.${name}`))
}

function arrayMismatches(value, pattern, at) {
  if (!Array.isArray(value) || value.length !== pattern.length) {
    return [`${at}: expected ${pattern.length} elements, got ${inspect(value, { depth: 4 })}`]
  }
  return pattern.flatMap((part, index) => mismatches(value[index], part, `${at}[${index}]`))
}

/** Whether the keys of an object are operators, and not names of fields. */
export function isOperators(pattern) {
  return Object.keys(pattern).some((name) => name in OPERATORS)
}

function isThere(value) {
  return value !== undefined && value !== null
}
