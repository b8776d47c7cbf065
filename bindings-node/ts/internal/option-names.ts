/**
 * The core's names of parameters and options, as they are written here: for `field` and `limit`, and for the texts that
 * tell a person which option to change.
 */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['environment_id', 'environmentId'],
  ['kafka_cluster_id', 'kafkaClusterId'],
  ['connector_name', 'connectorName'],
  ['api_key', 'apiKey'],
  ['api_secret', 'apiSecret'],
  ['base_url', 'baseUrl'],
  ['timeout', 'timeoutMs'],
  ['connect_timeout', 'connectTimeoutMs'],
  ['deadline', 'deadlineMs'],
  ['max_attempts', 'maxAttempts'],
  ['base', 'baseMs'],
  ['cap', 'capMs'],
  ['ca_bundle', 'caBundle'],
  ['user_agent', 'userAgent'],
  ['allow_insecure', 'allowInsecure'],
  ['min_tasks', 'minTasks'],
  ['settle', 'settleMs'],
  ['failure_grace', 'failureGraceMs'],
  ['name_glob', 'nameGlob'],
  ['dry_run', 'dryRun'],
  ['connector_status', 'connectorStatus'],
  ['include_tasks', 'includeTasks'],
  ['only_failed', 'onlyFailed'],
])

/** What is quoted is somebody else's, whatever it says. */
const QUOTED = /"(?:\\.|[^"\\])*"/

/** A name that is no English word, or several with slashes in between; not in a URL, a path or a longer name. */
const SPELT = /(?<![\w./:(?=&-])[a-z]+(?:[_/][a-z]+)+(?![\w-]|\.\w|:\d)/

/** A name that is an English word, too, where prose would have an article: "raise deadline", and not "the deadline". */
const WORD = /(?<=\b(?:[Rr]aise|with|within|as) )(?:timeout|deadline|settle)\b/

const PARTS = new RegExp([QUOTED, SPELT, WORD].map(({ source }) => source).join('|'), 'g')

/** The name of one parameter or option. */
export function optionName(name: string): string {
  return NAMES.get(name) ?? name
}

/** A text of the core's own that speaks of options; `field` is the one that it is about. */
export function withOptionNames(text: string, field?: string): string {
  const translated = text.replace(PARTS, (part) => (part.startsWith('"') ? part : part.replace(/\w+/g, optionName)))
  return field === undefined ? translated : aboutField(translated, field)
}

/** English words are names in a text that is about the option of that name. */
function aboutField(text: string, field: string): string {
  return NAMES.has(field) ? text.replace(new RegExp(`\\b${field}\\b`, 'g'), optionName) : text
}
