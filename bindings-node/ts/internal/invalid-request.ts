import { InvalidRequestError } from '../errors'

const START = 'invalid request: '

/** The error for a value that this parameter or option cannot take. `subject` is the part of it that is wrong. */
export function invalid(field: string, reason: string, advice?: string, subject = marked(field)): InvalidRequestError {
  return made(`${START}${subject} ${reason}`, field, advice)
}

/** The name of an option as messages write it. The core marks names in the same way. */
export function marked(name: string): string {
  return `\`${name}\``
}

/** Runs a check of one element of a list, and adds to its error which element it was: `connectors[2]: …`. */
export function atIndex<T>(list: string, index: number, check: () => T): T {
  try {
    return check()
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error
    const { summary, field, advice } = error
    throw made(summary.replace(START, `${START}${list}[${index}]: `), field, advice)
  }
}

function made(summary: string, field: string, advice: string | undefined): InvalidRequestError {
  const message = advice === undefined ? summary : `${summary}. ${advice}`
  return new InvalidRequestError(message, { summary, field, advice })
}
