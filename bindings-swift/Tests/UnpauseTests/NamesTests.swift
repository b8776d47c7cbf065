import CaseRunner
import Testing
import Unpause

/// The lists that Swift needs in its code, against tests/parity/names.json. tests/parity/swift.py compares the public names.
@Suite struct NamesTests {
    @Test(arguments: Names.of("client_options"))
    func theRunnerSetsEachOptionAndTheOptionsShowIt(_ option: String) throws {
        let samples: JSON = [
            "allow_insecure": .boolean(true), "headers": ["x-team": "data"], "retry": ["base": 1],
            "token_provider": ["gives": ["t"]],
        ]
        let sample = [samples[option], Names.default(option, in: "client_options")].first { $0 != .null }
        let options = try clientOptions([option: sample ?? "text"], Function())
        #expect("\(options)".hasPrefix("ClientOptions(\(Names.inSwift(option)): "))
    }

    @Test(arguments: Names.of("kafka_connect_options"))
    func theRunnerSetsEachOptionOfKafkaConnectToo(_ option: String) throws {
        let samples: JSON = [
            "allow_insecure": .boolean(true), "headers": ["x-team": "data"], "retry": ["base": 1],
            "token_provider": ["gives": ["t"]],
        ]
        let sample = [samples[option], Names.default(option, in: "kafka_connect_options")].first { $0 != .null }
        let options = try kafkaConnectOptions([option: sample ?? "text"], Function())
        #expect("\(options)".hasPrefix("KafkaConnectOptions(\(Names.inSwift(option)): "))
    }

    /// An initializer that forgets an option compiles, because an option may be `nil`.
    @Test func anInitializerSetsEachOption() {
        let (provider, time, retry) = (TokenProvider { "t" }, Duration.seconds(1), RetryPolicy())
        let options = ClientOptions(
            apiKey: "k", apiSecret: "s", token: "t", tokenProvider: provider, baseURL: "u", timeout: time, connectTimeout: time,
            deadline: time, retry: retry, caBundle: "b", clientCertificate: "c", clientKey: "k", proxy: "p", userAgent: "a",
            headers: ["x": "y"], allowInsecure: true, onEvent: { _ in })
        let connect = KafkaConnectOptions(
            baseURL: "u", username: "n", password: "p", token: "t", tokenProvider: provider, timeout: time, connectTimeout: time,
            deadline: time, retry: retry, caBundle: "b", clientCertificate: "c", clientKey: "k", proxy: "p", userAgent: "a",
            headers: ["x": "y"], allowInsecure: true, onEvent: { _ in })
        for (options, list): (Any, String) in [(options, "client_options"), (connect, "kafka_connect_options")] {
            let shown = Mirror(reflecting: options).children.compactMap(\.label)
            #expect(shown.sorted() == (Names.of(list).map(Names.inSwift) + ["onEvent"]).sorted())
        }
    }

    @Test(arguments: Names.options)
    func messagesNameEachOptionAsSwiftDoes(_ option: String) {
        let name = Names.inSwift(option)
        #expect(swiftName(option) == name)
        #expect(inSwift("raise `\(option)`, not \(option)") == "raise `\(name)`, not \(option)")
    }

    @Test func aMessageKeepsTheBackticksOfTheService() {
        #expect(inSwift("answered: ` and `error_code`; raise `min_tasks`") == "answered: ` and `error_code`; raise `minTasks`")
    }

    @Test(arguments: Names.of("credentials_stages"))
    func eachStageHasItsCase(_ stage: String) throws {
        #expect(try document(CredentialsStage(stage)) == .string(stage))
    }

    @Test(arguments: Names.of("transport_reasons"))
    func eachTransportReasonHasItsCase(_ reason: String) throws {
        #expect(try document(TransportReason(reason)) == .string(reason))
    }

    @Test(arguments: Names.of("situations"))
    func eachSituationHasItsCase(_ situation: String) throws {
        #expect(try document(Situation(situation)) == .string(situation))
    }

    @Test func eachStateOperationAndReasonHasItsCase() throws {
        #expect(try Set(DesiredState.allCases.map(document)) == Set(Names.of("desired_states").map(JSON.string)))
        #expect(try Set(ManyOperation.allCases.map(document)) == Set(Names.of("many_operations").map(JSON.string)))
        #expect(try Set(LeftOutReason.allCases.map(document)) == Set(Names.of("left_out_reasons").map(JSON.string)))
        #expect(LeftOutReason.allCases.map(\.rawValue).sorted() == Names.of("left_out_reasons").sorted())
    }
}
