// An error as Foundation shows it, for example in an alert: a short title, the reason, the advice, and nothing twice.

#if canImport(Darwin)
    import Foundation
#else
    import FoundationEssentials  // Without the tables of ICU, which are most of Foundation.
#endif

extension UnpauseError: LocalizedError {
    /// A few words for a title, which are also the `localizedDescription`. For a log there is ``message``.
    public var errorDescription: String? {
        switch self {
        case .invalidRequest(let failure): "\(failure.field.map { "The value of `\($0)`" } ?? "The request") cannot be used."
        case .configuration: "No client can be made of these options."
        case .credentials: "There are no valid credentials."
        case .unauthorized: "The credentials were not accepted."
        case .forbidden: "The credentials do not allow this."
        case .notFound: "\(subject) was not found."
        case .conflict: "\(subject) is between two states."
        case .rateLimited: "The rate limit has been reached."
        case .server: "The service has failed."
        case .unexpectedStatus: "The service gave an unexpected answer."
        case .invalidResponse: "The answer of the service cannot be read."
        case .timeout: "The service did not answer in time."
        case .transport: "The service cannot be reached."
        case .connectorFailed: "\(subject) has failed."
        case .waitTimeout: "\(subject) is not in the awaited state yet."
        case .internal: "There is a bug in Unpause."
        }
    }

    /// The same as ``summary``: what failed, for which connector, and why.
    public var failureReason: String? { summary }

    /// The same as ``advice``.
    public var recoverySuggestion: String? { advice }

    private var subject: String { connector.map { "The connector \($0.connectorName)" } ?? "The cluster" }
}
