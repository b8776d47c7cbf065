import type { UnpauseError } from './errors'
import type { Accepted, Connector, ConnectorStatus } from './records'

/** The change that a job on many connectors makes to each of them. */
export type ManyOperation =
  /** Ends a pause or a stop: leads to `running`. */
  | 'resume'
  /** Keeps the tasks, which do nothing: leads to `paused`. */
  | 'pause'
  /** Shuts the tasks down, on self-managed Kafka Connect only: leads to `stopped`. */
  | 'stop'
  /** Starts the connector and its tasks again, failed ones too: leads to `running`. */
  | 'restart'

/** The result for one connector. */
export interface ConnectorResult {
  /** The connector, as the caller named it. */
  readonly connector: Connector
  /**
   * Whether a request for it was sent. If it was, and there is neither `accepted` nor `error`, the work was
   * interrupted: the service may or may not have accepted the request.
   */
  readonly sent: boolean
  /** The service's answer, if it accepted the request. */
  readonly accepted?: Accepted
  /**
   * Whether the job changed the connector: the service accepted the request, and the listing did not say that the
   * connector was already in that state. See {@link Report.changed}.
   */
  readonly changed: boolean
  /** The status that the last poll saw, or the listing before it; absent if there was none. */
  readonly status?: ConnectorStatus
  /** Whether it was seen in the state that the operation leads to. Always `false` without `wait`. */
  readonly reached: boolean
  /** Why it was not accepted, or is not in that state: the error that a single call would throw. */
  readonly error?: UnpauseError
}

/** The number of connectors at each stage. */
export interface ReportCounts {
  /** All connectors, including duplicates. */
  readonly total: number
  /** The service accepted the request. */
  readonly accepted: number
  /** Seen in the state that the operation leads to. Always 0 without `wait`. */
  readonly reached: number
  /** Not accepted, or accepted and not in that state in time. */
  readonly failed: number
  /** Finished: failed, or accepted and, with `wait`, in that state. */
  readonly done: number
}

/** One more connector was accepted, is in the desired state, or failed. As a string, it is its `summary`. */
export interface ManyProgress {
  /** The connector's result so far. */
  readonly result: ConnectorResult
  /** The counts of all connectors so far. */
  readonly counts: ReportCounts
  /** The progress on one line. */
  readonly summary: string
}

/** A connector of the listing that the job did not choose. */
export interface LeftOut {
  /** The connector. */
  readonly connector: Connector
  /** Its state; absent if the listing has none. */
  readonly state?: string
  /** Why it was left out. */
  readonly reason: LeftOutReason
}

/** Why a job did not choose a connector. */
export type LeftOutReason =
  /** Its name does not match `nameGlob`. */
  | 'name'
  /** It is in none of the states. */
  | 'state'
  /** The listing has no status of it: it was just created, or the service is in trouble. Look at its status. */
  | 'no_status'
