import { inspect } from 'node:util'

import type { NativeClient } from './binding'
import { callOptions, clientOptions, connector as address } from './checks'
import { errorOf, guarded, unexpected } from './failures'
import { call, type Start } from './mailbox'
import { native } from './native'
import type { CallOptions, ClientOptions } from './options'
import type { Accepted, Connector } from './records'

/** The options of clients that take what these leave out from the environment. Beside them, because it is no option. */
const completedFromEnv = new WeakSet<ClientOptions>()

/**
 * Calls the Connect API of Confluent Cloud.
 *
 * Build one and keep it: it holds the connections. An idle client lets the process end. It belongs to the thread that
 * built it; a `Worker` builds its own.
 *
 * @example
 * ```ts
 * import { Client } from 'unpause'
 *
 * const client = new Client({ apiKey: 'KEY', apiSecret: 'SECRET' })
 * const accepted = await client.resume({
 *   environmentId: 'env-a1b2c3',
 *   kafkaClusterId: 'lkc-x7y8z9',
 *   connectorName: 'orders-sink',
 * })
 * ```
 */
export class Client {
  readonly #native: NativeClient

  /**
   * Builds a client.
   *
   * @param options - Credentials at the least: `apiKey` and `apiSecret`, or `token`.
   * @throws {@link ConfigurationError} when no client can be built: no credentials, a bad URL, an unreadable CA file.
   * @throws {@link InvalidRequestError} when an option is of the wrong type or out of range.
   *
   * @example
   * ```ts
   * const client = new Client({ token: 'TOKEN', deadlineMs: 60_000, retry: { maxAttempts: 6 } })
   * ```
   */
  constructor(options: ClientOptions = {}) {
    const given = clientOptions(options, completedFromEnv.has(options))
    const opened = guarded(() => native.open(given))
    if ('kind' in opened) throw errorOf(opened)
    this.#native = opened
  }

  /**
   * Builds a client from `CONFLUENT_CLOUD_API_KEY`, `CONFLUENT_CLOUD_API_SECRET` and, if set,
   * `CONFLUENT_CLOUD_REST_ENDPOINT`; the same names as Confluent's Terraform provider. They are read from the process's
   * environment, which in a `Worker` is not its copy in `process.env`.
   *
   * @param options - As for the constructor. What is given wins over the environment.
   * @throws {@link ConfigurationError} when a variable is missing; the message names it.
   *
   * @example
   * ```ts
   * const client = Client.fromEnv({ deadlineMs: 60_000 })
   * ```
   */
  static fromEnv(options: ClientOptions = {}): Client {
    const own = { ...options }
    completedFromEnv.add(own)
    return new this(own)
  }

  /** Where the service is. */
  get baseUrl(): string {
    return this.#native.baseUrl
  }

  /**
   * Resumes a paused connector; does nothing if it is not paused.
   *
   * The service works **asynchronously**: a fulfilled promise means that it accepted the request (202), not that the
   * connector's tasks run. A resume is idempotent, so what may pass is retried (408, 409, 425, 429, 500, 502, 503, 504,
   * no answer) until the attempts or the deadline run out.
   *
   * Aborting `signal` drops the request and closes its connection; the service may have taken it all the same.
   *
   * @param connector - Which one: three strings, not encoded.
   * @param options - The signal and the time limits of this call.
   * @returns What the service said when it accepted the request.
   * @throws An {@link UnpauseError}, or `signal.reason` when the signal is aborted.
   *
   * @example
   * ```ts
   * try {
   *   const connector = { environmentId: 'env-a1b2c3', kafkaClusterId: 'lkc-x7y8z9', connectorName: 'orders-sink' }
   *   const { requestId } = await client.resume(connector, { signal: AbortSignal.timeout(5_000) })
   * } catch (error) {
   *   if (error instanceof NotFoundError) console.error(error.message)
   *   else throw error
   * }
   * ```
   *
   * @see https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/resumeConnectv1Connector
   */
  async resume(connector: Connector, options: CallOptions = {}): Promise<Accepted> {
    const named = address(connector)
    const { environmentId, kafkaClusterId, connectorName } = named
    const { signal, timeoutMs, deadlineMs } = callOptions(options)
    const start: Start = (mailbox, wantsEvents) =>
      this.#native.resume(mailbox, environmentId, kafkaClusterId, connectorName, timeoutMs, deadlineMs, wantsEvents)
    if (signal?.aborted === true) throw signal.reason
    const { accepted, error, aborted } = await call(start, signal)
    if (accepted !== undefined) return { connector: named, ...accepted }
    if (aborted !== undefined) throw aborted.reason
    throw error === undefined ? unexpected('a call ended in nothing') : errorOf(error)
  }

  /**
   * Closes the connections that no call uses. Calls in flight go on to their end; new ones are refused.
   *
   * @example
   * ```ts
   * {
   *   await using client = Client.fromEnv() // closes it at the end of the block
   * }
   * ```
   */
  close(): void {
    this.#native.close()
  }

  /** As {@link Client.close}, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.close()
  }

  /** Shows where the client calls, and no secret. */
  toJSON(): { baseUrl: string } {
    return { baseUrl: this.baseUrl }
  }

  /**
   * The same for `console.log`. Not in the types, which would need those of Node.js for it.
   *
   * @internal
   */
  [inspect.custom](): string {
    return `${this.constructor.name} ${inspect(this.toJSON())}`
  }
}
