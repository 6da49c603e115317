import Foundation

/// What ffprobe tells of a file, as JSON.
struct VideoProbe: Decodable {
  struct Stream: Decodable {
    struct SideData: Decodable {
      var rotation: Double?
    }

    var width: Int?
    var height: Int?
    var averageFrameRate: String?
    var packetCount: String?
    var sideData: [SideData]?

    enum CodingKeys: String, CodingKey {
      case width, height
      case averageFrameRate = "avg_frame_rate"
      case packetCount = "nb_read_packets"
      case sideData = "side_data_list"
    }

    /// The size after the rotation that the file asks for.
    var shownSize: ImageSize? {
      guard let width, let height, width > 0, height > 0 else { return nil }
      let rotation = sideData?.compactMap(\.rotation).first ?? 0
      let isTurned = abs(rotation.truncatingRemainder(dividingBy: 180)).rounded() == 90
      return isTurned ? ImageSize(width: height, height: width) : ImageSize(width: width, height: height)
    }

    /// Frames a second, which ffprobe tells as a fraction.
    var frameRate: Double? {
      let parts = (averageFrameRate ?? "").split(separator: "/").compactMap { Double($0) }
      return parts.count == 2 && parts[1] > 0 ? parts[0] / parts[1] : nil
    }

    var frameCount: Int? { packetCount.flatMap { Int($0) } }
  }

  var streams: [Stream]

  /// None where the text is not what ffprobe prints.
  init?(_ text: String) {
    guard let probe = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)) else { return nil }
    self = probe
  }
}
