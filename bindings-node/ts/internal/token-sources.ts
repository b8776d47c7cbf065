import { type ClientCredentialsOptions, GIVEN, type StsTokenOptions, type TokenFunction } from '../credentials'
import type { NativeClientCredentials, NativeStsToken, NativeTokenSource } from './binding'
import { type Checks, fields, milliseconds, text, wrongType } from './type-checks'

/*
 * The sources of tokens with checked types, as they go to the bridge. A function does not go there: see token-desk.
 */

/** A function that gives tokens, and the option that it was given as. */
export interface Asked {
  readonly field: string
  readonly give: TokenFunction
}

/** A function, an StsToken or ClientCredentials. */
export function tokenSource(field: string, value: unknown): NativeTokenSource {
  if (typeof value === 'function') return {}
  const { sts, clientCredentials } = givenOf(value)
  if (sts !== undefined) return { sts: exchange(sts) }
  if (clientCredentials !== undefined) return { clientCredentials: fields(field, clientCredentials, CREDENTIALS) }
  throw wrongType(field, 'a function, an StsToken or ClientCredentials', value)
}

/** The function of such a source, if it has one. */
export function askedOf(source: unknown): Asked | undefined {
  if (typeof source === 'function') return { field: 'tokenProvider', give: source as TokenFunction }
  const give = givenOf(source).sts?.subjectToken
  return typeof give === 'function' ? { field: 'subjectToken', give } : undefined
}

function exchange(given: StsTokenOptions): NativeStsToken {
  const { subjectToken, ...others } = fields('options', given, STS)
  return { ...others, hasSubjectToken: subjectToken !== undefined }
}

function givenOf(value: unknown): { sts?: StsTokenOptions; clientCredentials?: ClientCredentialsOptions } {
  if (typeof value !== 'object' || value === null || !(GIVEN in value)) return {}
  return (value[GIVEN] as () => ReturnType<typeof givenOf>)()
}

function tokenFunction(field: string, value: unknown): TokenFunction {
  if (typeof value !== 'function') throw wrongType(field, 'a function', value)
  return value as TokenFunction
}

function clientCredentials(field: string, value: unknown): NativeClientCredentials {
  const given = givenOf(value).clientCredentials
  if (given === undefined) throw wrongType(field, 'ClientCredentials', value)
  return fields(field, given, CREDENTIALS)
}

const CREDENTIALS = {
  tokenUrl: text,
  clientId: text,
  clientSecret: text,
  tokenScope: text,
} satisfies Checks<keyof ClientCredentialsOptions>

const STS = {
  identityPoolId: text,
  subjectToken: tokenFunction,
  subjectTokenFile: text,
  githubAudience: text,
  clientCredentials,
  lifetimeMs: milliseconds,
} satisfies Checks<keyof StsTokenOptions>

/** The name of every option of a source of tokens. */
export const SOURCE_OPTIONS: readonly string[] = [CREDENTIALS, STS].flatMap(Object.keys)
