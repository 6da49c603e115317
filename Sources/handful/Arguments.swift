import ArgumentParser
import Captures
import Foundation
import Methods
import Tensors

extension CaptureSplit: ExpressibleByArgument {}
extension DensityStrategy: ExpressibleByArgument {}
extension Preset: ExpressibleByArgument {}

extension URL {
  /// The file or folder at `path`, as the user wrote it.
  init(argument path: String) { self.init(filePath: path) }
}

/// How the processor is used.
struct ComputeOptions: ParsableArguments {
  @Option(help: "Threads to compute with; all processors by default.")
  var threads: Int?

  @Option(help: "Device to compute on: cpu.")
  var device = "cpu"

  mutating func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads takes a number of 1 or more") }
    guard let device = Device(device) else { throw ValidationError("'\(device)' is no device: write cpu") }
    guard device == .cpu else {
      throw ValidationError(
        device.isAvailable
          ? "\(device) cannot be used yet: the kernels were not tried on a GPU (Documentation/cuda.md)"
          : "\(device) is not there: LibTorch sees no such device (see `handful doctor`)")
    }
  }

  /// Sets LibTorch's threads and gives their number; to be called first.
  func apply() -> Int {
    Relaunch.withSettingsForComputing()
    let count = threads ?? ProcessInfo.processInfo.activeProcessorCount
    LibTorch.setThreadCount(count)
    return count
  }
}
