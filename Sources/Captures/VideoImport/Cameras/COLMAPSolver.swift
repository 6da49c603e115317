import Files
import Foundation
import Hands
import Images
import Splatting
import Subprocess

/// Solves the cameras of frames by structure from motion with the program COLMAP, leaving out what may move.
struct COLMAPSolver {
  /// The frames, all in one folder.
  let frames: [URL]
  /// A folder for COLMAP's own files; its model stays there, and is used again where it has the known focal length.
  let folder: URL
  /// The focal length in pixels, where it is known.
  let focalLength: Double?
  /// The program: a name that is looked for, or a path.
  var program = "colmap"

  /// The cameras and scene points, in a unit of their own.
  ///
  /// - Parameters:
  ///   - landmarks: The hands of each frame.
  ///   - progress: Is told the step's name, its number and the number of steps.
  /// - Throws: ``Files/FileError`` where COLMAP is missing or fails, or does not find the camera's motion.
  nonisolated(nonsending) func solve(
    landmarks: [[TrackedHand]], size: ImageSize, progress: (String, Int, Int) -> Void
  ) async throws -> SolvedCameras {
    let models = folder.appending(path: "sparse")
    if try bestModel(in: models).map(hasKnownFocalLength) != true {
      try? FileManager.default.removeItem(at: folder)
      try createFolder(models)
      try writeMasks(landmarks, size: size)
      for (index, step) in steps(size: size, models: models).enumerated() {
        progress(step.name, index, 3)
        try await run([step.command] + step.arguments)
      }
      progress("done", 3, 3)
    }
    guard let model = try bestModel(in: models) else {
      throw FileError(
        folder, "COLMAP found no cameras: the background has too little structure or the camera hardly moves",
        remedy: "try --cameras static, or give cameras")
    }
    let byName = Dictionary(model.frames.map { ($0.name, $0) }) { first, _ in first }
    let views = frames.map { url in
      byName[url.deletingPathExtension().lastPathComponent].map { (camera: $0.camera, lens: $0.lens) }
    }
    return SolvedCameras(views: views, points: model.points, isMetric: false)
  }

  private struct Step {
    var name: String
    var command: String
    var arguments: [String]
  }

  private func steps(size: ImageSize, models: URL) -> [Step] {
    let database = ["--database_path", folder.appending(path: "database.db").path]
    let images = ["--image_path", frames[0].deletingLastPathComponent().path]
    // Pixels of videos are square: a second focal length would only be one more thing to get wrong.
    var extraction = [
      "--ImageReader.mask_path", folder.appending(path: "masks").path, "--ImageReader.single_camera", "1",
      "--ImageReader.camera_model", "RADIAL", "--SiftExtraction.use_gpu", "0",
      // A table, a wall and motion's blur have little contrast: a third of COLMAP's own limit.
      "--SiftExtraction.peak_threshold", "0.002",
    ]
    var mapping = ["--output_path", models.path]
    if let focalLength {
      let center = "\(Double(size.width) / 2),\(Double(size.height) / 2)"
      extraction += ["--ImageReader.camera_params", "\(focalLength),\(center),0,0"]
      mapping += ["--Mapper.ba_refine_focal_length", "0"]
    }
    return [
      Step(name: "finding features", command: "feature_extractor", arguments: database + images + extraction),
      Step(
        name: "matching features", command: "sequential_matcher",
        arguments: database + [
          "--SiftMatching.use_gpu", "0", "--SiftMatching.guided_matching", "1",
          "--SequentialMatching.overlap",
          "12",
        ]),
      Step(name: "solving cameras", command: "mapper", arguments: database + images + mapping),
    ]
  }

  /// COLMAP takes the mask of `NAME` from `NAME.png`: black is left out.
  private func writeMasks(_ landmarks: [[TrackedHand]], size: ImageSize) throws {
    let masks = folder.appending(path: "masks")
    try createFolder(masks)
    let regions = DynamicRegions(size: size)
    for (frame, hands) in zip(frames, DynamicRegions.filled(landmarks)) {
      try ImageFile.writeLabels(
        regions.mask(hands), to: masks.appending(path: frame.lastPathComponent + ".png"))
    }
  }

  private nonisolated(nonsending) func run(_ arguments: [String]) async throws {
    let executable: Executable = program.contains("/") ? .path(.init(program)) : .name(program)
    do {
      // COLMAP tells most on standard output, far more than is worth keeping.
      let result = try await Subprocess.run(
        executable, arguments: Arguments(arguments),
        environment: .inherit.updating(["QT_QPA_PLATFORM": "offscreen"]), output: .discarded,
        error: .string(limit: 1 << 22))
      guard result.terminationStatus.isSuccess else {
        let reason = result.standardError.split(whereSeparator: \.isNewline).last.map(String.init)
        throw FileError(
          folder, "colmap \(arguments[0]) failed: \(reason ?? "it ended with \(result.terminationStatus)")",
          remedy: "try --cameras static, or give cameras")
      }
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw FileError(
        program, "is not installed; a moving camera is solved with it",
        remedy: "apt-get install colmap, or give cameras with --cameras")
    } catch let error as SubprocessError {
      throw FileError(program, "failed: \(error)")
    }
  }

  private func hasKnownFocalLength(_ model: Capture) -> Bool {
    guard let focalLength, let camera = model.frames.first?.camera else { return true }
    return abs(camera.focalLength.x - focalLength) < 1e-3 * focalLength
  }

  /// The model with most frames of those that the mapper left.
  private func bestModel(in models: URL) throws -> Capture? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: models.path)) ?? []
    let folders = names.sorted().map { models.appending(path: $0) }.filter { COLMAPReader().recognizes($0) }
    return try folders.map { try COLMAPReader().parse($0) }.max { $0.frames.count < $1.frames.count }
  }
}
