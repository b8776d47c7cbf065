import type { Connector } from '../records'

/*
 * The bridge's plain data as public records. Each record is made here, so that it belongs to the caller's realm: under
 * Jest and Vitest the addon belongs to another one, whose arrays are no instances of the caller's `Array`.
 */

/**
 * A record with its strings, from the bridge's data. Its parts are records, too; a service's document becomes an object.
 */
export function recordOf<T>(data: unknown): T {
  return part('', data) as T
}

function part(name: string, data: unknown): unknown {
  if (typeof data === 'string') return name === 'raw' ? document(data) : data
  if (typeof data !== 'object' || data === null) return data
  // Not `map`: that would make an array of the other realm.
  if (Array.isArray(data)) return Array.from(data, (element) => part('', element))
  const record: Record<string, unknown> = {}
  for (const key of Object.keys(data)) record[key] = part(key, (data as Record<string, unknown>)[key])
  return withText(record)
}

/** The core has read the document, but the service's secrets are masked in it. */
function document(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const TEXT: PropertyDescriptor = {
  value: function toString(this: object): string {
    if ('summary' in this) return String(this.summary)
    if ('connectorName' in this) return addressText(this as Connector)
    return Object.entries(this).filter(isShort).map(fieldText).join(', ')
  },
  writable: true,
  configurable: true,
}

/**
 * Gives a record its string: its summary, its address, or its fields on one line. Not enumerable and its own: as an
 * instance of a class, it would no longer be deeply equal to a literal.
 */
export function withText<T extends object>(record: T): T {
  return Object.defineProperty(record, 'toString', TEXT)
}

function addressText({ environmentId, kafkaClusterId, connectorName }: Connector): string {
  return environmentId === '' ? connectorName : `${environmentId}/${kafkaClusterId}/${connectorName}`
}

/** A document and a stack trace have many lines. */
function isShort([name]: [string, unknown]): boolean {
  return name !== 'raw' && name !== 'trace'
}

function fieldText([name, value]: [string, unknown]): string {
  if (Array.isArray(value)) return `${name}: [${value.map((element) => `${element}`).join('; ')}]`
  const isGroup = typeof value === 'object' && !(value instanceof Error) && !('connectorName' in (value ?? {}))
  return isGroup ? `${name}: (${value})` : `${name}: ${value}`
}
