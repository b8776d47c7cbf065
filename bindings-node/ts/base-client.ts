import { inspect } from 'node:util'

import type { NativeClient } from './internal/binding'

/** The common part of the clients of both services. */
export abstract class BaseClient {
  readonly #native: NativeClient

  /** @internal */
  constructor(native: NativeClient) {
    this.#native = native
  }

  /** The URL of the service; several workers are separated by a comma. */
  get baseUrl(): string {
    return this.#native.baseUrl
  }

  /**
   * Closes the connections that no call uses. Calls in flight continue to their end; new calls are refused.
   *
   * @example
   * ```ts
   * {
   *   await using client = Client.fromEnv() // closed at the end of the block
   * }
   * ```
   */
  close(): void {
    this.#native.close()
  }

  /** The same as {@link BaseClient.close}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    this.close()
    return Promise.resolve()
  }

  /** The name of the class, which a minifier leaves alone. */
  abstract get [Symbol.toStringTag](): string

  /** The URL of the service, and no secret. */
  toJSON(): { baseUrl: string } {
    return { baseUrl: this.baseUrl }
  }

  /** The same on one line. */
  toString(): string {
    return `${this[Symbol.toStringTag]} ${inspect(this.toJSON(), { breakLength: Infinity })}`
  }

  /**
   * The same for `console.log`. Not in the published types, which would need the types of Node.js for it.
   *
   * @internal
   */
  [inspect.custom](): string {
    return this.toString()
  }
}
