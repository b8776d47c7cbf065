// The cases speak the core's language: snake_case, and seconds. Here is what that is in Node.js.

const RENAMED = new Map([
  ['code', 'serviceCode'],
  ['timeout', 'timeoutMs'],
  ['connect_timeout', 'connectTimeoutMs'],
  ['deadline', 'deadlineMs'],
  ['base', 'baseMs'],
  ['cap', 'capMs'],
  ['elapsed', 'elapsedMs'],
  ['retry_after', 'retryAfterMs'],
  ['reset', 'resetMs'],
  ['settle', 'settleMs'],
  ['failure_grace', 'failureGraceMs'],
  ['next_look', 'nextLookMs'],
])
const OPTIONS = [
  'environment_id kafka_cluster_id connector_name api_key api_secret base_url timeout connect_timeout deadline',
  'max_attempts base cap ca_bundle user_agent allow_insecure min_tasks settle failure_grace name_glob dry_run',
  'connector_status include_tasks only_failed',
].flatMap((line) => line.split(' '))
const BACK = new Map(OPTIONS.map((name) => [inNode(name), name]))

/** A name of the cases' as a name of this package's. */
export function inNode(name) {
  return RENAMED.get(name) ?? name.replace(/_(.)/g, (_, letter) => letter.toUpperCase())
}

/** An object of the cases' names and seconds as one of this package's. */
export function objectInNode(given) {
  const value = (name, it) => (inNode(name).endsWith('Ms') && typeof it === 'number' ? it * 1000 : it)
  return Object.fromEntries(Object.entries(given).map(([name, it]) => [inNode(name), value(name, it)]))
}

/** The field of that name of a result or an error, as the cases see it; all others of an object are checked as they come. */
export function fieldOf(object, name) {
  const value = object[inNode(name)]
  return inNode(name).endsWith('Ms') && typeof value === 'number' ? value / 1000 : value
}

/** An option's name back in the cases' language. */
export function optionInCases(name) {
  return BACK.get(name) ?? name
}

/** A text that speaks of options back in the cases' language. */
export function textInCases(text) {
  return text
    ?.replace(/\b(\w+Ms) is (-?[\d.]+)/g, (_, name, value) => `${name} is ${Number(value) / 1000}`)
    .replace(/\w+/g, optionInCases)
}
