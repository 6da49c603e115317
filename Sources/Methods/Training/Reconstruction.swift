import Captures
import Foundation
import Splatting
import Tensors

/// A capture on its way to becoming a scene by one method.
public struct Reconstruction<M: Method> {
  /// What trains the method on the capture's frames.
  public let trainer: Trainer<M>
  /// The frames that the split holds out.
  public let heldOut: [Frame]
  private let capture: Capture
  private let split: CaptureSplit
  private let downscale: Double
  private let seed: UInt64
  private let learnt: Set<Int>
  private let device: Device

  /// Loads the frames that train and makes the method's model.
  ///
  /// - Parameters:
  ///   - capture: scaled already.
  ///   - split: how its frames are divided.
  ///   - downscale: by how much its images were shrunk.
  ///   - seed: of all random numbers.
  ///   - compute: what is trained on.
  ///   - folder: where checkpoints and logs go; it is made if need be.
  /// - Throws: ``FileError`` about the capture or the folder, ``Settings/SettingError``, or what the method throws.
  public init(
    _ configuration: M.Configuration, capture: Capture, split: CaptureSplit, downscale: Double, seed: UInt64,
    compute: ComputeResources, folder: URL
  ) throws {
    let parts = try split.divide(capture)
    let training = try TrainingCapture(capture, frames: parts.train)
    let generator = RandomGenerator(seed: seed)
    let method = try M(configuration, capture: training, generator: generator)
    trainer = try Trainer(
      method, frames: training.frames, compute: compute, generator: generator, folder: folder)
    heldOut = parts.test.map { capture.frames[$0] }
    learnt = Set(parts.train)
    (self.capture, self.split, self.downscale, self.seed) = (capture, split, downscale, seed)
    device = compute.device
  }

  /// The scene as far as it has been trained, on the processor.
  /// - Throws: what ``Method/layers(iteration:)`` throws.
  public func scene() throws -> Scene {
    var layers = try trainer.method.layers(iteration: trainer.stepsTaken)
    if device != .cpu { layers = try layers.map { try $0.moved(to: .cpu) } }
    return Scene(
      origin: Scene.Origin(
        method: M.name, capture: capture.name, split: split.description, downscale: downscale,
        iterations: trainer.stepsTaken, seed: seed),
      layers: layers,
      background: trainer.method.backgroundColor, views: views,
      hands: trainer.method.hands(at: capture.frames.map(\.time)))
  }

  private var views: [SceneView] {
    let own = capture.frames.enumerated().map { index, frame in
      SceneView(
        name: frame.name, role: learnt.contains(index) ? .train : .test, camera: frame.camera,
        time: frame.time)
    }
    let others = capture.novelFrames.map {
      SceneView(name: $0.name, role: .novel, camera: $0.camera, time: $0.time)
    }
    return own + others
  }
}
