/**
 * The address of one connector. As a string, one that comes from here is `environmentId/kafkaClusterId/connectorName`; of
 * self-managed Kafka Connect, its name.
 */
export interface Connector {
  /** The environment's id, such as `env-a1b2c3`; empty for self-managed Kafka Connect. */
  readonly environmentId: string
  /** The Kafka cluster's id, such as `lkc-x7y8z9`; empty for self-managed Kafka Connect. */
  readonly kafkaClusterId: string
  /** The connector's name, as the console shows it, not encoded; or its id, `lcc-…`, which the calls look up. */
  readonly connectorName: string
}

/** The address of one Kafka cluster, whose connectors can be listed. */
export interface Cluster {
  /** The environment's id, such as `env-a1b2c3`. */
  readonly environmentId: string
  /** The Kafka cluster's id, such as `lkc-x7y8z9`. */
  readonly kafkaClusterId: string
}

/** The rate limit, as one answer's `X-RateLimit-*` headers describe it. What was not sent is absent. */
export interface RateLimit {
  /** Requests allowed in one window. */
  readonly limit?: number
  /** Requests left in this window. */
  readonly remaining?: number
  /** Milliseconds until the window starts anew. */
  readonly resetMs?: number
}

/** The service accepted the request (202, or 204). **Not** that the connector runs: its tasks start later. */
export interface Accepted {
  /** The connector, by its name. */
  readonly connector: Connector
  /** The service's id of the request (`X-Request-Id`), for a support ticket. */
  readonly requestId?: string
  /** How many requests it took, the accepted one included; at least 1. */
  readonly attempts: number
  /** Milliseconds from the call to the answer, waits included. */
  readonly elapsedMs: number
  /** What the answer said about the rate limit, if it did. */
  readonly rateLimit?: RateLimit
}

/** How one task of a connector is. */
export interface TaskStatus {
  /** The task's number, from 0. */
  readonly id: number
  /** The task's state, such as `RUNNING`; an open set. */
  readonly state: string
  /** Who runs the task. */
  readonly workerId?: string
  /** What the service says about the task. */
  readonly message?: string
  /** The task's stack trace. */
  readonly trace?: string
}

/**
 * How a connector is, at one moment.
 *
 * States are an open set. Seen of a connector: `NONE`, `PROVISIONING`, `RUNNING`, `DEGRADED`, `FAILED`, `PAUSED`,
 * `RESTARTING`, `DELETED`; of a task: `RUNNING`, `STOPPED`, `UNASSIGNED`, `RESTARTING`, `FAILED`, `SYSTEM_ERROR`,
 * `USER_ACTIONABLE_ERROR`. Self-managed Kafka Connect has `RUNNING`, `PAUSED`, `STOPPED`, `FAILED`, `UNASSIGNED` and
 * `RESTARTING`.
 */
export interface ConnectorStatus {
  /** The connector's name, as the service writes it. */
  readonly name: string
  /** `sink` or `source`. */
  readonly connectorType?: string
  /** The connector's state, such as `RUNNING`. It says little about the tasks. */
  readonly state: string
  /** Who runs the connector. */
  readonly workerId?: string
  /** The connector's own stack trace. */
  readonly trace?: string
  /** The tasks, in the service's order; there may be none. */
  readonly tasks: readonly TaskStatus[]
  /** How many tasks say `RUNNING`. */
  readonly tasksRunning: number
  /** What the service says is wrong, in its own words. */
  readonly problems: readonly string[]
  /** The whole document as JSON, with what this view leaves out. */
  readonly raw: string
}

/** A connector as a listing describes it. */
export interface ListedConnector {
  /** Its address. */
  readonly connector: Connector
  /** The service's own id, `lcc-…`; self-managed Kafka Connect has none. */
  readonly id?: string
  /** `sink` or `source`. */
  readonly connectorType?: string
  /** How the connector and its tasks are, if the listing says it. */
  readonly status?: ConnectorStatus
}

/** A connector that was seen running: it says `RUNNING`, it has its tasks, and each of them says `RUNNING`. */
export interface Running {
  /** The connector. */
  readonly connector: Connector
  /** What the last look saw. */
  readonly status: ConnectorStatus
  /** The answer to the resume, if one was sent. */
  readonly accepted?: Accepted
  /** How many looks it took; at least 1. */
  readonly looks: number
  /** Milliseconds from the call to the last look, the resume included. */
  readonly elapsedMs: number
}

/** One look at a connector that is waited for. As a string, it is `summary`. */
export interface WaitProgress {
  /** The connector. */
  readonly connector: Connector
  /** Which look, from 1. */
  readonly look: number
  /** Milliseconds from the call to this look. */
  readonly elapsedMs: number
  /** What the look saw; absent if it had no answer. */
  readonly status?: ConnectorStatus
  /** Why the look had no answer, in a few words. It does not end the wait. */
  readonly error?: string
  /** Milliseconds until the next look; absent if this was the last one. */
  readonly nextLookMs?: number
  /** All of it on one line. */
  readonly summary: string
}

/** How a connector stood that did not run in time; see {@link WaitTimeoutError}. */
export type Situation =
  /** It said PAUSED at every look. */
  | 'still_paused'
  /** It had left PAUSED and went back to it: somebody paused it meanwhile. */
  | 'paused_again'
  /** It is stuck PROVISIONING. */
  | 'provisioning'
  /** It failed, but not for as long as `failureGraceMs`. */
  | 'failed'
  /** It says RUNNING and has fewer tasks than `minTasks`. */
  | 'no_tasks'
  /** It has its tasks, but not all of them run. */
  | 'tasks_not_running'
  /** It ran, but not yet for as long as `settleMs`. */
  | 'not_settled'
  /** In any other state. */
  | 'other'
  /** No look had an answer. */
  | 'unknown'

/** Published on the channel `unpause:attempt` when an attempt has ended, well or not. */
export interface AttemptMessage {
  /** What the call does, such as `'resume'`. */
  readonly action: string
  /** The connector that the call is about, if it is about one. */
  readonly connector?: Connector
  /** Which attempt, from 1. */
  readonly attempt: number
  /** The answer's status, if there was an answer. */
  readonly status?: number
  /** The service's id of the request. */
  readonly requestId?: string
  /** How many milliseconds this attempt took. */
  readonly elapsedMs: number
  /** Why there was no 2xx, in a few words. */
  readonly error?: string
}

/** Published on the channel `unpause:retry` when a failed attempt will be followed by another one, after a wait. */
export interface RetryMessage {
  /** What the call does, such as `'resume'`. */
  readonly action: string
  /** The connector that the call is about, if it is about one. */
  readonly connector?: Connector
  /** Which attempt failed, from 1. */
  readonly attempt: number
  /** How many attempts there may be. */
  readonly maxAttempts: number
  /** How many milliseconds the call waits now. */
  readonly waitMs: number
  /** Why the attempt failed, in a few words. */
  readonly error: string
}

/**
 * Published on the channel `unpause:hold` when a call waits, because the service refused another call's request as one
 * too many.
 */
export interface HoldMessage {
  /** What the call does, such as `'resume'`. */
  readonly action: string
  /** The connector that the call is about, if it is about one. */
  readonly connector?: Connector
  /** How many milliseconds the call waits now. */
  readonly waitMs: number
}
