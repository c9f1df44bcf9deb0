"""The keys of publication: one secret a audience for the ids of its editions, and the Ed25519 key that signs them."""

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ID_LENGTH = 10
RAW = serialization.Encoding.Raw, serialization.PublicFormat.Raw


class KeyFileError(Exception):
    """A key file cannot be used; the message names it and the fix."""


def id_key(keys: Path, audience: str) -> bytes:
    """The 32 secret bytes by which the ids of an audience are made; made on first use, readable by its owner alone."""
    text = _kept(keys / f"{audience}.idkey", lambda: secrets.token_hex(32))
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise KeyFileError(f"{keys / audience}.idkey: it does not hold 64 hex digits. Restore it from the key backup.")
    return key


def published_id(key: bytes, case_key: str) -> str:
    """The id under which an audience sees a case: base32 of HMAC-SHA256, ten small letters and digits."""
    digest = hmac.new(key, case_key.encode(), hashlib.sha256).digest()
    return base64.b32encode(digest).decode().lower()[:ID_LENGTH]


def sign(keys: Path, message: bytes) -> str:
    """The signature of a message in base64, by the signing key of this Casebook; made on first use."""
    text = _kept(keys / "signing.key", lambda: Ed25519PrivateKey.generate().private_bytes_raw().hex())
    try:
        private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(text))
    except ValueError:
        words = "it does not hold 64 hex digits. Restore it from the key backup."
        raise KeyFileError(f"{keys / 'signing.key'}: {words}") from None
    _kept(keys / "signing.pub", lambda: private.public_key().public_bytes(*RAW).hex())
    return base64.b64encode(private.sign(message)).decode()


def is_signed(keys: Path, message: bytes, signature: str) -> bool:
    """Was this message signed by the key whose public half is in `keys`/signing.pub? False when that is missing."""
    try:
        return is_signed_by((keys / "signing.pub").read_text().strip(), message, signature)
    except (OSError, ValueError):
        return False


def is_signed_by(public: str, message: bytes, signature: str) -> bool:
    """Was this message signed by the key whose public half is these 64 hex digits?"""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(base64.b64decode(signature, validate=True), message)
    except (ValueError, InvalidSignature):
        return False
    return True


def _kept(path: Path, make) -> str:
    """The text of a key file, made and put on the disk whole when it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        new = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.write(descriptor, make().encode() + b"\n")
        os.fsync(descriptor)
        os.close(descriptor)
        try:
            os.link(new, path)  # whoever is first makes the key; nobody overwrites one
        except FileExistsError:
            pass
        finally:
            new.unlink()
    return path.read_text(encoding="ascii").strip()
