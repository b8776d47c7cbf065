// The contestants in JavaScript: each makes a function that makes one call.
//
// Each library is used as its documentation shows: one client, kept, with its defaults and a pool that is large enough.
// All send the same request, check that the answer is a 202, and read it to its end. Only the contestant's library is
// imported, because the cold start measures that.

const POOL = 64

/** What every contestant asks for, and with which key: the six values that end each command line. */
export function targetOf([baseUrl, apiKey, apiSecret, environmentId, kafkaClusterId, connectorName]) {
  const connector = { environmentId, kafkaClusterId, connectorName }
  const path = `/connect/v1/environments/${environmentId}/clusters/${kafkaClusterId}/connectors/${connectorName}/resume`
  return { baseUrl, apiKey, apiSecret, connector, path }
}

export const CONTESTANTS = { unpause, fetch: builtInFetch, undici, 'undici-http2': undiciWithHttp2, axios }

/** This project's `resumeMany`: all connectors in one call. */
export const MANY = { 'unpause-many': unpauseMany }

const FLEET = 10_000

/** This project's client. */
async function unpause({ baseUrl, apiKey, apiSecret, connector }) {
  const { Client } = await import('../../../bindings-node/dist/index.mjs')
  const client = new Client({ baseUrl, apiKey, apiSecret })
  return () => client.resume(connector)
}

async function unpauseMany({ baseUrl, apiKey, apiSecret, connector }) {
  const { Client } = await import('../../../bindings-node/dist/index.mjs')
  const client = new Client({ baseUrl, apiKey, apiSecret })
  // With different names, because duplicates are sent once.
  const named = (_, number) => ({ ...connector, connectorName: `${connector.connectorName}-${number}` })
  const connectors = Array.from({ length: FLEET }, named)
  return async (calls, concurrency) => {
    const report = await client.resumeMany(connectors.slice(0, calls), { concurrency })
    const accepted = report.results.filter((result) => result.accepted !== undefined)
    if (accepted.length !== calls) throw new Error(String(report))
  }
}

/** What is built in: the pool is unlimited. */
async function builtInFetch(target) {
  const url = target.baseUrl + target.path
  const headers = headersOf(target)
  return async () => {
    const response = await fetch(url, { method: 'PUT', headers })
    await response.text()
    expectAccepted(response.status)
  }
}

/** `Pool` and `request`. */
async function undici(target, options = {}) {
  const { Pool } = await import('undici')
  const pool = new Pool(target.baseUrl, { connections: POOL, ...options })
  const headers = headersOf(target)
  return async () => {
    const { statusCode, body } = await pool.request({
      method: 'PUT',
      path: target.path,
      headers,
    })
    await body.text()
    expectAccepted(statusCode)
  }
}

/** HTTP/2 is an option. */
function undiciWithHttp2(target) {
  return undici(target, { allowH2: true })
}

/** An instance, with an agent that keeps connections. */
async function axios(target) {
  const { default: library } = await import('axios')
  const secure = target.baseUrl.startsWith('https:')
  const { Agent } = await import(secure ? 'node:https' : 'node:http')
  const instance = library.create({
    baseURL: target.baseUrl,
    auth: { username: target.apiKey, password: target.apiSecret },
    headers: { Accept: 'application/json' },
    [secure ? 'httpsAgent' : 'httpAgent']: new Agent({ keepAlive: true, maxSockets: POOL }),
  })
  return async () => {
    const response = await instance.put(target.path)
    expectAccepted(response.status)
  }
}

function headersOf({ apiKey, apiSecret }) {
  const credentials = Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')
  return { accept: 'application/json', authorization: `Basic ${credentials}` }
}

/** Fails on every answer but the 202: the figures of failing calls are worth nothing. */
function expectAccepted(status) {
  if (status !== 202) throw new Error(`the server answered ${status}`)
}
