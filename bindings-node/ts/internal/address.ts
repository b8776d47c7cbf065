import type { Cluster, Connector } from '../records'
import { atIndex } from './invalid-request'
import { iterable, object, text } from './type-checks'

/*
 * Addresses as they go to the bridge: lists of strings. The core checks the strings.
 */

/** The address of a connector: its three parts, or one text, which the core parses. */
export function addressOf(connector: Connector | string): string[] {
  if (typeof connector === 'string') return [text('text', connector)]
  const { environmentId, kafkaClusterId, connectorName } = object('connector', connector, CONNECTOR)
  return [
    text('environmentId', environmentId),
    text('kafkaClusterId', kafkaClusterId),
    text('connectorName', connectorName),
  ]
}

const CONNECTOR = 'with environmentId, kafkaClusterId and connectorName, or a string such as "env-…/lkc-…/name"'

/** The address of a cluster: its two parts. */
export function clusterAddressOf(cluster: Cluster): string[] {
  const { environmentId, kafkaClusterId } = object('cluster', cluster, 'with environmentId and kafkaClusterId')
  return [text('environmentId', environmentId), text('kafkaClusterId', kafkaClusterId)]
}

/** The address of a connector of self-managed Kafka Connect: its name. */
export function nameAddressOf(name: string): string[] {
  return [text('connectorName', name)]
}

/** The addresses of many connectors. `list` is the name of the parameter, `addressOfOne` reads each element. */
export function addressesOf<One>(list: string, connectors: Iterable<One>, addressOfOne: (one: One) => string[]) {
  return Array.from(iterable(list, connectors, list), (one, index) =>
    atIndex(list, index, () => addressOfOne(one as One)),
  )
}
