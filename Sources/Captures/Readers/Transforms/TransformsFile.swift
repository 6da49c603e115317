/// What a `transforms.json` holds: nerfstudio's format with the additions of the capture folder.
struct TransformsFile: Codable {
  /// The intrinsics of all frames that state none of their own.
  var intrinsics = TransformsIntrinsics()
  /// The version of the capture folder's layout; none in a file of nerfstudio's.
  var layoutVersion: Int?
  var pointsPath: String?
  var keyFrame: Int?
  /// Red, green, blue behind transparent images; black where it is not given.
  var background: [Float]?
  var trainPaths: [String]?
  var validationPaths: [String]?
  var testPaths: [String]?
  var frames: [TransformsFrame] = []

  private enum CodingKeys: String, CodingKey {
    case frames, background
    case layoutVersion = "handful"
    case pointsPath = "ply_file_path"
    case keyFrame = "key_frame"
    case trainPaths = "train_filenames"
    case validationPaths = "val_filenames"
    case testPaths = "test_filenames"
  }

  init() {}

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    intrinsics = try TransformsIntrinsics(from: decoder)
    layoutVersion = try values.decodeIfPresent(Int.self, forKey: .layoutVersion)
    pointsPath = try values.decodeIfPresent(String.self, forKey: .pointsPath)
    keyFrame = try values.decodeIfPresent(Int.self, forKey: .keyFrame)
    background = try values.decodeIfPresent([Float].self, forKey: .background)
    trainPaths = try values.decodeIfPresent([String].self, forKey: .trainPaths)
    validationPaths = try values.decodeIfPresent([String].self, forKey: .validationPaths)
    testPaths = try values.decodeIfPresent([String].self, forKey: .testPaths)
    frames = try values.decode([TransformsFrame].self, forKey: .frames)
  }

  func encode(to encoder: any Encoder) throws {
    try intrinsics.encode(to: encoder)
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encodeIfPresent(layoutVersion, forKey: .layoutVersion)
    try values.encodeIfPresent(pointsPath, forKey: .pointsPath)
    try values.encodeIfPresent(keyFrame, forKey: .keyFrame)
    try values.encodeIfPresent(background, forKey: .background)
    try values.encodeIfPresent(trainPaths, forKey: .trainPaths)
    try values.encodeIfPresent(validationPaths, forKey: .validationPaths)
    try values.encodeIfPresent(testPaths, forKey: .testPaths)
    try values.encode(frames, forKey: .frames)
  }
}

/// One frame of a `transforms.json`.
struct TransformsFrame: Codable {
  /// The frame's own intrinsics, each of which comes before the file's.
  var intrinsics = TransformsIntrinsics()
  var imagePath: String
  var maskPath: String?
  var depthPath: String?
  var validityPath: String?
  var time: Double?
  /// Camera to world, OpenGL's convention (x right, y up, z backward): 3 or 4 rows of 4.
  var transform: [[Double]]

  private enum CodingKeys: String, CodingKey {
    case time
    case imagePath = "file_path"
    case maskPath = "mask_path"
    case depthPath = "depth_file_path"
    case validityPath = "validity_path"
    case transform = "transform_matrix"
  }

  init(imagePath: String, transform: [[Double]]) {
    self.imagePath = imagePath
    self.transform = transform
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    intrinsics = try TransformsIntrinsics(from: decoder)
    imagePath = try values.decode(String.self, forKey: .imagePath)
    maskPath = try values.decodeIfPresent(String.self, forKey: .maskPath)
    depthPath = try values.decodeIfPresent(String.self, forKey: .depthPath)
    validityPath = try values.decodeIfPresent(String.self, forKey: .validityPath)
    time = try values.decodeIfPresent(Double.self, forKey: .time)
    transform = try values.decode([[Double]].self, forKey: .transform)
  }

  func encode(to encoder: any Encoder) throws {
    try intrinsics.encode(to: encoder)
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(imagePath, forKey: .imagePath)
    try values.encodeIfPresent(maskPath, forKey: .maskPath)
    try values.encodeIfPresent(depthPath, forKey: .depthPath)
    try values.encodeIfPresent(validityPath, forKey: .validityPath)
    try values.encodeIfPresent(time, forKey: .time)
    try values.encode(transform, forKey: .transform)
  }
}
