/**
 * Results, errors and jobs by hand, for tests of code that uses Unpause. A stub with the methods that the code calls
 * takes the place of a client: nothing is sent, and no account is needed.
 *
 * Every function takes the fields that matter to the test, and fills in the others. Only the words of messages and
 * summaries differ from a client's. The requests of a client itself are made in native code, so `MockAgent` of undici,
 * nock and msw cannot intercept them.
 *
 * @example
 * ```ts
 * import { accepted, errors } from 'unpause/testing'
 *
 * const works = { resume: async () => accepted() }
 * const fails = { resume: () => Promise.reject(errors.notFound({ requestId: 'req-1' })) }
 * ```
 *
 * {@link Sandbox} runs a server that behaves as the service does, for tests of whole calls.
 *
 * @packageDocumentation
 */

import * as classes from './errors'
import type { ErrorFields, UnpauseError } from './errors'
import { recordOf, withText } from './internal/record'
import { workByHand } from './internal/work-by-hand'
import { Job, ResumeJob } from './job'
import type { Accepted, Connector, ConnectorStatus, Running, TaskStatus, WaitProgress } from './records'
import { type ResumeCounts, type ResumeProgress, ResumeReport, type ResumeResult } from './report'

export { Sandbox, SandboxWorld } from './sandbox'
export type { SandboxOptions, SeenRequest, ServerDescription } from './sandbox'

/** An address; without fields, `env-a1b2c3/lkc-x7y8z9/orders-sink`. */
export function connector(fields: Partial<Connector> = {}): Connector {
  return recordOf({
    environmentId: 'env-a1b2c3',
    kafkaClusterId: 'lkc-x7y8z9',
    connectorName: 'orders-sink',
    ...fields,
  })
}

/** The answer to an accepted request. */
export function accepted(fields: Partial<Accepted> = {}): Accepted {
  return recordOf({ connector: connector(), attempts: 1, elapsedMs: 0, ...fields })
}

/** A status; without fields, of a connector that runs. Without `tasks` there is one, in the state of the connector. */
export function connectorStatus(fields: Partial<ConnectorStatus> = {}): ConnectorStatus {
  const { state = 'RUNNING' } = fields
  const tasks: readonly TaskStatus[] = fields.tasks ?? [{ id: 0, state }]
  const tasksRunning = tasks.filter((task) => task.state === 'RUNNING').length
  return recordOf({ name: connector().connectorName, state, tasks, tasksRunning, problems: [], raw: {}, ...fields })
}

/** The result of a wait. */
export function running(fields: Partial<Running> = {}): Running {
  const { connector: of = connector(), status = connectorStatus({ name: of.connectorName }) } = fields
  return recordOf({ connector: of, status, looks: 1, elapsedMs: 0, ...fields })
}

/** One poll of a wait. */
export function waitProgress(fields: Partial<WaitProgress> = {}): WaitProgress {
  const { connector: of = connector(), status, error } = fields
  const seen = status === undefined ? `no status${error === undefined ? '' : ` (${error})`}` : status.state
  return recordOf({ connector: of, look: 1, elapsedMs: 0, summary: `${of.connectorName}: ${seen}`, ...fields })
}

/** The result for one connector: accepted, unless there is an `error`, or `sent` is `false`. */
export function resumeResult(fields: Partial<ResumeResult> = {}): ResumeResult {
  const { connector: of = connector(), sent = true, running: runs = false, error } = fields
  const answer = sent && error === undefined ? { accepted: accepted({ connector: of }) } : {}
  return withText({ connector: of, sent, running: runs, ...answer, ...fields })
}

/** One progress of a job on many connectors. Without `counts`, this is its only connector. */
export function resumeProgress(fields: Partial<ResumeProgress> = {}): ResumeProgress {
  const { result = resumeResult(), counts = countsOf([result], result.running) } = fields
  const how = result.error?.name ?? (result.running ? 'running' : 'accepted')
  const summary = `${counts.done} of ${counts.total}: ${result.connector.connectorName}: ${how}`
  return withText({ result, counts, summary, ...fields })
}

/** The fields of a report by hand. */
export type ResumeReportFields = Partial<Omit<ResumeReport, 'failures' | 'toString'>>

/** A report; its counts are those of its results. */
export function resumeReport(fields: ResumeReportFields = {}): ResumeReport {
  const { results = [], wait = false, counts = countsOf(results, wait) } = fields
  const runs = wait ? `, ${counts.running} running` : ''
  const summary = `${counts.total} connectors: ${counts.accepted} accepted${runs}, ${counts.failed} failed`
  return new ResumeReport({ results, counts, elapsedMs: 0, dryRun: false, wait, summary, ...fields })
}

