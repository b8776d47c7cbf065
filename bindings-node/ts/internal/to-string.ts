import type { Accepted, Connector } from '../records'

/*
 * Records as strings. Each record gets a `toString` of its own that is not enumerable: as instances of a class they
 * would no longer be deeply equal to literals.
 */

const ADDRESS = toStringProperty(function (this: Connector) {
  const { environmentId, kafkaClusterId, connectorName } = this
  return environmentId === '' ? connectorName : `${environmentId}/${kafkaClusterId}/${connectorName}`
})

const SUMMARY = toStringProperty(function (this: { readonly summary: string }) {
  return this.summary
})

function toStringProperty(toString: () => string): PropertyDescriptor {
  return { value: toString, writable: true, configurable: true }
}

/** A connector whose string is its address. */
export function withAddressText<T extends Connector>(connector: T): T {
  return Object.defineProperty(connector, 'toString', ADDRESS)
}

/** Progress whose string is its summary. */
export function withSummaryText<T extends { readonly summary: string }>(progress: T): T {
  return Object.defineProperty(progress, 'toString', SUMMARY)
}

/** A record whose connector, if it has one, has its address as its string. */
export function withConnectorText<T extends object>(record: T): T {
  const { connector } = record as { connector?: Connector }
  if (connector !== undefined) withAddressText(connector)
  return record
}

/** The same for a record that may hold an `accepted`, which holds one more connector. */
export function withConnectorTexts<T extends { readonly connector: Connector; readonly accepted?: Accepted }>(
  record: T,
): T {
  if (record.accepted !== undefined) withConnectorText(record.accepted)
  return withConnectorText(record)
}
