import Splatting

extension TransformsFile {
  /// The file that describes `frames`, whose images and masks `collector` brings together.
  ///
  /// Intrinsics that all frames share stand once; the split, where frames have one, in nerfstudio's lists.
  init(_ frames: [Frame], collector: CaptureFileCollector) throws {
    let all = frames.map { TransformsIntrinsics(camera: $0.fileCamera, lens: $0.lens) }
    let isShared = all.allSatisfy { $0 == all.first }
    if isShared, let shared = all.first { intrinsics = shared }
    for (frame, own) in zip(frames, all) {
      var entry = TransformsFrame(
        imagePath: try collector.imagePath(frame), transform: frame.camera.worldToCamera.openGLCameraToWorld)
      if !isShared { entry.intrinsics = own }
      entry.maskPath = try collector.maskPath(frame)
      entry.depthPath = try collector.depthPath(frame)
      entry.validityPath = try collector.validityPath(frame)
      entry.time = frame.time
      self.frames.append(entry)
    }
    func paths(_ split: Frame.Split) -> [String]? {
      let paths = zip(frames, self.frames).filter { $0.0.split == split }.map(\.1.imagePath)
      return paths.isEmpty ? nil : paths
    }
    (trainPaths, validationPaths, testPaths) = (paths(.train), paths(.validation), paths(.test))
    if let color = frames.first?.background, color != .zero { background = [color.x, color.y, color.z] }
  }
}
