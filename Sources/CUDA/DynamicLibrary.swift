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
    guard let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8),
      let line = maps.split(separator: "\n").first(where: { $0.hasSuffix("/libtorch_cpu.so") }),
      let start = line.firstIndex(of: "/")
    else { return [] }
    // site-packages/torch/lib/libtorch_cpu.so
    var packages = URL(fileURLWithPath: String(line[start...]))
    for _ in 0..<3 { packages.deleteLastPathComponent() }
    let vendor = packages.appending(path: "nvidia")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: vendor.path)) ?? []
    return names.sorted(by: >).map { vendor.appending(path: "\($0)/lib").path }
  }

  /// The files in `folder` whose names begin with `prefix`, the last first.
  static func files(in folder: String, prefix: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasPrefix(prefix) }.sorted(by: >).map { "\(folder)/\($0)" }
  }
}
