// Errors as JavaScript objects: classes, stacks, and their texts in inspect and JSON.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { inspect } from 'node:util'

import * as esm from 'unpause'

import { CLASSES as BY_KIND } from './support/parity-names.mjs'
import { CONNECTOR } from './support/sandbox.mjs'
import { sandboxForTests } from './support/worlds.mjs'

const { inWorld, withClient } = sandboxForTests()
const require = createRequire(import.meta.url)
const cjs = require('unpause')

const CLASSES = Object.keys(esm).filter((name) => name.endsWith('Error'))

/** The rejection of a promise. */
const rejection = (promise) => promise.then(assert.fail, (error) => error)

/** The error that a function throws. */
const thrown = (body) => {
  try {
    body()
  } catch (error) {
    return error
  }
  assert.fail('nothing was thrown')
}

/** Another copy of the package in this process, as with a bundle or a second version. */
function anotherCopy() {
  const own = Object.entries(require.cache).filter(([file]) => /bindings-node.dist/.test(file))
  for (const [file] of own) delete require.cache[file]
  const copy = require('unpause')
  for (const [file, module] of own) require.cache[file] = module
  return copy
}

test('import and require give the same classes', () => {
  assert.equal(CLASSES.length, Object.keys(BY_KIND).length + 2)
  for (const name of Object.keys(esm).filter((it) => !['default', 'module.exports'].includes(it))) {
    assert.equal(esm[name], cjs[name], name)
  }
})

test('instanceof holds between two copies of the package, both ways, class by class', () => {
  const copy = anotherCopy()
  assert.notEqual(copy.Client, esm.Client)
  const fail = ({ Client }) => thrown(() => new Client({ baseUrl: 'ftp://example' }))
  for (const [error, other] of [
    [fail(copy), esm],
    [fail(esm), copy],
  ]) {
    const fits = CLASSES.filter((name) => error instanceof other[name])
    assert.deepEqual(fits.sort(), ['ConfigurationError', 'UnpauseError'])
  }
})

test('a derived class is a class of its own', () => {
  class Special extends esm.NotFoundError {}
  const [special, ordinary] = [new Special('special'), new esm.NotFoundError('ordinary')]
  assert.ok(special instanceof Special && special instanceof esm.NotFoundError && special instanceof esm.APIError)
  assert.ok(!(ordinary instanceof Special) && !(special instanceof esm.ServerError))
  for (const value of [undefined, null, 1, 'text', {}, new Error('other')])
    assert.ok(!(value instanceof esm.UnpauseError))
})

test(
  'an error has its class, its name, a code of its own, and the fields of the answer',
  withClient(
    {
      answers: [
        { status: 404, json: { error: { code: 40403, message: 'gone' } }, headers: { 'x-ratelimit-limit': 5 } },
      ],
    },
    async (client) => {
      const error = await rejection(client.resume(CONNECTOR))
      assert.equal(error.constructor, esm.NotFoundError)
      assert.ok(error instanceof esm.APIError && error instanceof esm.UnpauseError && error instanceof Error)
      const { name, code, status, serviceCode, requestId, attempts, rateLimit, connector } = error
      assert.deepEqual(
        { name, code, status, serviceCode, requestId, attempts, rateLimit, connector },
        {
          name: 'NotFoundError',
          code: 'ERR_UNPAUSE_NOT_FOUND',
          status: 404,
          serviceCode: '40403',
          requestId: 'req-1',
          attempts: 1,
          rateLimit: { limit: 5 },
          connector: CONNECTOR,
        },
      )
      assert.match(error.message, /cannot resume connector "orders-sink".*gone/)
      assert.equal(error.message, `${error.summary}. ${error.advice}`)
      assert.ok(!('summary' in error.toJSON()))
      assert.ok(!Object.keys(error).includes('name') && !('cause' in error))
    },
  ),
)

