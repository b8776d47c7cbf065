// Sources of tokens: their options, their exchanges, and that they show no secret.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { inspect } from 'node:util'

import {
  Client,
  ClientCredentials,
  ConfigurationError,
  CredentialsError,
  InvalidRequestError,
  KafkaConnect,
  StsToken,
} from 'unpause'

import { CONNECTOR } from './support/sandbox.mjs'

const IDP = { tokenUrl: 'https://idp.example.com/token', clientId: 'me', clientSecret: 'hush-secret' }
const POOL = { identityPoolId: 'pool-a1b2' }
/** A JSON Web Token, whose signature nobody checks. */
const JWT = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.aHVzaA'

test('a source shows no secret', () => {
  const credentials = new ClientCredentials(IDP)
  const sts = new StsToken({ ...POOL, clientCredentials: credentials })
  const client = new Client({ tokenProvider: sts })
  const connect = new KafkaConnect({ baseUrl: 'http://127.0.0.1:9', tokenProvider: credentials })
  for (const it of [credentials, sts, client, connect]) {
    const shown = [inspect(it, { depth: 9, showHidden: true }), JSON.stringify(it), String(it), Object.keys(it)]
    assert.doesNotMatch(shown.join(' '), /hush/)
  }
  assert.equal(String(sts), "StsToken { identityPoolId: 'pool-a1b2' }")
  assert.equal(inspect(credentials), "ClientCredentials { clientId: 'me' }")
  assert.equal(JSON.stringify({ sts }), '{"sts":{"identityPoolId":"pool-a1b2"}}')
})

for (const [what, tokenProvider, field, words] of [
  ['a text', 'hush-token', 'tokenProvider', /must be a function, an StsToken or ClientCredentials, not string/],
  ['a plain object', { ...POOL, hush: 1 }, 'tokenProvider', /must be a function, an StsToken/],
  ['an unknown option', new StsToken({ ...POOL, audience: 'hush' }), 'audience', /is not an option/],
  ['a pool that is no text', new StsToken({ identityPoolId: 7 }), 'identityPoolId', /must be a string, not number/],
  ['a life that is no number', new StsToken({ ...POOL, lifetimeMs: '1' }), 'lifetimeMs', /number of milliseconds/],
  ['an identity token', new StsToken({ ...POOL, subjectToken: 'hush' }), 'subjectToken', /must be a function/],
  ['plain credentials', new StsToken({ ...POOL, clientCredentials: IDP }), 'clientCredentials', /ClientCredentials/],
  [
    'a secret that is no text',
    new StsToken({ ...POOL, clientCredentials: new ClientCredentials({ ...IDP, clientSecret: ['hush'] }) }),
    'clientSecret',
    /must be a string, not an array/,
  ],
]) {
  test(`a source that is ${what} is refused`, () => {
    assert.throws(
      () => new Client({ tokenProvider }),
      (error) => {
        assert.ok(error instanceof InvalidRequestError)
        assert.equal(error.field, field)
        assert.match(error.message, words)
        assert.doesNotMatch(inspect(error), /hush/)
        return true
      },
    )
  })
}

for (const [what, tokenProvider, words] of [
  ['without an identity token', new StsToken(POOL), /Give one of `subjectToken`, `subjectTokenFile`, `githubAudience`/],
  ['with two', new StsToken({ ...POOL, subjectTokenFile: 'a', githubAudience: 'b' }), /more than one source/],
  ['without a pool', new StsToken({}), /`identityPoolId` is empty/],
  ['without options', new StsToken(), /`identityPoolId` is empty/],
  ['for too long', new StsToken({ ...POOL, githubAudience: 'a', lifetimeMs: 901_000 }), /`lifetimeMs` is 901 s/],
  ['that is not for this service', new ClientCredentials(IDP), /Put them into an StsToken, as its `clientCredentials`/],
]) {
  test(`an exchange ${what} is refused`, () => {
    assert.throws(
      () => new Client({ tokenProvider }),
      (error) => error instanceof ConfigurationError && words.test(error.message),
    )
  })
}

test('null is an option that is left out', () => {
  assert.ok(new Client({ token: 'token', tokenProvider: null }))
})

test('a source of another copy of this package', async () => {
  const require = createRequire(import.meta.url)
  const file = require.resolve('../dist/library.js')
  const own = require.cache[file]
  delete require.cache[file]
  const copy = require(file)
  require.cache[file] = own
  assert.notEqual(copy.StsToken, StsToken)
  assert.ok(new Client({ tokenProvider: new copy.StsToken({ ...POOL, githubAudience: 'a' }) }))
})

