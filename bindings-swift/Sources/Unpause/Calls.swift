// The calls that both kinds of client have, on their way across the bridge.

internal import UnpauseBridge

extension NativeClient {
    func change(_ change: NativeChange, _ connector: Connector, _ limits: NativeLimits) async throws -> Accepted {
        let accepted = try await cancellable {
            try await self.change(
                change: change, address: connector.address, limits: limits, cancellation: $0)
        }
        return Accepted(connector, accepted)
    }

    func status(_ connector: Connector, _ limits: NativeLimits) async throws -> ConnectorStatus {
        let status = try await cancellable {
            try await self.status(address: connector.address, limits: limits, cancellation: $0)
        }
        return ConnectorStatus(status)
    }

    func list(_ cluster: [String], _ limits: NativeLimits) async throws -> [String] {
        try await cancellable { try await self.list(address: cluster, limits: limits, cancellation: $0) }
    }

    func listExpanded(_ cluster: [String], _ limits: NativeLimits) async throws -> [ListedConnector] {
        let listed = try await cancellable {
            try await self.listExpanded(address: cluster, limits: limits, cancellation: $0)
        }
        return listed.map(ListedConnector.init)
    }

    func waitUntilRunning(_ connector: Connector, _ options: NativeWaitOptions) -> WaitJob {
        WaitJob(Work(waitUntilRunning(address: connector.address, options: options)))
    }

    func resumeAndWait(_ connector: Connector, _ options: NativeWaitOptions) -> WaitJob {
        WaitJob(Work(resumeAndWait(address: connector.address, options: options)))
    }

    func resumeMany(_ connectors: [Connector], _ options: NativeManyOptions) -> ResumeJob {
        ResumeJob(resumeMany(addresses: connectors.map(\.address), options: options))
    }

    func resumeAll(
        _ cluster: [String], _ selection: NativeSelection, _ options: NativeManyOptions
    ) -> ResumeJob {
        ResumeJob(resumeAll(address: cluster, selection: selection, options: options))
    }
}
