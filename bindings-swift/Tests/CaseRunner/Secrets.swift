import Foundation
import Unpause

// Secrets, and the texts in which they must not be.

/// Everything that Swift shows of a value.
func dumped(_ value: Any) -> String {
    var text = ""
    dump(value, to: &text)
    return text
}

/// The secrets of a case, also in the base64 of the header.
func secretsOf(_ written: JSON) -> [String] {
    let (client, environment) = (written["client"], written["environment"])
    let pairs = [
        ("SANDBOX-KEY", "sandbox-secret"),
        (client["api_key"].string ?? "", client["api_secret"].string ?? ""),
        (client["username"].string ?? "", client["password"].string ?? ""),
    ]
    let plain = pairs.map(\.1) + [client["token"].string, environment["CONFLUENT_CLOUD_API_SECRET"].string].compactMap(\.self)
    let headers = pairs.filter { !$0.0.isEmpty && !$0.1.isEmpty }
        .map { Data("\($0.0):\($0.1)".utf8).base64EncodedString() }
    let provided = secrets(in: client["token_provider"])
    return (plain + headers + provided).filter { $0.count >= 4 }
}
