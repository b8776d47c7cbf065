import { BaseClient } from './base-client'
import { addressOf, clusterAddressOf, type Many } from './internal/address'
import { type Addressing, Calls } from './internal/calls'
import { clientOptions } from './internal/checked-options'
import { environment } from './internal/environment'
import { native } from './internal/native'
import { errorOf, guarded } from './internal/native-errors'
import { askedOf } from './internal/token-sources'
import type { Job, ManyJob } from './job'
import type { AllOptions, CallOptions, ClientOptions, ManyOptions, WaitOptions } from './options'
import type {
  Accepted,
  Cluster,
  Connector,
  ConnectorStatus,
  DesiredState,
  ListedConnector,
  WaitProgress,
  WaitResult,
} from './records'
import type { Report } from './report'

const BY_ADDRESS: Addressing<Connector | string, Cluster> = {
  list: 'connectors',
  connector: addressOf,
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
   * Polls a connector until it is in a state: `'running'` or `'paused'`, its tasks included.
   *
   * The first poll is immediate. Each later poll follows after 15 % of the time that has passed, but after at least 0.5
   * and at most 10 seconds. Until the deadline (600 seconds by default) the wait goes on through every state but a lasting
   * failure, and through rate limits, 5xx and lost connections.
   *
   * @param connector - The connector: its three parts, not encoded; or a string, as for `Connector.parse`.
   * @param state - The state. Confluent Cloud has no `'stopped'`.
   * @param options - The signal, the time limits, and the conditions of the state.
   * @returns A {@link Job}: `await` it, or iterate its polls with `for await`.
   * @throws Through the job: {@link ConnectorFailedError}, {@link WaitTimeoutError}, {@link InvalidRequestError} for a
   *   state that nothing can wait for, as {@link Client.status} for an error that does not pass (401, 403, 404), or
   *   `signal.reason` when the signal is aborted.
   *
   * @example
   * ```ts
   * const { status, elapsedMs } = await client.waitUntil('env-a1b2c3/lkc-x7y8z9/orders-sink', 'paused')
   * ```
   */
  waitUntil(
    connector: Connector | string,
    state: DesiredState,
    options: WaitOptions = {},
  ): Job<WaitProgress, WaitResult> {
    return this.#calls.waitUntil(connector, state, options)
  }

  /**
   * Polls a connector until it runs: until it and all of its tasks, at least `minTasks`, say `RUNNING`. The same as
   * {@link Client.waitUntil} for `'running'`.
   *
   * @param connector - The connector: its three parts, not encoded; or a string, as for `Connector.parse`.
   * @param options - The signal, the time limits, and the conditions of the state.
   * @returns A {@link Job}: `await` it, or iterate its polls with `for await`.
   * @throws As {@link Client.waitUntil}.
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
  waitUntilRunning(connector: Connector | string, options: WaitOptions = {}): Job<WaitProgress, WaitResult> {
    return this.#calls.waitUntilRunning(connector, options)
  }

  /**
   * Resumes a connector and waits until it runs: {@link Client.resume}, then {@link Client.waitUntilRunning}, within
   * one deadline, 600 seconds by default.
   *
   * @param connector - The connector: its three parts, not encoded; or a string, as for `Connector.parse`.
   * @param options - The signal, the time limits, and the conditions of the state.
   * @returns A {@link Job}: `await` it, or iterate its polls with `for await`.
   * @throws Through the job, as {@link Client.resume} and {@link Client.waitUntil}.
   *
   * @example
   * ```ts
   * const job = client.resumeAndWait('env-a1b2c3/lkc-x7y8z9/orders-sink')
   * for await (const { summary } of job) console.log(summary)
   * const { status } = await job
   * ```
   */
  resumeAndWait(connector: Connector | string, options: WaitOptions = {}): Job<WaitProgress, WaitResult> {
    return this.#calls.changeAndWait('resume', connector, options)
  }

  /**
   * Pauses a connector and waits until it and its tasks are paused, within one deadline, 600 seconds by default. Tasks
   * that have failed stay failed, and are waited for no longer.
   *
   * @param connector - The connector: its three parts, not encoded; or a string, as for `Connector.parse`.
   * @param options - The signal, the time limits, and the conditions of the state.
   * @returns A {@link Job}: `await` it, or iterate its polls with `for await`.
   * @throws Through the job, as {@link Client.pause} and {@link Client.waitUntil}; {@link ConnectorFailedError} if the
   *   connector itself stays `FAILED`.
   *
   * @example
   * ```ts
   * await client.pauseAndWait('env-a1b2c3/lkc-x7y8z9/orders-sink', { deadlineMs: 60_000 })
   * ```
   */
  pauseAndWait(connector: Connector | string, options: WaitOptions = {}): Job<WaitProgress, WaitResult> {
    return this.#calls.changeAndWait('pause', connector, options)
  }

  /**
   * Restarts a connector and waits until it runs, within one deadline, 600 seconds by default.
   *
   * The service accepts a restart before it happens, and the connector may say `RUNNING` from before it. So a poll counts
   * once the restart shows (`RESTARTING`, another state, worker or trace than at first), or 3 seconds after the service
   * has accepted it.
   *
   * @param connector - The connector: its three parts, not encoded; or a string, as for `Connector.parse`.
   * @param options - The signal, the time limits, and the conditions of the state.
   * @returns A {@link Job}: `await` it, or iterate its polls with `for await`.
   * @throws Through the job, as {@link Client.restart} and {@link Client.waitUntil}.
   *
   * @example
   * ```ts
   * const { status } = await client.restartAndWait('env-a1b2c3/lkc-x7y8z9/orders-sink')
   * ```
   */
  restartAndWait(connector: Connector | string, options: WaitOptions = {}): Job<WaitProgress, WaitResult> {
    return this.#calls.changeAndWait('restart', connector, options)
  }

  /**
   * Resumes many connectors, each once, as fast as the service allows, and waits until they run, if asked to. An error
   * of one connector does not stop the others: the report has a result for each.
   *
   * In place of connectors it takes the {@link Report} of an earlier job, for exactly those that the job
   * {@link Report.changed}.
   *
   * Aborting `signal`, or leaving the loop over the job, stops everything that has not started. The `report` of the job
   * then says which connectors had been accepted.
   *
   * @param connectors - The connectors: each as its three parts, not encoded, or as a string, as for `Connector.parse`.
   *   They may belong to several clusters. Or a report.
   * @param options - The signal, the number of requests at a time, whether to wait, and the time limits of each
   *   connector: 120 seconds by default, or 600 with `wait`.
   * @returns A {@link ManyJob}: `await` it, or iterate its progress with `for await`.
   * @throws Through the job: {@link InvalidRequestError} if an option or an element of `connectors` cannot be used, or the
   *   report is of a dry run or of the other service (nothing was sent); or `signal.reason` when the signal is aborted.
   *
   * @example
   * ```ts
   * const connectors = ['orders', 'audit'].map((name) => `env-a1b2c3/lkc-x7y8z9/${name}`)
   * const report = await client.resumeMany(connectors, { wait: true })
   * console.log(report.summary)
   * for (const { connector, error } of report.failures) console.error(connector.connectorName, error.code)
   * ```
   */
  resumeMany(connectors: Many<Connector | string> | Report, options: ManyOptions = {}): ManyJob {
    return this.#calls.many('resume', connectors, options)
  }

  /**
   * Pauses many connectors, and waits until they and their tasks are paused, if asked to. Works as
   * {@link Client.resumeMany}.
   *
   * @param connectors - As for {@link Client.resumeMany}.
   * @param options - As for {@link Client.resumeMany}.
   * @returns A {@link ManyJob}: `await` it, or iterate its progress with `for await`.
   * @throws As {@link Client.resumeMany}.
   *
   * @example
   * ```ts
   * const paused = await client.pauseMany(connectors, { wait: true })
   * // The work.
   * await client.resumeMany(paused, { wait: true })
   * ```
   */
  pauseMany(connectors: Many<Connector | string> | Report, options: ManyOptions = {}): ManyJob {
    return this.#calls.many('pause', connectors, options)
  }

  /**
   * Restarts many connectors, and waits until they run again, if asked to; see {@link Client.restartAndWait}. A restart
   * is **not idempotent**; see {@link Client.restart}. Works as {@link Client.resumeMany}.
   *
   * @param connectors - As for {@link Client.resumeMany}.
   * @param options - As for {@link Client.resumeMany}.
   * @returns A {@link ManyJob}: `await` it, or iterate its progress with `for await`.
   * @throws As {@link Client.resumeMany}.
   *
   * @example
   * ```ts
   * const resumed = await client.resumeMany(paused, { wait: true })
   * await client.restartMany(resumed.failures.map(({ connector }) => connector), { wait: true })
   * ```
   */
  restartMany(connectors: Many<Connector | string> | Report, options: ManyOptions = {}): ManyJob {
    return this.#calls.many('restart', connectors, options)
  }

  /**
   * Resumes all connectors of a cluster that are in certain states, by default all that are paused. Works as
   * {@link Client.resumeMany} for the connectors that {@link Client.listExpanded} lists. The report also says how many
   * connectors there are, and which were left out and why.
   *
   * @param cluster - The cluster: its two parts, not encoded.
   * @param options - The conditions for connectors, and the options of `resumeMany`.
   * @returns A {@link ManyJob}: `await` it, or iterate its progress with `for await`.
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
  resumeAll(cluster: Cluster, options: AllOptions = {}): ManyJob {
    return this.#calls.all('resume', cluster, options)
  }

  /**
   * Pauses all connectors of a cluster that are in certain states, by default all that are not paused yet; see
   * {@link Client.resumeAll}. Keep the report: `resumeMany(report)` resumes exactly those that this job has paused.
   *
   * @param cluster - The cluster: its two parts, not encoded.
   * @param options - The conditions for connectors, and the options of `pauseMany`.
   * @returns A {@link ManyJob}: `await` it, or iterate its progress with `for await`.
   * @throws As {@link Client.resumeAll}.
   *
   * @example
   * ```ts
   * const paused = await client.pauseAll(cluster, { wait: true })
   * // The work.
   * console.log(`${await client.resumeMany(paused, { wait: true })}`)
   * console.log(`${await client.restartAll(cluster, { wait: true })}`)
   * ```
   */
  pauseAll(cluster: Cluster, options: AllOptions = {}): ManyJob {
    return this.#calls.all('pause', cluster, options)
  }

  /**
   * Restarts all connectors of a cluster that are in certain states, by default all that have failed or have failed
   * tasks; see {@link Client.resumeAll} and {@link Client.restartMany}.
   *
   * @param cluster - The cluster: its two parts, not encoded.
   * @param options - The conditions for connectors, and the options of `restartMany`.
   * @returns A {@link ManyJob}: `await` it, or iterate its progress with `for await`.
   * @throws As {@link Client.resumeAll}.
   *
   * @example
   * ```ts
   * const report = await client.restartAll(cluster, { wait: true })
   * for (const { connector, error } of report.failures) console.error(connector.connectorName, error.message)
   * ```
   */
  restartAll(cluster: Cluster, options: AllOptions = {}): ManyJob {
    return this.#calls.all('restart', cluster, options)
  }

  /** The name of the class. */
  override get [Symbol.toStringTag](): string {
    return 'Client'
  }
}
