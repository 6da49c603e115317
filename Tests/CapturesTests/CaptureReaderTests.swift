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
    try withTemporaryFolder { folder in
      let reader = CaptureReader()
      let matrix = "[[1,0,0,4],[0,1,0,5],[0,0,1,6],[0,0,0,1]]"
      let frame = "\"file_path\": \"a.png\", \"transform_matrix\": \(matrix)"
      try folder.write("{\"frames\": [{\(frame)}]}", to: "transforms.json")
      #expect(try reader.reader(of: folder) is NerfstudioReader)
      try folder.write("{\"frames\": [{\(frame), \"time\": 0}]}", to: "transforms.json")
      #expect(try reader.reader(of: folder) is CaptureFolder)
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
