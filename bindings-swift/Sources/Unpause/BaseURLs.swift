internal import UnpauseBridge

/// The URL of a worker, or the URLs of several workers of one cluster. A literal of either kind will do.
///
/// All calls go to the first worker that connects, for as long as it works. If no connection can be made, or the answer is a 503,
/// the next one is asked within the same attempt.
///
/// ```swift
/// let options = KafkaConnectOptions(baseURL: ["http://connect-1:8083", "http://connect-2:8083"])
/// ```
public struct BaseURLs: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
    private enum Given: Sendable, Hashable {
        case one(String)
        case list([String])
    }

    private let given: Given

    /// One worker.
    public init(_ url: String) {
        given = .one(url)
    }

    /// Several workers.
    public init(_ urls: [String]) {
        given = .list(urls)
    }

    /// One worker.
    public init(stringLiteral url: String) {
        self.init(url)
    }

    /// Several workers.
    public init(arrayLiteral urls: String...) {
        self.init(urls)
    }

    var native: NativeBaseUrl {
        switch given {
        case .one(let url): .one(url: url)
        case .list(let urls): .list(urls: urls)
        }
    }
}
