/** How often and how patiently a call is tried again. What is left out is the default. */
export interface RetryPolicy {
  /** Requests in all, the first included; 1 means never to retry. Default 4. */
  readonly maxAttempts?: number | undefined
  /** The first backoff's upper bound in milliseconds. Default 250. */
  readonly baseMs?: number | undefined
  /** Every backoff's upper bound in milliseconds. A wait that the service asks for is not capped. Default 30,000. */
  readonly capMs?: number | undefined
}

/** What a `Headers` and a `Map` have in common. Not their types, which not every program has. */
interface HeadersLike {
  get(name: string): string | null | undefined
  entries(): Iterable<[name: string, value: string]>
}

/** What clients of both services can be told. What is left out is the default. */
export interface BaseClientOptions {
  /** Milliseconds for one attempt, from connecting to the end of the answer. Default 30,000. */
  readonly timeoutMs?: number | undefined
  /** Milliseconds for making a connection, TLS included. Default 10,000. */
  readonly connectTimeoutMs?: number | undefined
  /** Milliseconds for a whole call with all its attempts and waits. Default 120,000. */
  readonly deadlineMs?: number | undefined
  /** How often and how patiently to try again. */
  readonly retry?: RetryPolicy | undefined
  /** The path of a PEM file of certificate authorities to trust in place of the system's. */
  readonly caBundle?: string | undefined
  /**
   * An HTTP proxy, `http://user:password@host:port`, in place of what the environment says (`HTTPS_PROXY`,
   * `HTTP_PROXY`, `NO_PROXY`). The environment's is never used for a base URL on loopback.
   */
  readonly proxy?: string | undefined
  /** What to add to the `User-Agent` header, such as `my-tool/1.2`. */
  readonly userAgent?: string | undefined
  /** Headers to add to each request: an object, a `Headers` or a `Map`. */
  readonly headers?: Readonly<Record<string, string>> | HeadersLike | undefined
  /**
   * Allow credentials over plain `http://` to another machine, a header such as `x-api-key` among them. Default `false`:
   * refused.
   */
  readonly allowInsecure?: boolean | undefined
}

/** What a client for Confluent Cloud can be told. Everything is optional, but there must be credentials. */
export interface ClientOptions extends BaseClientOptions {
  /** A Cloud API key; goes with `apiSecret`. */
  readonly apiKey?: string | undefined
  /** The key's secret. */
  readonly apiSecret?: string | undefined
  /** A bearer token (an STS access token), in place of key and secret. */
  readonly token?: string | undefined
  /** Where the service is; may have a path. Default `https://api.confluent.cloud`. */
  readonly baseUrl?: string | undefined
}

/** What a client for self-managed Kafka Connect can be told. Only `baseUrl` is needed. */
export interface KafkaConnectOptions extends BaseClientOptions {
  /** Where a worker's REST interface is, such as `http://127.0.0.1:8083`; may have a path. */
  readonly baseUrl: string
  /** A user's name, for workers that ask for one; goes with `password`. */
  readonly username?: string | undefined
  /** The user's password. */
  readonly password?: string | undefined
  /** A bearer token, in place of name and password. */
  readonly token?: string | undefined
}

/** What one call can be told. */
export interface CallOptions {
  /**
   * Ends the call when it is aborted: the request is dropped, its connection closed, and the promise rejected with
   * `signal.reason`.
   */
  readonly signal?: AbortSignal | undefined
  /** Milliseconds for one attempt of this call. Default: the client's. */
  readonly timeoutMs?: number | undefined
  /** Milliseconds for this call with all its attempts and waits. Default: the client's. */
  readonly deadlineMs?: number | undefined
}

/** What a restart by self-managed Kafka Connect can be told. What is left out is the default. */
export interface RestartOptions extends CallOptions {
  /**
   * Whether to restart the tasks, too. Default `true`, because what fails is mostly a task; the REST interface's own
   * default is `false`.
   */
  readonly includeTasks?: boolean | undefined
  /** Whether to restart only what has failed. Default `false`. */
  readonly onlyFailed?: boolean | undefined
}

/** How to wait for one connector. What is left out is the default. */
export interface WaitOptions {
  /** Ends the wait when it is aborted: nothing more is sent, and the job is rejected with `signal.reason`. */
  readonly signal?: AbortSignal | undefined
  /** Milliseconds for one request. Default: the client's. */
  readonly timeoutMs?: number | undefined
  /** Milliseconds for the whole wait, the resume included. Default 600,000. */
  readonly deadlineMs?: number | undefined
  /** How many tasks must be there, all of them running; 0 allows a connector without tasks. Default 1. */
  readonly minTasks?: number | undefined
  /** For how many milliseconds the connector must be seen running, look after look. Default 0: one look is enough. */
  readonly settleMs?: number | undefined
  /**
   * For how many milliseconds a failure may last before it is believed; a shorter one is passed through. Default
   * 10,000.
   */
  readonly failureGraceMs?: number | undefined
}

/** How to resume many connectors. What is left out is the default. */
export interface ResumeManyOptions {
  /**
   * Stops what has not started when it is aborted, and drops what is in flight; the job is rejected with
   * `signal.reason`.
   */
  readonly signal?: AbortSignal | undefined
  /** How many requests may be in flight; fewer are when the service wants fewer. Default 32. */
  readonly concurrency?: number | undefined
  /** Whether to wait until the connectors run. Default `false`. */
  readonly wait?: boolean | undefined
  /** Milliseconds for one request. Default: the client's. */
  readonly timeoutMs?: number | undefined
  /**
   * Milliseconds for one connector, from its request on, until it is accepted (default: the client's) or, if waited
   * for, runs (default: 600,000). What waits for its turn has all its time before it.
   */
  readonly deadlineMs?: number | undefined
  /** As in {@link WaitOptions}. Default 1. */
  readonly minTasks?: number | undefined
  /** As in {@link WaitOptions}. Default 0. */
  readonly settleMs?: number | undefined
  /** As in {@link WaitOptions}. Default 10,000. */
  readonly failureGraceMs?: number | undefined
}

/** Which of all connectors to resume, and how. What is left out is the default. */
export interface ResumeAllOptions extends ResumeManyOptions {
  /** Only names that match: `*` any characters, `?` one, `[abc]` one of some. Default: all. */
  readonly nameGlob?: string | undefined
  /** Only connectors in these states. Default `['PAUSED']`. */
  readonly states?: Iterable<string> | undefined
  /** Send nothing; the report says which connectors would be resumed. Default `false`. */
  readonly dryRun?: boolean | undefined
}
