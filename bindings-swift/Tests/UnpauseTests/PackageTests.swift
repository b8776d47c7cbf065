#if !canImport(Darwin)
    import Foundation
    import Testing

    @Suite struct PackageTests {
        @Test func aPackageThatIsNotBuiltSaysWhatToDo() throws {
            let files = FileManager.default
            let package = files.temporaryDirectory.appendingPathComponent("unpause-\(UUID())")
            try files.createDirectory(at: package, withIntermediateDirectories: true)
            defer { try? files.removeItem(at: package) }
            let manifest = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../Package.swift").standardizedFileURL
            try files.copyItem(at: manifest, to: package.appendingPathComponent("Package.swift"))
            let (swift, output) = (Process(), Pipe())
            swift.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            swift.arguments = ["swift", "package", "--package-path", package.path, "describe"]
            swift.standardError = output
            swift.standardOutput = output
            try swift.run()
            let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            swift.waitUntilExit()
            #expect(swift.terminationStatus != 0)
            #expect(
                said.contains("Unpause is not built yet: lib/libunpause_swift.a")
                    && said.contains("\(package.path)/scripts/build.sh"))
        }
    }
#endif
