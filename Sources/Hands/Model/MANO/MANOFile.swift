import Files
import Foundation
import Tensors

/// `MANO_RIGHT.pkl` or `MANO_LEFT.pkl` as published: a pickled dictionary with chumpy and SciPy objects in it.
struct MANOFile {
  private static let vertexCount = 778
  /// What users of MANO have in a hand's shape, and files must have at least.
  private static let shapeCount = 10
  /// The vertices at the ends of index, middle, little, ring finger and thumb, as the package smplx names them.
  private static let fingertips = [320, 443, 671, 554, 744]

  private let url: URL
  private let value: PickleValue

  /// Reads the file at `url`.
  /// - Throws: ``FileError`` if it is no pickle, or holds what is not allowed in one.
  init(_ url: URL) throws {
    self.url = url
    value = try PickleValue(contentsOf: url)
    guard value["v_template"] != nil, value["J_regressor"] != nil else {
      throw FileError(url, "is no MANO model: it has no v_template and J_regressor", remedy: MANOFile.source)
    }
  }

  /// Where to get the model.
  static let source = "register at mano.is.tue.mpg.de and download 'Models & Code'"

  /// The model in the file, with its shape directions as published.
  /// - Throws: ``FileError`` if something is missing or misshapen, or it is a hand of the other side.
  func model(_ side: HandTrack.Side) throws -> HandModel {
    let count = Self.vertexCount
    try requireTree()
    let shapes = try array("shapedirs", [count, 3, nil])
    guard shapes.size(-1) >= Self.shapeCount else {
      throw FileError(
        url, "has \(shapes.size(-1)) shape directions, not \(Self.shapeCount)", remedy: Self.source)
    }
    let model = HandModel(
      side: side, template: try array("v_template", [count, 3]), faces: try triangles(),
      shapeDirections: shapes,
      poseDirections: try array("posedirs", [count, 3, 135]),
      jointRegressor: try array("J_regressor", [16, count]),
      skinningWeights: try array("weights", [count, 16]),
      poseComponents: try array("hands_components", [45, 45]), poseMean: try array("hands_mean", [45]),
      fingertips: Self.fingertips)
    try requireSide(of: model)
    return model
  }

  /// MANO's right hand points along -x, its left along +x.
  private func requireSide(of model: HandModel) throws {
    let joints = model.jointRegressor.matmul(model.template).floats()
    let (wrist, knuckle) = (joints[0], joints[4 * 3])
    let found: HandTrack.Side = knuckle < wrist ? .right : .left
    guard found == model.side else {
      throw FileError(
        url, "holds a \(found.rawValue) hand, not a \(model.side.rawValue) one",
        remedy: "MANO_RIGHT.pkl and MANO_LEFT.pkl may have been exchanged")
    }
  }

  /// The joints must be carried as ``HandModel/parents`` has it.
  private func requireTree() throws {
    // The wrist's own parent is written as -1 or as the largest integer.
    let parents = try numbers("kintree_table", [2, 16]).values[1..<16]
    guard parents.elementsEqual(HandModel.parents[1...].map(Double.init)) else {
      throw FileError(url, "its joints are not in MANO's order", remedy: Self.source)
    }
  }

  private func array(_ name: String, _ shape: [Int?]) throws -> Tensor {
    let array = try numbers(name, shape)
    guard array.values.allSatisfy(\.isFinite) else {
      throw FileError(url, "its array '\(name)' holds numbers that are not finite", remedy: Self.source)
    }
    return Tensor(array.values.map { Float($0) }, shape: array.shape)
  }

  private func triangles() throws -> [SIMD3<Int32>] {
    let corners = try numbers("f", [nil, 3]).values
    guard corners.allSatisfy({ (0..<Double(Self.vertexCount)).contains($0) }) else {
      throw FileError(url, "its triangles name vertices that are not there", remedy: Self.source)
    }
    return stride(from: 0, to: corners.count, by: 3).map { start in
      SIMD3(Int32(corners[start]), Int32(corners[start + 1]), Int32(corners[start + 2]))
    }
  }

  /// An array's numbers and extents.
  private struct Numbers {
    var values: [Double]
    var shape: [Int]
  }

  private func numbers(_ name: String, _ shape: [Int?]) throws -> Numbers {
    guard let entry = value[name] else {
      throw FileError(url, "has no '\(name)'", remedy: Self.source)
    }
    guard let array = entry.numbers, let values = try? array.doubles() else {
      throw FileError(url, "its '\(name)' is no array of numbers", remedy: Self.source)
    }
    guard array.shape.count == shape.count, zip(array.shape, shape).allSatisfy({ $1 == nil || $0 == $1 })
    else {
      let wanted = shape.map { $0.map(String.init) ?? "any" }.joined(separator: ", ")
      throw FileError(url, "its '\(name)' is \(array.shape), not [\(wanted)]", remedy: Self.source)
    }
    return Numbers(values: values, shape: array.shape)
  }
}
