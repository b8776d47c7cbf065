// Tokens from functions: what they give and throw, who asks them, and what stays behind.

import assert from 'node:assert/strict'
import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { test } from 'node:test'

import { Client, CredentialsError, InvalidRequestError, RequestTimeoutError } from 'unpause'

import { promised } from './support/promised.mjs'
import { CONNECTOR } from './support/sandbox.mjs'
import { sandboxForTests } from './support/worlds.mjs'

const { inWorld } = sandboxForTests()
const TOKEN = { credentials: { tokens: ['token-1', 'token-2'] } }
const GIVEN = { value: 'token-1', expiresInMs: 600_000 }

/** The body of a test with a function that makes a client of a server that wants these tokens. */
const withTokens = (body, main = TOKEN) =>
  inWorld(main, (world) => {
    const clientOf = (tokenProvider, options = {}) =>
      new Client({ tokenProvider, baseUrl: world.servers.main.url, ...options })
    return body(clientOf, world)
  })

const errorOf = (promise) => promise.then(assert.fail, (error) => error)

for (const [what, give] of Object.entries({
  'a string': () => 'token-1',
  'a promise of a string, as getBearerTokenProvider of Azure gives': () => Promise.resolve('token-1'),
  'a token': () => ({ value: 'token-1' }),
  'a promise of a token with its life': async () => GIVEN,
  'a thenable': () => ({ then: (resolve) => resolve(GIVEN) }),
})) {
  test(
    `a function gives ${what}`,
    withTokens(async (clientOf) => assert.equal((await clientOf(give).resume(CONNECTOR)).attempts, 1)),
  )
}

const CAUSE = Object.assign(new Error('the vault is sealed'), { code: 'SEALED' })

for (const [what, fail] of Object.entries({ throws: () => fails(CAUSE), rejects: async () => fails(CAUSE) })) {
  test(
    `the value that a function ${what} is the cause`,
    withTokens(async (clientOf, world) => {
      const client = clientOf(fail)
      const errors = await Promise.all(Array.from({ length: 3 }, () => errorOf(client.resume(CONNECTOR))))
      for (const error of errors) {
        assert.ok(error instanceof CredentialsError)
        assert.equal(error.cause, CAUSE)
        assert.deepEqual([error.code, error.stage, error.attempts], ['ERR_UNPAUSE_CREDENTIALS', 'token_provider', 0])
        assert.match(error.message, /the function `tokenProvider` failed: the vault is sealed/)
        assert.match(error.stack, /tokens\.test\.mjs/)
      }
      assert.deepEqual((await world.journal()).requests, [])
    }),
  )
}

function fails(cause) {
  throw cause
}

