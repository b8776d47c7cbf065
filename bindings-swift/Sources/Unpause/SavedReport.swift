// The saved document of a report that is made by hand, of its fields: keys in snake case, times in seconds, as the core writes it.

/// A part of a saved report.
protocol Savable {
    var saved: Document { get }
}

extension Report: Savable {
    var saved: Document {
        [
            "version": 1.saved, "operation": operation.rawValue.saved, "results": results.saved, "counts": counts.saved,
            "listed": listed.saved, "matched": matched.saved, "name_glob": nameGlob.saved, "states": states.saved,
            "unseen_states": unseenStates.saved, "left_out": leftOut.saved, "elapsed": elapsed.saved, "dry_run": dryRun.saved,
            "wait": wait.saved,
        ]
    }
}

extension ReportCounts: Savable {
    var saved: Document {
        [
            "total": total.saved, "accepted": accepted.saved, "reached": reached.saved, "failed": failed.saved, "done": done.saved,
        ]
    }
}

extension ConnectorResult: Savable {
    var saved: Document {
        [
            "connector": connector.saved, "sent": sent.saved, "accepted": accepted.saved, "changed": changed.saved,
            "status": status.saved, "reached": reached.saved, "error": error.saved,
        ]
    }
}

extension LeftOut: Savable {
    var saved: Document { ["connector": connector.saved, "state": state.saved, "reason": reason.rawValue.saved] }
}

extension Connector: Savable {
    /// Self-managed Kafka Connect has no ids.
    var saved: Document {
        environmentID.isEmpty && kafkaClusterID.isEmpty
            ? ["connector_name": connectorName.saved]
            : [
                "environment_id": environmentID.saved, "kafka_cluster_id": kafkaClusterID.saved,
                "connector_name": connectorName.saved,
            ]
    }
}

extension Accepted: Savable {
    var saved: Document {
        [
            "connector": connector.saved, "request_id": requestID.saved, "attempts": attempts.saved, "elapsed": elapsed.saved,
            "rate_limit": rateLimit.saved, "restarting": restarting.saved,
        ]
    }
}

extension Restarting: Savable {
    var saved: Document { ["connector": connector.saved, "tasks": tasks.saved] }
}

extension RateLimit: Savable {
    var saved: Document { ["limit": limit.saved, "remaining": remaining.saved, "reset": reset.saved] }
}

extension ConnectorStatus: Savable {
    var saved: Document {
        [
            "name": name.saved, "connector_type": connectorType.saved, "state": state.saved, "worker_id": workerID.saved,
            "trace": trace.saved, "tasks": tasks.saved, "problems": problems.saved, "raw": raw.saved,
        ]
    }
}

extension TaskStatus: Savable {
    var saved: Document {
        ["id": id.saved, "state": state.saved, "worker_id": workerID.saved, "message": message.saved, "trace": trace.saved]
    }
}

extension UnpauseError: Savable {
    var saved: Document {
        let common: [String: Document] = [
            "kind": kind.rawValue.saved, "message": message.saved, "reason": summary.saved, "advice": advice.saved,
            "connector": connector.saved,
        ]
        return .object(common.merging(own) { $1 })
    }

    /// The fields that only some kinds have.
    private var own: [String: Document] {
        switch failure {
        case let failure as APIFailure:
            [
                "status": failure.status.saved, "code": failure.code.saved, "request_id": failure.requestID.saved,
                "attempts": failure.attempts.saved, "elapsed": failure.elapsed.saved, "body": failure.body.saved,
                "retry_after": failure.retryAfter.saved, "rate_limit": failure.rateLimit.saved,
            ]
        case let failure as CredentialsFailure:
            [
                "stage": failure.stage.rawValue.saved, "status": failure.status.saved, "code": failure.code.saved,
                "request_id": failure.requestID.saved, "attempts": failure.attempts.saved, "elapsed": failure.elapsed.saved,
                "body": failure.body.saved, "retry_after": failure.retryAfter.saved, "rate_limit": failure.rateLimit.saved,
            ]
        case let failure as TimeoutFailure:
            [
                "limit": (failure.limit?.rawValue).saved, "attempts": failure.attempts.saved, "elapsed": failure.elapsed.saved,
            ]
        case let failure as TransportFailure:
            [
                "transport_reason": failure.reason.rawValue.saved, "attempts": failure.attempts.saved,
                "elapsed": failure.elapsed.saved,
            ]
        case let failure as ConnectorFailure:
            [
                "connector_status": failure.connectorStatus.saved, "looks": failure.looks.saved, "elapsed": failure.elapsed.saved,
            ]
        case let failure as WaitTimeoutFailure:
            [
                "connector_status": failure.connectorStatus.saved, "situation": failure.situation.rawValue.saved,
                "looks": failure.looks.saved, "elapsed": failure.elapsed.saved, "retry_after": failure.retryAfter.saved,
            ]
        default: [:]
        }
    }
}

extension String: Savable {
    var saved: Document { .text(self) }
}

extension Bool: Savable {
    var saved: Document { .boolean(self) }
}

extension Int: Savable {
    var saved: Document { .integer(Int64(self)) }
}

extension UInt64: Savable {
    var saved: Document { .natural(self) }
}

extension Duration: Savable {
    var saved: Document { .number(inSeconds) }
}

extension Array: Savable where Element: Savable {
    var saved: Document { .list(map(\.saved)) }
}

extension Optional: Savable where Wrapped: Savable {
    var saved: Document { self.map(\.saved) ?? .null }
}
