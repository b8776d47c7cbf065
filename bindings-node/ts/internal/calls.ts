import { type Job, type ResumeJob, resumeJob, waitJob } from '../job'
import type { CallOptions, RestartOptions, ResumeAllOptions, ResumeManyOptions, WaitOptions } from '../options'
import type { Accepted, Cluster, Connector, ConnectorStatus, ListedConnector, Running, WaitProgress } from '../records'
import type { NativeClient, NativeError } from './binding'
import { callOptions, restartOptions, resumeAllOptions, resumeManyOptions, waitOptions } from './checked-options'
import { errorOf, guarded, unexpected } from './failures'
import { call, type Start } from './mailbox'
import { withConnectorText } from './to-string'

/** How the users of a client say which connectors they mean; each of these throws for what says nothing. */
export interface Addressing<One, All> {
  readonly connector: (given: One) => Connector
  readonly cluster: (given: All) => Cluster
  /** As many connectors cross the border: three parts each, or one text that the core reads. */
  readonly connectors: (given: Iterable<One>) => string[][]
}

type Action = Parameters<NativeClient['call']>[1]

/** The calls, whichever service they are made to: what was given is checked, and crosses the border. */
export class Calls<One, All> {
  readonly native: NativeClient
  readonly #addressing: Addressing<One, All>

  constructor(open: () => NativeClient | NativeError, addressing: Addressing<One, All>) {
    const opened = guarded(open)
    if ('kind' in opened) throw errorOf(opened)
    this.native = opened
    this.#addressing = addressing
  }

  change(action: Exclude<Action, 'status'>, connector: One, options: CallOptions): Promise<Accepted> {
    return this.#call(action, connector, options) as Promise<Accepted>
  }

  status(connector: One, options: CallOptions): Promise<ConnectorStatus> {
    return this.#call('status', connector, options) as Promise<ConnectorStatus>
  }

  list(cluster: All, options: CallOptions): Promise<string[]> {
    return this.#list(false, cluster, options) as Promise<string[]>
  }

  async listExpanded(cluster: All, options: CallOptions): Promise<ListedConnector[]> {
    const listed = (await this.#list(true, cluster, options)) as ListedConnector[]
    return listed.map(withConnectorText)
  }

  /** A restart that is told of what. */
  async restart(connector: One, options: RestartOptions): Promise<Accepted> {
    const { connectorName } = this.#addressing.connector(connector)
    const { signal, includeTasks, onlyFailed, timeoutMs, deadlineMs } = restartOptions(options)
    const start: Start = (mailbox, wants) =>
      this.native.restart(mailbox, connectorName, includeTasks, onlyFailed, timeoutMs, deadlineMs, wants)
    return withConnectorText((await ended(signal, start)) as Accepted)
  }

  wait(resume: boolean, connector: One, options: WaitOptions): Job<WaitProgress, Running> {
    return waitJob(() => {
      const { environmentId, kafkaClusterId: cluster, connectorName: name } = this.#addressing.connector(connector)
      const { signal, options: given } = waitOptions(options)
      return {
        signal,
        start: (mailbox, wants) => this.native.wait(mailbox, resume, environmentId, cluster, name, given, wants),
      }
    })
  }

  resumeMany(connectors: Iterable<One>, options: ResumeManyOptions): ResumeJob {
    return resumeJob(() => {
      const { signal, options: given } = resumeManyOptions(options)
      const addresses = this.#addressing.connectors(connectors)
      return { signal, start: (mailbox, wants) => this.native.resumeMany(mailbox, addresses, given, wants) }
    })
  }

  resumeAll(cluster: All, options: ResumeAllOptions): ResumeJob {
    return resumeJob(() => {
      const { signal, options: given } = resumeAllOptions(options)
      const { environmentId, kafkaClusterId } = this.#addressing.cluster(cluster)
      return {
        signal,
        start: (mailbox, wants) => this.native.resumeAll(mailbox, environmentId, kafkaClusterId, given, wants),
      }
    })
  }

  async #call(action: Action, connector: One, options: CallOptions): Promise<unknown> {
    const { environmentId, kafkaClusterId, connectorName } = this.#addressing.connector(connector)
    const { signal, timeoutMs, deadlineMs } = callOptions(options)
    const start: Start = (mailbox, wants) =>
      this.native.call(mailbox, action, environmentId, kafkaClusterId, connectorName, timeoutMs, deadlineMs, wants)
    return withConnectorText((await ended(signal, start)) as Accepted | ConnectorStatus)
  }

  async #list(expanded: boolean, cluster: All, options: CallOptions): Promise<unknown> {
    const { environmentId, kafkaClusterId } = this.#addressing.cluster(cluster)
    const { signal, timeoutMs, deadlineMs } = callOptions(options)
    return await ended(signal, (mailbox, wants) =>
      this.native.list(mailbox, expanded, environmentId, kafkaClusterId, timeoutMs, deadlineMs, wants),
    )
  }
}

/** What a call ends with. */
async function ended(signal: AbortSignal | undefined, start: Start): Promise<unknown> {
  if (signal?.aborted === true) throw signal.reason
  const { value, error, aborted } = await call(start, signal)
  if (value !== undefined) return value
  if (aborted !== undefined) throw aborted.reason
  throw error === undefined ? unexpected('a call ended in nothing') : errorOf(error)
}
