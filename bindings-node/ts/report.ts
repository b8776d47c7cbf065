import type { UnpauseError } from './errors'
import type { Accepted, Connector, ConnectorStatus } from './records'

/** The result for one connector. */
export interface ResumeResult {
  /** The connector, as the caller named it. */
  readonly connector: Connector
  /**
   * Whether a request for it was sent. If it was, and there is neither `accepted` nor `error`, the work was
   * interrupted: the service may or may not have accepted the request.
   */
  readonly sent: boolean
  /** The service's answer, if it accepted the request. */
  readonly accepted?: Accepted
  /** The status that the last poll saw; absent without a poll. */
  readonly status?: ConnectorStatus
  /** Whether it was seen running. Always `false` without `wait`. */
  readonly running: boolean
  /** Why it was not accepted, or does not run: the error that a single call would throw. */
  readonly error?: UnpauseError
}

/** The number of connectors at each stage. */
export interface ResumeCounts {
  /** All connectors, including duplicates. */
  readonly total: number
  /** The service accepted the request. */
  readonly accepted: number
  /** Seen running. Always 0 without `wait`. */
  readonly running: number
  /** Not accepted, or accepted but not running in time. */
  readonly failed: number
  /** Finished: failed, or accepted and, with `wait`, running. */
  readonly done: number
}

/** One more connector was accepted, runs, or failed. As a string, it is its `summary`. */
export interface ResumeProgress {
  /** The connector's result so far. */
  readonly result: ResumeResult
  /** The counts of all connectors so far. */
  readonly counts: ResumeCounts
  /** The progress on one line. */
  readonly summary: string
}

/** A result with an error. */
type FailedResult = ResumeResult & Required<Pick<ResumeResult, 'error'>>

/** The results of resuming many connectors. As a string, it is its `summary`. */
export class ResumeReport {
  /** One result for each connector: in the order of the call, or for a whole cluster sorted by name. */
  readonly results: readonly ResumeResult[]
  /** The counts of all connectors. */
  readonly counts: ResumeCounts
  /** Milliseconds from the call to the end, or to now. */
  readonly elapsedMs: number
  /** Whether it was a dry run: nothing was sent, and the results are the connectors that would be resumed. */
  readonly dryRun: boolean
  /** Whether the job waits until the connectors run. */
  readonly wait: boolean
  /** The counts and the reasons of failures, on one line. */
  readonly summary: string

  /** @internal */
  constructor(fields: Pick<ResumeReport, 'results' | 'counts' | 'elapsedMs' | 'dryRun' | 'wait' | 'summary'>) {
    this.results = fields.results
    this.counts = fields.counts
    this.elapsedMs = fields.elapsedMs
    this.dryRun = fields.dryRun
    this.wait = fields.wait
    this.summary = fields.summary
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
