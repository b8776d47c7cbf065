import { OPTIONS } from './checked-options'

/** Names in messages that are not an option's. */
const OTHERS = ['environmentId', 'kafkaClusterId', 'connectorName', 'connectorStatus']

/** By the names that the core uses. */
const NAMES: ReadonlyMap<string, string> = new Map([...OPTIONS, ...OTHERS].map((name) => [coreName(name), name]))

/** A quoted text, which somebody else wrote; a name that the core has marked; or the form of an address. */
const PARTS = /"(?:\\.|[^"\\])*"|`\w+`|\benvironment_id\/kafka_cluster_id\/(?:connector_name)?/g

/** The name of an option or a parameter. */
export function optionName(name: string): string {
  return NAMES.get(name) ?? name
}

/** A message of the core with the names of options as they are here. */
export function withOptionNames(message: string): string {
  return message.replace(PARTS, (part) => (part.startsWith('"') ? part : part.replace(/\w+/g, optionName)))
}

/** The name that the core uses. */
export function coreName(name: string): string {
  return name.replace(/Ms$/, '').replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`)
}
