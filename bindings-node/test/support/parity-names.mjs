// The names of tests/parity/names.json, so that a new name is typed there and not in the tests again.

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { REPOSITORY } from './sandbox.mjs'

export const LISTED = JSON.parse(readFileSync(resolve(REPOSITORY, 'tests/parity/names.json'), 'utf8'))

/** The name of the class for each kind of error. JavaScript has a TimeoutError of its own. */
export const CLASSES = Object.fromEntries(
  Object.keys(LISTED.errors).map((kind) => [kind, kind === 'Timeout' ? 'RequestTimeoutError' : `${kind}Error`]),
)

/** The fields of one kind of error. */
export function errorFields(kind) {
  const own = LISTED.errors[kind]
  return [...LISTED.error, ...(own === 'answered' ? LISTED.answered : own)]
}

/** The jobs: for each ending of a name, the options that all of them take. */
const JOB_OPTIONS = [
  [/^wait_until|_and_wait$/, LISTED.wait_options],
  [/_many$/, LISTED.many_options],
  [/_all$/, LISTED.all_options],
]

/** The options that a call takes from both clients. */
export function callOptions(call) {
  const [, options] = JOB_OPTIONS.find(([names]) => names.test(call)) ?? []
  return options === undefined ? LISTED.call_options : Object.keys(options)
}

/** Whether a call is a job, and which of the two kinds. */
export const isWait = (call) => /^wait_until|_and_wait$/.test(call)
export const isOnMany = (call) => /_(many|all)$/.test(call)

/** The fields of a report that hold data. */
export const REPORT_FIELDS = LISTED.report.filter((name) => !name.endsWith('_json'))
