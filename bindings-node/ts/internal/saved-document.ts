import { UnpauseError } from '../errors'
import { coreName } from './option-names'

/*
 * The document that the core saves a report as, for a report that was made by hand. The core writes those of all others.
 */

/** A record as the core saves it: with its names, in seconds, and without what is absent. */
export function savedDocument(record: object): Record<string, unknown> {
  const entries = Object.entries(record).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries.filter(isThere).map(([name, value]) => [coreName(name), saved(name, value)]))
}

/** Connectors of self-managed Kafka Connect have no ids, and here their ids are empty. */
function isThere([name, value]: [string, unknown]): boolean {
  return value !== '' || (name !== 'environmentId' && name !== 'kafkaClusterId')
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
  const { message, summary } = error
  return {
    kind: kindOf(error),
    message,
    reason: summary,
    ...savedDocument({ ...others, transportReason: reason }),
    ...(serviceCode === undefined ? {} : { code: serviceCode }),
    ...(typeof limit === 'string' ? { limit: coreName(limit) } : {}),
  }
}

/** The core's name of the kind; see `classOf`. */
function kindOf({ name }: UnpauseError): string {
  return name === 'RequestTimeoutError' ? 'Timeout' : name.replace(/Error$/, '')
}
