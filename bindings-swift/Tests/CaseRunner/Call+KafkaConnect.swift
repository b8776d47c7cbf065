import Unpause

// The calls for self-managed Kafka Connect, whose connectors have nothing but a name.
extension Call {
    func value(_ client: KafkaConnect) async throws -> any Documented {
        switch name {
        case "resume": try await client.resume(connectorName, timeout: timeout, deadline: deadline)
        case "pause": try await client.pause(connectorName, timeout: timeout, deadline: deadline)
        case "stop": try await client.stop(connectorName, timeout: timeout, deadline: deadline)
        case "restart": try await restart(client)
        case "status": try await client.status(connectorName, timeout: timeout, deadline: deadline)
        case "list": try await client.list(timeout: timeout, deadline: deadline)
        default: try await client.listExpanded(timeout: timeout, deadline: deadline)
        }
    }

    func waitJob(_ client: KafkaConnect) -> WaitJob {
        if name == "resume_and_wait" {
            client.resumeAndWait(
                connectorName, timeout: timeout, deadline: deadline, minTasks: minTasks, settle: settle,
                failureGrace: failureGrace)
        } else {
            client.waitUntilRunning(
                connectorName, timeout: timeout, deadline: deadline, minTasks: minTasks, settle: settle,
                failureGrace: failureGrace)
        }
    }

    func resumeJob(_ client: KafkaConnect) -> ResumeJob {
        if name == "resume_many" {
            client.resumeMany(
                connectors, concurrency: concurrency, wait: wait, timeout: timeout, deadline: deadline, minTasks: minTasks,
                settle: settle, failureGrace: failureGrace)
        } else {
            client.resumeAll(
                nameGlob: nameGlob, states: states, dryRun: dryRun, concurrency: concurrency, wait: wait, timeout: timeout,
                deadline: deadline, minTasks: minTasks, settle: settle, failureGrace: failureGrace)
        }
    }

    /// What a case does not say is left to the call's own default.
    private func restart(_ client: KafkaConnect) async throws -> Accepted {
        switch (options["include_tasks"]?.boolean, options["only_failed"]?.boolean) {
        case (nil, nil):
            try await client.restart(connectorName, timeout: timeout, deadline: deadline)
        case (let includeTasks?, nil):
            try await client.restart(connectorName, includeTasks: includeTasks, timeout: timeout, deadline: deadline)
        case (nil, let onlyFailed?):
            try await client.restart(connectorName, onlyFailed: onlyFailed, timeout: timeout, deadline: deadline)
        case (let includeTasks?, let onlyFailed?):
            try await client.restart(
                connectorName, includeTasks: includeTasks, onlyFailed: onlyFailed, timeout: timeout, deadline: deadline)
        }
    }
}
