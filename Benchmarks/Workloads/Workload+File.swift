import Files
import Foundation
import Splatting

extension Workload {
  /// Reads a workload as `Benchmarks/workloads.py` writes it; the file's name is the workload's.
  ///
  /// Little endian: `GSW1`, int32 N W H, float32 world-to-camera [4, 4], fx fy cx cy, means [N, 3], quaternions [N, 4],
  /// scales [N, 3], opacities [N], colours [N, 3], coefficients of harmonics [N, 16, 3].
  /// - Throws: ``FileError`` where the file is missing or not of this form.
  public init(contentsOf url: URL) throws {
    let data = try InputFile.read(url)
    let header = MemoryLayout<UInt32>.stride * (4 + 20)
    guard data.count >= header, data.prefix(4).elementsEqual("GSW1".utf8) else {
      throw FileError(url, "is no workload", remedy: "write some with Benchmarks/workloads.py")
    }
    let sizes = data.withUnsafeBytes { bytes in
      (1...3).map { Int(Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Int32.self))) }
    }
    let (count, width, height) = (sizes[0], sizes[1], sizes[2])
    guard count > 0, (1...1 << 15).contains(width), (1...1 << 15).contains(height),
      data.count == header + count * 4 * (3 + 4 + 3 + 1 + 3 + 48)
    else { throw FileError(url, "is cut short or damaged: its size does not fit \(count) Gaussians") }
    var position = 16
    func take(_ count: Int) -> [Float] {
      defer { position += count * 4 }
      return data.withUnsafeBytes { bytes in
        (0..<count).map { bytes.loadUnaligned(fromByteOffset: position + 4 * $0, as: Float.self) }
      }
    }
    let (pose, lens) = (take(16), take(4))
    func row(_ i: Int) -> SIMD4<Float> {
      SIMD4(pose[4 * i], pose[4 * i + 1], pose[4 * i + 2], pose[4 * i + 3])
    }
    name = url.deletingPathExtension().lastPathComponent
    camera = RasterizerCamera(
      worldToCamera: (row(0), row(1), row(2)), focalLength: [lens[0], lens[1]],
      principalPoint: [lens[2], lens[3]], width: width, height: height)
    func memory(_ width: Int) -> FloatMemory { FloatMemory(take(count * width)) }
    means = memory(3)
    quaternions = memory(4)
    scales = memory(3)
    opacities = memory(1)
    colors = memory(3)
    coefficients = memory(48)
  }
}
