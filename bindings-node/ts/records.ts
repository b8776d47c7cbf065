/**
 * The address of one connector. As a string, an address that a call returns is
 * `environmentId/kafkaClusterId/connectorName`; of self-managed Kafka Connect it is the connector's name.
 */
export interface Connector {
  /** The environment's id, such as `env-a1b2c3`; empty for self-managed Kafka Connect. */
  readonly environmentId: string
  /** The Kafka cluster's id, such as `lkc-x7y8z9`; empty for self-managed Kafka Connect. */
  readonly kafkaClusterId: string
  /** The connector's name as the console shows it, not encoded; or its id, `lcc-…`, which the calls look up. */
  readonly connectorName: string
}

/** The address of one Kafka cluster. */
export interface Cluster {
  /** The environment's id, such as `env-a1b2c3`. */
  readonly environmentId: string
  /** The Kafka cluster's id, such as `lkc-x7y8z9`. */
  readonly kafkaClusterId: string
}

/** The rate limit in the `X-RateLimit-*` headers of one answer; a field is absent if its header is. */
export interface RateLimit {
  /** Requests that one window allows. */
  readonly limit?: number
  /** Requests that are left in this window. */
  readonly remaining?: number
  /** Milliseconds until the next window starts. */
  readonly resetMs?: number
}

/** The service accepted the request (202, or 204). The connector may **not** be in the new state: it changes later. */
export interface Accepted {
  /** The connector, by its name. */
  readonly connector: Connector
  /** The service's id of the request (`X-Request-Id`), for a support ticket. */
  readonly requestId?: string
  /** How many requests were made, including the accepted one; at least 1. */
  readonly attempts: number
  /** Milliseconds from the call to the answer, waits included. */
  readonly elapsedMs: number
  /** The rate limit, if the answer had its headers. */
  readonly rateLimit?: RateLimit
  /**
   * What a restart restarts. Absent where the service does not say: Confluent Cloud, a restart of the connector alone, and
   * workers before Apache Kafka 3.0, which restart no tasks whatever they are asked.
   */
  readonly restarting?: Restarting
}

/** The parts of a connector that a restart restarts. */
export interface Restarting {
  /** Whether the connector itself is restarted. */
  readonly connector: boolean
  /** The numbers of the tasks that are restarted, in their order; there may be none. */
  readonly tasks: readonly number[]
}

/** The status of one task. */
export interface TaskStatus {
  /** The task's number, from 0. */
  readonly id: number
  /** The task's state, such as `RUNNING`; see {@link ConnectorStatus}. */
  readonly state: string
  /** The worker that runs the task. */
  readonly workerId?: string
  /** The service's message about the task. */
  readonly message?: string
  /** The stack trace of the task. */
  readonly trace?: string
}

/**
 * The status of a connector at one moment.
 *
 * States are an open set. Confluent Cloud has, for a connector: `NONE`, `PROVISIONING`, `RUNNING`, `DEGRADED`,
 * `FAILED`, `PAUSED`, `RESTARTING`, `DELETED`; for a task: `RUNNING`, `STOPPED`, `UNASSIGNED`, `RESTARTING`, `FAILED`,
 * `SYSTEM_ERROR`, `USER_ACTIONABLE_ERROR`. Self-managed Kafka Connect has `RUNNING`, `PAUSED`, `STOPPED`, `FAILED`,
 * `UNASSIGNED` and `RESTARTING`.
 */
export interface ConnectorStatus {
  /** The connector's name, as the service writes it. */
  readonly name: string
  /** `sink` or `source`. */
  readonly connectorType?: string
  /** The connector's state, such as `RUNNING`. The tasks have states of their own. */
  readonly state: string
  /** The worker that runs the connector. */
  readonly workerId?: string
  /** The stack trace of the connector itself. */
  readonly trace?: string
  /** The tasks, in the service's order; may be empty. */
  readonly tasks: readonly TaskStatus[]
  /** How many tasks are `RUNNING`. */
  readonly tasksRunning: number
  /** The problems that the service reports, in its own words. */
  readonly problems: readonly string[]
  /** The whole JSON document, including fields that this type leaves out. */
  readonly raw: Readonly<Record<string, unknown>>
}

/** One connector of a listing. */
export interface ListedConnector {
  /** The connector's address. */
  readonly connector: Connector
  /** The service's own id, `lcc-…`; self-managed Kafka Connect has none. */
  readonly id?: string
  /** `sink` or `source`. */
  readonly connectorType?: string
  /** The status of the connector and its tasks, if the listing has it. */
  readonly status?: ConnectorStatus
}

/** The state of a connector that a wait waits for, its tasks included. */
export type DesiredState =
  /** It says `RUNNING`, it has its tasks, and each of them says `RUNNING`. */
  | 'running'
  /**
   * It says `PAUSED`, and each of its tasks `PAUSED`, `STOPPED` (as Confluent Cloud says) or `FAILED`: a pause leaves a
   * failed task failed.
   */
  | 'paused'
  /** It says `STOPPED`, and its tasks are gone. Only self-managed Kafka Connect stops connectors. */
  | 'stopped'

/** A connector that was seen in the state that was waited for. */
export interface WaitResult {
  /** The connector. */
  readonly connector: Connector
  /** The state that it is in. */
  readonly state: DesiredState
  /** The status that the last poll saw. */
  readonly status: ConnectorStatus
  /** The answer to the change; absent if the call made none. */
  readonly accepted?: Accepted
  /** How many polls it took; at least 1. */
  readonly looks: number
  /** Milliseconds from the call to the last poll, the change included. */
  readonly elapsedMs: number
}

