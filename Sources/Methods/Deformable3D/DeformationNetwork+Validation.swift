import Fields

extension DeformationNetwork.Configuration {
  func validate() throws {
    try Settings.require("network.depth", depth, in: 1...64)
    try Settings.require("network.width", width, in: 1...8192)
    try Settings.require("network.positionFrequencies", positionFrequencies, in: 0...32)
    try Settings.require("network.timeFrequencies", timeFrequencies, in: 0...32)
  }
}
