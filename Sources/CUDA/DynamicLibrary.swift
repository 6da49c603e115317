import Foundation

/// A library that is loaded at run time and stays loaded.
///
/// `@unchecked Sendable`: the handle is never changed or closed.
struct DynamicLibrary: @unchecked Sendable {
  /// What it was found as: a path, or a name where the system found it.
  let path: String
  private let handle: UnsafeMutableRawPointer

  /// Loads the first of `paths` that can be loaded.
  /// - Throws: ``CUDAError/missingLibrary(_:remedy:)`` where there is none.
  init(_ name: String, firstOf paths: [String], remedy: String) throws(CUDAError) {
    for path in paths {
      guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else { continue }
      (self.path, self.handle) = (path, handle)
      return
    }
    throw .missingLibrary(name, remedy: remedy)
  }

  /// The function `name`, of the C type that the caller names.
  /// - Throws: ``CUDAError/missingFunction(_:path:)``.
  func function<Function>(_ name: String, as type: Function.Type = Function.self) throws(CUDAError)
    -> Function
  {
    guard let symbol = dlsym(handle, name) else { throw .missingFunction(name, path: path) }
    return unsafeBitCast(symbol, to: type)
  }

  /// The folders of the wheels beside the LibTorch of this process, where NVIDIA's libraries lie: `nvidia/*/lib`.
  static func foldersBesideLibTorch() -> [String] {
    guard let library = mappedFile(named: "libtorch_cpu.so") else { return [] }
    // site-packages/torch/lib/libtorch_cpu.so
    var packages = URL(fileURLWithPath: library)
    for _ in 0..<3 { packages.deleteLastPathComponent() }
    let vendor = packages.appending(path: "nvidia")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: vendor.path)) ?? []
    return names.sorted(by: >).map { vendor.appending(path: "\($0)/lib").path }
  }

  /// The path of a file of this name that is in this process' memory.
  private static func mappedFile(named name: String) -> String? {
    // Line by line: the kernel gives this file in pieces, and Foundation takes the first for all.
    guard let maps = fopen("/proc/self/maps", "r") else { return nil }
    defer { fclose(maps) }
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    while getline(&line, &capacity, maps) > 0 {
      // A line has been read, so there is one.
      let text = String(cString: line!)
      if text.hasSuffix("/\(name)\n"), let start = text.firstIndex(of: "/") {
        return String(text[start...].dropLast())
      }
    }
    return nil
  }

  /// The files in `folder` whose names begin with `prefix`, the last first.
  static func files(in folder: String, prefix: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasPrefix(prefix) }.sorted(by: >).map { "\(folder)/\($0)" }
  }
}
