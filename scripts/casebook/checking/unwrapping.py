"""What a value may be wrapped in: base64 and its kin, hexadecimal, archives, UTF-16, escapes, in several layers."""

import base64
import binascii
import bz2
import gzip
import html
import io
import lzma
import quopri
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from urllib.parse import unquote

DEPTH = 4
MOST = 5_000_000
_CODED = re.compile(r"[A-Za-z0-9+/_=-]{8,}")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}[\s:]?){4,}")
_LETTER = re.compile("[A-Za-z]")
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}|&#?\w+|\\[uUx]|=[0-9A-F]{2}|\\[0-9]{2}")
# Code points as programs write them: \u0041, \u{41}, \U00000041, \x41, \41 (hexadecimal in CSS, else octal).
_POINT = re.compile(r"\\(?:[uUx]\{?([0-9A-Fa-f]{2,8})\}?)")
_OCTAL, _CSS = re.compile(r"\\([0-7]{3})"), re.compile(r"\\([0-9A-Fa-f]{2,6}) ?")
# Bare numbers of letters in a row: U+0041, 0x41, 65 or 01000001, four or more.
_NUMBERS = re.compile(r"(?:(?:U\+|0x|\b)[0-9A-Fa-f]{2,8}\b[\s,;]*){4,}", re.IGNORECASE)
_TWO_NUMBERS = re.compile(r"[0-9][0-9A-Fa-f]*[\s,;]+(?:[Uu]\+|0[xX])?[0-9]")
# An address as people spell it so that no machine reads it.
# A name of the network in other letters (punycode), and UTF-7.
_PUNY, _UTF7 = re.compile(r"(?i)xn--([a-z0-9-]+)"), re.compile(r"\+[A-Za-z0-9+/]{3,}")
_SPELT = re.compile(r"\s*[\[({]?\b(?:at|dot|arobase|point)\b[\])}]?\s*", re.IGNORECASE)


def layers(value: str | bytes, depth: int = DEPTH) -> Iterator[str]:
    """The texts inside a value, the value itself first if it is text; what cannot be unpacked gives nothing."""
    if isinstance(value, bytes):
        yield from _inside_bytes(value, depth)
        return
    yield value
    if not depth:
        return
    for found in _escaped(value):
        if found != value:
            yield from layers(found, depth - 1)
    for body in _coded(value):
        yield from _inside_bytes(body, depth - 1)


def _inside_bytes(body: bytes, depth: int) -> Iterator[str]:
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        text = body.decode(encoding, "ignore")
        if text and (encoding == "utf-8" or _is_wide(body)):
            yield text
            if depth and len(text) < MOST:
                yield from (inner for inner in layers(text, depth - 1) if inner != text)
    if depth:
        for found in _unpacked(body):
            yield from _inside_bytes(found, depth - 1)


def _is_wide(body: bytes) -> bool:
    """Could this be UTF-16? Latin text has a zero in every pair; other scripts show no mark: short ones are tried."""
    return len(body) % 2 == 0 and (body.count(0) * 4 >= len(body) or len(body) <= 4096)


def _unpacked(body: bytes) -> Iterator[bytes]:
    for magic, unpack in _ARCHIVES:
        if body.startswith(magic):
            try:
                yield from unpack(body)
            except _BROKEN:
                continue
            return
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        found = stream.decompress(body, MOST)
    except zlib.error:
        return
    if stream.eof and len(found) >= 4:
        yield found


