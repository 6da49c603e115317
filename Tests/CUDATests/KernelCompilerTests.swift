import CUDA
import Foundation
import TestSupport
import Testing

/// The run-time compiler, through the code that the program uses; it needs no GPU.
@Suite(.enabled(if: Compiler.isThere, "no libnvrtc: run `make setup`")) struct KernelCompilerTests {
  private static let good = KernelSource(
    main: "main.cu",
    files: [
      "main.cu":
        "#include \"part.cuh\"\nextern \"C\" __global__ void fill(float *p) { p[threadIdx.x] = value; }",
      "part.cuh": "constexpr float value = 2.5f;",
    ])

  @Test func compilesWithItsIncludedFiles() throws {
    let output = try KernelCompiler().compile(Self.good, architecture: "sm_90")
    #expect(output.log == "")
    // A cubin is an ELF file, and names its kernels.
    #expect(output.cubin.prefix(4) == Data([0x7f, 0x45, 0x4c, 0x46]))
    #expect(output.cubin.range(of: Data("fill".utf8)) != nil)
  }

  @Test func warningsAreInTheLog() throws {
    let source = KernelSource(
      main: "main.cu", files: ["main.cu": "extern \"C\" __global__ void f() { int unused; }"])
    let output = try KernelCompiler().compile(source, architecture: "sm_80")
    #expect(output.log.contains("unused"))
  }

  @Test func mistakesAreOneLine() throws {
    let source = KernelSource(main: "main.cu", files: ["main.cu": "\n__global__ void f() { nothing(); }\n"])
    #expect {
      try KernelCompiler().compile(source, architecture: "sm_80")
    } throws: { error in
      let line = "\(error)"
      return line.hasPrefix("CUDA: the kernels do not compile for sm_80: main.cu(2): error")
        && !line.contains("\n")
    }
  }

  @Test func unknownArchitecturesAreRefused() throws {
    #expect(throws: CUDAError.self) { try KernelCompiler().compile(Self.good, architecture: "sm_7") }
  }

  @Test func aCacheIsReadOnceItIsFilled() throws {
    let folder = try TemporaryFolder()
    let cache = CubinCache(folder: folder.file("deep/er"))
    let compiler = try KernelCompiler()
    func cubin(_ architecture: String = "sm_90", options: [String] = [], driver: Int = 13000) throws -> Data {
      try compiler.cubin(
        Self.good, architecture: architecture, options: options, driver: driver, cache: cache)
    }
    let first = try cubin()
    let files = { try FileManager.default.contentsOfDirectory(atPath: cache.folder.path) }
    let name = try #require(try files().first)
    #expect(try files().count == 1)
    // What is there is what is given: a mark in the last byte comes back.
    let url = cache.folder.appending(path: name)
    var marked = try Data(contentsOf: url)
    marked[marked.count - 1] ^= 0xff
    try marked.write(to: url)
    #expect(try cubin() != first)
    // Damage to the head is noticed, and mended.
    marked[20] ^= 0xff
    try marked.write(to: url)
    #expect(try cubin() == first)
    #expect(try cubin() == first)
    // Whatever a program depends on has a file of its own.
    _ = try cubin("sm_80")
    _ = try cubin(options: ["--use_fast_math"])
    _ = try cubin(driver: 12080)
    #expect(try files().count == 4)
  }

  @Test func aCacheThatCannotBeWrittenIsNoFailure() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("file")
    try Data().write(to: file)
    // A file in the folder's place cannot be written to by anyone, the superuser included.
    let cubin = try KernelCompiler().cubin(
      Self.good, architecture: "sm_90", driver: 0, cache: CubinCache(folder: file.appending(path: "kernels")))
    #expect(cubin.count > 0)
  }

  @Test(.enabled(if: SmallDisk.canMount, "this process cannot mount a disk"))
  func aFullDiskIsNoFailure() throws {
    let disk = try SmallDisk()
    // All but some 8 KiB of its 1 MiB.
    try Data(count: (1 << 20) - 8192).write(to: disk.url.appending(path: "ballast"))
    let long = KernelSource(
      main: "main.cu",
      files: Self.good.files.merging(["long.cuh": String(repeating: "/", count: 20_000)]) { a, _ in a })
    let cache = CubinCache(folder: disk.url.appending(path: "kernels"))
    let cubin = try KernelCompiler().cubin(long, architecture: "sm_90", driver: 0, cache: cache)
    #expect(cubin.count > 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: cache.folder.path).isEmpty)
  }
}

/// Whether there is a compiler on this machine.
enum Compiler {
  static let isThere = (try? KernelCompiler()) != nil
}
