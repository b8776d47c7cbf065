import { atIndex, errorOf, guarded } from './internal/failures'
import { native } from './internal/native'
import { withAddressText } from './internal/to-string'
import { iterable, object, text } from './internal/type-checks'
import type { Connector as Address, Cluster } from './records'

/** The address of one connector, and what reads it from a text. */
export type Connector = Address

/** Reads addresses of connectors. */
export const Connector = {
  /**
   * Reads `environmentId/kafkaClusterId/connectorName` (Terraform's import form) or a CRN,
   * `crn://confluent.cloud/organization=…/environment=env-…/cloud-cluster=lkc-…/connector=<name>`.
   *
   * In the first form the name is everything after the second slash, not encoded, further slashes included. In a CRN
   * percent-escapes are decoded, and a slash in a name must be escaped. Every call that takes a connector takes such a
   * text in its place, too.
   *
   * @param address - The text.
   * @returns The three parts.
   * @throws {@link InvalidRequestError} for anything else; its `field` is `'text'`.
   *
   * @example
   * ```ts
   * const { connectorName } = Connector.parse('env-a1b2c3/lkc-x7y8z9/orders-sink')
   * ```
   */
  parse(address: string): Address {
    const given = text('text', address)
    const parsed = guarded(() => native.parse(given))
    if ('kind' in parsed) throw errorOf(parsed)
    return withAddressText(parsed)
  },
}

const ADDRESS = 'of environmentId, kafkaClusterId and connectorName, or a string such as "env-…/lkc-…/name"'

/** The address of a connector, and nothing else that the object may hold. */
export function connectorOf(given: Address | string): Address {
  if (typeof given === 'string') return Connector.parse(given)
  const { environmentId, kafkaClusterId, connectorName } = object('connector', given, ADDRESS)
  return {
    environmentId: text('environmentId', environmentId),
    kafkaClusterId: text('kafkaClusterId', kafkaClusterId),
    connectorName: text('connectorName', connectorName),
  }
}

/** The address of a cluster, and nothing else that the object may hold. */
export function clusterOf(given: Cluster): Cluster {
  const { environmentId, kafkaClusterId } = object('cluster', given, 'of environmentId and kafkaClusterId')
  return {
    environmentId: text('environmentId', environmentId),
    kafkaClusterId: text('kafkaClusterId', kafkaClusterId),
  }
}

/** The addresses of many connectors as they cross the border: three parts, or a text that the core reads. */
export function connectorsOf(given: Iterable<Address | string>): string[][] {
  return Array.from(iterable<Address | string>('connectors', given, 'connectors'), (it, index) =>
    atIndex('connectors', index, () => partsOf(it)),
  )
}

function partsOf(given: Address | string): string[] {
  if (typeof given === 'string') return [text('text', given)]
  const { environmentId, kafkaClusterId, connectorName } = connectorOf(given)
  return [environmentId, kafkaClusterId, connectorName]
}
