/** Names of options and parameters: the core's, and the different one here. */
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

/** A quoted text, which somebody else wrote; a name that the core has marked; or the form of an address. */
const PARTS = /"(?:\\.|[^"\\])*"|`\w+`|\benvironment_id\/kafka_cluster_id\/(?:connector_name)?/g

/** The name of an option or a parameter. */
export function optionName(name: string): string {
  return NAMES.get(name) ?? name
}

/** A message of the core with the names of options as they are here. */
export function withOptionNames(message: string): string {
  return message.replace(PARTS, (part) => (part.startsWith('"') ? part : part.replace(/\w+/g, optionName)))
}
