import { TextDecoder } from 'node:util'

import { invalid, marked } from './invalid-request'

/*
 * The types of arguments are checked here, because only JavaScript can tell them; the core checks the values.
 */

/** Checks the type of a value; throws an error that names the field. */
export type Check<T> = (field: string, value: unknown) => T

/** The checks of an object's fields, by name. */
export type Checks<Name extends string> = Readonly<Record<Name, Check<unknown>>>

/** The result of such checks. */
export type Checked<C> = { [K in keyof C]?: C[K] extends Check<infer T> ? T : never }

/** An object without a field that is not in `checks`: a misspelt option would silently have no effect. */
export function fields<C extends Checks<string>>(field: string, value: unknown, checks: C): Checked<C> {
  const names = Object.keys(checks)
  const [example = ''] = names
  const given = object(field, value, `such as { ${example}: … }`)
  for (const name of Object.keys(given)) {
    if (!names.includes(name)) throw invalid(name, 'is not an option', `The options are ${names.join(', ')}.`)
  }
  const checked: Record<string, unknown> = {}
  for (const name of names) {
    const it = given[name]
    // JSON and many configuration files write null for an option that is left out.
    if (it !== undefined && it !== null) checked[name] = checks[name]?.(name, it)
  }
  return checked as Checked<C>
}

/** An object; `kind` says in words which. */
export function object(field: string, value: unknown, kind: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrongType(field, `an object ${kind}`, value)
  }
  return value as Record<string, unknown>
}

/** A string without lone surrogates, which JavaScript allows but no URL or header can carry. */
export function text(field: string, value: unknown, subject = marked(field)): string {
  if (typeof value !== 'string') throw wrongType(field, 'a string', value, subject)
  if (!value.isWellFormed()) throw invalid(field, 'holds a lone surrogate', undefined, subject)
  return value
}

/** A text in JSON, or the content of a file with one, or an object that is written as one. */
export function jsonText(field: string, value: unknown): string {
  if (typeof value === 'string') return text(field, value)
  if (typeof value !== 'object' || value === null) throw wrongType(field, 'a string or an object', value)
  if (ArrayBuffer.isView(value)) return new TextDecoder().decode(value as Uint8Array)
  try {
    return (JSON.stringify(value) as string | undefined) ?? ''
  } catch {
    throw invalid(field, 'cannot be written as JSON')
  }
}

export function texts(field: string, value: unknown): string[] {
  return Array.from(iterable(field, value, 'strings'), (it) => text(field, it))
}

export function urlOrUrls(field: string, value: unknown): string | string[] {
  if (!Array.isArray(value)) return url(field, value)
  return value.map((one, index) => url(`${field}[${index}]`, one))
}

export function boolean(field: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw wrongType(field, 'a boolean', value)
  return value
}

export function milliseconds(field: string, value: unknown): number {
  if (typeof value !== 'number') throw wrongType(field, 'a number of milliseconds', value)
  if (!Number.isFinite(value)) {
    throw invalid(field, `is ${value}`, `Give ${marked(field)} as a finite number of milliseconds.`)
  }
  return value
}

export function wholeNumber(field: string, value: unknown): number {
  if (typeof value !== 'number') throw wrongType(field, 'a number', value)
  if (!Number.isSafeInteger(value)) throw invalid(field, `is ${value}`, `Give ${marked(field)} as a whole number.`)
  return value
}

/** An iterable object. A string is not one here, although JavaScript can iterate its letters. */
export function iterable(field: string, value: unknown, elements: string): Iterable<unknown> {
  if (typeof value !== 'object' || value === null || !(Symbol.iterator in value)) {
    throw wrongType(field, `an iterable of ${elements}`, value)
  }
  return value as Iterable<unknown>
}

/** As {@link iterable}; its elements may also come later, as those of a stream do. */
export function anyIterable(
  field: string,
  value: unknown,
  elements: string,
): Iterable<unknown> | AsyncIterable<unknown> {
  const isLater = typeof value === 'object' && value !== null && Symbol.asyncIterator in value
  return isLater && !(Symbol.iterator in value) ? (value as AsyncIterable<unknown>) : iterable(field, value, elements)
}

/** A string, or a `URL`. Not instanceof: polyfills and other realms have classes of their own. */
export function url(field: string, value: unknown): string {
  const { href } = (value ?? {}) as { href?: unknown }
  return text(field, typeof value === 'object' && typeof href === 'string' ? href : value)
}

export function abortSignal(field: string, value: unknown): AbortSignal {
  // Not instanceof: polyfills and other realms have classes of their own.
  const { aborted, addEventListener } = value as Partial<AbortSignal>
  if (typeof aborted !== 'boolean' || typeof addEventListener !== 'function') {
    throw wrongType(field, 'an AbortSignal', value)
  }
  return value as AbortSignal
}

/** The error for a wrong type. It names the type and never the value: a misplaced value may be a secret. */
export function wrongType(field: string, wanted: string, value: unknown, subject = marked(field)): Error {
  const type = value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value
  return invalid(field, `must be ${wanted}, not ${type}`, undefined, subject)
}
