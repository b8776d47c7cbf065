// The public names of the built package against tests/parity/names.json.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'

import * as unpause from 'unpause'

import { inNode, MARKED } from './support/names.mjs'
import { CLASSES, errorFields, LISTED, REPORT_FIELDS } from './support/parity-names.mjs'

const dist = (file) => resolve(import.meta.dirname, '../dist', file)
const types = ['options', 'credentials', 'records', 'results', 'report', 'errors']
  .map((file) => readFileSync(dist(`${file}.d.ts`), 'utf8'))
  .join('\n')

/** The fields that an interface or a class declares, with their comments. */
function declared(name) {
  const found = new RegExp(
    `export (?:interface|declare class) ${name}(?: extends ([\\w, ]+))? \\{\\n?(.*?)^\\}`,
    'ms',
  ).exec(types)
  assert.ok(found, `${name} is not declared`)
  const [, bases = '', body] = found
  const inherited = bases.split(', ').filter((base) => base !== '' && base !== 'Error')
  const fields = new Map(inherited.flatMap((base) => [...declared(base)]))
  const field = /(\/\*\*(?:(?!\*\/).)*\*\/)?\s*(?:readonly (\w+)\??:|get (\w+)\(\):)/gs
  for (const [, comment, property, getter] of body.matchAll(field))
    fields.set(property ?? getter, (comment ?? '').replace(/\n\s*\*/g, ''))
  return fields
}

const names = (list) => new Set(list.map(inNode))

/** `all_options` is `AllOptions`. */
const typeName = (name) => inNode(`_${name}`)

