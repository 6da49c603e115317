import Foundation

/// NVIDIA's run-time compiler, NVRTC: CUDA C++ to the machine code of one architecture, without a GPU.
///
/// It is looked for where `HANDFUL_NVRTC` names a `libnvrtc.so…`; else in the wheels beside the LibTorch of this process,
/// the newest first; else where the system looks for libraries, and in `/usr/local/cuda`.
public final class KernelCompiler: @unchecked Sendable {
  // `@unchecked Sendable`: functions of NVRTC, which may be called from any thread, and what was found at the start.

  /// What is compiled to, and what was said about it.
  public struct Output: Sendable {
    /// Machine code, as the driver loads it.
    public var cubin: Data
    /// Warnings, and what else the options ask for; empty if there is nothing.
    public var log: String
  }

  /// Where the library was found.
  public let path: String
  /// Its version, such as 13.0.
  public let version: String

  private typealias Program = OpaquePointer
  private let create:
    @convention(c) (
      UnsafeMutablePointer<Program?>, UnsafePointer<CChar>, UnsafePointer<CChar>, Int32,
      UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>
    ) -> Int32
  private let compile: @convention(c) (Program?, Int32, UnsafePointer<UnsafePointer<CChar>?>) -> Int32
  private let destroy: @convention(c) (UnsafeMutablePointer<Program?>) -> Int32
  private let logSize, cubinSize: @convention(c) (Program?, UnsafeMutablePointer<Int>) -> Int32
  private let log, cubin: @convention(c) (Program?, UnsafeMutablePointer<CChar>) -> Int32
  private let errorText: @convention(c) (Int32) -> UnsafePointer<CChar>?

  /// Loads the compiler.
  /// - Throws: ``CUDAError`` where there is none.
  public init() throws(CUDAError) {
    let library = try DynamicLibrary(
      "libnvrtc", firstOf: Self.candidates(),
      remedy: "pip install nvidia-cuda-nvrtc, or name a libnvrtc.so in HANDFUL_NVRTC")
    path = library.path
    create = try library.function("nvrtcCreateProgram")
    compile = try library.function("nvrtcCompileProgram")
    destroy = try library.function("nvrtcDestroyProgram")
    logSize = try library.function("nvrtcGetProgramLogSize")
    log = try library.function("nvrtcGetProgramLog")
    cubinSize = try library.function("nvrtcGetCUBINSize")
    cubin = try library.function("nvrtcGetCUBIN")
    errorText = try library.function("nvrtcGetErrorString")
    let readVersion: @convention(c) (UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Int32>) -> Int32 =
      try library.function("nvrtcVersion")
    var (major, minor): (Int32, Int32) = (0, 0)
    _ = readVersion(&major, &minor)
    version = "\(major).\(minor)"
  }

  /// The places to look in, in order.
  private static func candidates() -> [String] {
    if let named = ProcessInfo.processInfo.environment["HANDFUL_NVRTC"] { return loadable([named]) }
    let wheels = DynamicLibrary.foldersBesideLibTorch() + ["/usr/local/cuda/lib64"]
    let found = wheels.flatMap { DynamicLibrary.files(in: $0, prefix: "libnvrtc.so") }
    return loadable(found) + ["libnvrtc.so.13", "libnvrtc.so.12", "libnvrtc.so"]
  }

  /// The same paths, once the helper beside the first is loaded, for which NVRTC asks by name alone.
  private static func loadable(_ paths: [String]) -> [String] {
    if let first = paths.first {
      let folder = URL(fileURLWithPath: first).deletingLastPathComponent().path
      for helper in DynamicLibrary.files(in: folder, prefix: "libnvrtc-builtins.so") {
        dlopen(helper, RTLD_NOW | RTLD_GLOBAL)
      }
    }
    return paths
  }

  /// Compiles `source` for `architecture`, such as `sm_90`.
  /// - Throws: ``CUDAError/compilation(architecture:log:)`` with all that the compiler said.
  public func compile(_ source: KernelSource, architecture: String, options: [String] = []) throws(CUDAError)
    -> Output
  {
    let names = source.files.keys.sorted()
    // The names are the files' own.
    let texts = names.map { source.files[$0]! }
    var program: Program?
    let made = Self.withStrings(texts) { texts in
      Self.withStrings(names) { names in
        create(
          &program, source.files[source.main] ?? "", source.main, Int32(source.files.count), texts, names)
      }
    }
    try check(made, "nvrtcCreateProgram")
    defer { _ = destroy(&program) }
    let options = ["--gpu-architecture=\(architecture)", "--std=c++17"] + options
    let compiled = Self.withStrings(options) { compile(program, Int32(options.count), $0) }
    let said = String(decoding: try read(program, logSize, log, "nvrtcGetProgramLog"), as: UTF8.self)
    guard compiled == 0 else {
      throw .compilation(architecture: architecture, log: said.isEmpty ? text(of: compiled) : said)
    }
    return Output(cubin: try read(program, cubinSize, cubin, "nvrtcGetCUBIN"), log: said)
  }

  /// What `get` writes, of as many bytes as `size` says; of text without the zero at its end.
  private func read(
    _ program: Program?, _ size: @convention(c) (Program?, UnsafeMutablePointer<Int>) -> Int32,
    _ get: @convention(c) (Program?, UnsafeMutablePointer<CChar>) -> Int32, _ name: String
  ) throws(CUDAError) -> Data {
    var count = 0
    try check(size(program, &count), name)
    var bytes = [CChar](repeating: 0, count: max(1, count))
    try check(get(program, &bytes), name)
    let data = Data(bytes.prefix(count).map { UInt8(bitPattern: $0) })
    return name == "nvrtcGetProgramLog" ? data.prefix { $0 != 0 } : data
  }

  private func check(_ code: Int32, _ function: String) throws(CUDAError) {
    if code != 0 { throw .failed(function, reason: text(of: code)) }
  }

  private func text(of code: Int32) -> String {
    errorText(code).map { String(cString: $0) } ?? "error \(code)"
  }

  /// Calls `body` with C strings, valid inside it only.
  private static func withStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
  ) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    // The null at the end gives an empty list an address.
    return (copies.map { UnsafePointer($0) } + [nil]).withUnsafeBufferPointer { body($0.baseAddress!) }
  }
}
