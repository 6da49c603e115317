import Files
import Foundation
import Tensors

extension HandModel {
  /// Reads the model of `side` from a file that set-up wrote.
  /// - Throws: ``FileError`` if it is missing, damaged or of the other side.
  init(safetensors url: URL, side: HandTrack.Side) throws {
    let contents = try Safetensors.read(url)
    guard contents.metadata["side"] == side.rawValue else {
      throw FileError(url, "holds no \(side.rawValue) hand", remedy: "run `make setup` again")
    }
    let parts = ModelParts(url: url, tensors: contents.tensors)
    let template = try parts.floats("template", [nil, 3])
    let count = template.size(0)
    let faces = try parts.triples("faces", below: count)
    try self.init(
      side: side, template: template, faces: faces,
      shapeDirections: parts.floats("shape_directions", [count, 3, nil]), poseDirections: nil,
      jointRegressor: parts.floats("joint_regressor", [16, count]),
      skinningWeights: parts.floats("skinning_weights", [count, 16]),
      poseComponents: parts.floats("pose_components", [45, 45]), poseMean: parts.floats("pose_mean", [45]),
      fingertips: parts.indices("fingertips", count: 5, below: count),
      textureCoordinates: parts.textureCoordinates(faceCount: faces.count))
  }
}

/// The tensors of a model file, checked as they are taken out.
private struct ModelParts {
  let url: URL
  let tensors: [String: Tensor]

  private func tensor(_ name: String, _ shape: [Int?], _ type: DType) throws -> Tensor {
    guard let tensor = tensors[name] else { throw FileError(url, "has no tensor '\(name)'") }
    let fits =
      tensor.dtype == type && tensor.rank == shape.count
      && zip(tensor.shape, shape).allSatisfy { $1 == nil || $0 == $1 }
    guard fits else { throw FileError(url, "its tensor '\(name)' is \(tensor.dtype)\(tensor.shape)") }
    return tensor
  }

  func floats(_ name: String, _ shape: [Int?]) throws -> Tensor {
    let tensor = try tensor(name, shape, .float32)
    guard tensor.allFinite else {
      throw FileError(url, "its tensor '\(name)' holds numbers that are not finite")
    }
    return tensor
  }

  func indices(_ name: String, count: Int, below limit: Int) throws -> [Int] {
    try integers(name, [count], below: limit).map(Int.init)
  }

  func triples(_ name: String, below limit: Int) throws -> [SIMD3<Int32>] {
    let values = try integers(name, [nil, 3], below: limit)
    return stride(from: 0, to: values.count, by: 3).map { [values[$0], values[$0 + 1], values[$0 + 2]] }
  }

  private func integers(_ name: String, _ shape: [Int?], below limit: Int) throws -> [Int32] {
    let values = try tensor(name, shape, .int32).elements(as: Int32.self)
    guard values.allSatisfy({ $0 >= 0 && $0 < limit }) else {
      throw FileError(url, "its tensor '\(name)' names vertices that are not there")
    }
    return values
  }

  func textureCoordinates(faceCount: Int) throws -> TextureCoordinates {
    let places = try floats("texture_coordinates", [nil, 2]).floats()
    let coordinates = stride(from: 0, to: places.count, by: 2).map { SIMD2(places[$0], places[$0 + 1]) }
    let faces = try triples("texture_faces", below: coordinates.count)
    guard faces.count == faceCount else { throw FileError(url, "its texture has \(faces.count) triangles") }
    return TextureCoordinates(coordinates: coordinates, faces: faces)
  }
}
