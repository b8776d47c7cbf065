// Starts the sandbox, the server of the tests, and uses its control interface.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { request } from 'node:http'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'

export const REPOSITORY = resolve(import.meta.dirname, '../../..')
const BINARY = process.env.UNPAUSE_SANDBOX ?? resolve(REPOSITORY, 'target/release/unpause-sandbox')

export const CONNECTOR = { environmentId: 'env-a1b2c3', kafkaClusterId: 'lkc-x7y8z9', connectorName: 'orders-sink' }

/** The control interface at a URL, which child processes can use, too. */
export class Control {
  constructor(url) {
    this.url = url
  }

  /** Sends one request; any answer but a 2xx fails the test. */
  async request(method, path, body) {
    // Not fetch: its pool keeps connections open, and so processes alive that should end.
    const outgoing = request(this.url + path, { method, agent: false })
    outgoing.end(body === undefined ? undefined : JSON.stringify(body))
    const [answer] = await once(outgoing, 'response')
    const said = await text(answer)
    assert.ok(answer.statusCode >= 200 && answer.statusCode < 300, `${method} ${path}: ${answer.statusCode} ${said}`)
    return said === '' ? undefined : JSON.parse(said)
  }

  /** Starts a world with these servers. */
  async world(servers) {
    const made = await this.request('POST', '/worlds', { servers })
    return new World(this, made.id, made.servers)
  }
}

/** Servers with journals of their own. */
export class World {
  constructor(control, id, servers) {
    this.control = control
    this.id = id
    this.servers = servers
  }

  /** The options of a client of the server `main`. */
  get options() {
    return { apiKey: 'SANDBOX-KEY', apiSecret: 'sandbox-secret', baseUrl: this.servers.main.url }
  }

  async journal(server = 'main') {
    const answer = await this.control.request('GET', `/worlds/${this.id}`)
    return answer.servers[server]
  }

  /** Waits until the sandbox has counted this many. */
  async waitFor({ server = 'main', ...counts }) {
    await this.control.request('POST', `/worlds/${this.id}/await`, { server, ...counts })
  }

  async close() {
    await this.control.request('DELETE', `/worlds/${this.id}`)
  }
}

/** The running sandbox. It ends when its standard input closes, so it never outlives the tests. */
export class Sandbox {
  static async start() {
    assert.ok(existsSync(BINARY), `${BINARY} is not there; \`make build\` builds it`)
    const process = spawn(BINARY, { stdio: ['pipe', 'pipe', 'inherit'] })
    const [line] = await once(process.stdout, 'data')
    return new Sandbox(process, JSON.parse(line))
  }

  constructor(process, about) {
    this.process = process
    this.control = new Control(about.control_url)
  }

  /** Runs `body` in a world with these servers. */
  async with(servers, body) {
    const world = await this.control.world(servers)
    try {
      return await body(world)
    } finally {
      await world.close()
    }
  }

  async close() {
    this.process.stdin.end()
    await once(this.process, 'close')
  }
}
