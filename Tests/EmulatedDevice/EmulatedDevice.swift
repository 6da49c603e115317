import DeviceEmulation
import KernelEmulation
import Splatting
import Tensors

/// A device that behaves as a GPU does, on the processor: LibTorch's private device, and the CUDA kernels as C++.
public enum EmulatedDevice {
  /// The device, as tensors name it.
  public static let device = Device.privateUse

  /// What is computed with on it.
  public static var resources: ComputeResources {
    ComputeResources(launcher: EmulatedLauncher(order: KEOrderForward, device: device), threads: 2)
  }

  /// How many of LibTorch's operations have been computed on it so far.
  public static var operationCount: Int { Int(deOperationCount()) }
}
