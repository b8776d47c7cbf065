import Unpause

// The result of a call as a document. Its fields are those that names.json lists, read by reflection.

/// A record, an error, or several of them as plain data.
package func document(_ value: Any) throws -> JSON {
    switch value {
    case let text as String: .string(text)
    case let flag as Bool: .boolean(flag)
    case let number as any BinaryInteger: .number(Double(number))
    case let time as Duration: .number(time / .seconds(1))
    case let values as [Any]: .array(try values.map(document))
    case let error as UnpauseError: try document(of: error)
    case let json as JSON: json
    case let state as DesiredState: try name(of: state, in: "desired_states")
    case let operation as ManyOperation: try name(of: operation, in: "many_operations")
    case let reason as LeftOutReason: try name(of: reason, in: "left_out_reasons")
    case let situation as Situation: try name(of: situation, in: "situations")
    case let stage as CredentialsStage: try name(of: stage, in: "credentials_stages")
    case let reason as TransportReason: try name(of: reason, in: "transport_reasons")
    case let limit as TimeLimit: try name(of: limit, in: "client_options")
    case let report as Report:
        try document(
            ofRecord: Mirror(reflecting: report),
            computed: ["ok": report.ok, "failures": report.failures, "changed": report.changed],
            leavingOut: ["to_json", "from_json"])
    default: try document(ofOptionalOrRecord: Mirror(reflecting: value))
    }
}

private func document(ofOptionalOrRecord mirror: Mirror) throws -> JSON {
    guard mirror.displayStyle == .optional else { return try document(ofRecord: mirror) }
    return try mirror.children.first.map { try document($0.value) } ?? .null
}

/// The name of an enum's case in a list.
private func name(of value: Any, in list: String) throws -> JSON {
    guard let name = Names.original(of: "\(value)", in: Names.of(list)) else { throw Failure("\(value) is not in \(list)") }
    return .string(name)
}

private func document(
    ofRecord mirror: Mirror, computed: [String: Any] = [:], leavingOut methods: Set<String> = []
) throws -> JSON {
    let names = Names.of(snakeCase("\(mirror.subjectType)")).filter { !methods.contains($0) }
    guard !names.isEmpty else { throw Failure("names.json does not list \(mirror.subjectType)") }
    return .object(try fields(names, of: mirror, computed: computed))
}

/// The kind comes from the enum's case, because that is how Swift code tells errors apart.
private func document(of error: UnpauseError) throws -> JSON {
    guard let label = Mirror(reflecting: error).children.first?.label,
        let kind = Names.of("errors").first(where: { $0.lowercased() == label.lowercased() })
    else { throw Failure("names.json does not list the kind of \(error)") }
    guard error.kind.rawValue == kind else { throw Failure("\(label) has the name \(error.kind)") }
    var values = Dictionary(uniqueKeysWithValues: Names.errorFields.map { ($0, JSON.null) })
    values.merge(try fields(Names.fields(ofKind: kind), of: Mirror(reflecting: error.failure))) { $1 }
    values["kind"] = .string(kind)
    values["message"] = .string(Names.inCases(error.description))
    values["summary"] = .string(Names.inCases(error.summary))
    values["advice"] = error.advice.map { .string(Names.inCases($0)) } ?? .null
    values["retryable"] = try document(error.retryable)
    values["connector"] = try document(error.connector as Any)
    values["field"] = values["field"]?.string.map { .string(Names.original(of: $0, in: Array(Names.options)) ?? $0) } ?? .null
    return .object(values)
}

private func fields(_ names: [String], of mirror: Mirror, computed: [String: Any] = [:]) throws -> [String: JSON] {
    let documents = try names.map { name in
        guard let value = mirror.descendant(Names.inSwift(name)) ?? computed[name] else {
            throw Failure("\(mirror.subjectType) has no \(name)")
        }
        return (name, try document(value))
    }
    return Dictionary(uniqueKeysWithValues: documents)
}

private func snakeCase(_ name: String) -> String {
    name.map { $0.isUppercase ? "_\($0.lowercased())" : "\($0)" }.joined().trimmingPrefix("_").description
}
