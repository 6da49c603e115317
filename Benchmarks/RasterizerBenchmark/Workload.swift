import Foundation
import Splatting

/// A synthetic scene as `workloads.py` writes it.
///
/// Little endian: `GSW1`, int32 N W H, float32 world-to-camera [4, 4], fx fy cx cy, means [N, 3], quaternions
/// [N, 4], scales [N, 3], opacities [N], colours [N, 3], harmonic coefficients [N, 16, 3].
struct Workload {
  let count: Int
  let camera: RasterizerCamera
  let means: [Float]
  let quaternions: [Float]
  let scales: [Float]
  let opacities: [Float]
  let colors: [Float]
  let coefficients: [Float]

  init(_ url: URL) throws {
    var rest = try Data(contentsOf: url)[...]
    func take<Value: BitwiseCopyable>(_ count: Int, _: Value.Type) throws -> [Value] {
      let bytes = count * MemoryLayout<Value>.stride
      guard rest.count >= bytes else { throw CocoaError(.fileReadCorruptFile) }
      defer { rest = rest.dropFirst(bytes) }
      return [Value](unsafeUninitializedCapacity: count) { target, filled in
        _ = rest.prefix(bytes).copyBytes(to: target)
        filled = count
      }
    }
    guard try take(4, UInt8.self) == Array("GSW1".utf8) else { throw CocoaError(.fileReadCorruptFile) }
    let header = try take(3, Int32.self).map(Int.init)
    let pose = try take(16, Float.self)
    let lens = try take(4, Float.self)
    func row(_ i: Int) -> SIMD4<Float> {
      SIMD4(pose[4 * i], pose[4 * i + 1], pose[4 * i + 2], pose[4 * i + 3])
    }
    count = header[0]
    camera = RasterizerCamera(
      worldToCamera: (row(0), row(1), row(2)), focalLength: [lens[0], lens[1]],
      principalPoint: [lens[2], lens[3]], width: header[1], height: header[2])
    means = try take(count * 3, Float.self)
    quaternions = try take(count * 4, Float.self)
    scales = try take(count * 3, Float.self)
    opacities = try take(count, Float.self)
    colors = try take(count * 3, Float.self)
    coefficients = try take(count * 48, Float.self)
  }
}
