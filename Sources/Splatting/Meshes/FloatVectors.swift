/// The scalar product of two vectors.
@inlinable @inline(__always)
public func dot(_ a: SIMD3<Float>, _ b: SIMD3<Float>) -> Float { a.x * b.x + a.y * b.y + a.z * b.z }

/// The vector product of two vectors.
@inlinable @inline(__always)
public func cross(_ a: SIMD3<Float>, _ b: SIMD3<Float>) -> SIMD3<Float> {
  [a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x]
}

/// The Euclidean length of a vector.
@inlinable @inline(__always)
public func length(_ v: SIMD3<Float>) -> Float { dot(v, v).squareRoot() }

/// The vector of length 1 in the direction of `v`; zero stays zero.
@inlinable @inline(__always)
public func normalize(_ v: SIMD3<Float>) -> SIMD3<Float> {
  let size = length(v)
  return size > 0 ? v / size : v
}

/// `a` where `t` is 0, `b` where it is 1, on the line between them elsewhere.
@inlinable @inline(__always)
public func mix(_ a: SIMD3<Float>, _ b: SIMD3<Float>, _ t: Float) -> SIMD3<Float> { a + (b - a) * t }

/// 0 up to `low`, 1 from `high` on, a smooth cubic between them.
@inlinable @inline(__always)
public func smoothStep<T: BinaryFloatingPoint>(_ low: T, _ high: T, _ x: T) -> T {
  let t = min(max((x - low) / (high - low), 0), 1)
  return t * t * (3 - 2 * t)
}
