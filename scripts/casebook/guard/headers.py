"""The headers every answer carries, and the addresses an answer may send a browser to."""

import base64
import hashlib

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
ALWAYS = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"x-robots-tag", b"noindex, nofollow, noarchive"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), interest-cohort=()"),
]
_OURS = {name for name, _ in ALWAYS} | {b"server", b"set-cookie", b"cache-control", b"strict-transport-security"}
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def header(scope: dict, name: bytes) -> str:
    """A request header's text, '' when it is absent."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def is_plain_loopback(scope: dict) -> bool:
    """Whether the browser speaks plain http to this machine itself, where a Secure cookie would be lost."""
    host = header(scope, b"host").casefold()
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    return scope.get("scheme") == "http" and name in LOOPBACK and header(scope, b"x-forwarded-proto") != "https"


def finish(
    headers: list[tuple[bytes, bytes]], *, public: bool, secure: bool, style: str = ""
) -> list[tuple[bytes, bytes]]:
    """An inner answer's headers made safe: ours added, cookies and server taken out, Location kept on this site.

    A page with a `style` of its own is allowed that one, by its hash, and no sheet.
    """
    kept = [(key.lower(), value) for key, value in headers if key.lower() not in _OURS]
    kept = [(key, safe_location(value) if key == b"location" else value) for key, value in kept]
    kept += ALWAYS
    if style:
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        policy = POLICY.replace("style-src 'self'", f"style-src 'sha256-{digest}'")
        kept = [(name, policy.encode() if name == b"content-security-policy" else value) for name, value in kept]
    kept.append((b"cache-control", b"private, max-age=3600" if public else b"private, no-store"))
    if secure:
        kept.append((b"strict-transport-security", b"max-age=31536000"))
    return kept


def safe_location(location: bytes) -> bytes:
    """A Location that stays on this site; anything else becomes the home page."""
    text = location.decode("latin-1")
    odd = any(ord(letter) <= 32 or ord(letter) >= 127 or letter == "\\" for letter in text)
    return location if text.startswith("/") and not text.startswith("//") and not odd else b"/"
