// swift-tools-version: 6.0

import PackageDescription

// The C face of the Rust library. Apple's platforms take it from an XCFramework (scripts/xcframework.sh), the others from the
// library that scripts/build.sh puts into lib/, which a build finds by LIBRARY_PATH: unsafe flags would keep other packages
// from depending on this one.
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
        // Generated. In Swift 5 mode, because in Swift 6 mode UniFFI's code can crash the 6.0 compiler (its issue 2929).
        .target(
            name: "UnpauseBridge",
            dependencies: ["UnpauseFFI"],
            swiftSettings: [.swiftLanguageMode(.v5)],
            linkerSettings: [  // what the Rust library asks of Apple's platforms: certificates, and the system's proxies
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
