// The test bed of tests/kafka-connect/: a real Apache Kafka Connect, where there is one.

import assert from 'node:assert/strict'

const { KAFKA_CONNECT_URL: url, KAFKA_CONNECT_URL_2: url2, KAFKA_CONNECT_CLOUD_URL: cloudUrl } = process.env

/** Its addresses, by their names in the placeholders of cases. */
export const BED = { url, url2, cloud_url: cloudUrl }

/** Asks the test bed for an action, and waits until it is done. */
export async function ask(action) {
  const answer = await fetch(`${process.env.KAFKA_CONNECT_CONTROL}/do`, {
    method: 'POST',
    body: JSON.stringify(action),
    signal: AbortSignal.timeout(180_000),
  })
  assert.equal(answer.status, 200, `${JSON.stringify(action)}: ${await answer.text()}`)
}