for (const [cause, words] of [
  ['sealed', /failed: sealed/],
  [42, /failed: 42/],
  [Symbol('odd'), /failed: Symbol\(odd\)/],
  [undefined, /failed: undefined/],
  [null, /failed: null/],
  [{ secret: 1 }, /failed: it threw an object that is no Error/],
  [() => 'source', /failed: it threw a function \(/],
  [new TypeError(), /failed: TypeError/],
  [new Error('lone \ud800'), /failed: lone \ufffd/],
  [
    {
      get message() {
        throw new Error('no')
      },
    },
    /failed: it threw a value that cannot be read/,
  ],
]) {
  test(
    `a function throws ${Object.prototype.toString.call(cause)} (${words.source.slice(8)})`,
    withTokens(async (clientOf) => {
      const error = await errorOf(clientOf(() => fails(cause)).resume(CONNECTOR))
      assert.equal(error.cause, cause)
      assert.match(error.message, words)
    }),
  )
}

for (const [what, given, words] of [
  ['nothing', undefined, /must give a string or \{ value, expiresInMs \}, not undefined/],
  ['a number', 7, /must give .*, not number/],
  ['an array', ['token-1'], /must give .*, not an array/],
  ['an object without a value', {}, /must give .*, not an object without `value`/],
  ['a misspelt life', { value: 'token-1', expiresIn: 900 }, /`expiresIn` is not an option.*value, expiresInMs/],
  ['a life that is no number', { ...GIVEN, expiresInMs: '900' }, /`expiresInMs` must be a number of milliseconds/],
  ['a life of NaN', { ...GIVEN, expiresInMs: NaN }, /`expiresInMs` is NaN/],
  [
    'an AccessToken of Azure',
    { token: 'token-1', expiresOnTimestamp: 4e12 },
    /must give .*, not an object with `token`.*expiresOnTimestamp - Date\.now\(\).*getBearerTokenProvider/,
  ],
]) {
  test(
    `a function gives ${what}, and is told what to give`,
    withTokens(async (clientOf) => {
      const error = await errorOf(clientOf(() => given).resume(CONNECTOR))
      assert.ok(error instanceof CredentialsError && error.cause instanceof InvalidRequestError)
      assert.match(error.message, words)
      assert.doesNotMatch(error.message, /token-1/)
    }),
  )
}

test(
  'a life that has passed is an expired token',
  withTokens(async (clientOf) => {
    const error = await errorOf(clientOf(() => ({ ...GIVEN, expiresInMs: -1 })).resume(CONNECTOR))
    assert.match(error.message, /gave a token that has expired/)
  }),
)

test(
  'a promise that never settles ends with the deadline',
  withTokens(async (clientOf) => {
    const error = await errorOf(clientOf(() => new Promise(() => {})).resume(CONNECTOR, { deadlineMs: 200 }))
    assert.ok(error instanceof RequestTimeoutError)
    assert.match(error.message, /no token within/)
  }),
)

test(
  'an aborted call leaves its question to the others',
  withTokens(async (clientOf) => {
    let calls = 0
    const [asked, given] = [promised(), promised()]
    const client = clientOf(() => {
      calls += 1
      asked.resolve()
      return given.promise
    })
    const controller = new AbortController()
    const aborted = errorOf(client.resume(CONNECTOR, { signal: controller.signal }))
    const others = [client.resume(CONNECTOR), client.status(CONNECTOR)]
    await asked.promise
    controller.abort()
    assert.equal((await aborted).name, 'AbortError')
    given.resolve(GIVEN)
    assert.equal((await Promise.all(others)).length, 2)
    assert.equal(calls, 1)
  }),
)

test(
  'calls that are aborted at once, before and while their questions come, strand nobody',
  withTokens(async (clientOf) => {
    const client = clientOf(async () => 'token-1')
    for (let round = 0; round < 50; round++) {
      const controllers = Array.from({ length: 4 }, () => new AbortController())
      const calls = controllers.map(({ signal }) => client.resume(CONNECTOR, { signal }))
      const ended = Promise.allSettled(calls)
      const stays = client.resume(CONNECTOR, { deadlineMs: 5_000 })
      for (const [index, controller] of controllers.entries()) {
        if (index % 2 === 0) controller.abort()
        else setImmediate(() => controller.abort())
        if (index === 1) await undefined
      }
      assert.ok(await stays)
      await ended
    }
  }),
)

test(
  'a function that runs for an aborted call may fail, and a later call asks again',
  withTokens(async (clientOf) => {
    const [asked, given, controller] = [promised(), promised(), new AbortController()]
    const script = [() => (asked.resolve(), given.promise), () => GIVEN]
    const client = clientOf(() => script.shift()())
    const aborted = errorOf(client.resume(CONNECTOR, { signal: controller.signal }))
    await asked.promise
    controller.abort()
    assert.equal((await aborted).name, 'AbortError')
    given.reject(CAUSE)
    await new Promise(setImmediate)
    assert.equal((await client.resume(CONNECTOR)).attempts, 1)
  }),
)

test(
  'calls in flight get their token after the client is closed',
  withTokens(async (clientOf) => {
    const given = promised()
    const client = clientOf(() => given.promise)
    const call = client.resume(CONNECTOR)
    client.close()
    given.resolve(GIVEN)
    assert.equal((await call).attempts, 1)
  }),
)

test(
  'errors in a report have their cause, also in a later report',
  withTokens(async (clientOf) => {
    const job = clientOf(() => fails(CAUSE)).resumeMany([CONNECTOR, { ...CONNECTOR, connectorName: 'other' }])
    const { failures } = await job
    await new Promise(setImmediate)
    for (const { error } of [...failures, ...job.report.failures]) assert.equal(error.cause, CAUSE)
    assert.equal(failures.length, 2)
  }),
)

test(
  'a function that calls its own client is refused with words',
  withTokens(async (clientOf) => {
    const client = clientOf(async () => (await client.status(CONNECTOR)).name)
    const error = await errorOf(client.resume(CONNECTOR))
    assert.match(error.message, /the token provider calls the client that asks it/)
    assert.ok(error.cause instanceof InvalidRequestError)
    assert.equal(error.cause.field, 'tokenProvider')
  }),
)

test(
  'also by way of another client, and by a job',
  withTokens(async (clientOf) => {
    const inner = clientOf(async () => (await outer.waitUntilRunning(CONNECTOR)).status.name)
    const outer = clientOf(async () => (await inner.status(CONNECTOR)).name)
    const error = await errorOf(outer.resume(CONNECTOR))
    assert.match(error.message, /the token provider calls the client that asks it/)
    assert.ok(error.cause.cause instanceof InvalidRequestError)
  }),
)

test(
  'a call that a function leaves behind is an ordinary one',
  withTokens(async (clientOf) => {
    let later
    const over = promised()
    const client = clientOf(() => {
      later ??= over.promise.then(() => client.resume(CONNECTOR))
      return 'token-1'
    })
    await client.resume(CONNECTOR)
    over.resolve()
    assert.equal((await later).attempts, 1)
  }),
)

test(
  'a function runs in the async context of a caller',
  withTokens(async (clientOf) => {
    const storage = new AsyncLocalStorage()
    const seen = []
    const client = clientOf(() => (seen.push(storage.getStore()), 'token-1'))
    await storage.run('first', () => client.resume(CONNECTOR))
    await storage.run('second', () => client.resume(CONNECTOR))
    assert.deepEqual(seen, ['first', 'second'])
  }),
)

test(
  'a renewal beside a call is published, well or not',
  withTokens(
    async (clientOf) => {
      const messages = []
      const take = (message) => messages.push(message)
      subscribe('unpause:renewal', take)
      const callTwice = async (renewal) => {
        const script = [() => ({ ...GIVEN, expiresInMs: 4_000 }), renewal]
        const client = clientOf(() => script.shift()())
        await client.resume(CONNECTOR)
        await client.resume(CONNECTOR)
      }
      try {
        await Promise.all([callTwice(() => GIVEN), callTwice(() => fails(CAUSE))])
      } finally {
        unsubscribe('unpause:renewal', take)
      }
      assert.equal(messages.length, 2)
      for (const { action, connector, elapsedMs } of messages) {
        assert.deepEqual([action, connector.connectorName, elapsedMs >= 0], ['resume', 'orders-sink', true])
      }
      assert.match(messages.find(({ error }) => error).error, /the vault is sealed/)
      assert.ok(messages.find(({ error }) => !error).expiresInMs > 590_000)
    },
    { ...TOKEN, answers: [3.45, 3.45, 0.1, 0.1].map((delay) => ({ delay, status: 202 })) },
  ),
)
