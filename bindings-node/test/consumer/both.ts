// A user's program. It is compiled strictly, once as an ES module and once as CommonJS, and not run.

import {
  type Accepted,
  APIError,
  type AllOptions,
  type AttemptMessage,
  type CallOptions,
  Client,
  ClientCredentials,
  type ClientOptions,
  type Cluster,
  Connector,
  ConnectorFailedError,
  type ConnectorResult,
  type ConnectorStatus,
  CredentialsError,
  type CredentialsStage,
  type DesiredState,
  type EndMessage,
  type HoldMessage,
  type Job,
  KafkaConnect,
  type KafkaConnectOptions,
  type LeftOutReason,
  type ListedConnector,
  type ManyJob,
  type ManyOperation,
  type ManyOptions,
  NotFoundError,
  type RateLimit,
  RateLimitedError,
  type RenewalMessage,
  RequestTimeoutError,
  Report,
  type RestartAndWaitOptions,
  type RestartManyOptions,
  type RestartOptions,
  type RetryMessage,
  type RetryPolicy,
  type Situation,
  StsToken,
  type Token,
  type TokenFunction,
  type StartMessage,
  TransportError,
  type TransportReason,
  UnpauseError,
  type WaitOptions,
  type WaitProgress,
  type WaitResult,
  WaitTimeoutError,
} from 'unpause'
import { accepted, errors, rejectedJob, report, resolvedJob, waitProgress, waitResult } from 'unpause/testing'

const retry: RetryPolicy = { maxAttempts: 6, baseMs: 100, capMs: 1_000 }
const options: ClientOptions = { apiKey: 'KEY', apiSecret: 'SECRET', retry, headers: { 'x-team': 'data' } }
const connector: Connector = { environmentId: 'env-a', kafkaClusterId: 'lkc-b', connectorName: 'c' }

export async function resume(signal: AbortSignal): Promise<RateLimit | undefined> {
  await using client = new Client(options)
  const limits: CallOptions = { signal, timeoutMs: 1_000, deadlineMs: 5_000 }
  try {
    const accepted: Accepted = await client.resume(connector, limits)
    const facts: [string | undefined, number, number] = [accepted.requestId, accepted.attempts, accepted.elapsedMs]
    return facts.length > 0 ? accepted.rateLimit : undefined
  } catch (error) {
    if (error instanceof RateLimitedError) return error.rateLimit
    if (error instanceof NotFoundError) throw new Error(error.body, { cause: error })
    if (error instanceof APIError) process(error.status, error.serviceCode, error.code)
    if (error instanceof RequestTimeoutError && error.limit === 'deadlineMs') process(error.attempts)
    if (error instanceof UnpauseError) process(error.advice, error.connector?.connectorName)
    throw error
  }
}

export const withHeaders: ClientOptions[] = [
  { headers: new Headers({ 'x-team': 'data' }) },
  { headers: new Map([['x-team', 'data']]) },
  { headers: Object.freeze({ 'x-team': 'data' }) },
]

/** Whether a later call may succeed, by the code of the error. */
export function mayPass({ code }: UnpauseError): boolean {
  return code === 'ERR_UNPAUSE_RATE_LIMITED' || code === 'ERR_UNPAUSE_SERVER'
}

export const fromEnvironment: Client = Client.fromEnv({ deadlineMs: 60_000 })

const give: TokenFunction = async (): Promise<Token> => ({ value: 'TOKEN', expiresInMs: 900_000 })
const credentials = new ClientCredentials({ tokenUrl: 'https://idp', clientId: 'ID', clientSecret: 'SECRET' })

/** The shape of `getBearerTokenProvider` of `@azure/identity`. */
declare function getBearerTokenProvider(): () => Promise<string>

export const renewing: (Client | KafkaConnect)[] = [
  new Client({ tokenProvider: give }),
  new Client({ tokenProvider: () => 'TOKEN' }),
  new Client({ tokenProvider: getBearerTokenProvider() }),
  new Client({ tokenProvider: new StsToken({ identityPoolId: 'pool-a', subjectToken: give, lifetimeMs: 600_000 }) }),
  new Client({ tokenProvider: new StsToken({ identityPoolId: 'pool-a', clientCredentials: credentials }) }),
  new KafkaConnect({ baseUrl: 'https://connect', tokenProvider: credentials }),
]

