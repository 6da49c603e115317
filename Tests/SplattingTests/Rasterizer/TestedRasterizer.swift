import Splatting
import Tensors
import Testing

/// Every rasteriser that this machine can run; all go through the same tests.
enum TestedRasterizer: String, CaseIterable, CustomTestStringConvertible {
  case reference = "reference, single precision"
  case cpu = "CPU, 1 thread"
  case cpuThreads = "CPU, 3 threads"

  var testDescription: String { rawValue }

  func make() -> any Rasterizer {
    switch self {
    case .reference: ReferenceRasterizer()
    case .cpu: CPURasterizer(threads: 1)
    case .cpuThreads: CPURasterizer(threads: 3)
    }
  }
}
