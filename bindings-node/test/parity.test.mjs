// The public names of the built package's types against tests/parity/names.json.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'

import * as unpause from 'unpause'

import { inNode } from './support/names.mjs'
import { REPOSITORY } from './support/sandbox.mjs'

const listed = JSON.parse(readFileSync(resolve(REPOSITORY, 'tests/parity/names.json'), 'utf8'))
const types = ['options', 'records', 'errors', 'client']
  .map((file) => readFileSync(resolve(REPOSITORY, `bindings-node/dist/${file}.d.ts`), 'utf8'))
  .join('\n')
// Node.js's own names for two things: `code` is a string of Node's kind, and a timeout here is a request's.
const CLASSES = { Timeout: 'RequestTimeoutError' }

/** The fields that an interface or class declares, with what their comments say. */
function declared(name) {
  const found = new RegExp(`export (?:interface|declare class) ${name}(?: extends (\\w+))? \\{\\n(.*?)^\\}`, 'ms').exec(
    types,
  )
  assert.ok(found, `${name} is not declared`)
  const [, base, body] = found
  const fields = new Map(base && base !== 'Error' ? declared(base) : [])
  for (const [, comment, field] of body.matchAll(/(\/\*\*(?:(?!\*\/).)*\*\/)?\s*readonly (\w+)\??:/gs)) {
    fields.set(field, comment ?? '')
  }
  return fields
}

const names = (list) => new Set(list.map(inNode))

/** A default as its comment tells it. */
function documentedDefault(comment) {
  const said = /Default (`[^`]+`|[\d,]+)/.exec(comment)?.[1]
  return said?.startsWith('`') ? said.slice(1, -1) : said && Number(said.replaceAll(',', ''))
}

function sameDefaults(of, fields) {
  for (const [name, value] of Object.entries(of)) {
    if (typeof value !== 'number' && typeof value !== 'string') continue
    const expected = inNode(name).endsWith('Ms') ? value * 1000 : value
    assert.equal(documentedDefault(fields.get(inNode(name))), expected, name)
  }
}

test('options and their defaults', () => {
  const options = declared('ClientOptions')
  assert.deepEqual(new Set(options.keys()), names(Object.keys(listed.client_options)))
  sameDefaults(listed.client_options, options)
  const retry = declared('RetryPolicy')
  assert.deepEqual(new Set(retry.keys()), names(Object.keys(listed.retry_policy)))
  sameDefaults(listed.retry_policy, retry)
  // `signal` is how a call is cancelled here.
  assert.deepEqual(new Set(declared('CallOptions').keys()), new Set(['signal', ...names(listed.call_options)]))
})

test('calls and what comes back', () => {
  const lifecycle = ['constructor', 'baseUrl', 'close', 'toJSON']
  const methods = Object.getOwnPropertyNames(unpause.Client.prototype).filter((name) => !lifecycle.includes(name))
  assert.deepEqual(new Set(methods), names(listed.methods))
  assert.deepEqual(new Set(declared('Connector').keys()), names(listed.connector))
  assert.deepEqual(new Set(declared('Accepted').keys()), names(listed.accepted))
  assert.deepEqual(new Set(declared('RateLimit').keys()), names(listed.rate_limit))
})

test('errors and their fields', () => {
  const classes = Object.fromEntries(Object.keys(listed.errors).map((kind) => [kind, CLASSES[kind] ?? `${kind}Error`]))
  const exported = Object.keys(unpause).filter((name) => name.endsWith('Error'))
  const abstract = ['UnpauseError', 'APIError']
  assert.deepEqual(new Set(exported), new Set([...Object.values(classes), ...abstract]))
  for (const [kind, own] of Object.entries(listed.errors)) {
    const expected = names([...listed.error, ...(own === 'answered' ? listed.answered : own)])
    assert.deepEqual(new Set(declared(classes[kind]).keys()), new Set(['code', ...expected]), kind)
  }
})