/** The default that a comment tells: a number, or the text in backticks. */
function documentedDefault(comment) {
  const [, number, code] = /Default (?:([\d,]+)|`([^`]+)`)/.exec(comment) ?? []
  if (number !== undefined) return Number(number.replaceAll(',', ''))
  return /^(true|false|\[.*\])$/.test(code) ? JSON.parse(code.replaceAll("'", '"')) : code
}

// Options that the list does not have. `signal` is how a call is cancelled here; a restart has the options of a call.
const ALSO = {
  restart_options: ['signal', ...names(LISTED.call_options)],
  wait_options: ['signal'],
  many_options: ['signal'],
  all_options: ['signal'],
}

for (const name of Object.keys(LISTED).filter((it) => /_options$|^retry_policy$/.test(it) && it !== 'call_options')) {
  test(`the options and defaults of ${typeName(name)}`, () => {
    const options = declared(typeName(name))
    const listed = Object.entries(LISTED[name])
    assert.deepEqual(new Set(options.keys()), new Set([...(ALSO[name] ?? []), ...names(Object.keys(LISTED[name]))]))
    for (const [option, value] of listed.filter(([, value]) => value !== null)) {
      const expected = inNode(option).endsWith('Ms') ? value * 1000 : value
      assert.deepEqual(documentedDefault(options.get(inNode(option))), expected, option)
    }
  })
}

test('the options of CallOptions', () => {
  assert.deepEqual(new Set(declared('CallOptions').keys()), new Set(['signal', ...names(LISTED.call_options)]))
})

for (const [name, kind] of [
  ['RestartAndWaitOptions', 'wait_options'],
  ['RestartManyOptions', 'many_options'],
  ['RestartAllOptions', 'all_options'],
]) {
  test(`the options of ${name}`, () => {
    const listed = [...Object.keys(LISTED[kind]), ...Object.keys(LISTED.restart_options)]
    assert.deepEqual(new Set(declared(name).keys()), new Set(['signal', ...names(listed)]))
  })
}

test('the deadlines that comments tell', () => {
  const milliseconds = (seconds) => (seconds * 1000).toLocaleString('en')
  const [call, wait] = [LISTED.client_options.deadline, LISTED.wait_deadline].map(milliseconds)
  for (const [name, told] of [
    ['ClientOptions', [call, wait]],
    ['CallOptions', [call]],
    ['WaitOptions', [wait]],
    ['ManyOptions', [call, wait]],
  ]) {
    assert.deepEqual(
      declared(name)
        .get('deadlineMs')
        .match(/\d+,\d+/g),
      told,
      name,
    )
  }
})

test('calls', () => {
  const methodsOf = ({ prototype }) =>
    new Set(Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor'))
  assert.deepEqual(methodsOf(unpause.Client), names(LISTED.methods))
  assert.deepEqual(methodsOf(unpause.KafkaConnect), names(LISTED.kafka_connect_methods))
  assert.deepEqual(Object.keys(unpause.Connector), ['parse'])
})

test('the fields of Report, and its JSON', () => {
  assert.deepEqual(new Set(declared('Report').keys()), names(REPORT_FIELDS))
  const json = LISTED.report.filter((name) => !REPORT_FIELDS.includes(name)).map(inNode)
  assert.deepEqual(json, ['toJSON', 'fromJSON'])
  assert.deepEqual([typeof unpause.Report.prototype.toJSON, typeof unpause.Report.fromJSON], ['function', 'function'])
})

const NOT_RECORDS = [
  'call_options',
  'report',
  'desired_states',
  'many_operations',
  'left_out_reasons',
  'situations',
  'credentials_stages',
  'transport_reasons',
  'error',
  'answered',
  'methods',
  'kafka_connect_methods',
]

for (const [name, fields] of Object.entries(LISTED)) {
  if (!Array.isArray(fields) || NOT_RECORDS.includes(name)) continue
  test(`the fields of ${typeName(name)}`, () => {
    assert.deepEqual(new Set(declared(typeName(name)).keys()), names(fields))
  })
}

for (const [type, listed] of [
  ['DesiredState', LISTED.desired_states],
  ['ManyOperation', LISTED.many_operations],
  ['LeftOutReason', LISTED.left_out_reasons],
  ['Situation', LISTED.situations],
  ['TransportReason', LISTED.transport_reasons],
  ['CredentialsStage', LISTED.credentials_stages],
]) {
  test(`the values of ${type}`, () => {
    const [, union] = new RegExp(`type ${type} =(.*?);`, 's').exec(types)
    assert.deepEqual(
      Array.from(union.matchAll(/['"](\w+)['"]/g), ([, it]) => it),
      listed,
    )
  })
}

for (const name of ['sts_token', 'client_credentials']) {
  test(`the options of ${typeName(name)}`, () => {
    assert.deepEqual(new Set(declared(`${typeName(name)}Options`).keys()), names(Object.keys(LISTED[name])))
  })
}

for (const [event, fields] of Object.entries(LISTED.events)) {
  test(`the fields of the message of ${event}`, () => {
    // `wait` is also the name of an option, which is not a duration.
    const inMessage = (name) => (name === 'wait' ? 'waitMs' : inNode(name))
    assert.deepEqual(new Set(declared(typeName(`${event}_message`)).keys()), new Set(fields.map(inMessage)))
  })
}

test('errors, their codes and their fields', async () => {
  const { classOf } = await import('../dist/library.js')
  const exported = Object.keys(unpause).filter((name) => name.endsWith('Error'))
  assert.deepEqual(new Set(exported), new Set(['UnpauseError', 'APIError', ...Object.values(CLASSES)]))
  for (const [kind, name] of Object.entries(CLASSES)) {
    assert.equal(classOf(kind), unpause[name], kind)
    assert.deepEqual(new Set(declared(name).keys()), new Set(['code', ...names(errorFields(kind))]), kind)
    const words = name.replace(/Error$/, '').replace(/(?<=[a-z])(?=[A-Z])/g, '_')
    assert.equal(new unpause[name]('text').code, `ERR_UNPAUSE_${words.toUpperCase()}`)
  }
})

test('messages name each option as it is here', async () => {
  const { optionName } = await import('../dist/library.js')
  for (const name of MARKED) assert.equal(optionName(name), inNode(name))
})
