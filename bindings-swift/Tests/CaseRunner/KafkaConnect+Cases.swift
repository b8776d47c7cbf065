import Unpause

extension KafkaConnect: CaseClient {
    func value(_ call: Call) async throws -> any Sendable {
        let (name, timeout, deadline) = (call.connectorName, call.timeout, call.deadline)
        return switch call.name {
        case "resume": try await resume(name, timeout: timeout, deadline: deadline)
        case "pause": try await pause(name, timeout: timeout, deadline: deadline)
        case "stop": try await stop(name, timeout: timeout, deadline: deadline)
        case "restart":
            try await restart(
                name, includeTasks: call.includeTasks, onlyFailed: call.onlyFailed, timeout: timeout, deadline: deadline)
        case "status": try await status(name, timeout: timeout, deadline: deadline)
        case "list": try await list(timeout: timeout, deadline: deadline)
        case "list_expanded": try await listExpanded(timeout: timeout, deadline: deadline)
        default: throw Failure("\(call.name) is not implemented")
        }
    }

    func waitJob(_ call: Call) -> WaitJob {
        let wait =
            call.name == "resume_and_wait"
            ? resumeAndWait(_:timeout:deadline:minTasks:settle:failureGrace:)
            : waitUntilRunning(_:timeout:deadline:minTasks:settle:failureGrace:)
        return wait(call.connectorName, call.timeout, call.deadline, call.minTasks, call.settle, call.failureGrace)
    }

    func resumeJob(_ call: Call) -> ResumeJob {
        guard call.name == "resume_all" else {
            return resumeMany(
                call.connectors, concurrency: call.concurrency, wait: call.wait, timeout: call.timeout,
                deadline: call.deadline, minTasks: call.minTasks, settle: call.settle, failureGrace: call.failureGrace)
        }
        return resumeAll(
            nameGlob: call.nameGlob, states: call.states, dryRun: call.dryRun, concurrency: call.concurrency,
            wait: call.wait, timeout: call.timeout, deadline: call.deadline, minTasks: call.minTasks, settle: call.settle,
            failureGrace: call.failureGrace)
    }
}
