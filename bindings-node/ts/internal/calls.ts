import { type Job, type ResumeJob, resumeJob, waitJob } from '../job'
import type { CallOptions, RestartOptions, ResumeAllOptions, ResumeManyOptions, WaitOptions } from '../options'
import type { Accepted, ConnectorStatus, ListedConnector, Running, WaitProgress } from '../records'
import type { Addresses, Many } from './address'
import type { Mailbox, NativeCallOptions, NativeClient, NativeError, NativeJob } from './binding'
import {
  callOptions,
  restartOptions,
  resumeAllOptions,
  resumeManyOptions,
  type SignalAnd,
  waitOptions,
} from './checked-options'
import { CallerStack } from './caller-stack'
import { call } from './mailbox'
import { errorOf, guarded, unexpected } from './native-errors'
import { recordOf } from './record'
import { TokenDesk } from './token-desk'
import type { Asked } from './token-sources'

/** How the users of a client name connectors and clusters: turns each into an address for the bridge, or throws. */
export interface Addressing<Connector, Cluster> {
  readonly connector: (connector: Connector) => string[]
  readonly connectors: (connectors: Many<Connector>) => Addresses
  readonly cluster: (cluster: Cluster) => string[]
}

/** Starts a call or a job. `providing` says that the function that gives tokens makes it. */
type Start<Started> = (mailbox: Mailbox, wantsEvents: boolean, providing: boolean) => Started

/** The calls of both clients: they check types, call the bridge, and turn its results into public records. */
export class Calls<Connector, Cluster> {
  readonly native: NativeClient
  readonly #addressing: Addressing<Connector, Cluster>
  readonly #tokens: TokenDesk | undefined

  constructor(open: () => NativeClient | NativeError, addressing: Addressing<Connector, Cluster>, asked?: Asked) {
    const opened = guarded(open)
    if ('kind' in opened) throw errorOf(opened)
    this.native = opened
    this.#addressing = addressing
    this.#tokens = asked && new TokenDesk(opened, asked)
  }

  async change(name: string, connector: Connector, options: CallOptions): Promise<Accepted> {
    const address = this.#addressing.connector(connector)
    return await this.#call(name, address, callOptions(options))
  }

  /** A restart with a scope, which self-managed Kafka Connect takes. */
  async restart(connector: Connector, options: RestartOptions): Promise<Accepted> {
    const address = this.#addressing.connector(connector)
    return await this.#call('restart', address, restartOptions(options))
  }

  async status(connector: Connector, options: CallOptions): Promise<ConnectorStatus> {
    const address = this.#addressing.connector(connector)
    return await this.#call('status', address, callOptions(options))
  }

  async list(cluster: Cluster, options: CallOptions): Promise<string[]> {
    const address = this.#addressing.cluster(cluster)
    return await this.#call('list', address, callOptions(options))
  }

  async listExpanded(cluster: Cluster, options: CallOptions): Promise<ListedConnector[]> {
    const address = this.#addressing.cluster(cluster)
    return await this.#call('list_expanded', address, callOptions(options))
  }

  wait(resume: boolean, connector: Connector, options: WaitOptions): Job<WaitProgress, Running> {
    return waitJob(() => {
      const address = this.#addressing.connector(connector)
      const { signal, options: given } = waitOptions(options)
      return {
        signal,
        start: this.#asking((mailbox, ...around) => this.native.wait(mailbox, resume, address, given, ...around)),
      }
    })
  }

  resumeMany(connectors: Many<Connector>, options: ResumeManyOptions): ResumeJob {
    return resumeJob(() => {
      const { signal, options: given } = resumeManyOptions(options)
      const addresses = this.#addressing.connectors(connectors)
      return {
        signal,
        ready: addresses.ready,
        start: this.#asking((mailbox, ...around) => this.native.resumeMany(mailbox, addresses.all, given, ...around)),
      }
    })
  }

  resumeAll(cluster: Cluster, options: ResumeAllOptions): ResumeJob {
    return resumeJob(() => {
      const { signal, options: given } = resumeAllOptions(options)
      const address = this.#addressing.cluster(cluster)
      return {
        signal,
        start: this.#asking((mailbox, ...around) => this.native.resumeAll(mailbox, address, given, ...around)),
      }
    })
  }

  /** Makes a call, and returns its value or throws its error. */
  async #call<T>(name: string, address: string[], given: SignalAnd<NativeCallOptions>): Promise<T> {
    const { signal, options } = given
    // Whoever awaits the promise may be far from the caller.
    const caller = new CallerStack(this.#call)
    if (signal?.aborted === true) throw signal.reason
    const { value, error, aborted } = await call(
      this.#asking((mailbox, ...around) => this.native.call(mailbox, name, address, options, ...around)),
      signal,
    )
    if (value !== undefined) return recordOf<T>(value)
    if (aborted !== undefined) throw aborted.reason
    throw error === undefined ? unexpected('a call ended without a result') : caller.error(error)
  }

  /** Starts a call that may bring questions for tokens, and may come from the function that answers them. */
  #asking<Started extends number | NativeJob | NativeError>(start: Start<Started>) {
    return (mailbox: Mailbox, wantsEvents: boolean): Started => {
      const started = start(mailbox, wantsEvents, this.#tokens?.isProviding ?? false)
      const made: number | NativeJob | NativeError = started
      if (typeof made === 'number') this.#tokens?.admit(made)
      else if (!('kind' in made)) this.#tokens?.admit(made.call)
      return started
    }
  }
}
