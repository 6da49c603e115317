import Foundation
import Images

/// A picture that stands in a page.
public struct EmbeddedPicture: Sendable, Equatable {
  /// The bytes of a JPEG file.
  let jpeg: Data
  let size: ImageSize

  /// Pictures in pages have this quality.
  private static let quality = 88

  /// Codes `image`, shrunk to at most `longestSide` pixels.
  /// - Throws: `FileError` if it cannot be coded.
  public init(_ image: Image, longestSide: Int = 800) throws {
    let scale = min(1, Double(longestSide) / Double(max(image.width, image.height, 1)))
    let shown = image.resized(
      width: max(1, Int((Double(image.width) * scale).rounded())),
      height: max(1, Int((Double(image.height) * scale).rounded())))
    jpeg = try ImageFile.jpeg(shown, quality: Self.quality)
    size = shown.size
  }

  /// The picture as an address that holds it.
  var address: String { Self.address(jpeg) }

  /// The bytes of a JPEG file as an address that holds them.
  static func address(_ jpeg: Data) -> String { "data:image/jpeg;base64," + jpeg.base64EncodedString() }

  /// The picture with a line of text below it.
  func html(_ caption: String) -> String {
    let text = HTMLText.escaped(caption)
    return """
      <figure><img src="\(address)" width="\(size.width)" height="\(size.height)" alt="\(text)">\
      <figcaption>\(text)</figcaption></figure>
      """
  }
}
