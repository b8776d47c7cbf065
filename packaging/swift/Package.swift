// swift-tools-version: 6.0

// Unpause for Linux, with its native library: no Rust is needed. Unpack it beside your package and depend on it by its path:
//   .package(path: "unpause-swift")
// By path, because SwiftPM lets no versioned package say where a library is.

import PackageDescription

let package = Package(
    name: "unpause-swift",
    products: [.library(name: "Unpause", targets: ["Unpause"])],
    targets: [
        .systemLibrary(name: "UnpauseFFI"),
        .target(
            name: "UnpauseBridge",
            dependencies: ["UnpauseFFI"],
            swiftSettings: [.swiftLanguageMode(.v5)],
            linkerSettings: [.unsafeFlags(["-L\(Context.packageDirectory)/lib"])]
        ),
        .target(name: "Unpause", dependencies: ["UnpauseBridge"]),
    ],
    swiftLanguageModes: [.v6]
)
