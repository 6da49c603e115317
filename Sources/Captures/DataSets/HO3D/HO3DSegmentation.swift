import Images

/// The rendered segmentations of HO3D: blue where the hand is, another colour where the object is, black elsewhere.
enum HO3DSegmentation {
  /// The labels of a picture: 1 the hand, 3 the object.
  ///
  /// Version 2 has JPEGs, whose edges are no pure colours: the strongest channel decides from half of white on.
  static func labels(_ image: Image) -> LabelImage {
    let values = stride(from: 0, to: image.values.count, by: image.channels).map { start -> UInt8 in
      guard image.channels >= 3 else { return 0 }
      let blue = image.values[start + 2]
      let other = max(image.values[start], image.values[start + 1])
      if max(blue, other) < 0.5 { return 0 }
      return blue >= other ? 1 : 3
    }
    return LabelImage(width: image.width, height: image.height, channels: 1, values: values)
  }
}
