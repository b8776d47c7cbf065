import { UnpauseError } from '../errors'
import { coreName } from './option-names'

/*
 * The document that the core saves a report as, for a report that was made by hand. The core writes those of all others.
 */

/** A record as the core saves it: with its names, in seconds, and without what is absent. */
export function savedDocument(record: object): Record<string, unknown> {
  const entries = Object.entries(record).filter(isThere)
  return Object.fromEntries(entries.map(([name, value]) => [coreName(name), saved(name, value)]))
}

/** The ids of self-managed Kafka Connect are empty here, and absent in a document. */
function isThere([name, value]: [string, unknown]): boolean {
  const isId = name === 'environmentId' || name === 'kafkaClusterId'
  return value !== undefined && !(isId && value === '')
}

function saved(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((element) => saved('', element))
  if (name === 'raw') return typeof value === 'string' ? value : JSON.stringify(value)
  if (name.endsWith('Ms') && typeof value === 'number') return value / 1000
  if (value instanceof UnpauseError) return savedError(value)
  return typeof value === 'object' && value !== null ? savedDocument(value) : value
}

function savedError(error: UnpauseError): object {
  // The code is that of the class; `retryable` follows from the kind.
  const { code, retryable, serviceCode, reason, limit, ...others } = Object.fromEntries(Object.entries(error))
  const itsOwn = { code: serviceCode, transportReason: reason, limit: limit && coreName(limit) }
  return {
    kind: kindOf(error),
    message: error.message,
    reason: error.summary,
    ...savedDocument({ ...others, ...itsOwn }),
  }
}

/** The core's name of the kind; see `classOf`. */
function kindOf({ name }: UnpauseError): string {
  return name === 'RequestTimeoutError' ? 'Timeout' : name.replace(/Error$/, '')
}