function countsOf(results: readonly ResumeResult[], wait: boolean): ResumeCounts {
  const count = (is: (result: ResumeResult) => unknown): number => results.filter(is).length
  return withText({
    total: results.length,
    accepted: count((result) => result.accepted),
    running: count((result) => result.running),
    failed: count((result) => result.error),
    done: count((result) => result.error ?? (wait ? result.running : result.accepted)),
  })
}

/**
 * A job that reports some progress, one in each turn of the event loop, and then ends well. It starts at once, and is
 * stopped when a loop is left, as that of a client. Make it when the stub is called, and not before.
 *
 * @param result - A {@link Running} for a wait; a {@link ResumeReport} for many connectors, which is also the job's
 *   `report` from the start.
 */
export function resolvedJob(result: ResumeReport, progress?: Iterable<ResumeProgress>): ResumeJob
export function resolvedJob(result?: Running, progress?: Iterable<WaitProgress>): Job<WaitProgress, Running>
export function resolvedJob(
  result: Running | ResumeReport = running(),
  progress: Iterable<WaitProgress | ResumeProgress> = [],
): Job<WaitProgress, Running> | ResumeJob {
  if (!(result instanceof ResumeReport)) return waitJob(progress, () => result)
  return resumeJob(progress, () => result, result)
}

/**
 * A job that reports some progress and then fails, as {@link resolvedJob}; with a `report`, it is one on many
 * connectors, which had come so far. If nobody handles the error, it is an unhandled rejection.
 */
export function rejectedJob(error: unknown, report: ResumeReport, progress?: Iterable<ResumeProgress>): ResumeJob
export function rejectedJob(error: unknown, progress?: Iterable<WaitProgress>): Job<WaitProgress, Running>
export function rejectedJob(
  error: unknown,
  first: ResumeReport | Iterable<WaitProgress> = [],
  progress: Iterable<ResumeProgress> = [],
): Job<WaitProgress, Running> | ResumeJob {
  const fail = (): never => {
    throw error
  }
  return first instanceof ResumeReport ? resumeJob(progress, fail, first) : waitJob(first, fail)
}

function waitJob(progress: Iterable<unknown>, end: () => Running): Job<WaitProgress, Running> {
  return new Job(workByHand(progress as Iterable<WaitProgress>, end))
}

function resumeJob(progress: Iterable<unknown>, end: () => ResumeReport, report: ResumeReport): ResumeJob {
  return new ResumeJob(workByHand(progress as Iterable<ResumeProgress>, end), () => report)
}

/** The fields of an error by hand. Without a `message` it is the `summary` with the `advice`. */
export type FieldsOf<E extends UnpauseError> = Partial<Omit<E, 'name' | 'code' | 'stack' | 'toJSON'>>

function maker<E extends UnpauseError>(errorClass: new (message: string, fields: ErrorFields) => E, usual: object) {
  return (fields: FieldsOf<E> = {}): E => {
    const { message, ...others }: ErrorFields & { message?: string } = { ...usual, ...fields }
    const summary = others.summary ?? message ?? `${errorClass.prototype.name} by hand`
    const full = message ?? (others.advice === undefined ? summary : `${summary}. ${others.advice}`)
    return new errorClass(full, { ...others, summary })
  }
}

const COUNTED = { attempts: 1, elapsedMs: 0 }
const WAITED = { looks: 1, elapsedMs: 0 }
const answered = (status: number, retryable = false) => ({ ...COUNTED, status, body: '', retryable })

/** Errors by their kinds. Each function takes the fields of its class. */
export const errors = {
  invalidRequest: maker(classes.InvalidRequestError, { field: 'connectorName' }),
  configuration: maker(classes.ConfigurationError, {}),
  credentials: maker(classes.CredentialsError, { stage: 'token_provider', attempts: 0, elapsedMs: 0 }),
  unauthorized: maker(classes.UnauthorizedError, answered(401)),
  forbidden: maker(classes.ForbiddenError, answered(403)),
  notFound: maker(classes.NotFoundError, answered(404)),
  conflict: maker(classes.ConflictError, answered(409, true)),
  rateLimited: maker(classes.RateLimitedError, answered(429, true)),
  server: maker(classes.ServerError, answered(503, true)),
  unexpectedStatus: maker(classes.UnexpectedStatusError, answered(418)),
  invalidResponse: maker(classes.InvalidResponseError, answered(200)),
  requestTimeout: maker(classes.RequestTimeoutError, { ...COUNTED, limit: 'deadlineMs', retryable: true }),
  transport: maker(classes.TransportError, { ...COUNTED, reason: 'connect', retryable: true }),
  connectorFailed: maker(classes.ConnectorFailedError, WAITED),
  waitTimeout: maker(classes.WaitTimeoutError, { ...WAITED, situation: 'still_paused', retryable: true }),
  internal: maker(classes.InternalError, {}),
}
