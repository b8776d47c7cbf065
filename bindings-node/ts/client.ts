import { BaseClient } from './base-client'
import { addressesOf, addressOf, clusterAddressOf, type Many } from './internal/address'
import { type Addressing, Calls } from './internal/calls'
import { clientOptions } from './internal/checked-options'
import { environment } from './internal/environment'
import { native } from './internal/native'
import { errorOf, guarded } from './internal/native-errors'
import { askedOf } from './internal/token-sources'
import type { Job, ResumeJob } from './job'
import type { CallOptions, ClientOptions, ResumeAllOptions, ResumeManyOptions, WaitOptions } from './options'
import type { Accepted, Cluster, Connector, ConnectorStatus, ListedConnector, Running, WaitProgress } from './records'

const BY_ADDRESS: Addressing<Connector | string, Cluster> = {
  connector: addressOf,
  connectors: (connectors) => addressesOf('connectors', connectors, addressOf),
  cluster: clusterAddressOf,
}

/**
 * Calls the Connect API of Confluent Cloud. {@link KafkaConnect} is the client for self-managed Kafka Connect.
 *
 * Create one client and keep it: it holds the connections. An idle client lets the process end. A client belongs to the
 * thread that created it; a `Worker` creates its own. For tests without an account there is `unpause/testing`.
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
export class Client extends BaseClient {
  readonly #calls: Calls<Connector | string, Cluster>

  /**
   * Creates a client.
   *
   * @param options - Credentials at least: `apiKey` and `apiSecret`, `token`, or `tokenProvider`.
   * @throws {@link ConfigurationError} The options make no client: no credentials, a bad URL, an unreadable CA file.
   * @throws {@link InvalidRequestError} An option is of the wrong type or out of range; `field` names it.
   *
   * @example
   * ```ts
   * const client = new Client({ token: 'TOKEN', deadlineMs: 60_000, retry: { maxAttempts: 6 } })
   * ```
   *
   * @example
   * ```ts
   * const client = new Client({ tokenProvider: new StsToken({ identityPoolId: 'pool-a1b2', githubAudience: 'confluent' }) })
   * ```
   */
  constructor(options: ClientOptions = {}) {
    const given = clientOptions(options)
    const calls = new Calls(() => native.open(given), BY_ADDRESS, askedOf(options.tokenProvider))
    super(calls.native)
    this.#calls = calls
  }

  /**
   * Creates a client from environment variables.
   *
   * Reads `CONFLUENT_CLOUD_API_KEY`, `CONFLUENT_CLOUD_API_SECRET` and, if set, `CONFLUENT_CLOUD_REST_ENDPOINT`: the
   * names that Confluent's Terraform provider uses. They come from `process.env`.
   *
   * @param options - As for the constructor. An option given here wins over the environment. If any credential is
   *   given, no credential is read from the environment.
   * @throws {@link ConfigurationError} A variable is missing; the message names it.
   *
   * @example
   * ```ts
   * const client = Client.fromEnv({ deadlineMs: 60_000 })
   * ```
   */
  static fromEnv(options: ClientOptions = {}): Client {
    const given = clientOptions(options)
    const variables = environment(native.environmentNames())
    const completed = guarded(() => native.environment(given, variables))
    if ('kind' in completed) throw errorOf(completed)
    return new this({ ...options, ...completed })
  }

  /**
   * Resumes a paused connector; does nothing if it is not paused.
   *
   * The service works **asynchronously**: a fulfilled promise means that it accepted the request (202), not that the
   * connector's tasks run. To wait for that, use {@link Client.resumeAndWait}. The call is idempotent, so a failure
   * that may pass (408, 409, 425, 429, 500, 502, 503, 504, no answer) is retried until the attempts or the deadline run
   * out.
   *
   * Aborting `signal` drops the request and closes its connection. The service may still have accepted the request.
   *
   * @param connector - The connector: its three parts, not encoded; or a string, as for `Connector.parse`.
   * @param options - The signal and the time limits of this call.
   * @returns The service's answer to the accepted request.
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
  resume(connector: Connector | string, options: CallOptions = {}): Promise<Accepted> {
    return this.#calls.change('resume', connector, options)
  }

  /**
   * Pauses a connector and its tasks. Works asynchronously, is idempotent and is retried, as {@link Client.resume}.
   *
   * @param connector - The connector: its three parts, not encoded; or a string, as for `Connector.parse`.
   * @param options - The signal and the time limits of this call.
   * @returns The service's answer to the accepted request.
   * @throws An {@link UnpauseError}, or `signal.reason` when the signal is aborted.
   *
   * @example
   * ```ts
   * await client.pause('env-a1b2c3/lkc-x7y8z9/orders-sink')
   * ```
   *
   * @see https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/pauseConnectv1Connector
   */
  pause(connector: Connector | string, options: CallOptions = {}): Promise<Accepted> {
    return this.#calls.change('pause', connector, options)
  }

  /**
   * Restarts a connector, also a failed one, which a resume does not revive.
   *
   * A restart is **not idempotent**: it is retried only if the service cannot have acted on it (408, 409, 425, 429, no
   * connection). After a 5xx or a lost answer, ask for the {@link Client.status} before you try again.
   *
   * @param connector - The connector: its three parts, not encoded; or a string, as for `Connector.parse`.
   * @param options - The signal and the time limits of this call.
   * @returns The service's answer to the accepted request.
   * @throws An {@link UnpauseError}, or `signal.reason` when the signal is aborted. The service answers 400 (an
   *   {@link UnexpectedStatusError}) if it does not restart the connector, for example because it is paused.
   *
   * @example
   * ```ts
   * await client.restart('env-a1b2c3/lkc-x7y8z9/orders-sink')
   * ```
   *
   * @see https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/restartConnectv1Connector
   */
  restart(connector: Connector | string, options: CallOptions = {}): Promise<Accepted> {
    return this.#calls.change('restart', connector, options)
  }

  /**
   * Gets the current status of a connector and its tasks.
   *
   * @param connector - The connector: its three parts, not encoded; or a string, as for `Connector.parse`.
   * @param options - The signal and the time limits of this call.
   * @returns The service's answer, typed; `raw` is its text.
   * @throws An {@link UnpauseError} ({@link InvalidResponseError} for a 200 without a status in it), or `signal.reason`
   *   when the signal is aborted.
   *
   * @example
   * ```ts
   * const { state, tasks, tasksRunning } = await client.status('env-a1b2c3/lkc-x7y8z9/orders-sink')
   * console.log(`${state}, ${tasksRunning} of ${tasks.length} tasks running`)
   * ```
   *
   * @see https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/readConnectv1ConnectorStatus
   */
  status(connector: Connector | string, options: CallOptions = {}): Promise<ConnectorStatus> {
    return this.#calls.status(connector, options)
  }

  /**
   * Lists the names of all connectors of a cluster.
   *
   * @param cluster - The cluster: its two parts, not encoded.
   * @param options - The signal and the time limits of this call.
   * @returns The names, in the service's order.
   * @throws As {@link Client.status}.
   *
   * @example
   * ```ts
   * const names = await client.list({ environmentId: 'env-a1b2c3', kafkaClusterId: 'lkc-x7y8z9' })
   * ```
   *
   * @see https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/listConnectv1Connectors
   */
  list(cluster: Cluster, options: CallOptions = {}): Promise<string[]> {
    return this.#calls.list(cluster, options)
  }

  /**
   * Lists all connectors of a cluster with id, type, state and tasks.
   *
   * @param cluster - The cluster: its two parts, not encoded.
   * @param options - The signal and the time limits of this call.
   * @returns The connectors, sorted by name.
   * @throws As {@link Client.status}.
   *
   * @example
   * ```ts
   * const listed = await client.listExpanded({ environmentId: 'env-a1b2c3', kafkaClusterId: 'lkc-x7y8z9' })
   * const failed = listed.filter(({ status }) => status?.state === 'FAILED')
   * ```
   *
   * @see https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/listConnectv1ConnectorsWithExpansions
   */
  listExpanded(cluster: Cluster, options: CallOptions = {}): Promise<ListedConnector[]> {
    return this.#calls.listExpanded(cluster, options)
  }

  /**
   * Polls a connector until it runs: until it and all of its tasks, at least `minTasks`, say `RUNNING`.
   *
   * The first poll is immediate. Each later poll follows after 15 % of the time that has passed, but after at least 0.5
   * and at most 10 seconds. Until the deadline the wait goes on through every state but a lasting failure, and through
   * rate limits, 5xx and lost connections.
   *
   * @param connector - The connector: its three parts, not encoded; or a string, as for `Connector.parse`.
   * @param options - The signal, the time limits, and the conditions of running.
   * @returns A {@link Job}: `await` it, or iterate its polls with `for await`.
   * @throws Through the job: {@link ConnectorFailedError}, {@link WaitTimeoutError}, as {@link Client.status} for an
   *   error that does not pass (401, 403, 404), or `signal.reason` when the signal is aborted.
   *
   * @example
   * ```ts
   * try {
   *   const { looks, elapsedMs } = await client.waitUntilRunning(connector, { deadlineMs: 120_000 })
   * } catch (error) {
   *   if (error instanceof WaitTimeoutError && error.situation === 'paused_again') console.error(error.message)
   *   else throw error
   * }
   * ```
   */
  waitUntilRunning(connector: Connector | string, options: WaitOptions = {}): Job<WaitProgress, Running> {
    return this.#calls.wait(false, connector, options)
  }

  /**
   * Resumes a connector and waits until it runs: {@link Client.resume}, then {@link Client.waitUntilRunning}, within
   * one deadline.
   *
   * @param connector - The connector: its three parts, not encoded; or a string, as for `Connector.parse`.
   * @param options - The signal, the time limits, and the conditions of running.
   * @returns A {@link Job}: `await` it, or iterate its polls with `for await`.
   * @throws Through the job, as {@link Client.resume} and {@link Client.waitUntilRunning}.
   *
   * @example
   * ```ts
   * const job = client.resumeAndWait('env-a1b2c3/lkc-x7y8z9/orders-sink')
   * for await (const { summary } of job) console.log(summary)
   * const { status } = await job
   * ```
   */
  resumeAndWait(connector: Connector | string, options: WaitOptions = {}): Job<WaitProgress, Running> {
    return this.#calls.wait(true, connector, options)
  }

  /**
   * Resumes many connectors, each once, as fast as the service allows, and waits until they run, if asked to. An error
   * of one connector does not stop the others: the report has a result for each.
   *
   * Aborting `signal`, or leaving the loop over the job, stops everything that has not started. The `report` of the job
   * then says which connectors had been accepted.
   *
   * @param connectors - The connectors: each as its three parts, not encoded, or as a string, as for `Connector.parse`.
   *   They may belong to several clusters.
   * @param options - The signal, the number of requests at a time, whether to wait, and the time limits of each
   *   connector.
   * @returns A {@link ResumeJob}: `await` it, or iterate its progress with `for await`.
   * @throws Through the job: {@link InvalidRequestError} if an option or an element of `connectors` cannot be used
   *   (nothing was sent), or `signal.reason` when the signal is aborted.
   *
   * @example
   * ```ts
   * const connectors = ['orders', 'audit'].map((name) => `env-a1b2c3/lkc-x7y8z9/${name}`)
   * const report = await client.resumeMany(connectors, { wait: true })
   * console.log(report.summary)
   * for (const { connector, error } of report.failures) console.error(connector.connectorName, error.code)
   * ```
   */
  resumeMany(connectors: Many<Connector | string>, options: ResumeManyOptions = {}): ResumeJob {
    return this.#calls.resumeMany(connectors, options)
  }

  /**
   * Resumes all connectors of a cluster that are in certain states, by default all that are paused. Works as
   * {@link Client.resumeMany} for the connectors that {@link Client.listExpanded} lists.
   *
   * @param cluster - The cluster: its two parts, not encoded.
   * @param options - The conditions for connectors, and the options of `resumeMany`.
   * @returns A {@link ResumeJob}: `await` it, or iterate its progress with `for await`.
   * @throws Through the job, as {@link Client.listExpanded} and {@link Client.resumeMany}.
   *
   * @example
   * ```ts
   * const cluster = { environmentId: 'env-a1b2c3', kafkaClusterId: 'lkc-x7y8z9' }
   * const job = client.resumeAll(cluster, { nameGlob: 'orders-*', wait: true })
   * for await (const { counts } of job) console.log(`${counts.done} of ${counts.total}`)
   * console.log((await job).summary)
   * ```
   */
  resumeAll(cluster: Cluster, options: ResumeAllOptions = {}): ResumeJob {
    return this.#calls.resumeAll(cluster, options)
  }
  /** The name of the class. */
  override get [Symbol.toStringTag](): string {
    return 'Client'
  }
}
