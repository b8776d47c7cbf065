/** The address of one connector. */
export interface Connector {
  /** The environment's id, such as `env-a1b2c3`. */
  readonly environmentId: string
  /** The Kafka cluster's id, such as `lkc-x7y8z9`. */
  readonly kafkaClusterId: string
  /** The connector's name, as the console shows it; not encoded. */
  readonly connectorName: string
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

/** The service accepted the request (202). **Not** that the connector runs: its tasks start later. */
export interface Accepted {
  /** The connector that the call named. */
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

/** Published on the channel `unpause:attempt` when an attempt has ended, well or not. */
export interface AttemptMessage {
  /** What the call does: `'resume'`. */
  readonly action: string
  /** The connector that the call names. */
  readonly connector: Connector
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
  /** What the call does: `'resume'`. */
  readonly action: string
  /** The connector that the call names. */
  readonly connector: Connector
  /** Which attempt failed, from 1. */
  readonly attempt: number
  /** How many attempts there may be. */
  readonly maxAttempts: number
  /** How many milliseconds the call waits now. */
  readonly waitMs: number
  /** Why the attempt failed, in a few words. */
  readonly error: string
}
