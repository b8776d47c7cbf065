/**
 * Resume paused Kafka connectors on Confluent Cloud.
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
 * A result is an {@link Accepted}: the service took the request, the connector's tasks start later. Every error is an
 * {@link UnpauseError}. Attempts and waits are published on the `diagnostics_channel`s `unpause:attempt`
 * ({@link AttemptMessage}) and `unpause:retry` ({@link RetryMessage}).
 *
 * @packageDocumentation
 */

export { Client } from './client'
export {
  APIError,
  ConfigurationError,
  ConflictError,
  ForbiddenError,
  InternalError,
  InvalidRequestError,
  NotFoundError,
  RateLimitedError,
  RequestTimeoutError,
  ServerError,
  TransportError,
  UnauthorizedError,
  UnexpectedStatusError,
  UnpauseError,
} from './errors'
export type { CallOptions, ClientOptions, RetryPolicy } from './options'
export type { Accepted, AttemptMessage, Connector, RateLimit, RetryMessage } from './records'
