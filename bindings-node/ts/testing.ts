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
import { Job, ManyJob } from './job'
import type {
  Accepted,
  Connector,
  ConnectorStatus,
  DesiredState,
  TaskStatus,
  WaitProgress,
  WaitResult,
} from './records'
import { Report, type ReportFields } from './report'
import type { ConnectorResult, LeftOut, ManyOperation, ManyProgress, ReportCounts } from './results'

export type { ReportFields } from './report'
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

/** The result of a wait; without fields, of a connector that runs. */
export function waitResult(fields: Partial<WaitResult> = {}): WaitResult {
  const { connector: of = connector(), state = 'running' } = fields
  const status = connectorStatus({ name: of.connectorName, state: state.toUpperCase() })
  return recordOf({ connector: of, state, status, looks: 1, elapsedMs: 0, ...fields })
}

/** One poll of a wait. */
export function waitProgress(fields: Partial<WaitProgress> = {}): WaitProgress {
  const { connector: of = connector(), status, error } = fields
  const seen = status === undefined ? `no status${error === undefined ? '' : ` (${error})`}` : status.state
  return recordOf({ connector: of, look: 1, elapsedMs: 0, summary: `${of.connectorName}: ${seen}`, ...fields })
}

/**
 * The result for one connector: accepted, unless there is an `error`, or `sent` is `false`; and changed, if it was
 * accepted.
 */
export function connectorResult(fields: Partial<ConnectorResult> = {}): ConnectorResult {
  const { connector: of = connector(), sent = true, error } = fields
  const answer = fields.accepted ?? (sent && error === undefined ? accepted({ connector: of }) : undefined)
  const changed = answer !== undefined
  return withText({ connector: of, sent, changed, reached: false, ...(answer && { accepted: answer }), ...fields })
}

/** A connector that a job did not choose; without fields, because of its state. */
export function leftOut(fields: Partial<LeftOut> = {}): LeftOut {
  return recordOf({ connector: connector(), state: 'RUNNING', reason: 'state', ...fields })
}

/** The state that each operation leads to. */
const LEADS_TO: Readonly<Record<ManyOperation, DesiredState>> = {
  resume: 'running',
  pause: 'paused',
  stop: 'stopped',
  restart: 'running',
}

/** One progress of a job on many connectors. Without `counts`, this is its only connector. */
export function manyProgress(fields: Partial<ManyProgress> = {}): ManyProgress {
  const { result = connectorResult(), counts = countsOf([result], result.reached) } = fields
  const how = result.error?.name ?? (result.reached ? 'reached' : 'accepted')
  const summary = `${counts.done} of ${counts.total}: ${result.connector.connectorName}: ${how}`
  return withText({ result, counts, summary, ...fields })
}

/** A report, of a resume without `operation`; its counts are those of its results. It can be saved, and be an input. */
export function report(fields: Partial<ReportFields> = {}): Report {
  const { operation = 'resume', results = [], wait = false, counts = countsOf(results, wait) } = fields
  const reached = wait ? `, ${counts.reached} ${LEADS_TO[operation]}` : ''
  const summary = `${counts.total} connectors: ${counts.accepted} accepted${reached}, ${counts.failed} failed`
  const usual = { operation, states: [], unseenStates: [], leftOut: [], elapsedMs: 0, dryRun: false, wait }
  return new Report({ ...usual, results, counts, summary, ...fields })
}

function countsOf(results: readonly ConnectorResult[], wait: boolean): ReportCounts {
  const count = (is: (result: ConnectorResult) => unknown): number => results.filter(is).length
  return withText({
    total: results.length,
    accepted: count((result) => result.accepted),
    reached: count((result) => result.reached),
    failed: count((result) => result.error),
    done: count((result) => result.error ?? (wait ? result.reached : result.accepted)),
  })
}

/**
 * A job that reports some progress, one in each turn of the event loop, and then ends well. It starts at once, and is
 * stopped when a loop is left, as that of a client. Make it when the stub is called, and not before.
 *
 * @param result - A {@link WaitResult} for a wait; a {@link Report} for many connectors, which is also the job's
 *   `report` from the start.
 */
export function resolvedJob(result: Report, progress?: Iterable<ManyProgress>): ManyJob
export function resolvedJob(result?: WaitResult, progress?: Iterable<WaitProgress>): Job<WaitProgress, WaitResult>
export function resolvedJob(
  result: WaitResult | Report = waitResult(),
  progress: Iterable<WaitProgress | ManyProgress> = [],
): Job<WaitProgress, WaitResult> | ManyJob {
  if (!(result instanceof Report)) return waitJob(progress, () => result)
  return manyJob(progress, () => result, result)
}

/**
 * A job that reports some progress and then fails, as {@link resolvedJob}; with a `report`, it is one on many
 * connectors, which had come so far. If nobody handles the error, it is an unhandled rejection.
 */
export function rejectedJob(error: unknown, report: Report, progress?: Iterable<ManyProgress>): ManyJob
export function rejectedJob(error: unknown, progress?: Iterable<WaitProgress>): Job<WaitProgress, WaitResult>
export function rejectedJob(
  error: unknown,
  first: Report | Iterable<WaitProgress> = [],
  progress: Iterable<ManyProgress> = [],
): Job<WaitProgress, WaitResult> | ManyJob {
  const fail = (): never => {
    throw error
  }
  return first instanceof Report ? manyJob(progress, fail, first) : waitJob(first, fail)
}

function waitJob(progress: Iterable<unknown>, end: () => WaitResult): Job<WaitProgress, WaitResult> {
  return new Job(workByHand(progress as Iterable<WaitProgress>, end))
}

function manyJob(progress: Iterable<unknown>, end: () => Report, report: Report): ManyJob {
  return new ManyJob(workByHand(progress as Iterable<ManyProgress>, end), () => report)
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
