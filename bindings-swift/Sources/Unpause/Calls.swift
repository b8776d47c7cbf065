// The calls that both kinds of client have, on their way across the bridge.

internal import UnpauseBridge

extension NativeClient {
    func change(_ change: NativeChange, _ connector: Connector, _ limits: NativeLimits) async throws -> Accepted {
        let accepted = try await cancellable {
            try await self.change(
                change: change, connector: NativeConnector(connector), limits: limits, cancellation: $0)
        }
        return Accepted(connector, accepted)
    }

    func status(_ connector: Connector, _ limits: NativeLimits) async throws -> ConnectorStatus {
        let status = try await cancellable {
            try await self.status(connector: NativeConnector(connector), limits: limits, cancellation: $0)
        }
        return ConnectorStatus(status)
    }

    func list(_ cluster: NativeCluster, _ limits: NativeLimits) async throws -> [String] {
        try await cancellable { try await self.list(cluster: cluster, limits: limits, cancellation: $0) }
    }

    func listExpanded(_ cluster: NativeCluster, _ limits: NativeLimits) async throws -> [ListedConnector] {
        let listed = try await cancellable {
            try await self.listExpanded(cluster: cluster, limits: limits, cancellation: $0)
        }
        return listed.map(ListedConnector.init)
    }

    func waitUntilRunning(_ connector: Connector, _ options: NativeWaitOptions) -> WaitJob {
        WaitJob(Work(waitUntilRunning(connector: NativeConnector(connector), options: options)))
    }

    func resumeAndWait(_ connector: Connector, _ options: NativeWaitOptions) -> WaitJob {
        WaitJob(Work(resumeAndWait(connector: NativeConnector(connector), options: options)))
    }

    func resumeMany(_ connectors: [Connector], _ options: NativeManyOptions) -> ResumeJob {
        ResumeJob(resumeMany(connectors: connectors.map(NativeConnector.init), options: options))
    }

    func resumeAll(
        _ cluster: NativeCluster, _ selection: NativeSelection, _ options: NativeManyOptions
    ) -> ResumeJob {
        ResumeJob(resumeAll(cluster: cluster, selection: selection, options: options))
    }
}
