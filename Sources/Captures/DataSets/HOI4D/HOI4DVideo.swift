import Files
import Foundation
import Images

/// The frames of a sequence of HOI4D: decoded already, or taken from its videos.
struct HOI4DVideo {
  let files: HOI4DFiles
  let sequence: String

  /// Frames a second, to which `utils/decode.py` brings all videos.
  private static let rate = 15.0

  /// How many frames there are.
  func count() async throws -> Int {
    let decoded = try decoded("align_rgb", "jpg")
    if !decoded.isEmpty { return decoded.count }
    return try await VideoReader(files.annotation("align_rgb/image.mp4", of: sequence)).frameCount(
      at: Self.rate)
  }

  /// The colour pictures of frames; those of the video are written into `images` of `folder`.
  func images(_ frames: Range<Int>, stride: Int, to folder: URL) async throws -> [URL] {
    let decoded = try decoded("align_rgb", "jpg")
    if !decoded.isEmpty {
      return Swift.stride(from: frames.lowerBound, to: frames.upperBound, by: stride).map { decoded[$0] }
    }
    let images = folder.appending(path: "images")
    try createFolder(images)
    return try await VideoReader(files.annotation("align_rgb/image.mp4", of: sequence))
      .writeFrames(frames, stride: stride, rate: Self.rate, as: .pictures, to: images)
  }

  /// The depth of frames, likewise; empty where there is none.
  func depths(_ frames: Range<Int>, stride: Int, to folder: URL) async throws -> [URL] {
    let decoded = try decoded("align_depth", "png")
    if decoded.count >= frames.upperBound {
      return Swift.stride(from: frames.lowerBound, to: frames.upperBound, by: stride).map { decoded[$0] }
    }
    let video = files.annotation("align_depth/depth_video.avi", of: sequence)
    guard FileManager.default.fileExists(atPath: video.path) else { return [] }
    let depth = folder.appending(path: "depth")
    try createFolder(depth)
    return try await VideoReader(video)
      .writeFrames(frames, stride: stride, rate: Self.rate, as: .depth, to: depth)
  }

  /// The decoded frames in a folder, in order.
  private func decoded(_ kind: String, _ fileExtension: String) throws -> [URL] {
    let folder = files.annotation(kind, of: sequence)
    guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
    return try SequenceFolders.contents(of: folder).filter { $0.hasSuffix(".\(fileExtension)") }
      .map { folder.appending(path: $0) }
  }
}
