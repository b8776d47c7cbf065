// swift-tools-version: 6.0

import Foundation
import PackageDescription

// The C interface of the Rust library. Apple's platforms take it from an XCFramework (scripts/xcframework.sh). The others take it
// from the library that scripts/build.sh puts into lib/.
#if canImport(Darwin)
    let ffi = Target.binaryTarget(name: "UnpauseFFI", path: "UnpauseFFI.xcframework")
    let linking: [LinkerSetting] = []
#else
    let ffi = Target.systemLibrary(name: "UnpauseFFI")
    let linking = built()

    /// Where the linker finds the library. The flag is unsafe for packages that have a version, not for those at a path, which is
    /// the only way to depend on this one: it is in a folder of its repository.
    func built() -> [LinkerSetting] {
        let parts = ["lib/libunpause_swift.a", "Sources/UnpauseBridge/UnpauseBridge.swift", "Sources/UnpauseFFI/UnpauseFFI.h"]
        let missing = parts.filter { !FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/\($0)") }
        guard missing.isEmpty else {
            let text = """
                Unpause is not built yet: \(missing.joined(separator: ", ")) missing.
                Run this once; it needs Rust (https://rustup.rs): \(Context.packageDirectory)/scripts/build.sh

                """
            FileHandle.standardError.write(Data(text.utf8))
            exit(1)
        }
        return [.unsafeFlags(["-L", "\(Context.packageDirectory)/lib"])]
    }
#endif

let package = Package(
    name: "Unpause",
    platforms: [.macOS(.v13), .iOS(.v16)],  // the first with Duration
    products: [.library(name: "Unpause", targets: ["Unpause"])],
    targets: [
        ffi,
        // Generated. It is in Swift 5 mode, because UniFFI's code can crash the 6.0 compiler in Swift 6 mode (uniffi-rs #2929).
        .target(
            name: "UnpauseBridge",
            dependencies: ["UnpauseFFI"],
            swiftSettings: [.swiftLanguageMode(.v5)],
            linkerSettings: linking + [  // the Rust library reads the certificates and the proxies of Apple's systems
                .linkedFramework("CoreFoundation", .when(platforms: [.macOS, .iOS])),
                .linkedFramework("Security", .when(platforms: [.macOS, .iOS])),
                .linkedFramework("SystemConfiguration", .when(platforms: [.macOS, .iOS])),
            ]
        ),
        .target(name: "Unpause", dependencies: ["UnpauseBridge"]),
        .target(name: "CaseRunner", dependencies: ["Unpause"], path: "Tests/CaseRunner"),
        .executableTarget(name: "TestChild", dependencies: ["CaseRunner"], path: "Tests/TestChild"),
        .testTarget(name: "UnpauseTests", dependencies: ["CaseRunner", "TestChild"]),
    ],
    swiftLanguageModes: [.v6]
)
