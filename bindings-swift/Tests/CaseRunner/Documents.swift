import Unpause

// What came out of a call that reads, waits or resumes many, under the names that the cases use.

/// What a case can compare.
protocol Documented: Sendable {
    var json: JSON { get }
}

extension String: Documented {
    var json: JSON { .string(self) }
}

extension Array: Documented where Element: Documented {
    var json: JSON { .array(map(\.json)) }
}

extension Int {
    var json: JSON { .number(Double(self)) }
}

extension ConnectorStatus: Documented {
    var json: JSON {
        [
            "name": .string(name),
            "connector_type": connectorType.json(JSON.string),
            "state": .string(state),
            "worker_id": workerID.json(JSON.string),
            "trace": trace.json(JSON.string),
            "tasks": tasks.json,
            "tasks_running": tasksRunning.json,
            "problems": problems.json,
            "raw": .string(raw),
        ]
    }
}

extension TaskStatus: Documented {
    var json: JSON {
        [
            "id": .number(Double(id)),
            "state": .string(state),
            "worker_id": workerID.json(JSON.string),
            "message": message.json(JSON.string),
            "trace": trace.json(JSON.string),
        ]
    }
}

extension ListedConnector: Documented {
    var json: JSON {
        [
            "connector": connector.json,
            "id": id.json(JSON.string),
            "connector_type": connectorType.json(JSON.string),
            "status": status.json(\.json),
        ]
    }
}

extension Running: Documented {
    var json: JSON {
        [
            "connector": connector.json,
            "status": status.json,
            "accepted": accepted.json(\.json),
            "looks": looks.json,
            "elapsed": elapsed.json,
        ]
    }
}

extension WaitProgress: Documented {
    var json: JSON {
        [
            "connector": connector.json,
            "look": look.json,
            "elapsed": elapsed.json,
            "status": status.json(\.json),
            "error": error.json(JSON.string),
            "next_look": nextLook.json(\.json),
            "summary": .string(summary),
        ]
    }
}

extension ResumeReport: Documented {
    var json: JSON {
        [
            "results": results.json,
            "counts": counts.json,
            "elapsed": elapsed.json,
            "dry_run": .boolean(dryRun),
            "wait": .boolean(wait),
            "summary": .string(summary),
            "failures": failures.json,
        ]
    }
}

extension ResumeResult: Documented {
    var json: JSON {
        [
            "connector": connector.json,
            "sent": .boolean(sent),
            "accepted": accepted.json(\.json),
            "status": status.json(\.json),
            "running": .boolean(running),
            "error": error.json(\.json),
        ]
    }
}

extension ResumeCounts {
    var json: JSON {
        [
            "total": total.json, "accepted": accepted.json, "running": running.json, "failed": failed.json, "done": done.json,
        ]
    }
}

extension ResumeProgress: Documented {
    var json: JSON { ["result": result.json, "counts": counts.json, "summary": .string(summary)] }
}

extension Situation {
    var json: JSON {
        switch self {
        case .stillPaused: "still_paused"
        case .pausedAgain: "paused_again"
        case .provisioning: "provisioning"
        case .failed: "failed"
        case .noTasks: "no_tasks"
        case .tasksNotRunning: "tasks_not_running"
        case .notSettled: "not_settled"
        case .other: "other"
        case .unknown: "unknown"
        }
    }
}
