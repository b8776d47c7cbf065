import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks'

import type { Token } from '../credentials'
import type { NativeClient } from './binding'
import { keep, wordsOf } from './failures'
import { invalid, marked } from './invalid-request'
import { mailbox, mayAsk } from './mailbox'
import type { Asked } from './token-sources'
import { fields, milliseconds, text } from './type-checks'

/** One run of a function. `desk` is not the desk itself, which a forgotten timer would then keep. */
interface Run {
  readonly desk: object
  isOver: boolean
}

/** The runs of functions that led to the running code. Only programs with such a function have it. */
let runs: AsyncLocalStorage<readonly Run[]> | undefined

/** How many functions run now. */
let running = 0

/** Calls the function of one client, whenever the core wants a token. Values that it throws do not cross the border. */
export class TokenDesk {
  readonly #native: NativeClient
  readonly #asked: Asked
  readonly #identity = {}
  readonly #runs = (runs ??= new AsyncLocalStorage())

  constructor(native: NativeClient, asked: Asked) {
    this.#native = native
    this.#asked = asked
  }

  /** Whether the function itself makes the running call, which then must not wait for the function. */
  get isProviding(): boolean {
    return this.#runs.getStore()?.some(({ desk, isOver }) => desk === this.#identity && !isOver) ?? false
  }

  /** Lets a call ask that has just been started. The function will run in the async context of the call's caller. */
  admit(call: number): void {
    const caller = new AsyncResource('UnpauseTokenProvider')
    mayAsk(call, (question) => caller.runInAsyncScope(() => this.#answer(question)))
  }

  async #answer(question: number): Promise<void> {
    let token: Token
    try {
      token = await this.#token()
    } catch (thrown) {
      this.#native.fail(mailbox, question, keep(thrown), wordsOf(thrown))
      return
    }
    this.#native.supply(question, token.value, token.expiresInMs)
  }

  async #token(): Promise<Token> {
    const run: Run = { desk: this.#identity, isOver: false }
    const { field, give } = this.#asked
    running += 1
    try {
      return tokenOf(field, await this.#runs.run([...(this.#runs.getStore() ?? []), run], () => give()))
    } finally {
      run.isOver = true
      // In Node.js before 24 an enabled storage makes each await of the program three times as slow.
      if (--running === 0) this.#runs.disable()
    }
  }
}

function tokenOf(field: string, given: unknown): Token {
  if (typeof given === 'string') return { value: text(field, given, `the token of ${marked(field)}`) }
  if (typeof given !== 'object' || given === null) throw notAToken(field, given === null ? 'null' : typeof given)
  if (Array.isArray(given)) throw notAToken(field, 'an array')
  if ('token' in given && !('value' in given)) throw notAToken(field, 'an object with `token`', ACCESS_TOKEN)
  const { value, expiresInMs } = fields(field, given, TOKEN)
  if (value === undefined) throw notAToken(field, 'an object without `value`')
  return expiresInMs === undefined ? { value } : { value, expiresInMs }
}

const TOKEN = { value: text, expiresInMs: milliseconds }

/** For an AccessToken, which the credentials of Azure give. */
const ACCESS_TOKEN =
  'Of an AccessToken give { value: token, expiresInMs: expiresOnTimestamp - Date.now() }, or give ' +
  'getBearerTokenProvider(credential, scope) of @azure/identity in place of the function.'

function notAToken(field: string, kind: string, advice?: string): Error {
  return invalid(field, `must give a string or { value, expiresInMs }, not ${kind}`, advice)
}
