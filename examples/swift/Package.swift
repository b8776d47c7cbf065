// swift-tools-version: 6.0

import PackageDescription

let unpause = Target.Dependency.product(name: "Unpause", package: "bindings-swift")

let package = Package(
    name: "Examples",
    platforms: [.macOS(.v13)],
    dependencies: [.package(path: "../../bindings-swift")],
    targets: [
        .executableTarget(name: "Resume", dependencies: [unpause]),
        .executableTarget(name: "ResumeAll", dependencies: [unpause]),
    ]
)
