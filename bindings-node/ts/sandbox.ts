/**
 * Runs the sandbox, a server on this machine that behaves as the service does, for tests of whole calls.
 *
 * @packageDocumentation
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'

const ADVICE =
  'Set the environment variable UNPAUSE_SANDBOX to its path, or put it on the PATH. It is not in the package: ' +
  '`make build-sandbox` in the repository of Unpause builds it as target/release/unpause-sandbox'

/** A server of a world, as it is described: all keys are in `tests/sandbox/README.md` of Unpause's repository. */
export interface ServerDescription {
  /** The service that it plays. Default: `confluent_cloud`. */
  readonly service?: 'confluent_cloud' | 'kafka_connect'
  /** Its connectors, such as `{ name: 'orders-sink', state: 'FAILED', tasks: 2 }`. Default: one that is PAUSED. */
  readonly connectors?: readonly object[]
  /** The answers to the first requests, in order; the state answers for `null`, and after the last. */
  readonly answers?: ReadonlyArray<object | null>
  readonly [key: string]: unknown
}

/** A request that the server got. */
export interface SeenRequest {
  readonly method: string
  readonly target: string
  readonly headers: ReadonlyArray<readonly [string, string]>
  readonly status: number | null
  readonly [key: string]: unknown
}

/** The options for a client of a world's server. */
export interface SandboxOptions {
  readonly baseUrl: string
  readonly apiKey?: string
  readonly apiSecret?: string
  readonly caBundle?: string
}

interface MadeWorld {
  readonly id: number
  readonly servers: { readonly main: { readonly url: string; readonly ca_bundle: string | null } }
}

interface SeenWorld {
  readonly servers: { readonly main: { readonly requests: SeenRequest[]; readonly connectors: object[] } }
}

/** A server of its own, with its connectors and its journal. Made by {@link Sandbox.world}. */
export class SandboxWorld {
  /** The URL of the server. */
  readonly url: string
  /** The options for a client of this server: `new Client(world.options)`, or `new KafkaConnect(world.options)`. */
  readonly options: SandboxOptions
  readonly #control: string
  readonly #path: string

  /** @internal */
  constructor(control: string, made: MadeWorld, { service }: ServerDescription) {
    const { url, ca_bundle } = made.servers.main
    const credentials = service === 'kafka_connect' ? {} : { apiKey: 'SANDBOX-KEY', apiSecret: 'sandbox-secret' }
    this.url = url
    this.options = { baseUrl: url, ...credentials, ...(ca_bundle === null ? {} : { caBundle: ca_bundle }) }
    this.#control = control
    this.#path = `/worlds/${made.id}`
  }

  /** The requests so far. */
  async requests(): Promise<SeenRequest[]> {
    return (await this.#seen()).servers.main.requests
  }

  /** The connectors, each with its `name`, and its `status` as the service would show it now. */
  async connectors(): Promise<object[]> {
    return (await this.#seen()).servers.main.connectors
  }

  /** Stops the server. */
  async close(): Promise<void> {
    await send(this.#control, 'DELETE', this.#path)
  }

  /** As {@link SandboxWorld.close}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async #seen(): Promise<SeenWorld> {
    return (await send(this.#control, 'GET', this.#path)) as SeenWorld
  }
}

/** The running program `unpause-sandbox`. It ends with {@link Sandbox.close}, and with this process. */
export class Sandbox {
  readonly #process: ChildProcess
  readonly #control: string

  private constructor(process: ChildProcess, control: string) {
    this.#process = process
    this.#control = control
  }

  /**
   * Starts the program.
   *
   * @param path - Where it is. Default: the environment variable `UNPAUSE_SANDBOX`, else the `PATH`.
   * @throws `Error`: it is not there, or ended at once. The message says how to get it.
   * @example
   * ```ts
   * import { Client } from 'unpause'
   * import { Sandbox } from 'unpause/testing'
   *
   * const sandbox = await Sandbox.start()
   * const world = await sandbox.world({ answers: [{ status: 500 }] })
   * await new Client(world.options).resume('env-a1b2c3/lkc-x7y8z9/orders-sink')
   * console.log((await world.requests()).map(({ status }) => status)) // [500, 202]
   * await sandbox.close()
   * ```
   */
  static async start(path = process.env['UNPAUSE_SANDBOX'] ?? 'unpause-sandbox'): Promise<Sandbox> {
    const child = spawn(path, [], { stdio: ['pipe', 'pipe', 'inherit'] })
    const failed = once(child, 'error').then(([cause]: unknown[]) => {
      throw new Error(`${path} cannot be started. ${ADVICE}`, { cause })
    })
    const lines = createInterface({ input: child.stdout })
    const announced = once(lines, 'line')
    const ended = once(child, 'exit').then(([code]: unknown[]) => {
      throw new Error(`${path} ended at once, with exit code ${String(code)}`)
    })
    // The one that comes later says nothing new.
    for (const late of [failed, announced, ended]) late.catch(() => undefined)
    const [line] = (await Promise.race([announced, failed, ended])) as [string]
    const { control_url: control } = JSON.parse(line) as { control_url: string }
    child.unref()
    for (const pipe of [child.stdin, child.stdout]) (pipe as unknown as { unref(): void }).unref()
    return new Sandbox(child, control)
  }

  /**
   * Starts a server. A script of answers cannot be changed later.
   *
   * @throws `Error`: the sandbox does not take the description. The message names the key.
   */
  async world(server: ServerDescription = {}): Promise<SandboxWorld> {
    const made = await send(this.#control, 'POST', '/worlds', { servers: { main: server } })
    return new SandboxWorld(this.#control, made as MadeWorld, server)
  }

  /** Ends the program, and all its servers. */
  async close(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return
    const ended = once(this.#process, 'exit')
    this.#process.ref()
    this.#process.stdin?.end()
    await ended
  }

  /** As {@link Sandbox.close}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}

/** Sends one request to the control interface. Not by `fetch`, which tests may have replaced. */
async function send(control: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const outgoing = request(control + path, { method, agent: false })
  const answered = once(outgoing, 'response')
  outgoing.end(body === undefined ? undefined : JSON.stringify(body))
  const [answer] = await answered
  const said = await text(answer)
  if (answer.statusCode === 400) throw new Error((JSON.parse(said) as { error: string }).error)
  if (answer.statusCode > 400) throw new Error(`${method} ${path}: ${answer.statusCode} ${said}`)
  return said === '' ? undefined : JSON.parse(said)
}