test('each class has a code of its own, and the types list them', () => {
  const codes = CLASSES.map((name) => [name, new esm[name]('text').code])
  assert.equal(new Set(codes.map(([, code]) => code)).size, CLASSES.length)
  const types = readFileSync(require.resolve('unpause').replace('index.js', 'errors.d.ts'), 'utf8')
  const [, listed] = /const CODES: \{(.*?)\}/s.exec(types)
  const typed = Array.from(listed.matchAll(/(\w+): ['"](\w+)['"]/g), ([, name, code]) => [name, code])
  assert.deepEqual(Object.fromEntries(typed), Object.fromEntries(codes))
  class Special extends esm.NotFoundError {}
  assert.equal(new Special('text').code, 'ERR_UNPAUSE_NOT_FOUND')
})

test(
  "the stack shows the caller's line",
  withClient({ answers: [{ status: 404, times: 0 }] }, async (client) => {
    const callsIt = async () => {
      await client.resume(CONNECTOR)
    }
    const error = await rejection(callsIt())
    assert.match(error.stack, /^NotFoundError: [^]*at callsIt \(.*errors\.test\.mjs:\d+:\d+\)/)
    const startsIt = () => client.resume(CONNECTOR)
    const elsewhere = async (promise) => await promise
    const started = await rejection(elsewhere(startsIt()))
    assert.match(started.stack, /at startsIt \(.*errors\.test\.mjs:\d+:\d+\)/)
    const invalid = await rejection((async () => await client.resume({}))())
    assert.match(invalid.stack, /errors\.test\.mjs/)
    assert.match(thrown(() => new esm.Client()).stack, /errors\.test\.mjs/)
  }),
)

test(
  'inspect and JSON show the fields, and no secret',
  withClient({ answers: [{ status: 403, text: 'you sent sandbox-secret' }] }, async (client) => {
    const error = await rejection(client.resume(CONNECTOR))
    const json = JSON.parse(JSON.stringify(error))
    assert.deepEqual([json.name, json.status, json.connector], ['ForbiddenError', 403, CONNECTOR])
    assert.equal(json.message, error.message)
    assert.match(inspect(error), /^ForbiddenError: cannot resume[^]*status: 403[^]*advice:/)
    assert.equal(inspect(client), `Client { baseUrl: '${client.baseUrl}' }`)
    assert.equal(JSON.stringify(client), JSON.stringify({ baseUrl: client.baseUrl }))
    for (const shown of [error.stack, inspect(error), json, inspect(client, { showHidden: true, depth: 9 })]) {
      assert.doesNotMatch(JSON.stringify(shown), /sandbox-secret|U0FOREJPWC1LRVk6/)
    }
  }),
)

/** A way to have no answer: the servers of the world, options that need it, the reason, and the code of Node.js for it. */
const UNANSWERED = [
  ['nobody listens', { listen: 'refuse' }, () => ({}), 'connect', 'ECONNREFUSED'],
  [
    'a name that nobody has',
    {},
    () => ({ baseUrl: 'http://unpause.invalid', allowInsecure: true }),
    'name_resolution',
    /^(ENOTFOUND|EAI_AGAIN)$/,
  ],
  ['a reset', { answers: [{ fault: 'reset_before', times: 0 }] }, () => ({}), 'connection_lost', 'ECONNRESET'],
  ['an end', { answers: [{ fault: 'drop_before', times: 0 }] }, () => ({}), 'connection_lost', 'ECONNRESET'],
  ['another protocol', { answers: [{ raw: '220 mail ready\r\n', times: 0 }] }, () => ({}), 'not_http', undefined],
  ...Object.entries({
    expired: 'CERT_HAS_EXPIRED',
    wrong_host: 'ERR_TLS_CERT_ALTNAME_INVALID',
    unknown_ca: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  }).map(([certificate, code]) => [
    `a certificate: ${certificate}`,
    { tls: { certificate } },
    ({ servers }) => ({ caBundle: servers.main.ca_bundle }),
    'tls',
    code,
  ]),
]

for (const [how, server, options, reason, code] of UNANSWERED) {
  test(
    `without an answer there is a reason, and a cause with the code of Node.js: ${how}`,
    inWorld(server, async (world) => {
      const given = { ...world.options, retry: { maxAttempts: 1 }, ...options(world) }
      const client = new esm.Client(given)
      const error = await rejection(client.resume(CONNECTOR))
      assert.equal(error.constructor, esm.TransportError)
      assert.equal(error.reason, reason)
      assert.ok(error.cause instanceof Error)
      if (code instanceof RegExp) assert.match(error.cause.code, code)
      else assert.equal(error.cause.code, code)
      assert.match(inspect(error), code === undefined ? /\[cause\]/ : /\[cause\][^]*code: '/)
      assert.equal(JSON.parse(JSON.stringify(error)).reason, reason)
    }),
  )
}

test(
  'the summary is the message without the advice, also where this side made the error or named the element of a list',
  withClient({}, async (client) => {
    const noAdvice = await rejection(client.resume(7))
    assert.equal(noAdvice.summary, noAdvice.message)
    const connectors = [CONNECTOR, { ...CONNECTOR, kafkaClusterId: 7 }]
    for (const [call, start] of [
      [() => client.resumeMany(connectors), 'invalid request: connectors[1]: `kafkaClusterId` must be a string'],
      [() => client.resume(CONNECTOR, { timeout: 1 }), 'invalid request: `timeout` is not an option'],
      [() => client.resume(CONNECTOR, { timeoutMs: -1 }), 'invalid request: `timeoutMs` is -1'],
    ]) {
      const { message, summary, advice, stack } = await rejection(call())
      assert.ok(summary.startsWith(start), summary)
      assert.equal(message, advice === undefined ? summary : `${summary}. ${advice}`)
      assert.ok(
        stack.startsWith(`InvalidRequestError: ${message}\n    at `) && stack.includes('errors.test.mjs'),
        stack,
      )
    }
  }),
)

test('structuredClone keeps the message, as for every error', () => {
  const clone = structuredClone(new esm.InternalError('text'))
  assert.equal(clone.message, 'text')
})
