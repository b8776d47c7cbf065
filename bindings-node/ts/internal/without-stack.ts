/** Makes an error without a stack. A stack is a third of the cost of an error, and a report may hold thousands. */
export function withoutStack<T>(make: () => T): T {
  const limit = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit')
  // --frozen-intrinsics makes it read-only.
  if (limit?.writable !== true) return make()
  Error.stackTraceLimit = 0
  try {
    return make()
  } finally {
    Error.stackTraceLimit = limit.value as number
  }
}
