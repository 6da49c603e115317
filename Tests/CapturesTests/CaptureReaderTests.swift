import Captures
import Files
import Foundation
import Testing

@Suite struct CaptureReaderTests {
  @Test func namesWhatItLookedFor() throws {
    try withTemporaryFolder { folder in
      let error = try #require(throws: FileError.self) { try CaptureReader().read(folder) }
      for word in ["transforms.json", "hands.npz", "transforms_train.json", "COLMAP", "sparse/0"] {
        #expect(error.description.contains(word), "\(error)")
      }
      #expect(!error.description.contains("\n"))
    }
  }

  @Test func tellsOfMissingFoldersAndOfFiles() throws {
    try withTemporaryFolder { folder in
      try folder.write("x", to: "file")
      let missing = try #require(throws: FileError.self) {
        try CaptureReader().read(folder.appending(path: "no"))
      }
      #expect(missing.description.contains("no such folder"))
      let file = try #require(throws: FileError.self) {
        try CaptureReader().read(folder.appending(path: "file"))
      }
      #expect(file.description.contains("is a file"))
    }
  }

  @Test func tellsCapturesFromNerfstudio() throws {
    let matrix = "[[1,0,0,4],[0,1,0,5],[0,0,1,6],[0,0,0,1]]"
    let frame = "\"file_path\": \"a.png\", \"mask_path\": \"m.png\", \"transform_matrix\": \(matrix)"
    let reader = CaptureReader()
    for (text, others, isOurs) in [
      ("{\"frames\": [{\(frame)}]}", [], false),
      // Nerfstudio's dynamic data sets have times, and masks of 0 where pixels are not to be used.
      ("{\"frames\": [{\(frame), \"time\": 0}]}", [], false),
      ("{\"handful\": 1, \"frames\": [{\(frame)}]}", [], true),
      ("{\"key_frame\": 0, \"frames\": [{\(frame)}]}", [], true),
      ("{\"frames\": [{\(frame)}]}", ["hands.npz"], true),
      ("{\"frames\": [{\(frame)}]}", ["transforms_novel.json"], true),
    ] {
      try withTemporaryFolder { folder in
        try folder.write(text, to: "transforms.json")
        for other in others { try folder.write("", to: other) }
        #expect(try reader.reader(of: folder) is CaptureFolder == isOurs, "\(text) \(others)")
      }
    }
  }

  @Test func masksOfATimedNerfstudioFolderRulePixelsOut() throws {
    try withTemporaryFolder { folder in
      let capture = try MadeUpCapture(folder: folder).capture()
      try CaptureFolder().write(Capture(name: "", frames: capture.frames), to: folder)
      let url = folder.appending(path: "transforms.json")
      #expect(try CaptureReader().read(folder).frames.allSatisfy { $0.maskURL != nil })
      var file = try #require(
        try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
      file["handful"] = nil
      try JSONSerialization.data(withJSONObject: file).write(to: url)
      let frames = try CaptureReader().read(folder).frames
      #expect(frames.map(\.time) == [0, 0.5, 1])
      #expect(frames.allSatisfy { $0.maskURL == nil && $0.validityURL != nil })
    }
  }

  @Test func aLaterVersionIsRefused() throws {
    try withTemporaryFolder { folder in
      try folder.write("{\"handful\": 2, \"frames\": []}", to: "transforms.json")
      let error = try #require(throws: FileError.self) { try CaptureReader().read(folder) }
      #expect(error.description.contains("version 2"))
    }
  }

  @Test func tellsWhereJSONIsCutShort() throws {
    try withTemporaryFolder { folder in
      try folder.write("{\"fl_x\": 9, \"frames\": [", to: "transforms.json")
      let error = try #require(throws: FileError.self) { try CaptureReader().read(folder) }
      #expect(error.description.contains("transforms.json"))
      #expect(!error.description.contains("\n"))
    }
  }
}
