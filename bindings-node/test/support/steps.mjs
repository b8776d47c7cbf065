// Takes the steps of a case, and compares their outcomes.

import assert from 'node:assert/strict'
import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'

import * as unpause from 'unpause'

import { ask } from './bed.mjs'
import { ACCEPTED, documentOf, ERROR, knowsFields, PROGRESS, RETURNED } from './documents.mjs'
import { known } from './known.mjs'
import { inNode, objectInNode } from './names.mjs'
import { mismatches } from './patterns.mjs'

const CALL_KEYS = 'call arguments options together progress cancel_when'.split(' ')
const OUTCOMES = 'accepted result error cancelled'.split(' ')

/** Takes a step; returns a line for each mismatch. `shown` gets every object that a person may print. */
export async function takeStep(number, step, client, world, shown) {
  const at = `step ${number}`
  if ('await' in step) {
    known(['await'], step, at)
    await world.waitFor(step.await)
    return []
  }
  if ('write' in step) {
    known(['write'], step, at)
    replaceFile(at, client.folder, step.write)
    return []
  }
  if ('bed' in step) {
    known(['bed'], step, at)
    await ask(step.bed)
    return []
  }
  known([...CALL_KEYS, ...OUTCOMES], step, at)
  assert.equal(OUTCOMES.filter((key) => key in step).length, 1, `${at}: exactly one of ${OUTCOMES}`)
  known(Object.keys(client.calls), { [step.call]: true }, at)
  const isJob = PROGRESS[step.call] !== undefined
  assert.ok(!('together' in step && isJob), `${at}: together is not for jobs`)
  assert.ok(!('progress' in step && !isJob), `${at}: progress is for jobs`)
  assert.equal('cancel_when' in step, 'cancelled' in step, `${at}: cancel_when goes with cancelled`)
  const outcomes = await Promise.all(
    Array.from({ length: step.together ?? 1 }, () => outcomeOf(at, step, client, world)),
  )
  client.reports.set(number, outcomes[0].report)
  return outcomes.flatMap((outcome) => {
    for (const it of [outcome.value ?? outcome.error, ...(outcome.progress ?? [])]) shown(it)
    return wrongOutcome(at, step, outcome)
  })
}

/** Writes another file, and renames it, so that nobody reads half of it. */
function replaceFile(at, folder, write) {
  known(['file', 'content'], write, at)
  const file = join(folder, write.file)
  writeFileSync(`${file}.new`, write.content)
  renameSync(`${file}.new`, file)
}

/** The outcome of a call: `value` or `error`, whether it was `cancelled`, and its `progress`. */
async function outcomeOf(at, step, client, world) {
  if (client.error !== undefined) return { error: client.error }
  const [read, options] = client.calls[step.call]
  known(options, step.options ?? {}, at)
  const progress = 'progress' in step ? [] : undefined
  const controller = new AbortController()
  const signal = 'cancel_when' in step ? { signal: controller.signal } : {}
  const reportOf = (number) => {
    assert.ok(client.reports.get(number), `${at}: step ${number} has no report`)
    return client.reports.get(number)
  }
  let call
  try {
    const given = read(step.arguments ?? {}, at, reportOf)
    if (step.call in OF_NO_CLIENT) return OF_NO_CLIENT[step.call](...given)
    call = client.built[inNode(step.call)](...given, { ...objectInNode(step.options ?? {}), ...signal })
    const end = progress === undefined ? call : iterated(call, progress)
    if ('cancel_when' in step) return await cancelled(end, call, step.cancel_when, world, controller)
    return { value: await end, progress, report: call.report }
  } catch (error) {
    if (!(error instanceof unpause.UnpauseError)) throw error
    return { error, progress, report: call?.report }
  }
}

/** The calls that need no client. */
const OF_NO_CLIENT = {
  parse: (text) => ({ value: unpause.Connector.parse(text) }),
  save_report: (report) => ({ value: JSON.parse(JSON.stringify(report)) }),
  read_report(text) {
    const report = unpause.Report.fromJSON(text)
    return { value: report, report }
  },
}

/** Collects the progress of a job, then returns its result. */
async function iterated(job, progress) {
  for await (const one of job) progress.push(one)
  return await job
}

async function cancelled(end, job, condition, world, controller) {
  const ended = Promise.resolve(end).then(
    (value) => ({ value }),
    (error) => ({ error }),
  )
  await world.waitFor(condition)
  const reason = new Error('the case cancels it')
  controller.abort(reason)
  const outcome = await ended
  const { report } = job
  return outcome.error === reason ? { value: report, cancelled: true, report } : { ...outcome, report }
}

function wrongOutcome(at, step, { value, error, progress, cancelled = false }) {
  const lines = 'progress' in step ? wrongProgress(at, step, progress ?? []) : []
  if ('error' in step) {
    if (error === undefined) return [`${at}: expected ${step.error.kind}, got ${inspect(value)}`]
    return [...lines, ...compare(error, ERROR, step.error, `${at}: error`)]
  }
  const [key] = OUTCOMES.filter((it) => it in step)
  if (error !== undefined || cancelled !== (key === 'cancelled')) {
    return [`${at}: expected ${key}, got ${inspect(error ?? value, { depth: 4 })}`]
  }
  assert.equal(key === 'accepted', RETURNED[step.call] === ACCEPTED, `${at}: ${key} of ${step.call}`)
  return [...lines, ...compare(value, RETURNED[step.call], step[key], `${at}: ${key}`)]
}

function wrongProgress(at, step, progress) {
  known(['count', 'first', 'last'], step.progress, at)
  const like = PROGRESS[step.call]
  const lines = []
  if ('count' in step.progress) lines.push(...mismatches(progress.length, step.progress.count, `${at}: progress.count`))
  for (const [which, index] of Object.entries({ first: 0, last: -1 })) {
    if (which in step.progress) {
      lines.push(...compare(progress.at(index), like, step.progress[which], `${at}: progress.${which}`))
    }
  }
  return lines
}

function compare(value, like, pattern, at) {
  knowsFields(pattern, like, at)
  return mismatches(documentOf(value, like), pattern, at)
}
