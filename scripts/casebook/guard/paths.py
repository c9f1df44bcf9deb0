"""What a request asks for, decoded until nothing is hidden in it, or the answer to a request that is not a fair one."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote_to_bytes

LONGEST_ADDRESS = 8192
LONGEST_HEADERS = 32_768
MOST_PARAMETERS = 100
READING = ("GET", "HEAD")
_HIDDEN = re.compile(r"[\x00-\x1f\x7f\x80-\x9f\\]")
_TILDE = re.compile(rb"~([0-9A-Fa-f]{2})")


@dataclass(frozen=True)
class Asked:
    """A request's method, its path decoded from percent and tilde forms and cut at `/`, and its parameters."""

    method: str
    parts: tuple[str, ...]
    query: tuple[tuple[str, str], ...]
    address: str

    @property
    def path(self) -> str:
        return "/" + "/".join(self.parts)


class Unfair(Exception):
    """A request that is answered without being looked at: HTTP status and words."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


def read(scope: dict) -> Asked:
    """The request of an ASGI scope; raises Unfair on odd methods, long addresses and characters that hide something."""
    raw = scope.get("raw_path") or scope["path"].encode("utf-8", "surrogatepass")
    raw = raw.partition(b"?")[0]
    query = scope.get("query_string", b"")
    if len(raw) + len(query) > LONGEST_ADDRESS:
        raise Unfair(414, "This address is too long.")
    if sum(len(name) + len(value) for name, value in scope["headers"]) > LONGEST_HEADERS:
        raise Unfair(431, "This request carries more than a browser sends.")
    if scope["method"] not in (*READING, "POST"):
        raise Unfair(405, "This method is not used here.")
    path = decode(raw)
    if not path.startswith("/") or path.startswith("//"):
        raise Unfair(400, "This address is not one of this site.")
    parts = tuple(path[1:].split("/"))
    if ".." in parts or "." in parts:
        raise Unfair(400, "This address is not one of this site.")
    return Asked(
        scope["method"],
        parts,
        parameters(query),
        raw.decode("latin-1") + ("?" + query.decode("latin-1") if query else ""),
    )


def decode(raw: bytes) -> str:
    """A path with every percent and tilde form resolved; raises Unfair where it hides controls or never ends."""
    for _ in range(4):
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            raise Unfair(400, "This address is not written in UTF-8.") from None
        if _HIDDEN.search(text):
            raise Unfair(400, "This address holds characters that no address holds.")
        plainer = _TILDE.sub(lambda match: bytes([int(match[1], 16)]), unquote_to_bytes(raw))
        if plainer == raw:
            return text
        raw = plainer
    raise Unfair(400, "This address is encoded too many times.")


def parameters(query: bytes) -> tuple[tuple[str, str], ...]:
    """The parameters in order; raises Unfair when there are too many or one holds a NUL."""
    try:
        pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        raise Unfair(400, "This address has too many parameters.") from None
    if any("\0" in key or "\0" in value for key, value in pairs):
        raise Unfair(400, "A parameter holds characters that no text holds.")
    return tuple(pairs)
