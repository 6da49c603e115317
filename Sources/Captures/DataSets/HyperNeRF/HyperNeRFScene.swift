import Files
import Foundation
import Splatting

/// The files of one scene in the format of Nerfies and HyperNeRF.
struct HyperNeRFScene {
  /// An image's entry in `metadata.json`.
  struct Metadata: Decodable {
    var timeID: Int?
    var warpID: Int?
    var cameraID: Int?

    private enum CodingKeys: String, CodingKey {
      case timeID = "time_id"
      case warpID = "warp_id"
      case cameraID = "camera_id"
    }

    /// The number of the moment: `time_id`, or `warp_id` in files that have none.
    var moment: Int? { timeID ?? warpID }
  }

  /// An image: what it is called, when it was taken, and what it is for.
  struct Item {
    var id: String
    var time: Double
    var cameraID: Int?
    var split: Frame.Split?
  }

  /// `dataset.json`.
  private struct Lists: Decodable {
    var ids: [String]
    var trainIDs: [String]?
    var validationIDs: [String]?

    private enum CodingKeys: String, CodingKey {
      case ids
      case trainIDs = "train_ids"
      case validationIDs = "val_ids"
    }
  }

  /// The images in the order of `dataset.json`.
  let items: [Item]
  private let folder: URL
  private let normalization: HyperNeRFNormalization
  private let imageScale: Int

  /// Reads what is common to all images.
  ///
  /// - Parameters:
  ///   - imageScale: How many times shrunk images are read; none for the usual.
  ///   - interpolates: Whether the split is that of the task of interpolation, whatever the lists say.
  init(folder: URL, imageScale: Int?, interpolates: Bool) throws {
    self.folder = folder
    self.imageScale = try Self.imageScale(imageScale, in: folder)
    let sceneURL = folder.appending(path: "scene.json")
    normalization = try JSONFile.read(from: sceneURL)
    guard normalization.center.count == 3, normalization.scale > 0, normalization.scale.isFinite else {
      throw FileError(sceneURL, "has no positive scale with a center of three numbers")
    }
    let lists = try JSONFile.read(Lists.self, from: folder.appending(path: "dataset.json"))
    items = try Self.items(lists, interpolates: interpolates, in: folder)
  }

  /// The frames of those of `items` that the camera of number `camera` took; of all cameras where none is named.
  func frames(of items: [Item], camera: String?) throws -> [Frame] {
    let wanted = items.filter { camera == nil || $0.cameraID.map(String.init) == camera }
    guard !wanted.isEmpty else {
      let there = Set(items.compactMap(\.cameraID)).sorted().map(String.init).joined(separator: ", ")
      throw FileError(
        folder.appending(path: "metadata.json"), "no image has the camera_id \(camera ?? "")",
        remedy: "there are \(there)")
    }
    return try wanted.map(frame)
  }

  /// The points of the background, grey, and what the user should know where there are none.
  func points() throws -> (PointCloud, warnings: [String]) {
    let url = folder.appending(path: "points.npy")
    guard FileManager.default.fileExists(atPath: url.path) else {
      return (PointCloud(), ["there is no points.npy: the capture has no scene points"])
    }
    let array = try NumPyArray(contentsOf: url)
    try array.requireShape([nil, 3])
    let values = try array.doubles()
    let positions = stride(from: 0, to: values.count, by: 3).map { start in
      SIMD3<Float>(normalization.apply([values[start], values[start + 1], values[start + 2]]))
    }
    let grey = Array(repeating: SIMD3<Float>(repeating: 0.5), count: positions.count)
    return (PointCloud(positions: positions, colors: grey), [])
  }

  private func frame(_ item: Item) throws -> Frame {
    let url = folder.appending(path: "camera/\(item.id).json")
    let stated = try JSONFile.read(HyperNeRFCamera.self, from: url)
    let (camera, lens) = try stated.camera(normalization, imageScale: imageScale, of: url)
    return Frame(
      name: item.id, imageURL: folder.appending(path: "rgb/\(imageScale)x/\(item.id).png"), camera: camera,
      lens: lens, time: item.time, split: item.split)
  }

  /// `wanted`, else 2, else the smallest number n of the folders `rgb/{n}x`.
  private static func imageScale(_ wanted: Int?, in folder: URL) throws -> Int {
    let images = folder.appending(path: "rgb")
    let scales = try SequenceFolders.subfolders(of: images).compactMap { name in
      name.hasSuffix("x") ? Int(name.dropLast()) : nil
    }.filter { $0 > 0 }.sorted()
    guard let first = scales.first else {
      throw FileError(images, "holds no images", remedy: "they should be in folders 1x, 2x, 4x and so on")
    }
    guard let wanted else { return scales.contains(2) ? 2 : first }
    guard scales.contains(wanted) else {
      let there = scales.map { "\($0)x" }.joined(separator: ", ")
      throw FileError(images, "holds no images shrunk \(wanted) times", remedy: "there are \(there)")
    }
    return wanted
  }

  private static func items(_ lists: Lists, interpolates: Bool, in folder: URL) throws -> [Item] {
    let url = folder.appending(path: "metadata.json")
    let metadata = try JSONFile.read([String: Metadata].self, from: url)
    let entries = try lists.ids.map { id -> (Metadata, moment: Int) in
      guard let entry = metadata[id] else { throw FileError(url, "says nothing of the image \(id)") }
      guard let moment = entry.moment, moment >= 0 else {
        throw FileError(url, "the image \(id) has neither a time_id nor a warp_id of 0 or more")
      }
      return (entry, moment)
    }
    let splits = splits(lists, interpolates: interpolates)
    let last = Double(max(1, entries.map(\.moment).max() ?? 1))
    return zip(lists.ids, entries).map { id, entry in
      Item(id: id, time: Double(entry.moment) / last, cameraID: entry.0.cameraID, split: splits[id])
    }
  }

  private static func splits(_ lists: Lists, interpolates: Bool) -> [String: Frame.Split] {
    let validation = lists.validationIDs ?? []
    var splits: [String: Frame.Split] = [:]
    if interpolates || validation.isEmpty {
      for index in stride(from: 0, to: lists.ids.count, by: 4) {
        splits[lists.ids[index]] = .train
        if index + 4 < lists.ids.count { splits[lists.ids[index + 2]] = .validation }
      }
    } else {
      for id in lists.trainIDs ?? [] { splits[id] = .train }
      for id in validation { splits[id] = .validation }
    }
    return splits
  }
}
