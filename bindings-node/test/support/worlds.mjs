// One sandbox for the tests of a file, and a world for each test.

import { after, before } from 'node:test'

import { Client, KafkaConnect } from 'unpause'

import { Sandbox } from './sandbox.mjs'

/** Starts a sandbox before the tests of this file and stops it after them. */
export function sandboxForTests() {
  let sandbox
  before(async () => (sandbox = await Sandbox.start()))
  after(() => sandbox.close())

  const withOne = (build, main, body) =>
    sandbox.with({ main }, async (world) => {
      const client = build(world)
      try {
        await body(client, world)
      } finally {
        client.close()
      }
    })

  return {
    /** The body of a test that runs in a world with one server. */
    inWorld: (main, body) => () => sandbox.with({ main }, body),

    /** The body of a test that runs with a client of a server. */
    withClient: (main, body) => () => withOne((world) => new Client(world.options), main, body),

    /** The body of a test that runs with a client of a Kafka Connect worker. */
    withConnect: (main, body) => () =>
      withOne(
        (world) => new KafkaConnect({ baseUrl: world.servers.main.url }),
        { service: 'kafka_connect', ...main },
        body,
      ),
  }
}

/** A server that never answers in time. */
export const SLOW = { answers: [{ delay: 60, times: 0 }] }
