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
            rateLimit: native.rateLimit.map(RateLimit.init))
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

extension Running {
    init(_ native: NativeRunning) {
        let connector = Connector(native.connector)
        self.init(
            connector: connector,
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

extension ResumeReport {
    init(_ native: NativeResumeReport) {
        self.init(
            results: native.results.map(ResumeResult.init),
            counts: ResumeCounts(native.counts),
            elapsed: Duration(inSeconds: native.elapsed),
            dryRun: native.dryRun,
            wait: native.wait,
            summary: native.summary)
    }
}

extension ResumeResult {
    init(_ native: NativeResumeResult) {
        let connector = Connector(native.connector)
        self.init(
            connector: connector,
            sent: native.sent,
            accepted: native.accepted.map { Accepted(connector, $0) },
            status: native.status.map(ConnectorStatus.init),
            running: native.running,
            error: native.error.map(UnpauseError.init))
    }
}

extension ResumeCounts {
    init(_ native: NativeResumeCounts) {
        self.init(
            total: Int(native.total),
            accepted: Int(native.accepted),
            running: Int(native.running),
            failed: Int(native.failed),
            done: Int(native.done))
    }
}

extension ResumeProgress {
    init(_ native: NativeResumeProgress) {
        self.init(
            result: ResumeResult(native.result), counts: ResumeCounts(native.counts), summary: native.summary)
    }
}
