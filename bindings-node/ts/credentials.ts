import { inspect } from 'node:util'

/** A bearer token, and the time that it lives. */
export interface Token {
  /** The token itself. */
  readonly value: string
  /**
   * Milliseconds that it is good for, from the moment that the function was called. Without it the `exp` of a JWT
   * counts. Without either, the function is called for each attempt.
   */
  readonly expiresInMs?: number | undefined
}

/**
 * Gives a token, or one with its life. `getBearerTokenProvider(credential, scope)` of `@azure/identity` is such a
 * function.
 *
 * It runs for one call at a time, whose token is for all calls that wait. It is called again some time before the token
 * expires, and after a 401. The time that it takes counts in `deadlineMs`. A function that calls the client that asks
 * it gets an error if that call would have to wait for a token.
 */
export type TokenFunction = () => string | Token | PromiseLike<string | Token>

/** The stage at which getting a token failed. */
export type CredentialsStage = 'token_provider' | 'subject_token' | 'identity_provider' | 'exchange'

/** Options of an {@link StsToken}: the identity pool, and one source of identity tokens. */
export interface StsTokenOptions {
  /** The id of the identity pool, such as `pool-a1b2`. */
  readonly identityPoolId: string
  /** A function that gives identity tokens. It is called at each exchange. */
  readonly subjectToken?: TokenFunction | undefined
  /**
   * Path of a file with the identity token, such as a Kubernetes service account's projected token. It is read at each
   * exchange.
   */
  readonly subjectTokenFile?: string | undefined
  /** The audience of GitHub Actions' identity tokens. The job needs `permissions: id-token: write`. */
  readonly githubAudience?: string | undefined
  /** The identity provider's token endpoint. */
  readonly clientCredentials?: ClientCredentials | undefined
  /** Milliseconds that an access token shall live, 1,000 to 900,000. Without it 900,000. */
  readonly lifetimeMs?: number | undefined
}

/** Options of {@link ClientCredentials}. */
export interface ClientCredentialsOptions {
  /** The URL of the identity provider's token endpoint, such as `https://idp.example.com/oauth2/token`. */
  readonly tokenUrl: string
  /** The id of the client, as the identity provider showed it. */
  readonly clientId: string
  /** The secret of the client. */
  readonly clientSecret: string
  /** The scope to ask for; Microsoft Entra ID needs `api://<clientId>/.default`. */
  readonly tokenScope?: string | undefined
}

/**
 * The options of a source of tokens, by its kind. A symbol that all copies of this package share: a source of one copy
 * is good for the client of another.
 *
 * @internal
 */
export const GIVEN: unique symbol = Symbol.for('unpause.tokenSource') as never

/** The part that the sources of tokens share: they show no secret. */
abstract class TokenSource {
  /** The part that may be shown. */
  abstract toJSON(): object

  /** The same on one line. */
  toString(): string {
    return `${this.constructor.name} ${inspect(this.toJSON(), { breakLength: Infinity })}`
  }

  /** @internal */
  [inspect.custom](): string {
    return this.toString()
  }
}

/**
 * Exchanges an identity token of your identity provider for an access token of Confluent Cloud, at its Security Token
 * Service (STS). For the option `tokenProvider` of a `Client`, which makes a new exchange before the token expires.
 *
 * @example
 * ```ts
 * import { Client, StsToken } from 'unpause'
 *
 * const client = new Client({
 *   tokenProvider: new StsToken({
 *     identityPoolId: 'pool-a1b2',
 *     subjectTokenFile: '/var/run/secrets/tokens/confluent',
 *   }),
 * })
 * ```
 *
 * @see https://docs.confluent.io/cloud/current/api.html#tag/OAuth-Tokens-(stsv1)
 */
export class StsToken extends TokenSource {
  readonly #options: StsTokenOptions

  /**
   * Nothing is read or sent before a client needs a token. The client's constructor checks the options.
   *
   * @param options - The identity pool, and one of `subjectToken`, `subjectTokenFile`, `githubAudience` and
   *   `clientCredentials`.
   */
  constructor(options: StsTokenOptions) {
    super()
    this.#options = { ...options }
  }

  /** The identity pool, and no secret. */
  override toJSON(): { identityPoolId: string } {
    return { identityPoolId: this.#options.identityPoolId }
  }

  /** @internal */
  [GIVEN](): { sts: StsTokenOptions } {
    return { sts: this.#options }
  }
}

/**
 * Gets tokens from an identity provider by the client credentials flow. For an {@link StsToken}, or for a
 * `KafkaConnect` whose workers, or the gateway before them, take such tokens.
 *
 * @example
 * ```ts
 * import { ClientCredentials, KafkaConnect } from 'unpause'
 *
 * const connect = new KafkaConnect({
 *   baseUrl: 'https://connect.example.com',
 *   tokenProvider: new ClientCredentials({
 *     tokenUrl: 'https://idp.example.com/oauth2/token',
 *     clientId: 'CLIENT-ID',
 *     clientSecret: 'CLIENT-SECRET',
 *   }),
 * })
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4
 */
export class ClientCredentials extends TokenSource {
  readonly #options: ClientCredentialsOptions

  /**
   * Nothing is sent before a client needs a token. The client's constructor checks the options.
   *
   * @param options - The token endpoint, and the client's id and secret there.
   */
  constructor(options: ClientCredentialsOptions) {
    super()
    this.#options = { ...options }
  }

  /** The client's id, and no secret. */
  override toJSON(): { clientId: string } {
    return { clientId: this.#options.clientId }
  }

  /** @internal */
  [GIVEN](): { clientCredentials: ClientCredentialsOptions } {
    return { clientCredentials: this.#options }
  }
}
