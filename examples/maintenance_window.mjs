// A maintenance window: pauses the connectors of a cluster, later resumes exactly those, and restarts what has failed:
//   node examples/maintenance_window.mjs pause ENVIRONMENT_ID KAFKA_CLUSTER_ID [FILE]
//   node examples/maintenance_window.mjs resume ENVIRONMENT_ID KAFKA_CLUSTER_ID [FILE]
//
// Both wait until it is done. The file (paused.json) keeps the report of the pause meanwhile; any language of Unpause
// reads it. Reads CONFLUENT_CLOUD_API_KEY, CONFLUENT_CLOUD_API_SECRET and, if set, CONFLUENT_CLOUD_REST_ENDPOINT.

import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'

import { Client, Report, UnpauseError } from 'unpause'

const [step, environmentId, kafkaClusterId, path = 'paused.json'] = process.argv.slice(2)
const cluster = { environmentId, kafkaClusterId }

async function pause(client) {
  if (existsSync(path)) {
    throw new Error(`${path} is the report of another window: resume that first, or name another file.`)
  }
  const interrupt = new AbortController()
  process.once('SIGINT', () => interrupt.abort())
  const job = client.pauseAll(cluster, { wait: true, signal: interrupt.signal })
  try {
    await job
  } finally {
    // Also after Ctrl-C: what was paused by then must be resumed.
    await writeFile(path, JSON.stringify(job.report))
    tell(job.report)
  }
}

async function resume(client) {
  if (!existsSync(path)) throw new Error(`${path} is not there: pause first, or name the file of the pause.`)
  const resumed = await client.resumeMany(Report.fromJSON(await readFile(path, 'utf8')), { wait: true })
  tell(resumed)
  tell(await client.restartAll(cluster, { wait: true }))
  if (resumed.counts.accepted === resumed.counts.total) await rm(path)
}

function tell(report) {
  console.log(`${report.operation}: ${report.summary}`)
  for (const { connector, error } of report.failures) console.error(`${connector.connectorName}: ${error.message}`)
  if (!report.ok) process.exitCode = 1
}

const steps = { pause, resume }
try {
  if (!Object.hasOwn(steps, step ?? '')) throw new TypeError('the first argument is neither pause nor resume')
  await steps[step](Client.fromEnv())
} catch (error) {
  if (!(error instanceof UnpauseError)) throw error
  console.error(`${error.name}: ${error.message}`)
  process.exitCode = 1
}
