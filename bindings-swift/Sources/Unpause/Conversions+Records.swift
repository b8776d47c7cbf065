// The bridge's results as the values that users see.

internal import UnpauseBridge

extension Connector {
    /// The address as the bridge takes it.
    var parts: [String] { [environmentID, kafkaClusterID, connectorName] }

    /// For self-managed Kafka Connect the name is the only part.
    init(parts: [String]) {
        let ids = parts.count == 3 ? parts : ["", ""]
        self.init(environmentID: ids[0], kafkaClusterID: ids[1], connectorName: parts.last ?? "")
    }

    init(_ native: NativeConnector) {
        self.init(
            environmentID: native.environmentId,
            kafkaClusterID: native.kafkaClusterId,
            connectorName: native.connectorName)
    }
}

extension Accepted {
    init(_ asked: Connector, _ native: NativeAccepted) {
        self.init(
            connector: native.connector.map(Connector.init) ?? asked,
            requestID: native.requestId,
            attempts: Int(native.attempts),
            elapsed: Duration(inSeconds: native.elapsed),
            rateLimit: native.rateLimit.map(RateLimit.init),
            restarting: native.restarting.map(Restarting.init))
    }
}

extension Restarting {
    init(_ native: NativeRestarting) {
        self.init(connector: native.connector, tasks: native.tasks)
    }
}

extension RateLimit {
    init(_ native: NativeRateLimit) {
        self.init(limit: native.limit, remaining: native.remaining, reset: native.reset.map(Duration.init(inSeconds:)))
    }
}

extension ConnectorStatus {
    init(_ native: NativeStatus) {
        self.init(
            name: native.name,
            connectorType: native.connectorType,
            state: native.state,
            workerID: native.workerId,
            trace: native.trace,
            tasks: native.tasks.map(TaskStatus.init),
            tasksRunning: Int(native.tasksRunning),
            problems: native.problems,
            raw: native.raw)
    }
}

extension TaskStatus {
    init(_ native: NativeTask) {
        self.init(
            id: native.id, state: native.state, workerID: native.workerId, message: native.text, trace: native.trace)
    }
}

extension ListedConnector {
    init(_ native: NativeListedConnector) {
        self.init(
            connector: Connector(native.connector),
            id: native.id,
            connectorType: native.connectorType,
            status: native.status.map(ConnectorStatus.init))
    }
}

extension WaitResult {
    init(_ native: NativeWaitResult) {
        let connector = Connector(native.connector)
        self.init(
            connector: connector,
            state: DesiredState(native.state),
            status: ConnectorStatus(native.status),
            accepted: native.accepted.map { Accepted(connector, $0) },
            looks: Int(native.looks),
            elapsed: Duration(inSeconds: native.elapsed))
    }
}

extension WaitProgress {
    init(_ native: NativeWaitProgress) {
        self.init(
            connector: Connector(native.connector),
            look: Int(native.look),
            elapsed: Duration(inSeconds: native.elapsed),
            status: native.status.map(ConnectorStatus.init),
            error: native.error,
            nextLook: native.nextLook.map(Duration.init(inSeconds:)),
            summary: native.summary)
    }
}

extension Report {
    init(_ native: NativeReport) {
        self.init(
            operation: ManyOperation(native.operation),
            results: native.results.map(ConnectorResult.init),
            counts: ReportCounts(native.counts),
            listed: native.listed.map(Int.init),
            matched: native.matched.map(Int.init),
            nameGlob: native.nameGlob,
            states: native.states,
            unseenStates: native.unseenStates,
            leftOut: native.leftOut.map(LeftOut.init),
            elapsed: Duration(inSeconds: native.elapsed),
            dryRun: native.dryRun,
            wait: native.wait,
            summary: native.summary,
            origin: ReportOrigin(native.origin))
    }
}

extension ConnectorResult {
    init(_ native: NativeConnectorResult) {
        let connector = Connector(native.connector)
        self.init(
            connector: connector,
            sent: native.sent,
            accepted: native.accepted.map { Accepted(connector, $0) },
            changed: native.changed,
            status: native.status.map(ConnectorStatus.init),
            reached: native.reached,
            error: native.error.map(UnpauseError.init))
    }
}

extension ReportCounts {
    init(_ native: NativeReportCounts) {
        self.init(
            total: Int(native.total),
            accepted: Int(native.accepted),
            reached: Int(native.reached),
            failed: Int(native.failed),
            done: Int(native.done))
    }
}

extension LeftOut {
    init(_ native: NativeLeftOut) {
        self.init(connector: Connector(native.connector), state: native.state, reason: LeftOutReason(native.reason))
    }
}

extension ManyProgress {
    init(_ native: NativeManyProgress) {
        self.init(
            result: ConnectorResult(native.result), counts: ReportCounts(native.counts), summary: native.summary)
    }
}
