"""Opens text files in an encoding that is certain or declared, and asks instead of guessing."""

import codecs
import io
from pathlib import Path

from casebook.importers.shapes import Options, Refused

MARKS = (  # the longer marks first: that of UTF-32 begins like that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 1 << 20
# Codecs of Python that are no encodings of text files.
NOT_FOR_FILES = {"idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "utf-7"}


def open_text(path: Path, options: Options) -> io.TextIOWrapper:
    """The file as text, line ends untouched; raises Refused, with a question, when its encoding is not certain.

    Bytes that do not fit raise UnicodeDecodeError while reading; `misfit` turns that into words.
    """
    encoding = encoding_of(path, options.encoding)
    return path.open(encoding=encoding, newline="", errors="strict")


def read_text(path: Path, options: Options) -> str:
    """The whole file as text, every line end as \\n; raises Refused, also for a file with nothing in it."""
    try:
        with open_text(path, options) as file:
            text = file.read()
    except UnicodeDecodeError as error:
        raise misfit(path, options, error) from None
    if not text.strip():
        raise empty(path)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def empty(path: Path) -> Refused:
    """The refusal of a file with nothing in it."""
    return Refused("empty_file", f"{path.name} is empty", "Export the file again, or take it out of the folder")


def encoding_of(path: Path, declared: str | None) -> str:
    """The Python name of the file's encoding: by its mark, as declared, or UTF-8 when its first megabyte fits."""
    with path.open("rb") as file:
        start = file.read(SAMPLE)
    marked = next((name for mark, name in MARKS if start.startswith(mark)), None)
    if declared is not None:
        return _declared(path, declared, marked)
    if marked:
        return marked
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start, final=len(start) < SAMPLE)
    except UnicodeDecodeError as error:
        raise _question(path, start, start[: error.start].count(b"\n") + 1) from None
    if start.count(0) > len(start) // 5:  # UTF-16 without its mark is valid UTF-8 as long as it is plain English
        raise _question(path, start, 1)
    return "utf-8"


def misfit(path: Path, options: Options, error: UnicodeDecodeError) -> Refused:
    """The refusal of a file whose bytes, somewhere, do not fit its encoding: with the line, and a question if open."""
    encoding = encoding_of(path, options.encoding)
    whole = path.read_bytes()
    try:
        whole.decode(encoding)
    except UnicodeDecodeError as exact:
        error = exact
    line = whole[: error.start].decode(encoding, errors="replace").count("\n") + 1
    if options.encoding is None and encoding == "utf-8":
        return _question(path, whole[max(0, error.start - SAMPLE // 2) :][:SAMPLE], line)
    return Refused(
        "wrong_encoding",
        f"{path.name} is not {options.encoding or encoding} throughout",
        "Ask who sent the file which program wrote it, and declare that encoding in source.yml",
        line,
    )


def _declared(path: Path, declared: str, marked: str | None) -> str:
    """The encoding declared, when Python knows it and the mark at the file's beginning does not deny it."""
    try:
        known = codecs.lookup(declared)
    except (LookupError, ValueError):
        known = None
    if known is None or not known._is_text_encoding or known.name in NOT_FOR_FILES:
        raise Refused(
            "unknown_encoding",
            f"source.yml declares the encoding {declared!r}, which is not known",
            "Use one of utf-8, utf-16, gb18030, big5, cp1251, cp1254, cp1256, cp1252",
        )
    name = "utf-8" if known.name == "utf-8-sig" else known.name
    if marked is None:
        return _byte_order(path, name)
    family = marked.removesuffix("-sig")
    if not name.startswith(family):
        raise Refused(
            "wrong_encoding",
            f"source.yml declares {declared} but {path.name} begins with the mark of {family.upper()}",
            "Take the line `encoding:` out of source.yml",
            1,
        )
    return marked


def _byte_order(path: Path, name: str) -> str:
    """The encoding with its order of bytes, which UTF-16 declared without a mark in the file leaves open."""
    if name != "utf-16":
        return name
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    low, high = _likeness(sample, "utf-16-le"), _likeness(sample, "utf-16-be")
    if abs(low - high) < 0.3:
        raise _question(path, sample, 1)
    return "utf-16-le" if low > high else "utf-16-be"


def _question(path: Path, sample: bytes, line: int) -> Refused:
    """A refusal that names the encodings the bytes look most like, and the line to write once a person has chosen."""
    likely = plausible(sample)
    first = likely[0] if likely else "gb18030"
    asked = f"it looks most like {', then '.join(likely)}" if likely else "it looks like no encoding known here"
    return Refused(
        "unclear_encoding",
        f"{path.name} is not UTF-8; {asked}",
        f"Which program, or which country's Windows, wrote it? Open it there to make sure, then put the line "
        f"`encoding: {first}` into source.yml",
        line,
    )


CANDIDATES = ("gb18030", "big5", "cp1251", "koi8-r", "cp1256", "cp1252", "cp1254", "utf-16-le", "utf-16-be")


def plausible(sample: bytes) -> list[str]:
    """At most three encodings in which these bytes look like writing, the likeliest first."""
    scored = [(_likeness(sample, encoding), encoding) for encoding in CANDIDATES]
    return [encoding for score, encoding in sorted(scored, key=lambda pair: -pair[0]) if score > 0.4][:3]


def _likeness(sample: bytes, encoding: str) -> float:
    """How much of what is not ASCII reads as ordinary letters of that encoding's own script: 0 to 1."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return 0.0
    if encoding.startswith("utf-16"):  # without line ends or commas, the bytes are in the other order
        usual = sum(" " <= sign <= "~" or sign in "\r\n\t" or _in_script(sign) for sign in text)
        return 0.95 * usual / len(text) * (1 if set("\n\r,;\t") & set(text) else 0.5) if text else 0.0
    if sample.count(0) > len(sample) // 5:
        return 0.0
    foreign = [(before, letter) for before, letter in zip(" " + text, text, strict=False) if letter > "\x7f"]
    usual = sum(_usual(before, letter, encoding) for before, letter in foreign)
    return usual / len(foreign) if foreign else 0.0


def _in_script(sign: str) -> bool:
    """Whether a sign is Cyrillic, Arabic or Chinese."""
    return "\u0400" <= sign <= "\u06ff" or "\u4e00" <= sign <= "\u9fff" or sign in "，。、；：（）·"


def _usual(before: str, letter: str, encoding: str) -> bool:
    """Whether a letter, after the one before it, is what writing in that encoding mostly holds."""
    latin = before.isascii() and before.isalpha()
    if encoding == "gb18030":  # the 3,755 commonest characters come first in GB2312
        return b"\xb0\xa1" <= letter.encode("gb18030") <= b"\xd7\xf9" or letter in "，。、；：（）“”·"
    if encoding == "big5":
        return b"\xa4\x40" <= letter.encode("big5") <= b"\xc6\x7e" or letter in "，。、；：（）「」"
    if encoding in ("cp1251", "koi8-r"):  # the wrong one of the two turns small letters into capitals
        return "\u0400" <= letter <= "\u04ff" and not latin and (letter.islower() or not before.isalpha())
    if encoding == "cp1256":
        return "\u0600" <= letter <= "\u06ff" and not latin
    if encoding == "cp1252" and letter in "ÐÝÞðýþ":  # Icelandic there, but common letters of Turkish in cp1254
        return False
    return letter.isalpha() and letter.islower() and before.isascii() and (latin or before.isspace())
