"""The second factor: codes by time (RFC 6238) as an app on a telephone shows them, and recovery codes on paper."""

import hashlib
import re
import secrets

import pyotp

from casebook.passwords import LETTERS

ISSUER = "Casebook"
PERIOD = 30  # seconds that a code lasts; the one before and the one after count too, for clocks that differ
RECOVERY = 8


def new_secret() -> str:
    """160 random bits in base32."""
    return pyotp.random_base32()


def address(name: str, secret: str) -> str:
    """The otpauth address that an app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def new_recovery() -> list[str]:
    """Codes of about 79 bits, each good for one login without the telephone."""
    return ["-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4)) for _ in range(RECOVERY)]


def digest(name: str, code: str) -> str:
    """What is kept of a recovery code; blanks, hyphens and capitals do not count."""
    return hashlib.sha256(f"{name}\0{_plain(code)}".encode("utf-8", "surrogatepass")).hexdigest()


def answered(name: str, secret: str, recovery: tuple[str, ...], code: str, now: float) -> str | None:
    """What a code answers to, which may be spent once: a step of time or a recovery code; None when it is wrong."""
    plain = _plain(code)
    if re.fullmatch(r"\d{6}", plain, re.ASCII):
        made = pyotp.TOTP(secret, interval=PERIOD)
        steps = (int(now) // PERIOD + shift for shift in (0, -1, 1))
        found = [step for step in steps if secrets.compare_digest(made.generate_otp(step), plain)]
        return f"step {found[0]} of {digest(name, secret)[:16]}" if found else None
    kept = digest(name, code)
    return f"recovery {kept}" if kept in recovery else None


def _plain(code: str) -> str:
    return re.sub(r"[\s-]", "", code).casefold()