export function stageOf(error: unknown): CredentialsStage | undefined {
  return error instanceof CredentialsError ? error.stage : undefined
}

export function renewal({ expiresInMs, error }: RenewalMessage): string | number | undefined {
  return error ?? expiresInMs
}

export function messages(attempt: AttemptMessage, wait: RetryMessage, hold: HoldMessage): number {
  return attempt.elapsedMs + wait.waitMs + hold.waitMs + (hold.connector?.connectorName.length ?? 0)
}

/** A job is a promise to everything that takes one. */
export function promises(client: Client, cluster: Cluster): Promise<WaitResult | Report>[] {
  const job: Promise<WaitResult> = client.resumeAndWait(connector)
  const all: Promise<Report> = client.resumeAll(cluster)
  return [job, all, job.finally(() => undefined), all.catch((error: Error) => Promise.reject(error))]
}

export function spans(start: StartMessage, end: EndMessage): [number, string | undefined] {
  return [end.elapsedMs, start.call === end.call ? end.error : start.connector?.connectorName]
}

export function reasonOf(error: unknown): TransportReason | undefined {
  return error instanceof TransportError ? error.reason : undefined
}

/** URLs are taken as they are, and connectors that come later. */
export async function later(url: URL, connectors: AsyncIterable<string>): Promise<unknown> {
  const connect = new KafkaConnect({ baseUrl: url, proxy: url })
  await new Client({ baseUrl: url, token: 'TOKEN' }).resumeMany(connectors)
  const document: Readonly<Record<string, unknown>> = (await connect.status('c')).raw
  return document['connector']
}

export async function waits(client: Client, signal: AbortSignal): Promise<Situation | ConnectorStatus> {
  const limits: WaitOptions = { signal, deadlineMs: 60_000, minTasks: 2, settleMs: 1_000, failureGraceMs: 0 }
  const job: Job<WaitProgress, WaitResult> = client.resumeAndWait('env-a/lkc-b/c', limits)
  try {
    for await (const { look, summary, nextLookMs } of job) process(look, summary, nextLookMs)
    const { status, looks } = await job
    process(looks, ...status.problems, ...status.tasks.map(({ state }) => state))
    return await client.waitUntilRunning(connector).then(({ status }) => status)
  } catch (error) {
    if (error instanceof WaitTimeoutError) return error.situation
    if (error instanceof ConnectorFailedError && error.connectorStatus) return error.connectorStatus
    throw error
  }
}

export async function many(client: Client, cluster: Cluster): Promise<Report> {
  const names: string[] = await client.list(cluster)
  const listed: ListedConnector[] = await client.listExpanded(cluster, { timeoutMs: 5_000 })
  const how: ManyOptions = { concurrency: 64, wait: true }
  const which: AllOptions = { ...how, nameGlob: 'orders-*', states: new Set(['PAUSED']), dryRun: false }
  const job: ManyJob = client.resumeAll(cluster, which)
  const mixed = [connector, ...names, ...listed.map((it) => it.connector), Connector.parse('env-a/lkc-b/c')]
  const report: Report = await Promise.race([job, client.resumeMany(mixed, how)])
  const failed: readonly ConnectorResult[] = report.failures
  process(failed.length, report.failures[0]?.error.message, job.report.counts.done, `${report}`)
  return report
}

export async function selfManaged(settings: KafkaConnectOptions): Promise<Report> {
  await using connect = new KafkaConnect({ ...settings, username: 'ops', password: 'SECRET' })
  const what: RestartOptions = { includeTasks: true, onlyFailed: true, deadlineMs: 5_000 }
  const accepted: Accepted = await connect.stop('c').then(() => connect.restart('c', what))
  const names: string[] = await connect.list({ timeoutMs: 1_000 })
  process(accepted.connector.connectorName, connect.baseUrl, ...names)
  for await (const { summary } of connect.resumeAndWait('c', { minTasks: 2 })) process(summary)
  await connect.resumeMany(new Set(names), { wait: true })
  return await connect.resumeAll({ states: ['PAUSED', 'STOPPED'] })
}

