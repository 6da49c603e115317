import ArgumentParser
import CUDA
import Evaluation
import Foundation
import Hands
import Methods
import Tensors

/// The command `handful doctor`.
struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows what is installed, and which devices and weights can be used.",
    discussion: "Example:\n  handful doctor --json")

  @Flag(help: "Print JSON.")
  var json = false

  /// One line of the report.
  private struct Finding: Encodable {
    var name: String
    var usable: Bool
    var detail: String
  }

  func run() async throws {
    let findings =
      [
        libTorch, processor, gpu, driver, compiler, tool("ffmpeg", for: "video"),
        tool("colmap", for: "moving cameras"),
        perceptual, handTracker, handModel,
      ] + methods
    if json { return try Output.json(findings) }
    for finding in findings {
      print("\(finding.usable ? "ok     " : "missing")  \(finding.name): \(finding.detail)")
    }
  }

  private var libTorch: Finding { Finding(name: "LibTorch", usable: true, detail: LibTorch.version) }

  private var processor: Finding {
    let info = ProcessInfo.processInfo
    let memory = Double(info.physicalMemory) / Double(1 << 30)
    return Finding(
      name: "processor", usable: true,
      detail: "\(info.activeProcessorCount) cores, \(String(format: "%.0f", memory)) GiB of memory")
  }

  private var gpu: Finding {
    finding("CUDA device") {
      try Device.cuda(0).requireAvailable()
      return
        "LibTorch sees \(LibTorch.cudaDeviceCount): use them with --device cuda (not tried yet: Documentation/cuda.md)"
    }
  }

  private var driver: Finding {
    finding("CUDA driver") {
      let driver = try CUDADriver()
      let device = try driver.describe(0)
      return
        "CUDA \(driver.version / 1000).\(driver.version % 1000 / 10), \(device.name), \(device.architecture)"
    }
  }

  private var compiler: Finding {
    finding("CUDA compiler") {
      let compiler = try KernelCompiler()
      return "NVRTC \(compiler.version), \(compiler.path)"
    }
  }

  /// What `detail` says, or why it cannot.
  private func finding(_ name: String, _ detail: () throws -> String) -> Finding {
    do {
      return Finding(name: name, usable: true, detail: try detail())
    } catch {
      return Finding(name: name, usable: false, detail: "\(error)")
    }
  }

  private func tool(_ name: String, for purpose: String) -> Finding {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let found = folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    return Finding(
      name: name, usable: found != nil, detail: found ?? "not found (\(purpose)): apt-get install \(name)")
  }

  private var perceptual: Finding {
    let name = "perceptual metric"
    do {
      let metric = try PerceptualMetrics.available()
      return Finding(
        name: name, usable: metric != nil, detail: metric?.name ?? "no weights: run `make setup`")
    } catch {
      return Finding(name: name, usable: false, detail: "\(error)")
    }
  }

  private var handTracker: Finding {
    do {
      _ = try HandTracker()
      return Finding(name: "hand tracker", usable: true, detail: "MediaPipe's palm and landmark networks")
    } catch {
      return Finding(name: "hand tracker", usable: false, detail: "\(error)")
    }
  }

  private var handModel: Finding {
    do {
      let model = try HandModels.free()[.right]
      return Finding(
        name: "hand model", usable: true,
        detail: "the free hand, \(model.vertexCount) vertices; MANO where its folder is given")
    } catch {
      return Finding(name: "hand model", usable: false, detail: "\(error)")
    }
  }

  private var methods: [Finding] {
    MethodCatalog.all.map { Finding(name: "method \($0.name)", usable: true, detail: $0.summary) }
  }
}
