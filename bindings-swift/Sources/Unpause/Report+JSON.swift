// A report as JSON: one form in every language, that of the core.

internal import UnpauseBridge

/// The core's own report, which holds more than the fields: where the workers are, and what an error was about. A report that is
/// made by hand has none. All are equal, so that Swift compares the fields alone.
struct ReportOrigin: Sendable, Hashable, CustomReflectable {
    let native: NativeReportOrigin?

    init(_ native: NativeReportOrigin?) {
        self.native = native
    }

    static func == (_: Self, _: Self) -> Bool { true }

    func hash(into _: inout Hasher) {}

    /// Nothing to see.
    var customMirror: Mirror { Mirror(self, children: []) }
}

extension Report {
    /// The report as JSON, for ``init(json:)`` in any language: its keys are in snake case, times are in seconds. It holds no secret.
    ///
    /// ```swift
    /// let paused = try await client.pauseAll(environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", wait: true).value
    /// try paused.toJSON().write(to: file, atomically: true, encoding: .utf8)
    /// ```
    ///
    /// - Returns: The text, on one line.
    public func toJSON() -> String {
        // Every key is a string and every number finite, so that it cannot fail.
        origin.native?.toJson() ?? (try? saved.raw) ?? ""
    }

    /// Reads a report that any language has written. Unknown keys are ignored.
    ///
    /// ```swift
    /// let paused = try Report(json: String(contentsOf: file, encoding: .utf8))
    /// print(try await client.resumeMany(paused, wait: true).value)
    /// ```
    ///
    /// - Parameter text: The whole text that the report was saved as.
    /// - Throws: ``UnpauseError/invalidRequest(_:)``, whose message names the place, for anything else: other JSON, a text that is
    ///   cut short, a report of a later version.
    public init(json text: String) throws {
        self.init(try translatingErrors { try nativeReadReport(text: text) })
    }
}

extension Report: Codable {
    /// Reads what ``toJSON()`` or another encoder wrote.
    ///
    /// - Throws: `DecodingError`; its underlying error is that of ``init(json:)``.
    public init(from decoder: any Decoder) throws {
        let document = try decoder.singleValueContainer().decode(Document.self)
        do {
            try self.init(json: document.raw)
        } catch let error as UnpauseError {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath, debugDescription: error.message, underlyingError: error))
        }
    }

    /// Writes the same document as ``toJSON()``.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(origin.native == nil ? saved : Document(raw: toJSON()))
    }
}

extension Report {
    /// What a job on many takes. A report that is made by hand is read by the core first, in the job.
    var asInput: NativeManyInput {
        origin.native.map { .report(origin: $0) } ?? .savedReport(text: toJSON())
    }
}
