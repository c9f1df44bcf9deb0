"""Passwords: how they are hashed and checked, which are good enough, and new ones made by chance."""

import re
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from datasette_auth_passwords.utils import verify_password

from casebook import vocabularies

HASHER = PasswordHasher(time_cost=3, memory_cost=32_768, parallelism=1)  # argon2id: above what OWASP asks for
HASH = re.compile(
    r"\$argon2id\$v=19\$m=\d+,t=\d+,p=\d+\$[\w+/]+\$[\w+/]+|pbkdf2_sha256\$\d+\$[^$]+\$[\w+/]+=*", re.ASCII
)
SHORTEST, LONGEST, VARIED = 15, 200, 8  # VARIED: how much has to be left of it without what is common
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that are mistaken for one another on paper
_RUN = 4  # letters in a row of the alphabet or of a keyboard from which on they are taken for one


def hashed(password: str) -> str:
    """The argon2id hash of a password, with its salt and cost in it."""
    return HASHER.hash(password)


def is_right(password: str, found: str) -> bool:
    """Whether a password is that of a hash; pbkdf2_sha256 is left to datasette-auth-passwords. Takes a tenth of a second."""
    try:
        if found.startswith("$argon2id$"):
            return HASHER.verify(found, password)
        return verify_password(password, found)
    except (InvalidHashError, VerificationError, ValueError, AssertionError):
        return False


def is_old(found: str) -> bool:
    """Whether a hash is made in another way than those of today."""
    return not found.startswith("$argon2id$") or HASHER.check_needs_rehash(found)


def new_password() -> str:
    """Twenty letters and digits in five groups: about 99 bits, easy to read out over a telephone."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(5))


def weakness(password: str, name: str) -> str:
    """What is wrong with a password that somebody chose for the account `name`, '' when nothing is."""
    if not SHORTEST <= len(password) <= LONGEST:
        return f"A password has {SHORTEST} to {LONGEST} letters; four words that have nothing to do with one another will do."
    if not password.isprintable():
        return "A password holds no characters that cannot be seen."
    if len(name) > 2 and name.casefold() in password.casefold():
        return "A password does not hold the name of its account."
    if len(set(_uncommon(password))) < VARIED:
        return "This password is made of what is tried first: common words, rows of keys, or the same again and again."
    return ""


def _uncommon(password: str) -> str:
    """What is left of a password without common words, digits put for letters, and rows of keys."""
    known = vocabularies.load("passwords")
    plain = password.casefold()
    rows = [row[start : start + _RUN] for row in known["rows"] for start in range(len(row) - _RUN + 1)]
    for run in [*rows, *(row[::-1] for row in rows)]:
        plain = plain.replace(run, "")
    plain = plain.translate(str.maketrans(known["put_for"]))
    for word in sorted(known["common"], key=len, reverse=True):
        plain = plain.replace(word.translate(str.maketrans(known["put_for"])), "")
    return re.sub(r"[\W_]", "", plain)
