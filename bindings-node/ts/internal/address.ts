import type { Cluster, Connector } from '../records'
import { collect } from './collect'
import { atIndex } from './invalid-request'
import { anyIterable, object, text } from './type-checks'

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

/** Many connectors: in a list, a set, a stream, or any other iterable. */
export type Many<One> = Iterable<One> | AsyncIterable<One>

/** The addresses of many connectors: `all` of them, after `ready` has ended if there is one. */
export interface Addresses {
  readonly all: string[][]
  readonly ready?: (signal: AbortSignal) => Promise<void>
}

/** The addresses of many connectors. `list` is the name of the parameter, `addressOfOne` reads each element. */
export function addressesOf<One>(list: string, connectors: Many<One>, addressOfOne: (one: One) => string[]): Addresses {
  const all: string[][] = []
  const add = (one: unknown): void => {
    all.push(atIndex(list, all.length, () => addressOfOne(one as One)))
  }
  const given = anyIterable(list, connectors, `${list}, or a Report`)
  if (Symbol.iterator in given) {
    for (const one of given) add(one)
    return { all }
  }
  return { all, ready: (signal) => collect(given, add, signal) }
}
