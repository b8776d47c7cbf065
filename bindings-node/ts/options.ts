import type { ClientCredentials, StsToken, TokenFunction } from './credentials'

/** How often a call is retried, and how long it waits in between. An option left out has its default. */
export interface RetryPolicy {
  /** The most requests for one call, including the first; 1 means no retries. Default 4. */
  readonly maxAttempts?: number | undefined
  /** Milliseconds: the upper bound of the first backoff. It doubles with each attempt. Default 250. */
  readonly baseMs?: number | undefined
  /**
   * Milliseconds: the upper bound of every backoff. It does not limit a wait that the service asks for. Default 30,000.
   */
  readonly capMs?: number | undefined
}

/** The common part of `Headers` and `Map`. Their own types are not in every program. */
interface HeadersLike {
  get(name: string): string | null | undefined
  entries(): Iterable<[name: string, value: string]>
}

/** A `URL`. Its own type is not in every program. */
interface UrlLike {
  readonly href: string
}

/** Options of the clients of both services. An option left out has its default. */
export interface BaseClientOptions {
  /** Milliseconds for one attempt, from connecting to the end of the answer. Default 30,000. */
  readonly timeoutMs?: number | undefined
  /** Milliseconds for opening a connection, TLS included. Default 10,000. */
  readonly connectTimeoutMs?: number | undefined
  /**
   * Milliseconds for whatever is called, from the call to its result, with all its attempts, polls and waits; of a job on
   * many connectors, for each of them. The `deadlineMs` of a call itself comes before this one. Default 120,000; and
   * 600,000 for what waits for a state.
   */
  readonly deadlineMs?: number | undefined
  /** How often to retry, and how long to wait in between. */
  readonly retry?: RetryPolicy | undefined
  /**
   * Path of a PEM file of certificate authorities to trust, in place of the system's (on Linux: of those that
   * `SSL_CERT_FILE` names) and of those in `NODE_EXTRA_CA_CERTS`.
   */
  readonly caBundle?: string | undefined
  /**
   * Path of a PEM file with the client's own certificate, for servers that ask for one, and after it those of the
   * authorities in between; and with its private key, unless `clientKey` names another file.
   */
  readonly clientCertificate?: string | undefined
  /** Path of a PEM file with the private key of `clientCertificate`, without a passphrase. */
  readonly clientKey?: string | undefined
  /**
   * An HTTP proxy, `http://user:password@host:port`. It replaces `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` of the
   * environment, which never apply to a base URL on loopback.
   */
  readonly proxy?: string | UrlLike | undefined
  /** A text to add to the `User-Agent` header, such as `my-tool/1.2`. */
  readonly userAgent?: string | undefined
  /** Headers to add to each request: an object, a `Headers` or a `Map`. */
  readonly headers?: Readonly<Record<string, string>> | HeadersLike | undefined
  /**
   * Whether to allow credentials over plain `http://` to another machine, including those in a header such as
   * `x-api-key`. Default `false`.
   */
  readonly allowInsecure?: boolean | undefined
}

/** Options of a client for Confluent Cloud. Each is optional, but there must be credentials. */
export interface ClientOptions extends BaseClientOptions {
  /** A Cloud API key (not the key of a Kafka cluster); goes with `apiSecret`. */
  readonly apiKey?: string | undefined
  /** The secret of the key. */
  readonly apiSecret?: string | undefined
  /** A bearer token (an STS access token), in place of key and secret. */
  readonly token?: string | undefined
  /** A source of tokens, in place of a token, for a client that outlives one. */
  readonly tokenProvider?: TokenFunction | StsToken | undefined
  /** The URL of the service; may have a path. Default `https://api.confluent.cloud`. */
  readonly baseUrl?: string | UrlLike | undefined
}

/** Options of a client for self-managed Kafka Connect. Only `baseUrl` is required. */
export interface KafkaConnectOptions extends BaseClientOptions {
  /**
   * The URL of a worker's REST interface, such as `http://127.0.0.1:8083`; may have a path. Or a list of several workers
   * of one cluster: all calls go to the first that connects, for as long as it works. If no connection can be made, or
   * the answer is a 503, the next one is asked within the same attempt.
   */
  readonly baseUrl: string | UrlLike | readonly (string | UrlLike)[]
  /** A user name, for workers that require one; goes with `password`. */
  readonly username?: string | undefined
  /** The user's password. */
  readonly password?: string | undefined
  /** A bearer token, in place of user name and password. */
  readonly token?: string | undefined
  /** A source of tokens, in place of a token, for a client that outlives one. */
  readonly tokenProvider?: TokenFunction | ClientCredentials | undefined
}

