import { Job, type ManyJob, manyJob, waitJob } from '../job'
import type { AllOptions, CallOptions, ManyOptions, WaitOptions } from '../options'
import type { Accepted, ConnectorStatus, DesiredState, ListedConnector, WaitProgress, WaitResult } from '../records'
import { Report } from '../report'
import type { ManyOperation } from '../results'
import { type Addresses, addressesOf, type Many } from './address'
import type {
  Mailbox,
  NativeCallOptions,
  NativeClient,
  NativeError,
  NativeJob,
  NativeJobOptions,
  SavedReport,
} from './binding'
import { allOptions, callOptions, manyOptions, type SignalAnd, waitOptions } from './checked-options'
import { CallerStack } from './caller-stack'
import { invalid } from './invalid-request'
import { call } from './mailbox'
import { errorOf, guarded, unexpected } from './native-errors'
import { recordOf } from './record'
import { TokenDesk } from './token-desk'
import type { Asked } from './token-sources'
import { text } from './type-checks'

/** How the users of a client name connectors and clusters: turns each into an address for the bridge, or throws. */
export interface Addressing<Connector, Cluster> {
  /** The parameter that takes many connectors. */
  readonly list: string
  readonly connector: (connector: Connector) => string[]
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

  /** A change by its verb. `check` is that of the options, which for some clients are more. */
  async change(
    verb: ManyOperation,
    connector: Connector,
    options: CallOptions,
    check = callOptions,
  ): Promise<Accepted> {
    const address = this.#addressing.connector(connector)
    return await this.#call(verb, address, check(options))
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

  waitUntil(connector: Connector, state: DesiredState, options: WaitOptions): Job<WaitProgress, WaitResult> {
    return this.#wait(
      'wait_until',
      connector,
      () => waitOptions(options),
      () => text('state', state),
    )
  }

  waitUntilRunning(connector: Connector, options: WaitOptions): Job<WaitProgress, WaitResult> {
    return this.#wait('wait_until_running', connector, () => waitOptions(options))
  }

  changeAndWait(
    verb: ManyOperation,
    connector: Connector,
    options: WaitOptions,
    check = waitOptions,
  ): Job<WaitProgress, WaitResult> {
    return this.#wait(`${verb}_and_wait`, connector, () => check(options))
  }

  many(verb: ManyOperation, connectors: Many<Connector> | Report, options: ManyOptions, check = manyOptions): ManyJob {
    return manyJob(verb, () => {
      const { signal, options: given } = check(options)
      const { all, ready } = this.#given(connectors)
      return {
        signal,
        ready,
        start: this.#asking((mailbox, ...around) => this.native.many(mailbox, `${verb}_many`, all, given, ...around)),
      }
    })
  }

  all(verb: ManyOperation, cluster: Cluster, options: AllOptions, check = allOptions): ManyJob {
    return manyJob(verb, () => {
      const { signal, options: given } = check(options)
      const address = this.#addressing.cluster(cluster)
      return {
        signal,
        start: this.#asking((mailbox, ...around) => this.native.all(mailbox, `${verb}_all`, address, given, ...around)),
      }
    })
  }

  #wait(
    name: string,
    connector: Connector,
    check: () => SignalAnd<NativeJobOptions>,
    desired?: () => string,
  ): Job<WaitProgress, WaitResult> {
    return waitJob(() => {
      const address = this.#addressing.connector(connector)
      const state = desired?.()
      const { signal, options } = check()
      return {
        signal,
        start: this.#asking((mailbox, ...around) =>
          this.native.wait(mailbox, name, address, state, options, ...around),
        ),
      }
    })
  }

  /** The addresses of many connectors, or the core's report about them. */
  #given(connectors: Many<Connector> | Report): Addresses | { readonly all: SavedReport; readonly ready?: undefined } {
    const { list, connector } = this.#addressing
    if (connectors instanceof Report) return { all: Report.saved(connectors) }
    // It is an iterable, too, and it would be stopped at the first progress, which is no connector.
    if (connectors instanceof Job) throw invalid(list, 'is a job', 'Await it, and give its report.')
    return addressesOf(list, connectors, connector)
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
