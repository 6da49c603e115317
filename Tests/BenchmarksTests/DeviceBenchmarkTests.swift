import Benchmarks
import EmulatedDevice
import Foundation
import Methods
import Splatting
import Testing

/// The benchmarks of a device, on the processor and on the emulated device.
@Suite struct DeviceBenchmarkTests {
  private let library = WorkloadLibrary([
    WorkloadRecipe(name: "small", count: 200, width: 48, height: 32, seed: 1)
  ])

  @Test(arguments: [false, true]) func partsAreMeasured(_ isEmulated: Bool) throws {
    let settings = BenchmarkSettings(
      threads: 2, repeats: 1, compute: isEmulated ? EmulatedDevice.resources : nil)
    let before = EmulatedDevice.operationCount
    let benchmarks = BenchmarkCatalog.device(library: library).filter { $0.name.hasPrefix("small") }
    #expect(
      benchmarks.map(\.name)
        == ["forward", "forward and backward", "training step"].map { "small \($0) on the device" })
    for benchmark in benchmarks {
      let row = try benchmark.measure(settings, folder: URL(filePath: "/"))
      #expect(row.name == benchmark.name && row.timing.best > 0 && row.work?.count == 200)
    }
    #expect(EmulatedDevice.operationCount > before || !isEmulated)
  }

  @Test func everyMethodAndLargeWorkloadsAreThere() {
    let names = BenchmarkCatalog.device(
      library: WorkloadLibrary(WorkloadRecipe.standard + WorkloadRecipe.large)
    ).map(\.name)
    #expect(Set(names).count == names.count)
    for method in MethodCatalog.all { #expect(names.contains { $0.hasPrefix("step of \(method.name),") }) }
    for name in ["W1", "W2", "W3", "1M", "3M"] {
      #expect(names.contains("\(name) training step on the device"))
    }
  }
}
