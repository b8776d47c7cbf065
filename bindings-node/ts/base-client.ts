import { inspect } from 'node:util'

import type { NativeClient } from './internal/binding'

/** What clients of both services are: they call somewhere, are closed, and show no secret. */
export abstract class BaseClient {
  readonly #native: NativeClient

  /** @internal */
  constructor(native: NativeClient) {
    this.#native = native
  }

  /** Where the service is. */
  get baseUrl(): string {
    return this.#native.baseUrl
  }

  /**
   * Closes the connections that no call uses. Calls in flight go on to their end; new ones are refused.
   *
   * @example
   * ```ts
   * {
   *   await using client = Client.fromEnv() // closes it at the end of the block
   * }
   * ```
   */
  close(): void {
    this.#native.close()
  }

  /** As {@link BaseClient.close}, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.close()
  }

  /** Shows where the client calls, and no secret. */
  toJSON(): { baseUrl: string } {
    return { baseUrl: this.baseUrl }
  }

  /** The same on one line. */
  toString(): string {
    return `${this.constructor.name} ${inspect(this.toJSON(), { breakLength: Infinity })}`
  }

  /**
   * The same for `console.log`. Not in the types, which would need those of Node.js for it.
   *
   * @internal
   */
  [inspect.custom](): string {
    return this.toString()
  }
}
