/** `Promise.withResolvers`, which Node.js 20 does not have. */
export function promised() {
  const made = {}
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }))
  return made
}