/** One poll of a wait. As a string, it is its `summary`. */
export interface WaitProgress {
  /** The connector. */
  readonly connector: Connector
  /** The number of the poll, from 1. */
  readonly look: number
  /** Milliseconds from the call to this poll. */
  readonly elapsedMs: number
  /** The status that the poll saw; absent if it had no answer. */
  readonly status?: ConnectorStatus
  /** Why the poll had no answer, in a few words. This does not end the wait. */
  readonly error?: string
  /** Milliseconds until the next poll; absent if this was the last one. */
  readonly nextLookMs?: number
  /** The poll on one line. */
  readonly summary: string
}

/** Why a connector was not in the desired state in time; see {@link WaitTimeoutError}. */
export type Situation =
  /** It is to run, or to be stopped, and said PAUSED at every poll. */
  | 'still_paused'
  /** It had left PAUSED, so somebody paused it again. */
  | 'paused_again'
  /** It is to be paused or stopped, and runs. */
  | 'still_running'
  /** It was paused or stopped, as it is to be, and somebody resumed it. */
  | 'resumed_again'
  /** It is stuck in PROVISIONING. */
  | 'provisioning'
  /** It failed, but not for as long as `failureGraceMs`. */
  | 'failed'
  /** It says RUNNING but has fewer tasks than `minTasks`. */
  | 'no_tasks'
  /** It has its tasks, but not all of them run. */
  | 'tasks_not_running'
  /** It says PAUSED, and some of its tasks do not yet. */
  | 'tasks_not_paused'
  /** It says STOPPED, and still has tasks. */
  | 'tasks_not_stopped'
  /** It was in the desired state, but not yet for as long as `settleMs`. */
  | 'not_settled'
  /** It is in any other state. */
  | 'other'
  /** No poll had an answer. */
  | 'unknown'

/** Why there was no answer; see {@link TransportError}. */
export type TransportReason =
  /** This process may open no more connections. */
  | 'too_many_open_files'
  /** The name of the host cannot be resolved. */
  | 'name_resolution'
  /** No connection could be made. */
  | 'connect'
  /** The proxy made no connection. */
  | 'proxy'
  /** The proxy wants credentials. */
  | 'proxy_credentials'
  /** TLS failed, mostly because of the certificate. */
  | 'tls'
  /** The server ended TLS because of the client's own certificate, or because it wants one. */
  | 'client_certificate'
  /** The answer is not HTTP. */
  | 'not_http'
  /** The service says that it did not look at the request. */
  | 'not_processed'
  /** The connection broke before the end of the answer. */
  | 'connection_lost'

/** Published on the channel `unpause:start` when a call starts. A job makes several calls. */
export interface StartMessage {
  /** The number of the call, the same in all of its messages. No other call of the process has it. */
  readonly call: number
  /** The name of the call, such as `'resume'`. */
  readonly action: string
  /** The connector; absent if the call is about a cluster. */
  readonly connector?: Connector
}

/** Published on the channel `unpause:attempt` when an attempt ends, whether it succeeded or failed. */
export interface AttemptMessage {
  /** The number of the call. */
  readonly call: number
  /** The name of the call, such as `'resume'`. */
  readonly action: string
  /** The connector; absent if the call is about a cluster. */
  readonly connector?: Connector
  /** The number of the attempt, from 1. */
  readonly attempt: number
  /** The HTTP status of the answer, if there was one. */
  readonly status?: number
  /** The service's id of the request. */
  readonly requestId?: string
  /** Milliseconds that this attempt took. */
  readonly elapsedMs: number
  /** Why there was no 2xx, in a few words. */
  readonly error?: string
}

/** Published on the channel `unpause:retry` when a call waits before it retries a failed attempt. */
export interface RetryMessage {
  /** The number of the call. */
  readonly call: number
  /** The name of the call, such as `'resume'`. */
  readonly action: string
  /** The connector; absent if the call is about a cluster. */
  readonly connector?: Connector
  /** The number of the failed attempt, from 1. */
  readonly attempt: number
  /** The most attempts that the call may make. */
  readonly maxAttempts: number
  /** Milliseconds that the call waits now. */
  readonly waitMs: number
  /** Why the attempt failed, in a few words. */
  readonly error: string
}

/** Published on the channel `unpause:hold` when a call waits because another call of this client was rate limited. */
export interface HoldMessage {
  /** The number of the call; absent if a job waits before it starts the call. */
  readonly call?: number
  /** The name of the call, such as `'resume'`. */
  readonly action: string
  /** The connector; absent if the call is about a cluster. */
  readonly connector?: Connector
  /** Milliseconds that the call waits now. */
  readonly waitMs: number
}

/** Published on the channel `unpause:renewal` when a token was renewed before it expired, beside a call, or was not. */
export interface RenewalMessage {
  /** The number of the call. */
  readonly call: number
  /** The name of the call, such as `'resume'`. */
  readonly action: string
  /** The connector; absent if the call is about a cluster. */
  readonly connector?: Connector
  /** Milliseconds that the renewal took. */
  readonly elapsedMs: number
  /** Milliseconds that the new token is good for, if that is known. */
  readonly expiresInMs?: number
  /** Why there is no new token, in a few words. */
  readonly error?: string
}

/** Published on the channel `unpause:end` when a call ends, with success or not, or is aborted. */
export interface EndMessage {
  /** The number of the call. */
  readonly call: number
  /** The name of the call, such as `'resume'`. */
  readonly action: string
  /** The connector; absent if the call is about a cluster. */
  readonly connector?: Connector
  /** How many requests were tried. */
  readonly attempts: number
  /** Milliseconds from the start of the call to its end. */
  readonly elapsedMs: number
  /** Why the call failed, in a few words; `'cancelled'` after an abort. */
  readonly error?: string
}
