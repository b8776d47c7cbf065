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

const JOB_OPTIONS = {
  wait_until_running: LISTED.wait_options,
  resume_and_wait: LISTED.wait_options,
  resume_many: LISTED.resume_many_options,
  resume_all: LISTED.resume_all_options,
}

/** The options that a call takes from both clients. */
export function callOptions(call) {
  return call in JOB_OPTIONS ? Object.keys(JOB_OPTIONS[call]) : LISTED.call_options
}