test('fromEnv takes a function in place of the key', () => {
  assert.ok(Client.fromEnv({ tokenProvider: () => 'token', baseUrl: 'http://127.0.0.1:9' }))
})

/** Runs `body` with the URL of a server that answers each request by `answer`: a status and a document. */
async function withServer(answer, body) {
  const requests = []
  const server = createServer(async (request, response) => {
    const seen = { path: request.url, authorization: request.headers.authorization, body: await text(request) }
    requests.push(seen)
    const [status, document] = answer(seen)
    response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req-1' })
    response.end(JSON.stringify(document))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    await body(`http://127.0.0.1:${server.address().port}`, requests)
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

/** Both services: the identity provider gives a JWT, and Confluent Cloud a token for it. */
function bothServices({ path, body }) {
  if (path === '/idp') return [200, { access_token: JWT, expires_in: 300 }]
  if (path.startsWith('/sts/')) {
    assert.equal(new URLSearchParams(body).get('subject_token'), JWT)
    return [200, { access_token: 'hush-access', token_type: 'Bearer', expires_in: 900 }]
  }
  return [202, {}]
}

const folder = mkdtempSync(join(tmpdir(), 'unpause-token-'))
process.once('exit', () => rmSync(folder, { recursive: true }))
const file = join(folder, 'token')
writeFileSync(file, `${JWT}\n`)

for (const [what, optionsAt] of Object.entries({
  'a function': () => ({ subjectToken: async () => JWT }),
  'a file': () => ({ subjectTokenFile: file }),
  'an identity provider': (url) => ({ clientCredentials: new ClientCredentials({ ...IDP, tokenUrl: `${url}/idp` }) }),
})) {
  test(`the identity token of ${what} is exchanged once for all calls`, () =>
    withServer(bothServices, async (baseUrl, requests) => {
      const sts = new StsToken({ ...POOL, ...optionsAt(baseUrl), lifetimeMs: 900_000 })
      const client = new Client({ tokenProvider: sts, baseUrl })
      await Promise.all([client.resume(CONNECTOR), client.pause(CONNECTOR), client.resume(CONNECTOR)])
      const exchanges = requests.filter(({ path }) => path.startsWith('/sts/'))
      assert.equal(exchanges.length, 1)
      const sent = Object.fromEntries(new URLSearchParams(exchanges[0].body))
      assert.equal(sent.identity_pool_id, 'pool-a1b2')
      assert.equal(sent.expires_in, '900')
      const calls = requests.filter(({ path }) => path.startsWith('/connect/'))
      assert.deepEqual(new Set(calls.map(({ authorization }) => authorization)), new Set(['Bearer hush-access']))
      assert.doesNotMatch(inspect(client, { showHidden: true }), /hush/)
    }))
}

test('an exchange that is refused says who refused it and why', () =>
  withServer(
    () => [400, { errors: [{ id: 'e-1', status: '400', code: 'invalid_pool', detail: `no pool for ${JWT}` }] }],
    async (baseUrl) => {
      const client = new Client({ tokenProvider: new StsToken({ ...POOL, subjectToken: () => JWT }), baseUrl })
      const error = await client.resume(CONNECTOR).then(assert.fail, (it) => it)
      assert.ok(error instanceof CredentialsError)
      assert.deepEqual([error.stage, error.status, error.requestId], ['exchange', 400, 'req-1'])
      assert.equal(error.cause, undefined)
      assert.ok(!('cause' in error) && error.attempts === 0)
      assert.doesNotMatch(inspect(error) + JSON.stringify(error), /eyJ/)
      assert.match(error.body, /no pool for \[redacted\]/)
    },
  ))

test('the function of identity tokens fails', async () => {
  const cause = new Error('no identity')
  const tokenProvider = new StsToken({ ...POOL, subjectToken: () => Promise.reject(cause) })
  const client = new Client({ tokenProvider, baseUrl: 'http://127.0.0.1:9' })
  const error = await client.resume(CONNECTOR).then(assert.fail, (it) => it)
  assert.deepEqual([error.stage, error.cause], ['subject_token', cause])
  assert.match(error.message, /the function `subjectToken` failed: no identity/)
})

test('client credentials for self-managed workers', () =>
  withServer(bothServices, async (baseUrl, requests) => {
    const tokenProvider = new ClientCredentials({ ...IDP, tokenUrl: `${baseUrl}/idp`, tokenScope: 'connect' })
    await new KafkaConnect({ tokenProvider, baseUrl }).resume('orders-sink')
    assert.equal(new URLSearchParams(requests[0].body).get('scope'), 'connect')
    assert.equal(requests[1].authorization, `Bearer ${JWT}`)
  }))
