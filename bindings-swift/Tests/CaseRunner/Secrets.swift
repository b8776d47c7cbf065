import Foundation
import Unpause

// What must not be shown, and everything that is.

/// Everything that Swift can be made to show of a value.
func dumped(_ value: Any) -> String {
    var text = ""
    dump(value, to: &text)
    return text
}

/// What must not be shown: the case's secrets, and the header's base64 of them.
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
    return (plain + headers).filter { $0.count >= 4 }
}