def _zip(body: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        for entry in archive.infolist()[:100]:
            yield (entry.filename + "\n").encode()
            with archive.open(entry) as file:
                yield file.read(MOST)


def _inflated(body: bytes) -> Iterator[bytes]:
    yield zlib.decompressobj().decompress(body, MOST)


_BROKEN = (OSError, ValueError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, RuntimeError)
_ARCHIVES: tuple[tuple[bytes, Callable[[bytes], Iterator[bytes]]], ...] = (
    (b"\x1f\x8b", lambda body: iter([gzip.GzipFile(fileobj=io.BytesIO(body)).read(MOST)])),
    (b"PK\x03\x04", _zip),
    (b"BZh", lambda body: iter([bz2.BZ2Decompressor().decompress(body, MOST)])),
    (b"\xfd7zXZ", lambda body: iter([lzma.LZMADecompressor().decompress(body, MOST)])),
    (b"]\0\0", lambda body: iter([lzma.LZMADecompressor().decompress(body, MOST)])),
    (b"x", _inflated),
)


def _coded(text: str) -> Iterator[bytes]:
    """The bytes that runs of letters and digits in a text may stand for."""
    for run in set(_HEX.findall(text)):
        yield from _tried(lambda run=run: bytes.fromhex(re.sub(r"[\s:]", "", run)))
    runs = {run for run in _CODED.findall(text) if _looks_coded(run)}
    if len(text) > 60 and runs:
        runs.update(_CODED.findall(re.sub(r"\s+", "", text)))
    for run in runs:
        bare = run.rstrip("=")
        padded = bare + "=" * (-len(bare) % 4)
        yield from _tried(lambda padded=padded: base64.b64decode(padded.replace("-", "+").replace("_", "/")))
        upper = bare.upper()
        yield from _tried(lambda upper=upper: base64.b32decode(upper + "=" * (-len(upper) % 8)))
    for line in text.splitlines() if text.isascii() else ():
        if len(line) > 8 and (ord(line[0]) - 32 + 2) // 3 * 4 == len(line.rstrip("\n")) - 1:
            yield from _tried(lambda line=line: binascii.a2b_uu(line))
    if len(text) >= 10 and text.isascii() and " " not in text and not text.isalnum() and _LETTER.search(text):
        yield from _tried(lambda: base64.b85decode(text))
        yield from _tried(lambda: base64.a85decode(text))


def _looks_coded(run: str) -> bool:
    """Long, with a digit or mark, or with capitals inside: what names and words of running text are not."""
    return len(run) >= 16 or not run.isalpha() or not (run.islower() or run.isupper() or run.istitle())


def _escaped(text: str) -> Iterator[str]:
    if _ESCAPED.search(text):
        yield unquote(text)
        yield html.unescape(text)
        yield quopri.decodestring(text.encode("utf-8", "ignore")).decode("utf-8", "ignore")
        for pattern, base in ((_POINT, 16), (_OCTAL, 8), (_CSS, 16)):
            yield pattern.sub(lambda found, base=base: _letter(found.group(1), base), text)
    for row in _NUMBERS.findall(text) if _TWO_NUMBERS.search(text) else ():
        yield from _from_numbers(re.findall(r"[0-9A-Fa-f]+", re.sub(r"(?i)u\+|0x", " ", row)))
    if text.isascii() and _PUNY.search(text):
        yield _PUNY.sub(lambda found: found[1].encode().decode("punycode", "ignore"), text)
    if text.isascii() and _UTF7.search(text):
        yield text.encode().decode("utf-7", "ignore")
    if _SPELT.search(text):
        yield _SPELT.sub(" ", text)


def _from_numbers(numbers: list[str]) -> Iterator[str]:
    """The letters that a row of numbers may stand for, in each base in which all of them are numbers."""
    for base, digits in ((16, "0123456789abcdef"), (10, "0123456789"), (2, "01")):
        if all(set(number.lower()) <= set(digits) for number in numbers):
            yield "".join(_letter(number, base) for number in numbers)


def _letter(number: str, base: int) -> str:
    code = int(number, base)
    return chr(code) if code < 0x110000 else ""


def _tried(decode: Callable[[], bytes]) -> Iterator[bytes]:
    try:
        found = decode()
    except (ValueError, binascii.Error):
        return
    if len(found) >= 4:
        yield found
