// swift-tools-version: 6.2
import Foundation
import PackageDescription

// MARK: - Where LibTorch is

/// The folder of an installed `torch` wheel that holds `include/` and `lib/`.
///
/// `HANDFUL_TORCH` names it; else it is looked for in the `.venv` that `make setup` creates.
func findTorch() -> String {
  let files = FileManager.default
  func isTorch(_ folder: String) -> Bool {
    files.fileExists(atPath: folder + "/include/torch/script.h")
      && files.fileExists(atPath: folder + "/lib/libtorch_cpu.so")
  }
  if let named = Context.environment["HANDFUL_TORCH"] {
    guard isTorch(named) else {
      fatalError("HANDFUL_TORCH=\(named) holds no include/torch/script.h and lib/libtorch_cpu.so")
    }
    return named
  }
  let pythons = Context.packageDirectory + "/.venv/lib"
  for python in (try? files.contentsOfDirectory(atPath: pythons))?.sorted() ?? [] {
    let folder = "\(pythons)/\(python)/site-packages/torch"
    if isTorch(folder) { return folder }
  }
  fatalError("LibTorch is missing: run `make setup`, or set HANDFUL_TORCH to a wheel's torch folder")
}

let torch = findTorch()

// MARK: - Compiler settings

/// The processor to build for: `HANDFUL_CPU` (a name that clang's `-march` takes), by default this machine's.
let processor = Context.environment["HANDFUL_CPU"] ?? "native"
let processorFlags = ["-Xcc", "-march=\(processor)"]
let house: [SwiftSetting] = [.unsafeFlags(processorFlags)]
/// For the loops over pixels and Gaussians: no overflow or bounds checks.
let kernels: [SwiftSetting] = [.unsafeFlags(processorFlags + ["-Ounchecked"])]

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name), "TestSupport"] + dependencies, exclude: exclude,
    swiftSettings: house)
}

// MARK: - The package

let package = Package(
  name: "handful",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "handful", targets: ["handful"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
  ],
  targets: [
    .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(
      name: "CTurboJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"])]),
    .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(
      name: "CLibTorch",
      cxxSettings: [
        .unsafeFlags([
          "-I\(torch)/include", "-I\(torch)/include/torch/csrc/api/include", "-std=c++20", "-w",
        ])
      ],
      linkerSettings: [
        .unsafeFlags(["-L\(torch)/lib", "-Xlinker", "-rpath", "-Xlinker", "\(torch)/lib"]),
        // Not `torch`, which would bring CUDA's libraries, where it has some, into every start: see `hfCUDALoad`.
        .linkedLibrary("torch_cpu"), .linkedLibrary("c10"), .linkedLibrary("stdc++"),
      ]),
    .target(name: "CImageCodecs", dependencies: ["CPNG"]),
    .target(name: "CIntrinsics"),
    .target(name: "Files", dependencies: ["CZip", "CZlib"], swiftSettings: house),
    .target(name: "Tensors", dependencies: ["CLibTorch", "Files"], swiftSettings: house),
    .target(
      name: "Images",
      dependencies: [
        "Files", "CImageCodecs", "CTurboJPEG", .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: house),
    .target(name: "CUDA", dependencies: ["Files", "Tensors"], swiftSettings: house),
    .target(
      name: "Splatting", dependencies: ["CIntrinsics", "CUDA", "Files", "Tensors", "Images"],
      resources: [.copy("Rasterizer/CUDA/Kernels")], swiftSettings: kernels),
    .target(name: "Hands", dependencies: ["Files", "Tensors", "Images", "Splatting"], swiftSettings: house),
    .target(
      name: "Captures",
      dependencies: [
        "Files", "Tensors", "Images", "Splatting", "Hands", .product(name: "Yams", package: "Yams"),
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: house),
    .target(name: "Fields", dependencies: ["CIntrinsics", "Tensors"], swiftSettings: kernels),
    .target(
      name: "Methods",
      dependencies: ["Files", "Tensors", "Images", "Splatting", "Hands", "Captures", "Fields"],
      swiftSettings: house),
    .target(
      name: "Evaluation",
      dependencies: ["Files", "Tensors", "Images", "Splatting", "Hands", "Captures", "Methods"],
      swiftSettings: house),
    .target(
      name: "Viewer",
      dependencies: [
        "Files", "Tensors", "Images", "Splatting", "Hands", "Captures", "Methods", "Evaluation",
        .product(name: "FlyingFox", package: "FlyingFox"),
      ],
      resources: [.copy("Page")], swiftSettings: house),
    .target(
      name: "Benchmarks",
      dependencies: ["Files", "Tensors", "Splatting", "Captures", "Fields", "Methods"],
      path: "Benchmarks", exclude: ["workloads.py", "gsplat_times.py"], swiftSettings: kernels),
    .executableTarget(
      name: "handful",
      dependencies: [
        "Files", "Tensors", "CUDA", "Images", "Splatting", "Hands", "Captures", "Fields", "Methods",
        "Evaluation", "Viewer", "Benchmarks",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: house),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: house),
    tests("Files"),
    tests("Tensors", ["Files", "EmulatedDevice"]),
    tests("CUDA", ["Tensors"]),
    tests("Images", ["Files"]),
    // The CUDA kernels as C++, for their tests; built for this processor, so that `fmaf` is an instruction.
    .target(
      name: "KernelEmulation", path: "Tests/KernelEmulation",
      cxxSettings: [
        .headerSearchPath("../../Sources/Splatting/Rasterizer/CUDA/Kernels"),
        .unsafeFlags(["-std=c++20", "-O2", "-Wall", "-march=\(processor)"]),
      ]),
    // A device of LibTorch's that behaves as a GPU does, on the processor.
    .target(
      name: "DeviceEmulation", dependencies: ["CLibTorch"], path: "Tests/DeviceEmulation",
      cxxSettings: [
        .unsafeFlags([
          "-I\(torch)/include", "-I\(torch)/include/torch/csrc/api/include", "-std=c++20", "-w",
        ])
      ]),
    .target(
      name: "EmulatedDevice",
      dependencies: ["CUDA", "DeviceEmulation", "KernelEmulation", "Splatting", "Tensors"],
      path: "Tests/EmulatedDevice", swiftSettings: house),
    tests("Splatting", ["CUDA", "Files", "Tensors", "Images", "KernelEmulation", "EmulatedDevice"]),
    tests("Hands", ["Files", "Tensors", "Images", "Splatting"], exclude: ["Tracking/Figures"]),
    tests("Captures", ["Files", "Tensors", "Images", "Splatting", "Hands"]),
    tests("Fields", ["Tensors"]),
    tests(
      "Methods", ["Files", "Tensors", "Images", "Splatting", "Hands", "Captures", "Fields", "EmulatedDevice"]),
    tests("Evaluation", ["Files", "Tensors", "Images", "Splatting", "Hands", "Captures", "Methods"]),
    tests(
      "Viewer", ["Files", "Tensors", "Images", "Splatting", "Hands", "Captures", "Methods", "Evaluation"]),
    tests("Benchmarks", ["Files", "Splatting", "Methods", "EmulatedDevice"]),
    tests("handful", ["Files", "Tensors", "Images", "Splatting", "Hands", "Captures", "Benchmarks"]),
  ]
)
