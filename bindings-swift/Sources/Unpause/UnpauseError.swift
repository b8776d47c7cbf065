/// The errors of a ``Client`` or ``KafkaConnect``. A cancelled call throws `CancellationError` in place of them.
///
/// Each case has its details. The details that all cases have are also here: ``message`` is one line that says what failed, for
/// which connector, why, and what to do; ``summary`` is that line without the ``advice``. As JSON an error has the keys of
/// Node.js's `toJSON`, times in milliseconds.
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
    /// A parameter or an option cannot be used; nothing was sent.
    case invalidRequest(InvalidRequestFailure)
    /// No client can be made of the options: no credentials, a bad URL, an unreadable CA file.
    case configuration(ConfigurationFailure)
    /// There is no token to send: the client's function failed, or an exchange was refused. See ``CredentialsFailure/stage``.
    case credentials(CredentialsFailure)
    /// 401: the credentials were not accepted.
    case unauthorized(APIFailure)
    /// 403: the credentials were accepted but do not allow this.
    case forbidden(APIFailure)
    /// 404: the connector, environment or cluster does not exist, or these credentials may not see it.
    case notFound(APIFailure)
    /// 409, to the last attempt: the connector or its workers are between two states.
    case conflict(APIFailure)
    /// 429, until the attempts or the deadline ran out. See ``APIFailure/retryAfter`` and ``APIFailure/rateLimit``.
    case rateLimited(APIFailure)
    /// 5xx. A status that may pass was retried until the attempts or the deadline ran out.
    case server(APIFailure)
    /// Any other answer that is not a 2xx, including a redirect that is not followed.
    case unexpectedStatus(APIFailure)
    /// A 2xx with another body than the expected one, such as the page of a proxy.
    case invalidResponse(APIFailure)
    /// No answer in time. The service may still have accepted the request.
    case timeout(TimeoutFailure)
    /// No answer: name resolution, connection, TLS, a reset, or an answer that is not HTTP.
    case transport(TransportFailure)
    /// The awaited connector failed for longer than `failureGrace`. A resume does not revive it: fix the cause, then restart it.
    case connectorFailed(ConnectorFailure)
    /// The connector is not in the awaited state yet; ``WaitTimeoutFailure/situation`` says why.
    case waitTimeout(WaitTimeoutFailure)
    /// A bug in Unpause. Please report it.
    case `internal`(InternalFailure)
}

extension UnpauseError {
    /// One line: what failed, for which connector, why, and what to do.
    public var message: String { failure.message }

    /// The message without the advice: what failed, for which connector, and why.
    public var summary: String { failure.summary }

    /// What to do about it, in one sentence, if there is advice.
    public var advice: String? { failure.advice }

    /// Whether the same call may succeed a little later. A restart may nevertheless have been acted on.
    public var retryable: Bool { failure.retryable }

    /// The connector that the call named; `nil` if no call was made.
    public var connector: Connector? { failure.connector }

    /// The details, if the service answered; otherwise `nil`.
    public var apiFailure: APIFailure? { failure as? APIFailure }

    /// The details of any case.
    public var failure: any UnpauseFailure {
        switch self {
        case .invalidRequest(let failure): failure
        case .configuration(let failure): failure
        case .credentials(let failure): failure
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

/// For `print` and logs.
extension UnpauseError: CustomStringConvertible {
    /// The same as ``message``.
    public var description: String { message }
}
