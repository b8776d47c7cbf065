import { BaseClient } from './base-client'
import { type Addressing, Calls } from './internal/calls'
import { kafkaConnectOptions } from './internal/checked-options'
import { atIndex } from './internal/failures'
import { native } from './internal/native'
import { iterable, text } from './internal/type-checks'
import type { Job, ResumeJob } from './job'
import type {
  CallOptions,
  KafkaConnectOptions,
  RestartOptions,
  ResumeAllOptions,
  ResumeManyOptions,
  WaitOptions,
} from './options'
import type { Accepted, ConnectorStatus, ListedConnector, Running, WaitProgress } from './records'

/** Here a connector is its name, and there is one cluster. */
const BY_NAME: Addressing<string, void> = {
  connector: (name) => ({ ...BY_NAME.cluster(), connectorName: text('connectorName', name) }),
  cluster: () => ({ environmentId: '', kafkaClusterId: '' }),
  connectors: (names) =>
    Array.from(iterable<string>('names', names, 'names'), (it, index) =>
      atIndex('names', index, () => [text('connectorName', it)]),
    ),
}

/**
 * Calls the REST interface of self-managed Kafka Connect workers (Apache Kafka's, or whatever speaks it). For Confluent
 * Cloud there is {@link Client}.
 *
 * Connectors are named by their name alone. All else is as there: retries (a 409 during a rebalance among them), waiting,
 * jobs, errors. In what comes back, `environmentId` and `kafkaClusterId` of a connector are empty.
 *
 * Build one and keep it: it holds the connections. An idle client lets the process end. It belongs to the thread that
 * built it; a `Worker` builds its own.
 *
 * @example
 * ```ts
 * import { KafkaConnect } from 'unpause'
 *
 * const connect = new KafkaConnect({ baseUrl: 'http://127.0.0.1:8083' })
 * const { status } = await connect.resumeAndWait('orders-sink')
 * console.log(`${status.tasksRunning} tasks run`)
 * ```
 *
 * @see https://kafka.apache.org/documentation/#connect_rest
 */
export class KafkaConnect extends BaseClient {
  readonly #calls: Calls<string, void>

  /**
   * Builds a client.
   *
   * @param options - Where a worker is: `baseUrl`. Credentials only if the workers ask for them.
   * @throws {@link ConfigurationError} when no client can be built: a bad URL, half of the credentials, an unreadable CA
   *   file, credentials over plain `http://` to another machine.
   * @throws {@link InvalidRequestError} when an option is of the wrong type or out of range.
   *
   * @example
   * ```ts
   * const connect = new KafkaConnect({ baseUrl: 'https://connect.example', username: 'ops', password: 'SECRET' })
   * ```
   */
  constructor(options: KafkaConnectOptions) {
    const given = kafkaConnectOptions(options)
    const calls = new Calls(() => native.openKafkaConnect(given), BY_NAME)
    super(calls.native)
    this.#calls = calls
  }

  /**
   * Resumes a paused or stopped connector; does nothing if it is neither. A fulfilled promise means that the worker
   * accepted the request, not that the connector's tasks run. See {@link Client.resume}.
   *
   * @param name - The connector's name, not encoded.
   * @param options - The signal and the time limits of this call.
   * @returns What was said when the request was accepted.
   * @throws An {@link UnpauseError}, or `signal.reason` when the signal is aborted.
   *
   * @example
   * ```ts
   * await connect.resume('orders-sink', { signal: AbortSignal.timeout(5_000) })
   * ```
   */
  resume(name: string, options: CallOptions = {}): Promise<Accepted> {
    return this.#calls.change('resume', name, options)
  }

  /**
   * Pauses a connector: its tasks stay, and do nothing until it is resumed. Asynchronous and idempotent, as
   * {@link KafkaConnect.resume}.
   *
   * @param name - The connector's name, not encoded.
   * @param options - The signal and the time limits of this call.
   * @returns What was said when the request was accepted.
   * @throws An {@link UnpauseError}, or `signal.reason` when the signal is aborted.
   *
   * @example
   * ```ts
   * await connect.pause('orders-sink')
   * ```
   */
  pause(name: string, options: CallOptions = {}): Promise<Accepted> {
    return this.#calls.change('pause', name, options)
  }

  /**
   * Stops a connector: its tasks are shut down, and what they hold is freed, until it is resumed. Asynchronous and
   * idempotent, as {@link KafkaConnect.resume}.
   *
   * @param name - The connector's name, not encoded.
   * @param options - The signal and the time limits of this call.
   * @returns What was said when the request was accepted.
   * @throws An {@link UnpauseError}, or `signal.reason` when the signal is aborted. Workers before Apache Kafka 3.5 have
   *   no such call.
   *
   * @example
   * ```ts
   * await connect.stop('orders-sink')
   * ```
   */
  stop(name: string, options: CallOptions = {}): Promise<Accepted> {
    return this.#calls.change('stop', name, options)
  }

