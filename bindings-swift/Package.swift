// swift-tools-version: 6.0

import PackageDescription

// The C interface of the Rust library. Apple's platforms take it from an XCFramework (scripts/xcframework.sh). The others take it
// from the library that scripts/build.sh puts into lib/, and find it by LIBRARY_PATH: with unsafe flags, other packages could not
// depend on this one.
#if canImport(Darwin)
    let ffi = Target.binaryTarget(name: "UnpauseFFI", path: "UnpauseFFI.xcframework")
#else
    let ffi = Target.systemLibrary(name: "UnpauseFFI")
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
            linkerSettings: [  // the Rust library reads the certificates and the proxies of Apple's systems
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
