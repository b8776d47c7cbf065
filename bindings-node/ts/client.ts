import { BaseClient } from './base-client'
import { clusterOf, connectorOf, connectorsOf } from './connector'
import { Calls } from './internal/calls'
import { clientOptions } from './internal/checked-options'
import { native } from './internal/native'
import type { Job, ResumeJob } from './job'
import type { CallOptions, ClientOptions, ResumeAllOptions, ResumeManyOptions, WaitOptions } from './options'
import type { Accepted, Cluster, Connector, ConnectorStatus, ListedConnector, Running, WaitProgress } from './records'

/** The options of clients that take what these leave out from the environment. Beside them, because it is no option. */
const completedFromEnv = new WeakSet<ClientOptions>()

/**
 * Calls the Connect API of Confluent Cloud. For self-managed Kafka Connect there is {@link KafkaConnect}.
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
export class Client extends BaseClient {
  readonly #calls: Calls<Connector | string, Cluster>

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
    const addressing = { connector: connectorOf, cluster: clusterOf, connectors: connectorsOf }
    const calls = new Calls(() => native.open(given), addressing)
    super(calls.native)
    this.#calls = calls
  }

  /**
   * Builds a client from `CONFLUENT_CLOUD_API_KEY`, `CONFLUENT_CLOUD_API_SECRET` and, if set,
   * `CONFLUENT_CLOUD_REST_ENDPOINT`; the same names as Confluent's Terraform provider. They are read from the process's
   * environment, which in a `Worker` is not its copy in `process.env`.
   *
   * @param options - As for the constructor. What is given wins over the environment; if any credential is given, none is
   * read from there.
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

  /**
   * Resumes a paused connector; does nothing if it is not paused.
   *
   * The service works **asynchronously**: a fulfilled promise means that it accepted the request (202), not that the
   * connector's tasks run. A resume is idempotent, so what may pass is retried (408, 409, 425, 429, 500, 502, 503, 504,
   * no answer) until the attempts or the deadline run out.
   *
   * Aborting `signal` drops the request and closes its connection; the service may have taken it all the same.
   *
   * @param connector - Which one: three strings, not encoded; or a text, as for `Connector.parse`.
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
  resume(connector: Connector | string, options: CallOptions = {}): Promise<Accepted> {
    return this.#calls.change('resume', connector, options)
  }

  /**
   * Pauses a connector and its tasks. Asynchronous and idempotent, as {@link Client.resume}.
   *
   * @param connector - Which one: three strings, not encoded; or a text, as for `Connector.parse`.
   * @param options - The signal and the time limits of this call.
   * @returns What the service said when it accepted the request.
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
   * Restarts a connector, a failed one too, which a resume does not revive.
   *
   * A restart is **not idempotent**: it is tried again only if the service cannot have acted on it (408, 409, 425, 429,
   * no connection). After a 5xx or a lost answer look at its {@link Client.status} first.
   *
   * @param connector - Which one: three strings, not encoded; or a text, as for `Connector.parse`.
   * @param options - The signal and the time limits of this call.
   * @returns What the service said when it accepted the request.
   * @throws An {@link UnpauseError}, or `signal.reason` when the signal is aborted. The service answers 400 (an
   *   {@link UnexpectedStatusError}) for what it does not restart, such as a paused connector.
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
   * How a connector and its tasks are now.
   *
   * @param connector - Which one: three strings, not encoded; or a text, as for `Connector.parse`.
   * @param options - The signal and the time limits of this call.
   * @returns Its state, its tasks, and the whole document beside them.
   * @throws An {@link UnpauseError} ({@link InvalidResponseError} for a 200 that holds no status), or `signal.reason`
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
   * The names of all connectors of a cluster, in the service's order.
   *
   * @param cluster - Which one: two strings, not encoded.
   * @param options - The signal and the time limits of this call.
   * @returns The names.
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
   * All connectors of a cluster with id, type, state and tasks, in the order of their names.
   *
   * @param cluster - Which one: two strings, not encoded.
   * @param options - The signal and the time limits of this call.
   * @returns What the listing says of each.
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
   * Looks at a connector until it runs: it says `RUNNING`, it has at least `minTasks` tasks, and each of them says
   * `RUNNING`.
   *
   * The first look is at once, later ones after 15 % of the time that has passed, at least 0.5 s and at most 10 s.
   * Every state but a lasting failure is passed through, and so are rate limits, 5xx and lost connections, until the
   * deadline.
   *
   * @param connector - Which one: three strings, not encoded; or a text, as for `Connector.parse`.
   * @param options - The signal, the time limits, and what running means.
   * @returns A {@link Job}: `await` it, or go through its looks by `for await`.
   * @throws Through the job: {@link ConnectorFailedError}, {@link WaitTimeoutError}, as {@link Client.status} for what
   *   does not pass (401, 403, 404), or `signal.reason` when the signal is aborted.
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
   * Resumes a connector and waits until it runs; see {@link Client.resume} and {@link Client.waitUntilRunning}. The
   * deadline is for both.
   *
   * @param connector - Which one: three strings, not encoded; or a text, as for `Connector.parse`.
   * @param options - The signal, the time limits, and what running means.
   * @returns A {@link Job}: `await` it, or go through its looks by `for await`.
   * @throws Through the job, as those two.
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
   * Resumes many connectors, each once, as fast as the service allows, and, if asked to, waits until they run. Nothing
   * stops at an error: the report has a result for each connector.
   *
   * Aborting `signal`, or leaving the loop over the job, stops what has not started; `report` of the job says what was
   * accepted by then.
   *
   * @param connectors - Which ones: each three strings, not encoded, or a text, as for `Connector.parse`.
   * @param options - The signal, how many at once, whether to wait, and the time limits of each.
   * @returns A {@link ResumeJob}: `await` it, or go through its progress by `for await`.
   * @throws Through the job: {@link InvalidRequestError} for a bad address or option, or `signal.reason` when the
   *   signal is aborted.
   *
   * @example
   * ```ts
   * const connectors = ['orders', 'audit'].map((name) => `env-a1b2c3/lkc-x7y8z9/${name}`)
   * const report = await client.resumeMany(connectors, { wait: true })
   * console.log(report.summary)
   * for (const { connector, error } of report.failures) console.error(connector.connectorName, error.code)
   * ```
   */
  resumeMany(connectors: Iterable<Connector | string>, options: ResumeManyOptions = {}): ResumeJob {
    return this.#calls.resumeMany(connectors, options)
  }

  /**
   * Resumes all connectors of a cluster that are in one of some states, by default all that are paused; see
   * {@link Client.resumeMany}.
   *
   * @param cluster - Which one: two strings, not encoded.
   * @param options - Which connectors, and what resuming many takes.
   * @returns A {@link ResumeJob}: `await` it, or go through its progress by `for await`.
   * @throws Through the job: as {@link Client.listExpanded} and {@link Client.resumeMany}.
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
}
