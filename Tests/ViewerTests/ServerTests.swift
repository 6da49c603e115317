import Foundation
import TestSupport
import Testing
import Viewer

/// What the server answers, and what it refuses.
@Suite struct ServerTests {
  @Test func thePageAndItsPartsAreServed() async throws {
    try await serving(SampleScene.viewed) { address in
      let page = try await RawRequest.get("/", at: address)
      #expect(page.status == 200 && String(decoding: page.body, as: UTF8.self).hasPrefix("<!doctype html>"))
      #expect(page.head.contains("Content-Security-Policy: default-src 'self'"))
      for name in ["main.js", "sort-worker.js", "style.css", "icon.svg"] {
        #expect(try await RawRequest.get("/" + name, at: address).status == 200, "\(name)")
      }
    }
  }

  @Test func theSceneIsDescribed() async throws {
    try await serving(SampleScene.viewed) { address in
      let answer = try await RawRequest.get("/scene.json", at: address)
      let object = try #require(JSONSerialization.jsonObject(with: answer.body) as? [String: Any])
      let layers = try #require(object["layers"] as? [[String: Any]])
      #expect(layers.map { $0["name"] as? String } == ["background", "object", "hand"])
      #expect(layers.map { $0["moves"] as? Bool } == [false, true, false])
      #expect(object["times"] as? [Double] == SampleScene.times)
      #expect((object["views"] as? [Any])?.count == SampleScene.times.count)
    }
  }

  @Test func harmonicsThatStayAreSentOnce() async throws {
    try await serving(SampleScene.viewed) { address in
      let answers = [
        try await RawRequest.get("/layers/1/0", at: address),
        try await RawRequest.get("/layers/1/3", at: address),
      ]
      // 16 bytes, then 32 a Gaussian and 32 of degree 1.
      #expect(answers.map(\.body.count) == [16 + 150 * 64, 16 + 150 * 32])
      #expect(answers.map { $0.body.prefix(4) } == [Data("HFGS".utf8), Data("HFGS".utf8)])
    }
  }

  @Test(arguments: [
    "/nowhere", "/../Package.swift", "/../../../../etc/passwd", "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/..%2fetc/passwd",
    "//etc/passwd", "/page/main.js", "/main.js/", "/main.js%00", "/layers/0", "/layers/3/0", "/layers/0/5",
    "/layers/-1/0", "/layers/0/0x1", "/layers/0/99999999999999999999", "/layers/0/0/0", "/views/0.jpg",
    "/views/.jpg",
    "/views/../main.js", "http://other.example/",
  ])
  func otherPathsAreRefused(path: String) async throws {
    try await serving(SampleScene.viewed) { address in
      let status = try await RawRequest.get(path, at: address).status
      #expect(status == nil || status == 404)
    }
  }

  @Test func otherMethodsAndHostsAreRefused() async throws {
    try await serving(SampleScene.viewed) { address in
      for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let answer = try await RawRequest.get("/", method: method, at: address)
        #expect(answer.status == 405, "\(method)")
      }
      let other = try await RawRequest.get("/", host: "other.example", at: address)
      let here = try await RawRequest.get("/", host: "localhost:1", at: address)
      #expect(other.status == 403 && here.status == 200)
    }
  }

  @Test func malformedRequestsDoNotStopIt() async throws {
    try await serving(SampleScene.viewed) { address in
      let good = Data("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 12\r\n\r\nabc".utf8)
      let bad = [
        Data(), Data("\r\n\r\n".utf8), Data("GET\r\n\r\n".utf8), Data("GET / HTTP/9.9\r\n\r\n".utf8),
        Data("GET / HTTP/1.1\r\nContent-Length: -5\r\n\r\n".utf8),
        Data("GET / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n".utf8),
        Data("GET /%zz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".utf8), Data((0...255).map { UInt8($0) }),
        Data(repeating: 65, count: 10_000), Data([0xFF, 0xFE, 0x0D, 0x0A, 0x0D, 0x0A]),
      ]
      for bytes in bad + Damage.truncations(of: good, limit: 8) + Damage.corruptions(of: good, count: 20) {
        _ = try await RawRequest.send(bytes, to: address)
      }
      #expect(try await RawRequest.get("/scene.json", at: address).status == 200)
    }
  }

  @Test func aPlaceThatCannotBeServedOnIsTold() async throws {
    #expect(throws: ViewerError.badAddress("here")) { try ViewerServer(SampleScene.viewed, address: "here") }
    try await serving(SampleScene.viewed) { address in
      let second = try ViewerServer(SampleScene.viewed, port: UInt16(address.port ?? 0))
      await #expect(throws: ViewerError.self) { try await second.run() }
    }
  }
}
