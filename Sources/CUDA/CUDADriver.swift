import Foundation

/// NVIDIA's driver, loaded at run time: the part of its interface that loads programs and runs kernels.
///
/// It is `libcuda.so.1`, which comes with the driver, not with a wheel.
public final class CUDADriver: @unchecked Sendable {
  // `@unchecked Sendable`: functions of the driver, which may be called from any thread.

  /// The version of CUDA that the driver has, such as 13000 for 13.0.
  public let version: Int

  typealias Handle = OpaquePointer
  private let library: DynamicLibrary
  private let errorText: @convention(c) (Int32, UnsafeMutablePointer<UnsafePointer<CChar>?>) -> Int32
  private let pushContext: @convention(c) (Handle?) -> Int32
  private let popContext: @convention(c) (UnsafeMutablePointer<Handle?>) -> Int32
  private let launchKernel:
    @convention(c) (
      Handle?, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UnsafeMutableRawPointer?,
      UnsafeMutablePointer<UnsafeMutableRawPointer?>?, UnsafeMutablePointer<UnsafeMutableRawPointer?>?
    ) -> Int32

  /// Loads and starts the driver.
  /// - Throws: ``CUDAError`` where there is none, or it finds no GPU.
  public init() throws(CUDAError) {
    library = try DynamicLibrary(
      "libcuda.so.1", firstOf: ["libcuda.so.1"], remedy: "install NVIDIA's driver")
    errorText = try library.function("cuGetErrorString")
    pushContext = try library.function("cuCtxPushCurrent_v2")
    popContext = try library.function("cuCtxPopCurrent_v2")
    launchKernel = try library.function("cuLaunchKernel")
    let start: @convention(c) (UInt32) -> Int32 = try library.function("cuInit")
    let readVersion: @convention(c) (UnsafeMutablePointer<Int32>) -> Int32 =
      try library.function("cuDriverGetVersion")
    var version: Int32 = 0
    _ = readVersion(&version)
    self.version = Int(version)
    try check(start(0), "cuInit")
  }

  /// What GPU `index` is called, and its architecture as the compiler takes it, such as `sm_90`.
  /// - Throws: ``CUDAError/failed(_:reason:)`` where there is no such GPU.
  public func describe(_ index: Int) throws(CUDAError) -> (name: String, architecture: String) {
    let device = try device(index)
    let getName: @convention(c) (UnsafeMutablePointer<CChar>, Int32, Int32) -> Int32 =
      try library.function("cuDeviceGetName")
    let getAttribute: @convention(c) (UnsafeMutablePointer<Int32>, Int32, Int32) -> Int32 =
      try library.function("cuDeviceGetAttribute")
    var name = [CChar](repeating: 0, count: 256)
    try check(getName(&name, 255, device), "cuDeviceGetName")
    var (major, minor): (Int32, Int32) = (0, 0)
    // CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR and _MINOR.
    try check(getAttribute(&major, 75, device), "cuDeviceGetAttribute")
    try check(getAttribute(&minor, 76, device), "cuDeviceGetAttribute")
    let characters = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return (String(decoding: characters, as: UTF8.self), "sm_\(major)\(minor)")
  }

  /// The context that LibTorch uses on GPU `index`, kept until the process ends.
  func primaryContext(_ index: Int) throws(CUDAError) -> Handle? {
    let retain: @convention(c) (UnsafeMutablePointer<Handle?>, Int32) -> Int32 =
      try library.function("cuDevicePrimaryCtxRetain")
    var context: Handle?
    try check(retain(&context, device(index)), "cuDevicePrimaryCtxRetain")
    return context
  }

  /// Loads a program into the current context; it stays there.
  func load(_ cubin: Data) throws(CUDAError) -> Handle? {
    let load: @convention(c) (UnsafeMutablePointer<Handle?>, UnsafeRawPointer?) -> Int32 =
      try library.function("cuModuleLoadData")
    var module: Handle?
    let code = cubin.withUnsafeBytes { load(&module, $0.baseAddress) }
    try check(code, "cuModuleLoadData")
    return module
  }

  /// The kernel `name` of a program.
  func kernel(_ name: String, of module: Handle?) throws(CUDAError) -> Handle? {
    let find: @convention(c) (UnsafeMutablePointer<Handle?>, Handle?, UnsafePointer<CChar>) -> Int32 =
      try library.function("cuModuleGetFunction")
    var kernel: Handle?
    try check(find(&kernel, module, name), "cuModuleGetFunction of \(name)")
    return kernel
  }

  /// Queues a kernel on `stream`.
  func launch(
    _ kernel: Handle?, _ name: String, blocks: Int, threads: Int, stream: UnsafeMutableRawPointer?,
    _ parameters: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  ) throws(CUDAError) {
    let code = launchKernel(
      kernel, UInt32(blocks), 1, 1, UInt32(threads), 1, 1, 0, stream, parameters, nil)
    try check(code, "launch of \(name)")
  }

  /// Runs `body` with `context` as this thread's; afterwards it is as it was.
  func inContext<Result>(_ context: Handle?, _ body: () throws -> Result) throws -> Result {
    try check(pushContext(context), "cuCtxPushCurrent")
    defer {
      var before: Handle?
      _ = popContext(&before)
    }
    return try body()
  }

  private func device(_ index: Int) throws(CUDAError) -> Int32 {
    let get: @convention(c) (UnsafeMutablePointer<Int32>, Int32) -> Int32 = try library.function(
      "cuDeviceGet")
    var device: Int32 = 0
    try check(get(&device, Int32(index)), "cuDeviceGet")
    return device
  }

  private func check(_ code: Int32, _ function: String) throws(CUDAError) {
    if code == 0 { return }
    var text: UnsafePointer<CChar>?
    _ = errorText(code, &text)
    throw .failed(function, reason: text.map { String(cString: $0) } ?? "error \(code)")
  }
}
