import type { Accepted, Connector, RateLimit } from '../records'
import type { ConnectorResult, ManyProgress } from '../results'
import type { NativeManyProgress, NativeResults } from './binding'
import type { CallerStack } from './caller-stack'
import { recordOf, withText } from './record'

/** One progress of a job on many connectors, from the plain data of the bridge. */
export function manyProgress({ results, counts, summary }: NativeManyProgress, caller: CallerStack): ManyProgress {
  const [result] = resultsOf(results, caller)
  return withText({ result: result as ConnectorResult, counts: recordOf(counts), summary })
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** The flags with which `NativeResults.numbers` begins each result. */
const [SENT, ACCEPTED, CHANGED, REACHED] = [1, 2, 4, 8]

/**
 * Results cross as columns, which `NativeResults` documents: JavaScript makes the objects faster than the bridge would.
 */
export function resultsOf({ texts, numbers, others }: NativeResults, caller: CallerStack): ConnectorResult[] {
  const results: Mutable<ConnectorResult>[] = []
  for (let text = 0, number = 0; text < texts.length; text += 4, number += 6) {
    const [flags = 0] = [numbers[number]]
    const connector = connectorAt(texts, text)
    const [sent, changed, reached] = [(flags & SENT) > 0, (flags & CHANGED) > 0, (flags & REACHED) > 0]
    const result: Mutable<ConnectorResult> = { connector, sent, changed, reached }
    if ((flags & ACCEPTED) > 0) result.accepted = acceptedOf(connector, texts[text + 3], numbers, number)
    results.push(withText(result))
  }
  for (const { at, error, status, accepted, restarting } of others) {
    const result = results[at] as Mutable<ConnectorResult>
    if (error !== undefined) result.error = caller.error(error)
    if (status !== undefined) result.status = recordOf(status)
    const own = result.accepted as Mutable<Accepted>
    if (accepted !== undefined) own.connector = recordOf<Connector>(accepted)
    if (restarting !== undefined) own.restarting = recordOf(restarting)
  }
  return results
}

/** The connector whose three texts begin there. */
export function connectorAt(texts: readonly unknown[], at: number): Connector {
  return withText({
    environmentId: texts[at] as string,
    kafkaClusterId: texts[at + 1] as string,
    connectorName: texts[at + 2] as string,
  })
}

function acceptedOf(
  connector: Connector,
  requestId: string | null | undefined,
  numbers: Float64Array,
  at: number,
): Accepted {
  const [attempts, elapsedMs] = [numbers[at + 1] as number, numbers[at + 2] as number]
  const accepted: Mutable<Accepted> = { connector, attempts, elapsedMs }
  if (requestId !== null && requestId !== undefined) accepted.requestId = requestId
  const rateLimit = rateLimitOf(numbers[at + 3], numbers[at + 4], numbers[at + 5])
  if (rateLimit !== undefined) accepted.rateLimit = rateLimit
  return withText(accepted)
}

function rateLimitOf(limit = NaN, remaining = NaN, resetMs = NaN): RateLimit | undefined {
  const rateLimit: Mutable<RateLimit> = {}
  if (!Number.isNaN(limit)) rateLimit.limit = limit
  if (!Number.isNaN(remaining)) rateLimit.remaining = remaining
  if (!Number.isNaN(resetMs)) rateLimit.resetMs = resetMs
  return Number.isNaN(limit) && Number.isNaN(remaining) && Number.isNaN(resetMs) ? undefined : withText(rateLimit)
}
