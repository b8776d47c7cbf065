// Resumes one connector: node examples/resume.mjs ENVIRONMENT KAFKA_CLUSTER CONNECTOR
//
// Reads CONFLUENT_CLOUD_API_KEY, CONFLUENT_CLOUD_API_SECRET and, if set, CONFLUENT_CLOUD_REST_ENDPOINT.

import { Client, UnpauseError } from 'unpause'

const [environmentId, kafkaClusterId, connectorName] = process.argv.slice(2)

try {
  const client = Client.fromEnv({ deadlineMs: 10_000 })
  const accepted = await client.resume({ environmentId, kafkaClusterId, connectorName })
  console.log(`accepted in ${accepted.elapsedMs.toFixed(1)} ms, request id ${accepted.requestId}`)
} catch (error) {
  if (!(error instanceof UnpauseError)) throw error
  console.error(`${error.name}: ${error.message}`)
  process.exitCode = 1
}
