// The calls of both clients on their way across the bridge.

internal import UnpauseBridge

/// The calls of one client. An address is the list of its parts: three of a connector, two of a cluster. For self-managed Kafka
/// Connect it is the connector's name, or empty for all connectors.
struct Calls: Sendable {
    private let opened: NativeClient
    private let function: TokenFunction?

    init(_ function: TokenFunction?, _ open: () throws -> NativeClient) throws {
        self.function = function
        opened = try translatingErrors(open)
    }

    /// A call that the client's own function makes must not wait for the function.
    private var native: NativeClient { function?.runsHere == true ? opened.providing() : opened }

    var baseURL: String { native.baseUrl() }

    /// The change is named by its verb. Self-managed Kafka Connect takes the scope of a restart.
    func change(
        _ verb: String, _ connector: [String], _ limits: NativeLimits, restart: NativeRestart? = nil
    ) async throws -> Accepted {
        let accepted = try await cancellable {
            try await native.change(
                verb: verb, restart: restart, address: connector, limits: limits, cancellation: $0)
        }
        return Accepted(Connector(parts: connector), accepted)
    }

    func status(_ connector: [String], _ limits: NativeLimits) async throws -> ConnectorStatus {
        let status = try await cancellable {
            try await native.status(address: connector, limits: limits, cancellation: $0)
        }
        return ConnectorStatus(status)
    }

    func list(_ cluster: [String], _ limits: NativeLimits) async throws -> [String] {
        try await cancellable { try await native.list(address: cluster, limits: limits, cancellation: $0) }
    }

    func listExpanded(_ cluster: [String], _ limits: NativeLimits) async throws -> [ListedConnector] {
        let listed = try await cancellable {
            try await native.listExpanded(address: cluster, limits: limits, cancellation: $0)
        }
        return listed.map(ListedConnector.init)
    }

    /// Waits for one connector. The method has its name in Rust, as in the next two; a state is for `wait_until`.
    func wait(
        _ method: String, _ connector: [String], _ options: NativeWaitOptions, state: DesiredState? = nil,
        restart: NativeRestart? = nil
    ) -> WaitJob {
        let state = state?.rawValue
        return WaitJob(
            Work(native.wait(name: method, address: connector, state: state, restart: restart, options: options)))
    }

    func many(
        _ method: String, _ connectors: [[String]], _ options: NativeManyOptions, restart: NativeRestart? = nil
    ) -> ManyJob {
        many(method, .connectors(addresses: connectors), options, restart)
    }

    /// For the connectors that the report's job has changed.
    func many(_ method: String, _ report: Report, _ options: NativeManyOptions, restart: NativeRestart? = nil) -> ManyJob {
        many(method, report.asInput, options, restart)
    }

    private func many(
        _ method: String, _ input: NativeManyInput, _ options: NativeManyOptions, _ restart: NativeRestart?
    ) -> ManyJob {
        ManyJob(native.many(name: method, input: input, restart: restart, options: options))
    }

    func all(
        _ method: String, _ cluster: [String], _ selection: NativeSelection, _ options: NativeManyOptions,
        restart: NativeRestart? = nil
    ) -> ManyJob {
        ManyJob(
            native.all(name: method, address: cluster, selection: selection, restart: restart, options: options))
    }

    /// For the tests.
    func panic() async throws {
        try await cancellable { try await native.panic(cancellation: $0) }
    }

    /// For the tests.
    func panickingJob() -> ManyJob { ManyJob(native.panickingJob()) }
}
