import Files
import Foundation

/// Writes cameras as nerfstudio's `transforms.json`, which ``NerfstudioReader`` reads.
public enum NerfstudioWriter {
  /// Writes `transforms.json` into `folder`, which is made where it is not there; images are expected in `images/`.
  ///
  /// Cameras are camera-to-world in OpenGL's convention; a frame has its time.
  /// - Throws: `FileError` if something cannot be written.
  public static func write(_ cameras: [NamedCamera], to folder: URL) throws {
    try createFolder(folder)
    var file = TransformsFile()
    let intrinsics = cameras.map { TransformsIntrinsics(camera: $0.camera, lens: nil) }
    let isShared = intrinsics.allSatisfy { $0 == intrinsics.first }
    // nerfstudio looks for the model at the top alone, also where frames have numbers of their own.
    if isShared, let shared = intrinsics.first { file.intrinsics = shared }
    file.intrinsics.cameraModel = intrinsics.first?.cameraModel
    file.frames = zip(cameras, intrinsics).map { camera, own in
      var frame = TransformsFrame(
        imagePath: "images/\(camera.name)", transform: camera.camera.worldToCamera.openGLCameraToWorld)
      if !isShared { frame.intrinsics = own }
      frame.time = camera.time
      return frame
    }
    try JSONFile.write(file, to: folder.appending(path: "transforms.json"))
  }
}
