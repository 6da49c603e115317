import Foundation

extension KernelCompiler {
  /// The machine code of `source` for `architecture`, from `cache` if it is there; else compiled, and left there.
  /// - Parameter driver: The driver's version, as `cuDriverGetVersion` gives it; 0 without a driver.
  /// - Throws: ``CUDAError/compilation(architecture:log:)``.
  public func cubin(
    _ source: KernelSource, architecture: String, options: [String] = [], driver: Int, cache: CubinCache
  ) throws(CUDAError) -> Data {
    let key = CubinCache.Key(
      source, architecture: architecture, options: options, compiler: version, driver: driver)
    if let cubin = cache.read(key) { return cubin }
    let cubin = try compile(source, architecture: architecture, options: options).cubin
    cache.write(cubin, key)
    return cubin
  }
}
