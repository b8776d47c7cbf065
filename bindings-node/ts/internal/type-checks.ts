import { invalid } from './failures'

/*
 * Types are checked here, because only JavaScript knows what it was given; values are checked in the core. `null` is
 * "left out" as `undefined` is: it is what JSON and many configuration files say.
 */

type Check<T> = (field: string, value: unknown) => T

export function optional<T>(field: string, value: unknown, check: Check<T>): T | undefined {
  return value === undefined || value === null ? undefined : check(field, value)
}

/** An object, and what it should be of in words. */
export function object<T extends object>(field: string, value: T, of: string): Partial<Record<keyof T, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrongType(field, `an object ${of}`, value)
  }
  return value
}

/** An object that holds nothing but what is known: a misspelt option would be silently without effect. */
export function known<T extends object>(
  field: string,
  value: T,
  names: readonly string[],
): Partial<Record<keyof T, unknown>> {
  const given = object(field, value, `such as { ${names[0]}: … }`)
  for (const name of Object.keys(given)) {
    if (!names.includes(name)) throw invalid(name, 'is not an option', `There are ${names.join(', ')}.`)
  }
  return given
}

/** A string in JavaScript may hold lone surrogates, which no URL or header can carry. */
export function text(field: string, value: unknown, what = field): string {
  if (typeof value !== 'string') throw wrongType(field, 'a string', value, what)
  if (!value.isWellFormed()) throw invalid(field, 'holds a lone surrogate', undefined, what)
  return value
}

export function boolean(field: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw wrongType(field, 'a boolean', value)
  return value
}

export function milliseconds(field: string, value: unknown): number {
  if (typeof value !== 'number') throw wrongType(field, 'a number of milliseconds', value)
  if (!Number.isFinite(value))
    throw invalid(field, `is ${value}`, `Give ${field} as a positive number of milliseconds.`)
  return value
}

export function wholeNumber(field: string, value: unknown): number {
  if (typeof value !== 'number') throw wrongType(field, 'a number', value)
  if (!Number.isSafeInteger(value)) throw invalid(field, `is ${value}`, `Give ${field} as a whole number.`)
  return value
}

/** Several things. A string is none, although JavaScript goes through its letters. */
export function iterable<T>(field: string, value: unknown, of: string): Iterable<T> {
  if (typeof value !== 'object' || value === null || !(Symbol.iterator in value)) {
    throw wrongType(field, `an iterable of ${of}`, value)
  }
  return value as Iterable<T>
}

export function abortSignal(field: string, value: unknown): AbortSignal {
  // Not instanceof: polyfills and other realms have classes of their own.
  const { aborted, addEventListener } = value as Partial<AbortSignal>
  if (typeof aborted !== 'boolean' || typeof addEventListener !== 'function') {
    throw wrongType(field, 'an AbortSignal', value)
  }
  return value as AbortSignal
}

/** Without what is undefined. */
export function defined<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> }
}

/** Names what it got by its type only: a value that stands in the wrong place may be a secret. */
export function wrongType(field: string, wanted: string, got: unknown, what = field): Error {
  const kind = got === null ? 'null' : Array.isArray(got) ? 'an array' : typeof got
  return invalid(field, `must be ${wanted}, not ${kind}`, undefined, what)
}
