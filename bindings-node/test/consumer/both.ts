// What a user's program may write; it is compiled strictly, once as an ES module and once as CommonJS, and not run.

import {
  type Accepted,
  APIError,
  type AttemptMessage,
  type CallOptions,
  Client,
  type ClientOptions,
  type Connector,
  NotFoundError,
  type RateLimit,
  RateLimitedError,
  RequestTimeoutError,
  type RetryMessage,
  type RetryPolicy,
  UnpauseError,
} from 'unpause'

const retry: RetryPolicy = { maxAttempts: 6, baseMs: 100, capMs: 1_000 }
const options: ClientOptions = { apiKey: 'KEY', apiSecret: 'SECRET', retry, headers: { 'x-team': 'data' } }
const connector: Connector = { environmentId: 'env-a', kafkaClusterId: 'lkc-b', connectorName: 'c' }

export async function resume(signal: AbortSignal): Promise<RateLimit | undefined> {
  await using client = new Client(options)
  const limits: CallOptions = { signal, timeoutMs: 1_000, deadlineMs: 5_000 }
  try {
    const accepted: Accepted = await client.resume(connector, limits)
    const told: [string | undefined, number, number] = [accepted.requestId, accepted.attempts, accepted.elapsedMs]
    return told.length > 0 ? accepted.rateLimit : undefined
  } catch (error) {
    if (error instanceof RateLimitedError) return error.rateLimit
    if (error instanceof NotFoundError) throw new Error(error.body, { cause: error })
    if (error instanceof APIError) process(error.status, error.serviceCode, error.code)
    if (error instanceof RequestTimeoutError && error.limit === 'deadlineMs') process(error.attempts)
    if (error instanceof UnpauseError) process(error.advice, error.connector?.connectorName)
    throw error
  }
}

export const fromEnvironment: Client = Client.fromEnv({ deadlineMs: 60_000 })

export function messages(attempt: AttemptMessage, wait: RetryMessage): number {
  return attempt.elapsedMs + wait.waitMs
}

function process(...values: (string | number | undefined)[]): void {
  void values
}

// @ts-expect-error: a misspelt option is a mistake
new Client({ apikey: 'KEY' })
// @ts-expect-error: three strings make an address
void fromEnvironment.resume({ environmentId: 'env-a', connectorName: 'c' })
// @ts-expect-error: a result is read-only
void fromEnvironment.resume(connector).then((accepted) => (accepted.attempts = 2))
