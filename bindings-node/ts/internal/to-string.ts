import type { Accepted, Connector } from '../records'

/*
 * What records are as strings. Their `toString` is a property of each, which nobody enumerates: with a class of their
 * own they would no longer be deeply equal to literals.
 */

const ADDRESS = shown(function (this: Connector) {
  const { environmentId, kafkaClusterId, connectorName } = this
  return environmentId === '' ? connectorName : `${environmentId}/${kafkaClusterId}/${connectorName}`
})

const SUMMARY = shown(function (this: { readonly summary: string }) {
  return this.summary
})

function shown<T>(toString: (this: T) => string): PropertyDescriptor {
  return { value: toString, writable: true, configurable: true }
}

/** A connector that is its address as a string. */
export function withAddressText<T extends Connector>(connector: T): T {
  return Object.defineProperty(connector, 'toString', ADDRESS)
}

/** Progress that is its summary as a string. */
export function withSummaryText<T extends { readonly summary: string }>(progress: T): T {
  return Object.defineProperty(progress, 'toString', SUMMARY)
}

/** A record whose connector, if it has one, is its address as a string. */
export function withConnectorText<T extends object>(record: T): T {
  const { connector } = record as { connector?: Connector }
  if (connector !== undefined) withAddressText(connector)
  return record
}

/** A record that may hold what it was accepted with, and so one more connector. */
export function withConnectorTexts<T extends { readonly connector: Connector; readonly accepted?: Accepted }>(
  record: T,
): T {
  if (record.accepted !== undefined) withConnectorText(record.accepted)
  return withConnectorText(record)
}
