// The most memory of a job: `memory.mjs JOB CONTESTANT` and the six values of the target. `none` does nothing; the others are
// compared with it.

import { CONTESTANTS, targetOf } from './contestants.mjs'
import { peakMemory } from './peak.mjs'

const CALLS = 10_000
const LANES = 64
const WAITS = 1_000
const LISTED = 100_000

const JOBS = { none, calls, waits, list }

async function none() {}

async function calls(name, target) {
  const call = await CONTESTANTS[name](target)
  let left = CALLS
  const lane = async () => {
    while (left-- > 0) await call()
  }
  await Promise.all(Array.from({ length: LANES }, lane))
}

async function waits(_, target) {
  const client = await clientOf(target)
  const named = (_, number) => ({ ...target.connector, connectorName: `${target.connector.connectorName}-${number}` })
  const connectors = Array.from({ length: WAITS }, named)
  // So that all of them wait at the same time.
  await Promise.all(connectors.map((connector) => client.waitUntilRunning(connector, { settleMs: 3000 })))
}

async function list(name, target) {
  const listed = name === 'unpause' ? await listedByUnpause(target) : await listedByFetch(target)
  if (listed !== LISTED) throw new Error(`listed: ${listed}`)
}

async function listedByUnpause(target) {
  const client = await clientOf(target)
  return (await client.listExpanded(target.connector)).length
}

async function listedByFetch({ baseUrl, connector: { environmentId, kafkaClusterId } }) {
  const path = `/connect/v1/environments/${environmentId}/clusters/${kafkaClusterId}/connectors`
  const response = await fetch(`${baseUrl}${path}?expand=info,status,id`)
  return Object.keys(await response.json()).length
}

async function clientOf({ baseUrl, apiKey, apiSecret }) {
  const { Client } = await import('../../../bindings-node/dist/index.mjs')
  return new Client({ baseUrl, apiKey, apiSecret, deadlineMs: 60_000 })
}

const [job, name, ...target] = process.argv.slice(2)
await JOBS[job](name, targetOf(target))
console.log(peakMemory())
process.exit()
