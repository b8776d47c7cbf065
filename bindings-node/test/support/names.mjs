// The cases use the core's names and units: snake_case and seconds. Here are their counterparts in Node.js.

import { LISTED } from './parity-names.mjs'

/** These are in milliseconds here, and their names say so. */
const DURATIONS = [
  'timeout connect_timeout deadline base cap settle failure_grace',
  'elapsed next_look reset retry_after lifetime expires_in',
].flatMap((line) => line.split(' '))

/** The names that messages mark: options, the parts of an address, and one field of errors. */
export const MARKED = Object.entries(LISTED)
  .filter(([list]) => /_options$|^(retry_policy|connector|sts_token|client_credentials)$/.test(list))
  .flatMap(([, names]) => (Array.isArray(names) ? names : Object.keys(names)))
  .concat('connector_status')
const BACK = new Map(MARKED.map((name) => [inNode(name), name]))

/** The name in Node.js of a name in the cases. */
export function inNode(name) {
  // `code` is the code of the class here, as in Node.js's own errors.
  if (name === 'code') return 'serviceCode'
  const camelCase = name.replace(/_(.)/g, (_, letter) => letter.toUpperCase()).replace(/Json$/, 'JSON')
  return DURATIONS.includes(name) ? `${camelCase}Ms` : camelCase
}

/** An object in Node.js with the names and seconds of the cases turned into its own. */
export function objectInNode(given) {
  const value = (name, it) => (DURATIONS.includes(name) && typeof it === 'number' ? it * 1000 : it)
  return Object.fromEntries(Object.entries(given).map(([name, it]) => [inNode(name), value(name, it)]))
}

/** A field of a result or an error, by its name in the cases and in their unit. */
export function fieldOf(object, name) {
  const value = object[inNode(name)]
  return DURATIONS.includes(name) && typeof value === 'number' ? value / 1000 : value
}

/** The name in the cases of an option in Node.js. */
export function optionInCases(name) {
  return BACK.get(name) ?? name
}

/** A message with the names and units of the cases. */
export function messageInCases(message) {
  return message
    ?.replace(/`(\w+Ms)` is (-?[\d.]+)/g, (_, name, value) => `\`${name}\` is ${Number(value) / 1000}`)
    .replace(/`\w+`|environmentId\/kafkaClusterId\/(connectorName)?/g, (part) => part.replace(/\w+/g, optionInCases))
}
