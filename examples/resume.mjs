// Resumes one connector: node examples/resume.mjs ENVIRONMENT KAFKA_CLUSTER CONNECTOR
//
// Reads CONFLUENT_CLOUD_API_KEY, CONFLUENT_CLOUD_API_SECRET and, if set, CONFLUENT_CLOUD_REST_ENDPOINT.

import { Client, UnpauseError } from 'unpause'

const [environmentId, kafkaClusterId, connectorName] = process.argv.slice(2)

try {
  const client = Client.fromEnv()
  const connector = { environmentId, kafkaClusterId, connectorName }
  const accepted = await client.resume(connector, { signal: AbortSignal.timeout(60_000) })
  console.log(`accepted after ${accepted.attempts} attempt(s), request id ${accepted.requestId}; its tasks start now`)
} catch (error) {
  if (!(error instanceof UnpauseError)) throw error
  console.error(`${error.name}: ${error.message}`)
  process.exitCode = 1
}