/** Options of one call. */
export interface CallOptions {
  /**
   * Ends the call when it is aborted: the request is dropped, its connection closed, and the promise rejected with
   * `signal.reason`.
   */
  readonly signal?: AbortSignal | undefined
  /** Milliseconds for one attempt of this call. Default: the client's. */
  readonly timeoutMs?: number | undefined
  /** Milliseconds for this call with all its attempts and waits. Default: the client's, else 120,000. */
  readonly deadlineMs?: number | undefined
}

/** What a restart covers on self-managed Kafka Connect. An option left out has its default. */
export interface RestartScope {
  /**
   * Whether to restart the tasks, too. Default `true`, because mostly a task has failed; the default of the REST
   * interface itself is `false`.
   */
  readonly includeTasks?: boolean | undefined
  /** Whether to restart only the failed instances. Default `false`. */
  readonly onlyFailed?: boolean | undefined
}

/** Options of a restart by self-managed Kafka Connect. */
export interface RestartOptions extends CallOptions, RestartScope {}

/** Options of a wait for one connector. An option left out has its default. */
export interface WaitOptions {
  /** Ends the wait when it is aborted: nothing more is sent, and the job is rejected with `signal.reason`. */
  readonly signal?: AbortSignal | undefined
  /** Milliseconds for one attempt. Default: the client's. */
  readonly timeoutMs?: number | undefined
  /** Milliseconds for the whole wait, the change before it included. Default: the client's, else 600,000. */
  readonly deadlineMs?: number | undefined
  /**
   * How many tasks a running connector must have, all of them `RUNNING`; 0 allows a connector without tasks. Another
   * number than the default is refused where the wait is not for `running`. Default 1.
   */
  readonly minTasks?: number | undefined
  /**
   * Milliseconds for which the connector must be seen in the desired state, poll after poll. Default 0: one poll is
   * enough.
   */
  readonly settleMs?: number | undefined
  /**
   * Milliseconds that a failure must last before it counts, and so a 404: a connector that was just created has no status
   * yet. Default 10,000.
   */
  readonly failureGraceMs?: number | undefined
}

/** Options of a restart and the wait after it, by self-managed Kafka Connect. */
export interface RestartAndWaitOptions extends WaitOptions, RestartScope {}

/**
 * Options of a job that changes many connectors. An option left out has its default. `minTasks`, `settleMs` and
 * `failureGraceMs` are about the wait: another value than the default is refused without `wait`.
 */
export interface ManyOptions {
  /**
   * Ends the job when it is aborted: nothing more is started, requests in flight are dropped, and the job is rejected
   * with `signal.reason`.
   */
  readonly signal?: AbortSignal | undefined
  /** How many requests may be in flight at a time; the service may slow that down. Default 32. */
  readonly concurrency?: number | undefined
  /**
   * Whether to wait until the connectors are in the state that the operation leads to: running after a resume or a
   * restart, paused after a pause, stopped after a stop. Default `false`.
   */
  readonly wait?: boolean | undefined
  /** Milliseconds for one attempt. Default: the client's. */
  readonly timeoutMs?: number | undefined
  /**
   * Milliseconds for each connector, counted from its request, not from the time in the queue: until it is accepted or,
   * with `wait`, until it is in that state. Default: the client's, else 120,000, or 600,000 with `wait`.
   */
  readonly deadlineMs?: number | undefined
  /** As in {@link WaitOptions}. Default 1. */
  readonly minTasks?: number | undefined
  /** As in {@link WaitOptions}. Default 0. */
  readonly settleMs?: number | undefined
  /**
   * As in {@link WaitOptions}. In a job on a whole cluster it is also the time for which a 404 for a listed connector is
   * not believed, with `wait` or without. Default 10,000.
   */
  readonly failureGraceMs?: number | undefined
}

/** Options of a job that restarts many connectors of self-managed Kafka Connect. */
export interface RestartManyOptions extends ManyOptions, RestartScope {}

/** Options of a job that changes the connectors of a cluster. An option left out has its default. */
export interface AllOptions extends ManyOptions {
  /** Only names that match: `*` any characters, `?` one, `[abc]` one of these. Default: all. */
  readonly nameGlob?: string | undefined
  /**
   * Only connectors in these states; case does not matter. Default, of a resume: `PAUSED`; of a pause: all but `PAUSED`
   * and `STOPPED`; of a stop: all but `STOPPED`; of a restart: `FAILED`, and those with failed tasks that are not paused
   * or stopped.
   */
  readonly states?: Iterable<string> | undefined
  /** Whether to send nothing; the report lists the connectors that would be changed. Default `false`. */
  readonly dryRun?: boolean | undefined
}

/** Options of a job that restarts the connectors of self-managed Kafka Connect. */
export interface RestartAllOptions extends AllOptions, RestartScope {}
