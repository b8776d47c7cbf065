import Foundation
import Unpause

/// A bar on a terminal, and plain lines elsewhere.
struct ProgressBar {
    private let isOnTerminal = isatty(STDOUT_FILENO) == 1
    private let width = 30

    func show(_ progress: ManyProgress) {
        guard isOnTerminal else { return print(progress) }
        let (done, total) = (progress.counts.done, progress.counts.total)
        let full = total == 0 ? width : width * done / total
        let bar = String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
        draw("\(bar) \(done)/\(total) running  \(progress.result.connector.connectorName)")
    }

    func clear() {
        if isOnTerminal { draw("") }
    }

    /// Overwrites the line before it.
    private func draw(_ line: String) {
        FileHandle.standardOutput.write(Data("\r\u{1B}[2K\(line)".utf8))
    }
}
