import Foundation
import Splatting

// Times the CPU rasteriser on the workloads (`*.bin`, see Workload) of a folder:
// RasterizerBenchmark FOLDER [THREADS] [REPETITIONS]
guard CommandLine.arguments.count > 1 else {
  print("usage: RasterizerBenchmark FOLDER [THREADS] [REPETITIONS]")
  exit(64)
}
let folder = URL(fileURLWithPath: CommandLine.arguments[1], isDirectory: true)
let threads = CommandLine.arguments.dropFirst(2).first.flatMap(Int.init) ?? 2
let repetitions = CommandLine.arguments.dropFirst(3).first.flatMap(Int.init) ?? 5
let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
  .filter { $0.pathExtension == "bin" }.sorted { $0.path < $1.path }

/// The best time of `repetitions` runs, in milliseconds.
func best(_ work: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  try work()
  var best = Duration.seconds(1000)
  for _ in 0..<repetitions { best = min(best, try clock.measure { try work() }) }
  return Double(best.components.attoseconds) * 1e-15 + Double(best.components.seconds) * 1e3
}

func milliseconds(_ value: Double) -> String { String(format: "%.1f", value) }

print(
  "| workload | Gaussians drawn | size | forward ms | with backward | harmonics forward | with backward |")
print("|---|---|---|---|---|---|---|")
for file in files {
  let load = try Workload(file)
  let (count, camera) = (load.count, load.camera)
  let pixels = camera.width * camera.height
  let means = buffer(load.means)
  let gaussians = try CPUGaussians(
    count: count, channels: 3, means: means, quaternions: buffer(load.quaternions),
    scales: buffer(load.scales), opacities: buffer(load.opacities), features: buffer(load.colors))
  let image = CPURasterImage(
    features: buffer(pixels * 3), depth: buffer(pixels), alpha: buffer(pixels), radii: buffer(count))
  let gradients = CPUGaussianGradients(
    means: buffer(count * 3), quaternions: buffer(count * 4), scales: buffer(count * 3),
    opacities: buffer(count), features: buffer(count * 3), screen: buffer(count * 2),
    absoluteScreen: buffer(count * 2))
  let upstream = buffer(pixels * 3)
  let rasterizer = CPURasterizer(threads: threads)
  var drawn = 0
  let forward = try best {
    drawn = try rasterizer.forward(gaussians, camera: camera, into: image).drawn
  }
  // The gradient of the mean of |image - 0.5| is made outside the clock: it is the loss' work.
  let share = 1 / Float(pixels * 3)
  for index in 0..<pixels * 3 { upstream[index] = image.features[index] > 0.5 ? share : -share }
  let both = try best {
    let result = try rasterizer.forward(gaussians, camera: camera, into: image)
    _ = try rasterizer.backward(
      result, gaussians, from: CPUImageGradients(features: UnsafeBufferPointer(upstream)), into: gradients)
  }
  let harmonics = try CPUHarmonics(
    count: count, terms: 16, degree: 3, coefficients: buffer(load.coefficients), means: means,
    cameraPosition: [0, 0, 0])
  let evaluator = CPUHarmonicsEvaluator(threads: threads)
  let (colors, coefficients) = (buffer(count * 3), buffer(count * 48))
  let harmonicsForward = try best { try evaluator.forward(harmonics, into: colors) }
  let harmonicsBoth = try best {
    try evaluator.forward(harmonics, into: colors)
    _ = try evaluator.backward(
      harmonics, from: UnsafeBufferPointer(colors), coefficients: coefficients, means: gradients.means)
  }
  print(
    "| \(file.deletingPathExtension().lastPathComponent) | \(drawn) of \(count) "
      + "| \(camera.width) x \(camera.height) | \(milliseconds(forward)) | \(milliseconds(both)) "
      + "| \(milliseconds(harmonicsForward)) | \(milliseconds(harmonicsBoth)) |")
}
