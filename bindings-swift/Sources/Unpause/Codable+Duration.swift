// The one rule of all documents but a report's (Report+JSON.swift): their keys and units are those of Node.js's `toJSON`, so that each
// language reads what another wrote. A time is a number of milliseconds, and its key ends in `Ms`.
//
// Swift writes the code of `Codable` itself. In this module it takes these functions in place of the standard library's, under
// which a `Duration` is an array of two numbers.

extension KeyedEncodingContainer {
    mutating func encode(_ time: Duration, forKey key: Key) throws {
        try encode(time / .milliseconds(1), forKey: key)
    }

    mutating func encodeIfPresent(_ time: Duration?, forKey key: Key) throws {
        try encodeIfPresent(time.map { $0 / .milliseconds(1) }, forKey: key)
    }
}

extension KeyedDecodingContainer {
    func decode(_ type: Duration.Type, forKey key: Key) throws -> Duration {
        Duration(inSeconds: try decode(Double.self, forKey: key) / 1000)
    }

    func decodeIfPresent(_ type: Duration.Type, forKey key: Key) throws -> Duration? {
        try decodeIfPresent(Double.self, forKey: key).map { Duration(inSeconds: $0 / 1000) }
    }
}
