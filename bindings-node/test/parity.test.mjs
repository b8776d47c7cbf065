// The public names of the built package's types against tests/parity/names.json.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'

import * as unpause from 'unpause'

import { inNode } from './support/names.mjs'
import { REPOSITORY } from './support/sandbox.mjs'

const listed = JSON.parse(readFileSync(resolve(REPOSITORY, 'tests/parity/names.json'), 'utf8'))
const types = ['options', 'records', 'report', 'errors']
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
  const field = /(\/\*\*(?:(?!\*\/).)*\*\/)?\s*(?:readonly (\w+)\??:|get (\w+)\(\):)/gs
  for (const [, comment, property, getter] of body.matchAll(field))
    fields.set(property ?? getter, (comment ?? '').replace(/\n\s*\*/g, ''))
  return fields
}

const names = (list) => new Set(list.map(inNode))

/** A default as its comment tells it: a number, or what stands in backticks. */
function documentedDefault(comment) {
  const [, number, code] = /Default (?:([\d,]+)|`([^`]+)`)/.exec(comment) ?? []
  if (number !== undefined) return Number(number.replaceAll(',', ''))
  return /^(true|false|\[.*\])$/.test(code) ? JSON.parse(code.replaceAll("'", '"')) : code
}

function sameOptions(name, of, others = []) {
  const options = declared(name)
  assert.deepEqual(new Set(options.keys()), new Set([...others, ...names(Object.keys(of))]))
  for (const [option, value] of Object.entries(of)) {
    if (value === null) continue
    const expected = inNode(option).endsWith('Ms') ? value * 1000 : value
    assert.deepEqual(documentedDefault(options.get(inNode(option))), expected, `${name}.${option}`)
  }
}

test('options and their defaults', () => {
  sameOptions('ClientOptions', listed.client_options)
  sameOptions('KafkaConnectOptions', listed.kafka_connect_options)
  sameOptions('RetryPolicy', listed.retry_policy)
  // `signal` is how a call is cancelled here.
  assert.deepEqual(new Set(declared('CallOptions').keys()), new Set(['signal', ...names(listed.call_options)]))
  sameOptions('RestartOptions', listed.restart_options, ['signal', ...names(listed.call_options)])
  sameOptions('WaitOptions', listed.wait_options, ['signal'])
  sameOptions('ResumeManyOptions', listed.resume_many_options, ['signal'])
  sameOptions('ResumeAllOptions', listed.resume_all_options, ['signal'])
})

test('calls', () => {
  const methodsOf = ({ prototype }) =>
    new Set(Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor'))
  assert.deepEqual(methodsOf(unpause.Client), names(listed.methods))
  assert.deepEqual(methodsOf(unpause.KafkaConnect), names(listed.kafka_connect_methods))
  assert.deepEqual(Object.keys(unpause.Connector), ['parse'])
})

for (const [name, own] of Object.entries({
  connector: 'Connector',
  accepted: 'Accepted',
  rate_limit: 'RateLimit',
  connector_status: 'ConnectorStatus',
  task_status: 'TaskStatus',
  listed_connector: 'ListedConnector',
  running: 'Running',
  wait_progress: 'WaitProgress',
  resume_result: 'ResumeResult',
  resume_counts: 'ResumeCounts',
  resume_progress: 'ResumeProgress',
  resume_report: 'ResumeReport',
})) {
  test(`the fields of ${own}`, () => assert.deepEqual(new Set(declared(own).keys()), names(listed[name])))
}

test('situations', () => {
  const [, union] = /type Situation =(.*?);/s.exec(types)
  assert.deepEqual(
    Array.from(union.matchAll(/'(\w+)'/g), ([, it]) => it),
    listed.situations,
  )
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
