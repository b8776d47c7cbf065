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

/** A word of its own: not quoted, and not (a part of) a host's name, a path or a longer name. */
const WORD = /(?<!["\w./:(-])[a-z]+(?:_[a-z]+)*(?![\w/-]|\.\w|:\d)/g

/** The name of one parameter or option. */
export function inJavaScript(name: string): string {
  return NAMES.get(name) ?? name
}

/** A text of the core's own that speaks of options. */
export function textInJavaScript(text: string): string {
  return text.replace(WORD, (word) => NAMES.get(word) ?? word)
}
