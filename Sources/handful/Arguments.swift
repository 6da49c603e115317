import ArgumentParser
import Captures
import Foundation
import Methods
import Splatting
import Tensors

extension CaptureSplit: ExpressibleByArgument {}
extension DensityStrategy: ExpressibleByArgument {}
extension Preset: ExpressibleByArgument {}

extension Device: ExpressibleByArgument {
  /// Reads `cpu`, `cuda` or `cuda:N`.
  public init?(argument: String) { self.init(argument) }
}

extension URL {
  /// The file or folder at `path`, as the user wrote it.
  init(argument path: String) { self.init(filePath: path) }
}

/// How the processor is used.
struct ComputeOptions: ParsableArguments {
  @Option(help: "Threads to compute with; all processors by default.")
  var threads: Int?

  mutating func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads takes a number of 1 or more") }
  }

  /// Sets LibTorch's threads and gives their number; to be called first.
  @discardableResult
  func apply() -> Int {
    Relaunch.withSettingsForComputing()
    let count = threads ?? ProcessInfo.processInfo.activeProcessorCount
    LibTorch.setThreadCount(count)
    return count
  }
}

/// What is computed with, in commands that can use a GPU.
struct DeviceOptions: ParsableArguments {
  @Option(help: "Device to compute on: cpu, cuda, or cuda:N for the GPU of that number.")
  var device = Device.cpu

  @OptionGroup var processor: ComputeOptions

  /// Makes the device ready; to be called first.
  /// - Throws: one line where it cannot be used.
  func apply() throws -> ComputeResources {
    try ComputeResources(device, threads: processor.apply())
  }
}
