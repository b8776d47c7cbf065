import Foundation

/// What a ``Client`` or ``KafkaConnect`` throws, but for `CancellationError`.
///
/// Each case carries what is known of it; what all have is here, too: ``message`` says what failed, for which connector, why and
/// what to do, in one line.
///
/// ```swift
/// do {
///     _ = try await client.resume(connector)
/// } catch UnpauseError.rateLimited(let failure) {
///     print("ask again in \(failure.retryAfter ?? .seconds(60))")
/// } catch let error as UnpauseError {
///     print(error.message)
/// }
/// ```
public enum UnpauseError: Error, Sendable, Hashable {
    /// A parameter or an option is not usable; nothing was sent.
    case invalidRequest(InvalidRequestFailure)
    /// The client cannot be built: no credentials, a bad URL, an unreadable CA file.
    case configuration(ConfigurationFailure)
    /// 401: the credentials were not accepted.
    case unauthorized(APIFailure)
    /// 403: the credentials were accepted but do not allow this.
    case forbidden(APIFailure)
    /// 404: no such connector, environment or cluster, or not for these credentials to know.
    case notFound(APIFailure)
    /// 409, to the last attempt: the connector or its workers are in between two states.
    case conflict(APIFailure)
    /// 429, until the attempts or the deadline ran out. See ``APIFailure/retryAfter`` and ``APIFailure/rateLimit``.
    case rateLimited(APIFailure)
    /// 5xx; those that may pass were retried until the attempts or the deadline ran out.
    case server(APIFailure)
    /// Any other answer that is not a 2xx, a redirect that is not followed among them.
    case unexpectedStatus(APIFailure)
    /// A 2xx whose body is not what was asked for, such as a proxy's page.
    case invalidResponse(APIFailure)
    /// No answer in time. The service may have taken the request all the same.
    case timeout(TimeoutFailure)
    /// No answer: name resolution, connection, TLS, a reset, or an answer that is not HTTP.
    case transport(TransportFailure)
    /// The connector that was waited for failed, for longer than `failureGrace`. A resume does not revive it; a restart may.
    case connectorFailed(ConnectorFailure)
    /// The connector that was waited for does not run yet. See ``WaitTimeoutFailure/situation``.
    case waitTimeout(WaitTimeoutFailure)
    /// A bug in Unpause. Please report it.
    case `internal`(InternalFailure)
}

extension UnpauseError {
    /// What failed, for which connector, why, and what to do, in one line.
    public var message: String { failure.message }

    /// One sentence that a person can act on, if there is one.
    public var advice: String? { failure.advice }

    /// The connector that the call named; `nil` when no call was made.
    public var connector: Connector? { failure.connector }

    /// The details, where the service answered; `nil` where it did not.
    public var apiFailure: APIFailure? { failure as? APIFailure }

    /// The details, whatever the case.
    public var failure: any UnpauseFailure {
        switch self {
        case .invalidRequest(let failure): failure
        case .configuration(let failure): failure
        case .unauthorized(let failure), .forbidden(let failure), .notFound(let failure), .conflict(let failure),
            .rateLimited(let failure), .server(let failure), .unexpectedStatus(let failure), .invalidResponse(let failure):
            failure
        case .timeout(let failure): failure
        case .transport(let failure): failure
        case .connectorFailed(let failure): failure
        case .waitTimeout(let failure): failure
        case .internal(let failure): failure
        }
    }
}

extension UnpauseError: LocalizedError, CustomStringConvertible {
    /// The same as ``message``.
    public var description: String { message }

    /// The same as ``message``, so that `localizedDescription` is of use.
    public var errorDescription: String? { message }

    /// The same as ``advice``.
    public var recoverySuggestion: String? { advice }
}