/** The evening: pause all, save the report; read it, resume those, restart what failed. */
export async function evening(client: Client, cluster: Cluster): Promise<string> {
  const paused: Report = await client.pauseAll(cluster, { wait: true })
  const reasons: LeftOutReason[] = paused.leftOut.map(({ reason }) => reason)
  const operation: ManyOperation = paused.operation
  process(operation, paused.listed, paused.matched, paused.nameGlob, ...paused.states, ...reasons)
  const changed: readonly Connector[] = Report.fromJSON(JSON.stringify(paused)).changed
  const resumed = await client.resumeMany(Report.fromJSON(paused.toJSON()), { wait: true })
  await client.restartMany(resumed.failures.map(({ connector }) => connector))
  const state: DesiredState = (await client.waitUntil(connector, 'running', { minTasks: 2 })).state
  return `${changed.length} ${state}`
}

export async function restarts(connect: KafkaConnect): Promise<readonly number[]> {
  const how: RestartAndWaitOptions = { onlyFailed: true, settleMs: 1_000 }
  const many: RestartManyOptions = { includeTasks: false, wait: true }
  await connect
    .stopAndWait('c')
    .then(() => connect.stopMany(['c']))
    .then((report) => connect.restartMany(report, many))
  await connect.restartAll({ onlyFailed: true, states: ['FAILED'] })
  return (await connect.restartAndWait('c', how)).accepted?.restarting?.tasks ?? []
}

/** Stubs in the place of a client have its types. */
export const stubs: Pick<Client, 'resume' | 'resumeAndWait' | 'resumeAll' | 'resumeMany'> = {
  resume: async () => accepted({ requestId: 'req-1' }),
  resumeAndWait: () => resolvedJob(waitResult({ connector }), [waitProgress({ look: 1 })]),
  resumeAll: () => resolvedJob(report({ wait: true })),
  resumeMany: () => rejectedJob(errors.rateLimited({ retryAfterMs: 1_000 }), report()),
}
export const gone: NotFoundError = errors.notFound({ connector, status: 404 })

function process(...values: (string | number | undefined)[]): void {
  void values
}

// @ts-expect-error: a misspelt option is a mistake
new Client({ apikey: 'KEY' })
// @ts-expect-error: there is no default URL for workers
new KafkaConnect({ username: 'ops', password: 'SECRET' })
// @ts-expect-error: an API key is for Confluent Cloud
new KafkaConnect({ baseUrl: 'http://127.0.0.1:8083', apiKey: 'KEY' })
// @ts-expect-error: Confluent Cloud takes the tokens of an identity provider only in exchange
new Client({ tokenProvider: credentials })
// @ts-expect-error: an AccessToken of Azure is not a token
new Client({ tokenProvider: () => ({ token: 'TOKEN', expiresOnTimestamp: 0 }) })
// @ts-expect-error: a name is the whole address
void new KafkaConnect({ baseUrl: 'http://127.0.0.1:8083' }).resume(connector)
// @ts-expect-error: Confluent Cloud has no stop
void fromEnvironment.stop(connector)
// @ts-expect-error: Confluent Cloud has no stop, also for many
void fromEnvironment.stopAll({ environmentId: 'env-a', kafkaClusterId: 'lkc-b' })
// @ts-expect-error: a restart on Confluent Cloud has no scope
void fromEnvironment.restartAndWait(connector, { onlyFailed: true })
// @ts-expect-error: states to wait for are a closed list
void fromEnvironment.waitUntil(connector, 'RUNNING')
// @ts-expect-error: an address has three parts
void fromEnvironment.resume({ environmentId: 'env-a', connectorName: 'c' })
// @ts-expect-error: a result is read-only
void fromEnvironment.resume(connector).then((accepted) => (accepted.attempts = 2))
// @ts-expect-error: progress comes from a loop over the job, not through a callback
void fromEnvironment.resumeMany([], { onProgress: () => undefined })
// @ts-expect-error: situations are a closed list
export const situation: Situation = 'sleeping'
// @ts-expect-error: headers are not a list
export const listed: ClientOptions = { headers: [['x-team', 'data']] }
// @ts-expect-error: the entries of a set have no values
export const set: ClientOptions = { headers: new Set(['x-team']) }
// @ts-expect-error: there is no such code
export const misspelt = (error: UnpauseError): boolean => error.code === 'ERR_UNPAUSE_NOTFOUND'
// @ts-expect-error: an error has the fields of its class
export const timeless = errors.notFound({ looks: 2 })
// @ts-expect-error: a report is of a job on many connectors
export const mixed: Job<WaitProgress, WaitResult> = resolvedJob(report(), [waitProgress()])
