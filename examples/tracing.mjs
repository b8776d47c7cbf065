// Makes a span of each call: node examples/tracing.mjs ENVIRONMENT KAFKA_CLUSTER CONNECTOR
//
// Reads CONFLUENT_CLOUD_API_KEY, CONFLUENT_CLOUD_API_SECRET and, if set, CONFLUENT_CLOUD_REST_ENDPOINT.

import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'

import { Client } from 'unpause'

/**
 * Makes spans with a tracer that has the interface of OpenTelemetry's: `trace.getTracer('unpause')` of
 * `@opentelemetry/api` does it. Subscribers run in the async context of the caller, so the span that is active there is
 * the parent.
 */
export function traceUnpause(tracer) {
  const spans = new Map()
  subscribe('unpause:start', ({ call, action, connector }) => {
    spans.set(
      call,
      tracer.startSpan(`unpause ${action}`, { attributes: { 'unpause.connector': `${connector ?? ''}` } }),
    )
  })
  subscribe('unpause:attempt', ({ call, attempt, status, requestId, error }) => {
    spans.get(call)?.addEvent('attempt', { attempt, status, requestId, error })
  })
  subscribe('unpause:retry', ({ call, waitMs }) => spans.get(call)?.addEvent('retry', { waitMs }))
  subscribe('unpause:hold', ({ call, waitMs }) => spans.get(call)?.addEvent('hold', { waitMs }))
  subscribe('unpause:end', ({ call, attempts, error }) => {
    const span = spans.get(call)
    spans.delete(call)
    span?.setAttribute('unpause.attempts', attempts)
    if (error !== undefined) span?.setStatus({ code: 2, message: error }) // SpanStatusCode.ERROR
    span?.end()
  })
}

// A tracer of a few lines, so that the example needs no packages. It prints each span when it ends.
const active = new AsyncLocalStorage()
const tracer = {
  startSpan(name, { attributes = {} } = {}) {
    const span = { name, parent: active.getStore()?.name, attributes, events: [] }
    return Object.assign(span, {
      addEvent: (event, details) => span.events.push({ event, ...details }),
      setAttribute: (attribute, value) => (attributes[attribute] = value),
      setStatus: (status) => (span.status = status),
      end: () => console.log(JSON.stringify(span)),
    })
  },
  startActiveSpan: async (name, work) => {
    const span = tracer.startSpan(name)
    return await active.run(span, work).finally(span.end)
  },
}

traceUnpause(tracer)
const [environmentId, kafkaClusterId, connectorName] = process.argv.slice(2)
const client = Client.fromEnv({ deadlineMs: 10_000 })
const connector = { environmentId, kafkaClusterId, connectorName }

const work = ['first', 'second'].map((name) => tracer.startActiveSpan(`${name} job`, () => client.resume(connector)))
for (const { reason } of await Promise.allSettled(work)) {
  if (reason === undefined) continue
  console.error(`${reason}`)
  process.exitCode = 1
}
