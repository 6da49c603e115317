"""Reads a TensorBoard event file and prints its events, a line each; ends with an error on a wrong checksum.

An independent reader: the checksum is computed bit by bit, and any field of the messages is taken as it comes.
"""
import hashlib
import struct
import sys


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def check(data, stored):
    crc = crc32c(data)
    masked = ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF
    if masked != stored:
        sys.exit(f"checksum {stored:#x} of {len(data)} bytes should be {masked:#x}")


def records(data):
    position = 0
    while position < len(data):
        (length,) = struct.unpack_from("<Q", data, position)
        check(data[position : position + 8], struct.unpack_from("<I", data, position + 8)[0])
        start = position + 12
        record = data[start : start + length]
        check(record, struct.unpack_from("<I", data, start + length)[0])
        position = start + length + 4
        yield record


def variable(data, position):
    value = shift = 0
    while True:
        byte = data[position]
        position += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, position


def fields(data):
    """The fields of a message: number and value, in order."""
    position = 0
    while position < len(data):
        tag, position = variable(data, position)
        number, kind = tag >> 3, tag & 7
        if kind == 0:
            value, position = variable(data, position)
        elif kind == 1:
            (value,), position = struct.unpack_from("<d", data, position), position + 8
        elif kind == 5:
            (value,), position = struct.unpack_from("<f", data, position), position + 4
        else:
            length, position = variable(data, position)
            value, position = data[position : position + length], position + length
        yield number, value


def describe(value):
    value = dict(fields(value))
    tag = value[1].decode()
    if 2 in value:
        return f"{tag}={value[2]:g}"
    image = dict(fields(value[4]))
    return f"{tag}={image[1]}x{image[2]}x{image[3]}:{hashlib.sha256(image[4]).hexdigest()[:16]}"


assert crc32c(b"123456789") == 0xE3069283
for record in records(open(sys.argv[1], "rb").read()):
    event = dict(fields(record))
    line = f"time={event[1]:g} step={event.get(2, 0)}"
    if 3 in event:
        line += f" version={event[3].decode()}"
    if 5 in event:
        line += "".join(" " + describe(value) for _, value in fields(event[5]))
    if 7 in event:
        line += f" session={dict(fields(event[7]))[1]}"
    print(line)
