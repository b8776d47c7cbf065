// The names of options in messages. The core writes them in snake case and marks them with backticks.

/// The message with the names of options in Swift's case. The service's own text in it may have single backticks, so every name
/// between two backticks counts.
package func inSwift(_ message: String) -> String {
    guard message.contains("`") else { return message }
    return message.split(separator: "`", omittingEmptySubsequences: false)
        .map { swiftName(String($0)) }
        .joined(separator: "`")
}

/// The name of an option or a parameter in Swift's case.
package func swiftName(_ name: String) -> String { names[name] ?? name }

private let names = [
    "allow_insecure": "allowInsecure",
    "api_key": "apiKey",
    "api_secret": "apiSecret",
    "base_url": "baseURL",
    "ca_bundle": "caBundle",
    "client_certificate": "clientCertificate",
    "client_credentials": "clientCredentials",
    "client_id": "clientID",
    "client_key": "clientKey",
    "client_secret": "clientSecret",
    "connect_timeout": "connectTimeout",
    "connector_name": "connectorName",
    "connector_status": "connectorStatus",
    "dry_run": "dryRun",
    "environment_id": "environmentID",
    "expires_in": "expiresIn",
    "failure_grace": "failureGrace",
    "github_audience": "githubAudience",
    "identity_pool_id": "identityPoolID",
    "include_tasks": "includeTasks",
    "kafka_cluster_id": "kafkaClusterID",
    "max_attempts": "maxAttempts",
    "min_tasks": "minTasks",
    "name_glob": "nameGlob",
    "only_failed": "onlyFailed",
    "subject_token": "subjectToken",
    "subject_token_file": "subjectTokenFile",
    "token_provider": "tokenProvider",
    "token_scope": "tokenScope",
    "token_url": "tokenURL",
    "user_agent": "userAgent",
]
