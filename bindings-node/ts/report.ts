import type { UnpauseError } from './errors'
import type { NativeReport, NativeResults, NativeResumeProgress } from './internal/binding'
import type { CallerStack } from './internal/caller-stack'
import { withAddressText, withSummaryText } from './internal/to-string'
import type { Accepted, Connector, ConnectorStatus, RateLimit } from './records'

/** What became of one connector. */
export interface ResumeResult {
  /** The connector. */
  readonly connector: Connector
  /**
   * Whether a request for it went out. If it did and there is neither `accepted` nor `error`, the work was interrupted,
   * and the service may have taken the request or not.
   */
  readonly sent: boolean
  /** The service's answer, if it took the request. */
  readonly accepted?: Accepted
  /** How the connector was when it was last looked at; absent if nobody looked. */
  readonly status?: ConnectorStatus
  /** Whether it was seen running. Only looked for when asked to wait. */
  readonly running: boolean
  /** Why it was not accepted, or does not run. */
  readonly error?: UnpauseError
}

/** How many connectors are how far. */
export interface ResumeCounts {
  /** All of them, duplicates included. */
  readonly total: number
  /** The service took the request. */
  readonly accepted: number
  /** Seen running. Always 0 when not asked to wait. */
  readonly running: number
  /** Not accepted, or accepted and not running in time. */
  readonly failed: number
  /** Nothing more will happen to them: failed, or accepted and, if asked to wait, running. */
  readonly done: number
}

/** One more connector was accepted, runs, or failed. As a string, it is `summary`. */
export interface ResumeProgress {
  /** The connector, and what became of it by now. */
  readonly result: ResumeResult
  /** All connectors by now. */
  readonly counts: ResumeCounts
  /** All of it on one line. */
  readonly summary: string
}

/** A result with an error. */
type FailedResult = ResumeResult & Required<Pick<ResumeResult, 'error'>>

/** What became of each connector. As a string, it is `summary`. */
export class ResumeReport {
  /** One a connector, in the order in which they were given; of a cluster's connectors, in the order of their names. */
  readonly results: readonly ResumeResult[]
  /** How many are how far. */
  readonly counts: ResumeCounts
  /** Milliseconds from the call to the end, or to now. */
  readonly elapsedMs: number
  /** Nothing was sent on purpose: the results are the connectors that would be resumed. */
  readonly dryRun: boolean
  /** Whether running was waited for. */
  readonly wait: boolean
  /** How many were accepted, run, failed, and why, on one line. */
  readonly summary: string

  /** @internal */
  constructor({ results, counts, elapsedMs, dryRun, wait, summary }: NativeReport, caller: CallerStack) {
    this.results = resultsOf(results, caller)
    this.counts = counts
    this.elapsedMs = elapsedMs
    this.dryRun = dryRun
    this.wait = wait
    this.summary = summary
  }

  /** The results with an error. */
  get failures(): readonly FailedResult[] {
    return this.results.filter((result): result is FailedResult => result.error !== undefined)
  }

  /** The summary. */
  toString(): string {
    return this.summary
  }
}

/**
 * What a job that resumes many tells, once.
 *
 * @internal
 */
export function resumeProgress(
  { results, counts, summary }: NativeResumeProgress,
  caller: CallerStack,
): ResumeProgress {
  const [result] = resultsOf(results, caller)
  return withSummaryText({ result: result as ResumeResult, counts, summary })
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** What `NativeResults.numbers` begins each result with. */
const [SENT, ACCEPTED, RUNNING] = [1, 2, 4]

/** Makes objects of the columns in which results cross the border; `NativeResults` says what stands in them. */
function resultsOf({ texts, numbers, others }: NativeResults, caller: CallerStack): ResumeResult[] {
  const results: Mutable<ResumeResult>[] = []
  for (let text = 0, number = 0; text < texts.length; text += 4, number += 6) {
    const [flags = 0] = [numbers[number]]
    const connector = withAddressText({
      environmentId: texts[text] as string,
      kafkaClusterId: texts[text + 1] as string,
      connectorName: texts[text + 2] as string,
    })
    const result: Mutable<ResumeResult> = { connector, sent: (flags & SENT) > 0, running: (flags & RUNNING) > 0 }
    if ((flags & ACCEPTED) > 0) result.accepted = acceptedOf(connector, texts[text + 3], numbers, number)
    results.push(result)
  }
  for (const { at, error, status, accepted } of others) {
    const result = results[at] as Mutable<ResumeResult>
    if (error !== undefined) result.error = caller.error(error)
    if (status !== undefined) result.status = status
    if (accepted !== undefined)
      result.accepted = { ...(result.accepted as Accepted), connector: withAddressText(accepted) }
  }
  return results
}

function acceptedOf(
  connector: Connector,
  requestId: string | null | undefined,
  numbers: Float64Array,
  at: number,
): Accepted {
  const [attempts, elapsedMs] = [numbers[at + 1] as number, numbers[at + 2] as number]
  const accepted: Mutable<Accepted> = { connector, attempts, elapsedMs }
  if (requestId !== null && requestId !== undefined) accepted.requestId = requestId
  const rateLimit = rateLimitOf(numbers[at + 3], numbers[at + 4], numbers[at + 5])
  if (rateLimit !== undefined) accepted.rateLimit = rateLimit
  return accepted
}

function rateLimitOf(limit = NaN, remaining = NaN, resetMs = NaN): RateLimit | undefined {
  const rateLimit: Mutable<RateLimit> = {}
  if (!Number.isNaN(limit)) rateLimit.limit = limit
  if (!Number.isNaN(remaining)) rateLimit.remaining = remaining
  if (!Number.isNaN(resetMs)) rateLimit.resetMs = resetMs
  return Number.isNaN(limit) && Number.isNaN(remaining) && Number.isNaN(resetMs) ? undefined : rateLimit
}
