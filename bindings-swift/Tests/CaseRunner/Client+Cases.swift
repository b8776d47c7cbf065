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
        let wait =
            call.name == "resume_and_wait"
            ? resumeAndWait(_:timeout:deadline:minTasks:settle:failureGrace:)
            : waitUntilRunning(_:timeout:deadline:minTasks:settle:failureGrace:)
        return wait(try call.connector(), call.timeout, call.deadline, call.minTasks, call.settle, call.failureGrace)
    }

    func resumeJob(_ call: Call) throws -> ResumeJob {
        guard call.name == "resume_all" else {
            return resumeMany(
                try call.connectors.map(Connector.parse), concurrency: call.concurrency, wait: call.wait,
                timeout: call.timeout, deadline: call.deadline, minTasks: call.minTasks, settle: call.settle,
                failureGrace: call.failureGrace)
        }
        return resumeAll(
            environmentID: call.environmentID, kafkaClusterID: call.kafkaClusterID, nameGlob: call.nameGlob,
            states: call.states, dryRun: call.dryRun, concurrency: call.concurrency, wait: call.wait, timeout: call.timeout,
            deadline: call.deadline, minTasks: call.minTasks, settle: call.settle, failureGrace: call.failureGrace)
    }
}
