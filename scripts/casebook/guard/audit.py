"""What is written into the audit log before it is answered: logins, what is taken away, every look at private data."""

import hashlib
import hmac
import re
from pathlib import Path
from typing import Any

from casebook import audit, editions
from casebook.guard.paths import Asked
from casebook.guard.rules import PUBLIC_ID

CASE_KEY = re.compile("[0-9a-f]{32}")
TAKEN_AWAY = (".csv", ".xml", ".json", ".xlsx", ".geojson", ".pdf")
SEARCHES = ("q", "_search", "sql")


class Auditor:
    """Writes who reads what; what was searched for, and keys that may hold a name, only as hashes under a secret."""

    def __init__(self, folder: Path, current: Path, secret: str) -> None:
        self._folder, self._current, self._secret = folder, current, secret.encode()

    def note(self, asked: Asked, name: str, roles: tuple[str, ...]) -> None:
        """Write the line of this request, if it needs one."""
        action = action_of(asked, roles)
        if action:
            audit.note(self._folder, name, action, **self._about(asked))

    def came(self, action: str, name: str, known: bool) -> None:
        """Write a "login", a "logout" or a "refused" login; a name that is nobody's may be a password, and is hashed."""
        by = name if action != "refused" else "nobody"
        about = {} if action != "refused" else {"account": name} if known else {"hashed": self._hash(name)}
        audit.note(self._folder, by, action, **about)

    def _about(self, asked: Asked) -> dict[str, Any]:
        if asked.method == "POST":
            return {"what": "/".join(asked.parts)}
        about: dict[str, Any] = {"edition": self._edition(), "what": "/".join(asked.parts[:1])}
        if len(asked.parts) > 1:
            last = asked.parts[1]
            for ending in TAKEN_AWAY:
                last = last.removesuffix(ending)
            known = PUBLIC_ID.fullmatch(last) or CASE_KEY.fullmatch(last)
            about["case" if known else "hashed"] = last if known else self._hash("/".join(asked.parts[1:]))
        words = [value for key, value in asked.query if key in SEARCHES and value]
        return about | ({"search": self._hash("\n".join(words))} if words else {})

    def _hash(self, text: str) -> str:
        return hmac.new(self._secret, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:16]

    def _edition(self) -> int | None:
        link = self._current
        return int(link.readlink().name) if link.is_symlink() and link.readlink().name.isdigit() else None


class Silent:
    """Nobody's auditor: of who only checks a site nothing is kept."""

    def note(self, asked: Asked, name: str, roles: tuple[str, ...]) -> None: ...

    def came(self, action: str, name: str, known: bool) -> None: ...


def auditor(audit_folder: Path, editions_folder: Path, secret: str) -> Auditor:
    return Auditor(audit_folder, editions_folder / editions.CURRENT, secret)


def action_of(asked: Asked, roles: tuple[str, ...]) -> str | None:
    """ "judge", "export", "read" (of private data) or None."""
    if asked.method == "POST":
        return "judge"
    first = asked.parts[0].partition(".")[0]
    if first in ("", "static", "-", "favicon"):
        return None
    if asked.path.endswith(TAKEN_AWAY):
        return "export"
    private = "researcher" in roles and first not in ("published", "changes", "editions")
    return "read" if private else None
