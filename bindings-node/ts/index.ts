/**
 * Resume, pause, restart and stop Kafka connectors: on Confluent Cloud with a {@link Client}, on self-managed Kafka
 * Connect with a {@link KafkaConnect}.
 *
 * @example
 * ```ts
 * import { Client, NotFoundError } from 'unpause'
 *
 * const client = Client.fromEnv()
 * try {
 *   await client.resume({ environmentId: 'env-a1b2c3', kafkaClusterId: 'lkc-x7y8z9', connectorName: 'orders-sink' })
 * } catch (error) {
 *   if (error instanceof NotFoundError) console.error(error.message)
 *   else throw error
 * }
 * ```
 *
 * {@link Accepted} means that the service accepted the request; the connector's tasks start later. `resumeAndWait`
 * waits until they run, and `resumeMany` and `resumeAll` do it for many connectors; the same goes for `pause`, `restart`
 * and `stop`. A {@link Report} can be saved as JSON, and be the input of the next job. Every error is an {@link
 * UnpauseError}. Calls are published on the `diagnostics_channel`s `unpause:start` ({@link StartMessage}),
 * `unpause:attempt` ({@link AttemptMessage}), `unpause:retry` ({@link RetryMessage}), `unpause:hold` ({@link
 * HoldMessage}), `unpause:renewal` ({@link RenewalMessage}) and `unpause:end` ({@link EndMessage}).
 *
 * @packageDocumentation
 */

export { Client } from './client'
export { Connector } from './connector'
export { ClientCredentials, StsToken } from './credentials'
export type { ClientCredentialsOptions, CredentialsStage, StsTokenOptions, Token, TokenFunction } from './credentials'
export {
  APIError,
  ConfigurationError,
  ConflictError,
  ConnectorFailedError,
  CredentialsError,
  ForbiddenError,
  InternalError,
  InvalidRequestError,
  InvalidResponseError,
  NotFoundError,
  RateLimitedError,
  RequestTimeoutError,
  ServerError,
  TransportError,
  UnauthorizedError,
  UnexpectedStatusError,
  UnpauseError,
  WaitTimeoutError,
} from './errors'
export type { Job, ManyJob } from './job'
export { KafkaConnect } from './kafka-connect'
export type {
  AllOptions,
  CallOptions,
  ClientOptions,
  KafkaConnectOptions,
  ManyOptions,
  RestartAllOptions,
  RestartAndWaitOptions,
  RestartManyOptions,
  RestartOptions,
  RetryPolicy,
  WaitOptions,
} from './options'
export type {
  Accepted,
  AttemptMessage,
  Cluster,
  ConnectorStatus,
  DesiredState,
  EndMessage,
  HoldMessage,
  ListedConnector,
  RateLimit,
  RenewalMessage,
  Restarting,
  RetryMessage,
  Situation,
  StartMessage,
  TaskStatus,
  TransportReason,
  WaitProgress,
  WaitResult,
} from './records'
export { Report } from './report'
export type { ConnectorResult, LeftOut, LeftOutReason, ManyOperation, ManyProgress, ReportCounts } from './results'
