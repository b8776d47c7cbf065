// swift-tools-version: 6.0

import PackageDescription

let package = Package(
    name: "worker",
    platforms: [.macOS(.v13)],
    dependencies: [.package(path: "../../../bindings-swift")],
    targets: [
        .executableTarget(
            name: "worker", dependencies: [.product(name: "Unpause", package: "bindings-swift")])
    ]
)
