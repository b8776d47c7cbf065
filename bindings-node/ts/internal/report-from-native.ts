import type { Accepted, Connector, RateLimit } from '../records'
import { type ResumeProgress, ResumeReport, type ResumeResult } from '../report'
import type { NativeReport, NativeResults, NativeResumeProgress } from './binding'
import type { CallerStack } from './caller-stack'
import { recordOf, withText } from './record'

/** A job's report, from the plain data of the bridge. */
export function reportOf({ results, counts, ...others }: NativeReport, caller: CallerStack): ResumeReport {
  return new ResumeReport({ ...others, counts: recordOf(counts), results: resultsOf(results, caller) })
}

/** One progress of a job on many connectors, from the plain data of the bridge. */
export function resumeProgress(
  { results, counts, summary }: NativeResumeProgress,
  caller: CallerStack,
): ResumeProgress {
  const [result] = resultsOf(results, caller)
  return withText({ result: result as ResumeResult, counts: recordOf(counts), summary })
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** The flags with which `NativeResults.numbers` begins each result. */
const [SENT, ACCEPTED, RUNNING] = [1, 2, 4]

/**
 * Results cross as columns, which `NativeResults` documents: JavaScript makes the objects faster than the bridge would.
 */
function resultsOf({ texts, numbers, others }: NativeResults, caller: CallerStack): ResumeResult[] {
  const results: Mutable<ResumeResult>[] = []
  for (let text = 0, number = 0; text < texts.length; text += 4, number += 6) {
    const [flags = 0] = [numbers[number]]
    const connector = withText({
      environmentId: texts[text] as string,
      kafkaClusterId: texts[text + 1] as string,
      connectorName: texts[text + 2] as string,
    })
    const result: Mutable<ResumeResult> = { connector, sent: (flags & SENT) > 0, running: (flags & RUNNING) > 0 }
    if ((flags & ACCEPTED) > 0) result.accepted = acceptedOf(connector, texts[text + 3], numbers, number)
    results.push(withText(result))
  }
  for (const { at, error, status, accepted } of others) {
    const result = results[at] as Mutable<ResumeResult>
    if (error !== undefined) result.error = caller.error(error)
    if (status !== undefined) result.status = recordOf(status)
    if (accepted !== undefined) {
      result.accepted = withText({ ...(result.accepted as Accepted), connector: recordOf<Connector>(accepted) })
    }
  }
  return results
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