  /**
   * Restarts a connector and, unless told otherwise, its tasks. Not idempotent, so that it is tried again only if nobody
   * can have acted on it; see {@link Client.restart}.
   *
   * @param name - The connector's name, not encoded.
   * @param options - What to restart, the signal and the time limits of this call.
   * @returns What was said when the request was accepted.
   * @throws An {@link UnpauseError}, or `signal.reason` when the signal is aborted.
   *
   * @example
   * ```ts
   * await connect.restart('orders-sink', { onlyFailed: true })
   * ```
   */
  restart(name: string, options: RestartOptions = {}): Promise<Accepted> {
    return this.#calls.restart(name, options)
  }

  /**
   * How a connector and its tasks are now; see {@link Client.status}.
   *
   * @param name - The connector's name, not encoded.
   * @param options - The signal and the time limits of this call.
   * @returns Its state, its tasks, and the whole document beside them.
   * @throws An {@link UnpauseError} ({@link InvalidResponseError} for a 200 that holds no status), or `signal.reason`
   *   when the signal is aborted.
   *
   * @example
   * ```ts
   * const { state, tasks, tasksRunning } = await connect.status('orders-sink')
   * console.log(`${state}, ${tasksRunning} of ${tasks.length} tasks running`)
   * ```
   */
  status(name: string, options: CallOptions = {}): Promise<ConnectorStatus> {
    return this.#calls.status(name, options)
  }

  /**
   * The names of all connectors, in the worker's order.
   *
   * @param options - The signal and the time limits of this call.
   * @returns The names.
   * @throws As {@link KafkaConnect.status}.
   *
   * @example
   * ```ts
   * const names = await connect.list()
   * ```
   */
  list(options: CallOptions = {}): Promise<string[]> {
    return this.#calls.list(undefined, options)
  }

  /**
   * All connectors with type, state and tasks, in the order of their names; there are no ids.
   *
   * @param options - The signal and the time limits of this call.
   * @returns What the listing says of each.
   * @throws As {@link KafkaConnect.status}.
   *
   * @example
   * ```ts
   * const failed = (await connect.listExpanded()).filter(({ status }) => status?.state === 'FAILED')
   * ```
   */
  listExpanded(options: CallOptions = {}): Promise<ListedConnector[]> {
    return this.#calls.listExpanded(undefined, options)
  }

  /**
   * Looks at a connector until it runs; see {@link Client.waitUntilRunning}.
   *
   * @param name - The connector's name, not encoded.
   * @param options - The signal, the time limits, and what running means.
   * @returns A {@link Job}: `await` it, or go through its looks by `for await`.
   * @throws Through the job: {@link ConnectorFailedError}, {@link WaitTimeoutError}, as {@link KafkaConnect.status} for
   *   what does not pass (401, 403, 404), or `signal.reason` when the signal is aborted.
   *
   * @example
   * ```ts
   * const { looks } = await connect.waitUntilRunning('orders-sink', { deadlineMs: 120_000 })
   * ```
   */
  waitUntilRunning(name: string, options: WaitOptions = {}): Job<WaitProgress, Running> {
    return this.#calls.wait(false, name, options)
  }

  /**
   * Resumes a connector and waits until it runs; see {@link Client.resumeAndWait}.
   *
   * @param name - The connector's name, not encoded.
   * @param options - The signal, the time limits, and what running means.
   * @returns A {@link Job}: `await` it, or go through its looks by `for await`.
   * @throws Through the job, as {@link KafkaConnect.resume} and {@link KafkaConnect.waitUntilRunning}.
   *
   * @example
   * ```ts
   * const job = connect.resumeAndWait('orders-sink')
   * for await (const { summary } of job) console.log(summary)
   * const { status } = await job
   * ```
   */
  resumeAndWait(name: string, options: WaitOptions = {}): Job<WaitProgress, Running> {
    return this.#calls.wait(true, name, options)
  }

  /**
   * Resumes many connectors and, if asked to, waits until they run; see {@link Client.resumeMany}.
   *
   * @param names - The connectors' names, not encoded.
   * @param options - The signal, how many at once, whether to wait, and the time limits of each.
   * @returns A {@link ResumeJob}: `await` it, or go through its progress by `for await`.
   * @throws Through the job: {@link InvalidRequestError} for a bad name or option, or `signal.reason` when the signal is
   *   aborted.
   *
   * @example
   * ```ts
   * const report = await connect.resumeMany(['orders-sink', 'audit-sink'], { wait: true })
   * for (const { connector, error } of report.failures) console.error(connector.connectorName, error.code)
   * ```
   */
  resumeMany(names: Iterable<string>, options: ResumeManyOptions = {}): ResumeJob {
    return this.#calls.resumeMany(names, options)
  }

  /**
   * Resumes all connectors that are in one of some states, by default all that are paused (not the stopped ones); see
   * {@link Client.resumeAll}.
   *
   * @param options - Which connectors, and what resuming many takes.
   * @returns A {@link ResumeJob}: `await` it, or go through its progress by `for await`.
   * @throws Through the job: as {@link KafkaConnect.listExpanded} and {@link KafkaConnect.resumeMany}.
   *
   * @example
   * ```ts
   * console.log(`${await connect.resumeAll({ nameGlob: 'orders-*', states: ['PAUSED', 'STOPPED'], wait: true })}`)
   * ```
   */
  resumeAll(options: ResumeAllOptions = {}): ResumeJob {
    return this.#calls.resumeAll(undefined, options)
  }
}
