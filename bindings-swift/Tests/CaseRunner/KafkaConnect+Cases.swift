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

    func waitJob(_ call: Call) throws -> WaitJob {
        let wait: (String, Duration?, Duration?, Int?, Duration?, Duration?) -> WaitJob
        switch call.name {
        case "wait_until":
            return waitUntil(
                call.connectorName, state: try call.state, timeout: call.timeout, deadline: call.deadline,
                minTasks: call.minTasks, settle: call.settle, failureGrace: call.failureGrace)
        case "restart_and_wait":
            return restartAndWait(
                call.connectorName, includeTasks: call.includeTasks, onlyFailed: call.onlyFailed, timeout: call.timeout,
                deadline: call.deadline, minTasks: call.minTasks, settle: call.settle, failureGrace: call.failureGrace)
        case "wait_until_running": wait = waitUntilRunning
        case "resume_and_wait": wait = resumeAndWait
        case "pause_and_wait": wait = pauseAndWait
        case "stop_and_wait": wait = stopAndWait
        default: throw Failure("\(call.name) is not implemented")
        }
        return wait(call.connectorName, call.timeout, call.deadline, call.minTasks, call.settle, call.failureGrace)
    }

    func manyJob(_ call: Call, _ report: Report?) throws -> ManyJob {
        if call.verb == "restart" { return restartMany(call, report) }
        if let report { return call.make(try methodForReport(call), report) }
        return call.make(try methodForNames(call), call.connectors)
    }

    private func methodForNames(_ call: Call) throws -> Many<[String]> {
        switch call.verb {
        case "resume": resumeMany
        case "pause": pauseMany
        case "stop": stopMany
        default: throw Failure("\(call.name) is not implemented")
        }
    }

    private func methodForReport(_ call: Call) throws -> Many<Report> {
        switch call.verb {
        case "resume": resumeMany
        case "pause": pauseMany
        case "stop": stopMany
        default: throw Failure("\(call.name) is not implemented")
        }
    }

    private func restartMany(_ call: Call, _ report: Report?) -> ManyJob {
        guard let report else {
            return restartMany(
                call.connectors, includeTasks: call.includeTasks, onlyFailed: call.onlyFailed, concurrency: call.concurrency,
                wait: call.wait, timeout: call.timeout, deadline: call.deadline, minTasks: call.minTasks, settle: call.settle,
                failureGrace: call.failureGrace)
        }
        return restartMany(
            report, includeTasks: call.includeTasks, onlyFailed: call.onlyFailed, concurrency: call.concurrency,
            wait: call.wait, timeout: call.timeout, deadline: call.deadline, minTasks: call.minTasks, settle: call.settle,
            failureGrace: call.failureGrace)
    }

    func allJob(_ call: Call) throws -> ManyJob {
        let all: (String?, [String]?, Bool, Int?, Bool, Duration?, Duration?, Int?, Duration?, Duration?) -> ManyJob
        switch call.verb {
        case "resume": all = resumeAll
        case "pause": all = pauseAll
        case "stop": all = stopAll
        case "restart":
            return restartAll(
                includeTasks: call.includeTasks, onlyFailed: call.onlyFailed, nameGlob: call.nameGlob, states: call.states,
                dryRun: call.dryRun, concurrency: call.concurrency, wait: call.wait, timeout: call.timeout,
                deadline: call.deadline, minTasks: call.minTasks, settle: call.settle, failureGrace: call.failureGrace)
        default: throw Failure("\(call.name) is not implemented")
        }
        return all(
            call.nameGlob, call.states, call.dryRun, call.concurrency, call.wait, call.timeout, call.deadline, call.minTasks,
            call.settle, call.failureGrace)
    }
}
