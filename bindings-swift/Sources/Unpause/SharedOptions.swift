internal import UnpauseBridge

/// The options that both clients have, once: what prints them and what hands them to Rust takes them from here. An option that
/// Rust has and this list has not does not compile, nor does one that a client has not.
package protocol SharedOptions {
    var token: String? { get set }
    var tokenProvider: TokenProvider? { get set }
    var timeout: Duration? { get set }
    var connectTimeout: Duration? { get set }
    var deadline: Duration? { get set }
    var retry: RetryPolicy? { get set }
    var caBundle: String? { get set }
    var clientCertificate: String? { get set }
    var clientKey: String? { get set }
    var proxy: String? { get set }
    var userAgent: String? { get set }
    var headers: [String: String] { get set }
    var allowInsecure: Bool { get set }
    var onEvent: (@Sendable (Event) -> Void)? { get set }
}

extension ClientOptions: SharedOptions {}
extension KafkaConnectOptions: SharedOptions {}

extension NativeOptions {
    init(_ options: ClientOptions) {
        self.init(options, apiKey: options.apiKey, apiSecret: options.apiSecret, baseURL: options.baseURL)
    }

    /// Name, password and addresses are no part of it, because those of Confluent Cloud are others.
    init(_ options: KafkaConnectOptions) {
        self.init(options, apiKey: nil, apiSecret: nil, baseURL: nil)
    }

    private init(_ shared: some SharedOptions, apiKey: String?, apiSecret: String?, baseURL: String?) {
        self.init(
            apiKey: apiKey,
            apiSecret: apiSecret,
            token: shared.token,
            tokenProvider: shared.tokenProvider?.native,
            baseUrl: baseURL,
            timeout: shared.timeout?.inSeconds,
            connectTimeout: shared.connectTimeout?.inSeconds,
            deadline: shared.deadline?.inSeconds,
            retry: shared.retry.map(NativeRetryPolicy.init),
            caBundle: shared.caBundle,
            clientCertificate: shared.clientCertificate,
            clientKey: shared.clientKey,
            proxy: shared.proxy,
            userAgent: shared.userAgent,
            headers: shared.headers,
            allowInsecure: shared.allowInsecure)
    }
}

/// The options of a client as `print` and `dump` show them: those that are set, without secrets.
struct ShownOptions: CustomStringConvertible {
    let type: String
    private let set: [(label: String, value: String)]

    /// The options that only this client has are its own.
    init(type: String, own: [(String, Any?)], _ shared: some SharedOptions) {
        self.type = type
        let options: [(String, Any?)] =
            own + [
                ("token", concealed(shared.token)),
                ("tokenProvider", shared.tokenProvider),
                ("timeout", shared.timeout),
                ("connectTimeout", shared.connectTimeout),
                ("deadline", shared.deadline),
                ("retry", shared.retry),
                ("caBundle", shared.caBundle),
                ("clientCertificate", shared.clientCertificate),
                ("clientKey", shared.clientKey),
                ("proxy", concealed(shared.proxy)),
                ("userAgent", shared.userAgent),
                ("headers", namesOnly(shared.headers)),
                ("allowInsecure", shared.allowInsecure ? true : nil),
                ("onEvent", shared.onEvent.map { _ in "[set]" }),
            ]
        set = options.compactMap { name, value in value.map { (name, "\($0)") } }
    }

    var description: String {
        "\(type)(\(set.map { "\($0.label): \($0.value)" }.joined(separator: ", ")))"
    }

    func mirror<Options>(of options: Options) -> Mirror {
        let children: [Mirror.Child] = set.map { (label: $0.label, value: $0.value) }
        return Mirror(options, children: children, displayStyle: .struct)
    }
}

/// Says only that the option is set.
func concealed(_ value: String?) -> String? { value.map { _ in "[set]" } }

/// The names of headers, whose values may be secrets.
private func namesOnly(_ headers: [String: String]) -> String? {
    headers.isEmpty ? nil : headers.keys.sorted().joined(separator: " ")
}
