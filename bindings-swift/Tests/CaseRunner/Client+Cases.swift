import Unpause

extension Client: CaseClient {
    func value(_ call: Call) async throws -> any Sendable {
        let (timeout, deadline) = (call.timeout, call.deadline)
        return switch call.name {
        case "resume": try await resume(call.connector(), timeout: timeout, deadline: deadline)
        case "pause": try await pause(call.connector(), timeout: timeout, deadline: deadline)
        case "restart": try await restart(call.connector(), timeout: timeout, deadline: deadline)
        case "status": try await status(call.connector(), timeout: timeout, deadline: deadline)
        case "list":
            try await list(
                environmentID: call.environmentID, kafkaClusterID: call.kafkaClusterID, timeout: timeout, deadline: deadline)
        case "list_expanded":
            try await listExpanded(
                environmentID: call.environmentID, kafkaClusterID: call.kafkaClusterID, timeout: timeout, deadline: deadline)
        case "parse": try call.connector()
        default: throw Failure("\(call.name) is not implemented")
        }
    }

    func waitJob(_ call: Call) throws -> WaitJob {
        let wait: (Connector, Duration?, Duration?, Int?, Duration?, Duration?) -> WaitJob
        switch call.name {
        case "wait_until":
            return waitUntil(
                try call.connector(), state: try call.state, timeout: call.timeout, deadline: call.deadline,
                minTasks: call.minTasks, settle: call.settle, failureGrace: call.failureGrace)
        case "wait_until_running": wait = waitUntilRunning
        case "resume_and_wait": wait = resumeAndWait
        case "pause_and_wait": wait = pauseAndWait
        case "restart_and_wait": wait = restartAndWait
        default: throw Failure("\(call.name) is not implemented")
        }
        return wait(try call.connector(), call.timeout, call.deadline, call.minTasks, call.settle, call.failureGrace)
    }

    func manyJob(_ call: Call, _ report: Report?) throws -> ManyJob {
        if let report { return call.make(try methodForReport(call), report) }
        let connectors = try call.connectors.map(Connector.parse)
        return call.make(try methodForList(call), connectors)
    }

    private func methodForList(_ call: Call) throws -> Many<[Connector]> {
        switch call.verb {
        case "resume": resumeMany
        case "pause": pauseMany
        case "restart": restartMany
        default: throw Failure("\(call.name) is not implemented")
        }
    }

    private func methodForReport(_ call: Call) throws -> Many<Report> {
        switch call.verb {
        case "resume": resumeMany
        case "pause": pauseMany
        case "restart": restartMany
        default: throw Failure("\(call.name) is not implemented")
        }
    }

    func allJob(_ call: Call) throws -> ManyJob {
        let all: (String, String, String?, [String]?, Bool, Int?, Bool, Duration?, Duration?, Int?, Duration?, Duration?) -> ManyJob
        switch call.verb {
        case "resume": all = resumeAll
        case "pause": all = pauseAll
        case "restart": all = restartAll
        default: throw Failure("\(call.name) is not implemented")
        }
        return all(
            call.environmentID, call.kafkaClusterID, call.nameGlob, call.states, call.dryRun, call.concurrency, call.wait,
            call.timeout, call.deadline, call.minTasks, call.settle, call.failureGrace)
    }
}
