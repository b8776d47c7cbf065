import { BaseClient } from './base-client'
import { type Many, nameAddressOf } from './internal/address'
import { type Addressing, Calls } from './internal/calls'
import {
  kafkaConnectOptions,
  restartAllOptions,
  restartAndWaitOptions,
  restartManyOptions,
  restartOptions,
} from './internal/checked-options'
import { native } from './internal/native'
import { askedOf } from './internal/token-sources'
import type { Job, ManyJob } from './job'
import type {
  AllOptions,
  CallOptions,
  KafkaConnectOptions,
  ManyOptions,
  RestartAllOptions,
  RestartAndWaitOptions,
  RestartManyOptions,
  RestartOptions,
  WaitOptions,
} from './options'
import type { Accepted, ConnectorStatus, DesiredState, ListedConnector, WaitProgress, WaitResult } from './records'
import type { Report } from './report'

/** A connector is its name, and there is one cluster. */
const BY_NAME: Addressing<string, void> = {
  list: 'names',
  connector: nameAddressOf,
  cluster: () => [],
}

/**
 * Calls the REST interface of self-managed Kafka Connect workers. {@link Client} is the client for Confluent Cloud.
 *
 * A connector is named by its name alone, and any worker can be asked. The calls, retries (also of the 409 of workers
 * that rebalance), waiting, jobs and errors are those of {@link Client}. The results have connectors without
 * `environmentId` and `kafkaClusterId`: both are empty.
 *
 * Create one client and keep it: it holds the connections. An idle client lets the process end. A client belongs to the
 * thread that created it; a `Worker` creates its own.
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
   * Creates a client.
   *
   * @param options - The URL of a worker, or those of several: `baseUrl`. Credentials only if the workers require them.
   * @throws {@link ConfigurationError} The options make no client: a bad URL, a user name without a password, an
   *   unreadable CA file, credentials over plain `http://` to another machine.
   * @throws {@link InvalidRequestError} An option is of the wrong type or out of range; `field` names it.
   *
   * @example
   * ```ts
   * const connect = new KafkaConnect({ baseUrl: 'https://connect.example', username: 'ops', password: 'SECRET' })
   * ```
   */
  constructor(options: KafkaConnectOptions) {
    const given = kafkaConnectOptions(options)
    const calls = new Calls(() => native.openKafkaConnect(given), BY_NAME, askedOf(options.tokenProvider))
    super(calls.native)
    this.#calls = calls
  }

  /**
   * Resumes a paused or stopped connector; does nothing if it is neither. A fulfilled promise means that the worker
   * accepted the request, not that the connector's tasks run. Is idempotent and retried, as {@link Client.resume}.
   *
   * @param name - The connector's name, not encoded.
   * @param options - The signal and the time limits of this call.
   * @returns The worker's answer to the accepted request.
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
   * Pauses a connector: its tasks stay and do nothing until it is resumed. Works asynchronously, is idempotent and is
   * retried, as {@link KafkaConnect.resume}.
   *
   * @param name - The connector's name, not encoded.
   * @param options - The signal and the time limits of this call.
   * @returns The worker's answer to the accepted request.
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
   * Stops a connector: its tasks shut down and free their resources until it is resumed. Works asynchronously, is
   * idempotent and is retried, as {@link KafkaConnect.resume}.
   *
   * @param name - The connector's name, not encoded.
   * @param options - The signal and the time limits of this call.
   * @returns The worker's answer to the accepted request.
   * @throws An {@link UnpauseError}, or `signal.reason` when the signal is aborted. Workers before Apache Kafka 3.5
   *   have no such call.
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
   * Restarts a connector and, by default, its tasks. A restart is **not idempotent**: it is retried only if no worker
   * can have acted on it; see {@link Client.restart}.
   *
   * @param name - The connector's name, not encoded.
   * @param options - The scope of the restart, the signal and the time limits of this call.
   * @returns The worker's answer to the accepted request; `restarting` says what is restarted.
   * @throws An {@link UnpauseError}, or `signal.reason` when the signal is aborted.
   *
   * @example
   * ```ts
   * const { restarting } = await connect.restart('orders-sink', { onlyFailed: true })
   * ```
   */
  restart(name: string, options: RestartOptions = {}): Promise<Accepted> {
    return this.#calls.change('restart', name, options, restartOptions)
  }

  /**
   * Gets the current status of a connector and its tasks.
   *
   * @param name - The connector's name, not encoded.
   * @param options - The signal and the time limits of this call.
   * @returns The worker's answer, typed; `raw` is its text.
   * @throws An {@link UnpauseError} ({@link InvalidResponseError} for a 200 without a status in it), or `signal.reason`
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
   * Lists the names of all connectors.
   *
   * @param options - The signal and the time limits of this call.
   * @returns The names, in the worker's order.
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
   * Lists all connectors with type, state and tasks. They have no ids.
   *
   * @param options - The signal and the time limits of this call.
   * @returns The connectors, sorted by name.
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
   * Polls a connector until it is in a state, its tasks included; see {@link Client.waitUntil}. The deadline is 600
   * seconds by default.
   *
   * @param name - The connector's name, not encoded.
   * @param state - `'running'`, `'paused'` or `'stopped'`.
   * @param options - The signal, the time limits, and the conditions of the state.
   * @returns A {@link Job}: `await` it, or iterate its polls with `for await`.
   * @throws Through the job: {@link ConnectorFailedError}, {@link WaitTimeoutError}, {@link InvalidRequestError} for a
   *   state that nothing can wait for, as {@link KafkaConnect.status} for an error that does not pass (401, 403, 404), or
   *   `signal.reason` when the signal is aborted.
   *
   * @example
   * ```ts
   * await connect.stop('orders-sink')
   * await connect.waitUntil('orders-sink', 'stopped', { deadlineMs: 60_000 })
   * ```
   */
  waitUntil(name: string, state: DesiredState, options: WaitOptions = {}): Job<WaitProgress, WaitResult> {
    return this.#calls.waitUntil(name, state, options)
  }

  /**
   * Polls a connector until it runs; see {@link Client.waitUntilRunning}.
   *
   * @param name - The connector's name, not encoded.
   * @param options - The signal, the time limits, and the conditions of the state.
   * @returns A {@link Job}: `await` it, or iterate its polls with `for await`.
   * @throws As {@link KafkaConnect.waitUntil}.
   *
   * @example
   * ```ts
   * const { looks } = await connect.waitUntilRunning('orders-sink', { deadlineMs: 120_000 })
   * ```
   */
  waitUntilRunning(name: string, options: WaitOptions = {}): Job<WaitProgress, WaitResult> {
    return this.#calls.waitUntilRunning(name, options)
  }

  /**
   * Resumes a connector and waits until it runs, within one deadline; see {@link Client.resumeAndWait}.
   *
   * @param name - The connector's name, not encoded.
   * @param options - The signal, the time limits, and the conditions of the state.
   * @returns A {@link Job}: `await` it, or iterate its polls with `for await`.
   * @throws Through the job, as {@link KafkaConnect.resume} and {@link KafkaConnect.waitUntil}.
   *
   * @example
   * ```ts
   * const job = connect.resumeAndWait('orders-sink')
   * for await (const { summary } of job) console.log(summary)
   * const { status } = await job
   * ```
   */
  resumeAndWait(name: string, options: WaitOptions = {}): Job<WaitProgress, WaitResult> {
    return this.#calls.changeAndWait('resume', name, options)
  }

  /**
   * Pauses a connector and waits until it and its tasks are paused, within one deadline; see {@link Client.pauseAndWait}.
   *
   * @param name - The connector's name, not encoded.
   * @param options - The signal, the time limits, and the conditions of the state.
   * @returns A {@link Job}: `await` it, or iterate its polls with `for await`.
   * @throws Through the job, as {@link KafkaConnect.pause} and {@link KafkaConnect.waitUntil}.
   *
   * @example
   * ```ts
   * await connect.pauseAndWait('orders-sink', { deadlineMs: 60_000 })
   * ```
   */
  pauseAndWait(name: string, options: WaitOptions = {}): Job<WaitProgress, WaitResult> {
    return this.#calls.changeAndWait('pause', name, options)
  }

  /**
   * Stops a connector and waits until its tasks are gone, within one deadline, 600 seconds by default. A connector that
   * has failed can be stopped, too.
   *
   * @param name - The connector's name, not encoded.
   * @param options - The signal, the time limits, and the conditions of the state.
   * @returns A {@link Job}: `await` it, or iterate its polls with `for await`.
   * @throws Through the job, as {@link KafkaConnect.stop} and {@link KafkaConnect.waitUntil}.
   *
   * @example
   * ```ts
   * await connect.stopAndWait('orders-sink')
   * ```
   */
  stopAndWait(name: string, options: WaitOptions = {}): Job<WaitProgress, WaitResult> {
    return this.#calls.changeAndWait('stop', name, options)
  }

  /**
   * Restarts a connector and, by default, its tasks, and waits until it runs, within one deadline; see
   * {@link Client.restartAndWait}. If the worker answers that nothing is restarted, the present state counts.
   *
   * @param name - The connector's name, not encoded.
   * @param options - The scope of the restart, the signal, the time limits, and the conditions of running.
   * @returns A {@link Job}: `await` it, or iterate its polls with `for await`.
   * @throws Through the job, as {@link KafkaConnect.restart} and {@link KafkaConnect.waitUntil}.
   *
   * @example
   * ```ts
   * const { accepted } = await connect.restartAndWait('orders-sink', { onlyFailed: true })
   * console.log(accepted?.restarting?.tasks)
   * ```
   */
  restartAndWait(name: string, options: RestartAndWaitOptions = {}): Job<WaitProgress, WaitResult> {
    return this.#calls.changeAndWait('restart', name, options, restartAndWaitOptions)
  }

  /**
   * Resumes many connectors and waits until they run, if asked to; see {@link Client.resumeMany}.
   *
   * @param names - The connectors' names, not encoded. Or the {@link Report} of an earlier job, for exactly those that the
   *   job {@link Report.changed}.
   * @param options - The signal, the number of requests at a time, whether to wait, and the time limits of each
   *   connector: 120 seconds by default, or 600 with `wait`.
   * @returns A {@link ManyJob}: `await` it, or iterate its progress with `for await`.
   * @throws Through the job: {@link InvalidRequestError} if an option or a name cannot be used, or the report is of a dry
   *   run or of Confluent Cloud (nothing was sent); or `signal.reason` when the signal is aborted.
   *
   * @example
   * ```ts
   * const report = await connect.resumeMany(['orders-sink', 'audit-sink'], { wait: true })
   * for (const { connector, error } of report.failures) console.error(connector.connectorName, error.code)
   * ```
   */
  resumeMany(names: Many<string> | Report, options: ManyOptions = {}): ManyJob {
    return this.#calls.many('resume', names, options)
  }

  /**
   * Pauses many connectors and waits until they and their tasks are paused, if asked to; see {@link Client.pauseMany}.
   *
   * @param names - The connectors' names, not encoded. Or the {@link Report} of an earlier job, for exactly those that the
   *   job {@link Report.changed}.
   * @param options - As for {@link KafkaConnect.resumeMany}.
   * @returns A {@link ManyJob}: `await` it, or iterate its progress with `for await`.
   * @throws Through the job: {@link InvalidRequestError} if an option or a name cannot be used, or the report is of a dry
   *   run or of Confluent Cloud (nothing was sent); or `signal.reason` when the signal is aborted.
   *
   * @example
   * ```ts
   * const paused = await connect.pauseMany(['orders-sink', 'audit-sink'], { wait: true })
   * await connect.resumeMany(paused)
   * ```
   */
  pauseMany(names: Many<string> | Report, options: ManyOptions = {}): ManyJob {
    return this.#calls.many('pause', names, options)
  }

  /**
   * Stops many connectors and waits until their tasks are gone, if asked to; see {@link KafkaConnect.resumeMany}.
   *
   * @param names - The connectors' names, not encoded. Or the {@link Report} of an earlier job, for exactly those that the
   *   job {@link Report.changed}.
   * @param options - As for {@link KafkaConnect.resumeMany}.
   * @returns A {@link ManyJob}: `await` it, or iterate its progress with `for await`.
   * @throws Through the job: {@link InvalidRequestError} if an option or a name cannot be used, or the report is of a dry
   *   run or of Confluent Cloud (nothing was sent); or `signal.reason` when the signal is aborted.
   *
   * @example
   * ```ts
   * const stopped = await connect.stopMany(['orders-sink', 'audit-sink'], { wait: true })
   * await connect.resumeMany(stopped)
   * ```
   */
  stopMany(names: Many<string> | Report, options: ManyOptions = {}): ManyJob {
    return this.#calls.many('stop', names, options)
  }

  /**
   * Restarts many connectors and, by default, their tasks, and waits until they run again, if asked to; see
   * {@link Client.restartMany}.
   *
   * @param names - The connectors' names, not encoded. Or the {@link Report} of an earlier job, for exactly those that the
   *   job {@link Report.changed}.
   * @param options - The scope of the restarts, and the options of {@link KafkaConnect.resumeMany}.
   * @returns A {@link ManyJob}: `await` it, or iterate its progress with `for await`.
   * @throws Through the job: {@link InvalidRequestError} if an option or a name cannot be used, or the report is of a dry
   *   run or of Confluent Cloud (nothing was sent); or `signal.reason` when the signal is aborted.
   *
   * @example
   * ```ts
   * await connect.restartMany(['orders-sink', 'audit-sink'], { onlyFailed: true, wait: true })
   * ```
   */
  restartMany(names: Many<string> | Report, options: RestartManyOptions = {}): ManyJob {
    return this.#calls.many('restart', names, options, restartManyOptions)
  }

  /**
   * Resumes all connectors that are in certain states, by default all that are paused (not the stopped ones); see
   * {@link Client.resumeAll}.
   *
   * @param options - The conditions for connectors, and the options of `resumeMany`.
   * @returns A {@link ManyJob}: `await` it, or iterate its progress with `for await`.
   * @throws Through the job, as {@link KafkaConnect.listExpanded} and {@link KafkaConnect.resumeMany}.
   *
   * @example
   * ```ts
   * console.log(`${await connect.resumeAll({ nameGlob: 'orders-*', states: ['PAUSED', 'STOPPED'], wait: true })}`)
   * ```
   */
  resumeAll(options: AllOptions = {}): ManyJob {
    return this.#calls.all('resume', undefined, options)
  }

  /**
   * Pauses all connectors that are in certain states, by default all that are neither paused nor stopped; see
   * {@link Client.pauseAll}.
   *
   * @param options - The conditions for connectors, and the options of `pauseMany`.
   * @returns A {@link ManyJob}: `await` it, or iterate its progress with `for await`.
   * @throws Through the job, as {@link KafkaConnect.listExpanded} and {@link KafkaConnect.pauseMany}.
   *
   * @example
   * ```ts
   * const paused = await connect.pauseAll({ wait: true })
   * // The work.
   * await connect.resumeMany(paused, { wait: true })
   * ```
   */
  pauseAll(options: AllOptions = {}): ManyJob {
    return this.#calls.all('pause', undefined, options)
  }

  /**
   * Stops all connectors that are in certain states, by default all that are not stopped yet; see
   * {@link KafkaConnect.pauseAll}.
   *
   * @param options - The conditions for connectors, and the options of `stopMany`.
   * @returns A {@link ManyJob}: `await` it, or iterate its progress with `for await`.
   * @throws Through the job, as {@link KafkaConnect.listExpanded} and {@link KafkaConnect.stopMany}.
   *
   * @example
   * ```ts
   * const stopped = await connect.stopAll({ nameGlob: 'orders-*', wait: true })
   * ```
   */
  stopAll(options: AllOptions = {}): ManyJob {
    return this.#calls.all('stop', undefined, options)
  }

  /**
   * Restarts all connectors that are in certain states, by default all that have failed or have failed tasks; see
   * {@link Client.restartAll}.
   *
   * @param options - The conditions for connectors, and the options of `restartMany`.
   * @returns A {@link ManyJob}: `await` it, or iterate its progress with `for await`.
   * @throws Through the job, as {@link KafkaConnect.listExpanded} and {@link KafkaConnect.restartMany}.
   *
   * @example
   * ```ts
   * console.log(`${await connect.restartAll({ onlyFailed: true, wait: true })}`)
   * ```
   */
  restartAll(options: RestartAllOptions = {}): ManyJob {
    return this.#calls.all('restart', undefined, options, restartAllOptions)
  }

  /** The name of the class. */
  override get [Symbol.toStringTag](): string {
    return 'KafkaConnect'
  }
}
