/*
 * The values that functions of the user's threw. They stay here while the core has errors that they caused; only their
 * numbers cross.
 */

const failures = new Map<number, unknown>()
let last = 0

/** Keeps a thrown value, and returns its number. */
export function keep(thrown: unknown): number {
  last = (last + 1) % 2 ** 32
  failures.set(last, thrown)
  return last
}

/** The thrown value with that number. */
export function thrownAs(number: number): unknown {
  return failures.get(number)
}

/** Whether any value is kept. */
export function keepsAny(): boolean {
  return failures.size > 0
}

/** Lets go of values that no error needs any more. */
export function forget(numbers: readonly number[]): void {
  for (const number of numbers) failures.delete(number)
}

/** The words of a thrown value for the message of an error. */
export function wordsOf(thrown: unknown): string {
  try {
    if (typeof thrown === 'string') return thrown
    // Its text would be its source.
    if (typeof thrown === 'function') return 'it threw a function'
    if (typeof thrown !== 'object' || thrown === null) return String(thrown)
    const { message, name } = thrown as Partial<Error>
    const words = message === undefined || message === '' ? name : message
    return typeof words === 'string' ? words.toWellFormed() : 'it threw an object that is no Error'
  } catch {
    return 'it threw a value that cannot be read'
  }
}
