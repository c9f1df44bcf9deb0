"""The door of a site that is being checked: one reader, known by a token that lives as long as the check."""

import hmac
import os

from casebook.access import OPEN, Access
from casebook.accounts import Account
from casebook.guard.headers import header
from casebook.guard.login import Outcome

TOKEN, HEADER = "CASEBOOK_CHECK_TOKEN", b"x-casebook-check"


class OneReader:
    """Opens to whoever sends the token, as a journalist; nobody can log in or out."""

    access: Access = OPEN

    def __init__(self, token: str) -> None:
        self._token = token.encode()
        self._account = Account("checker", "", ("journalist",))

    @classmethod
    def from_environment(cls) -> "OneReader":
        """The reader of the token in the environment, which is then forgotten; without one, nobody."""
        return cls(os.environ.pop(TOKEN, ""))

    def who(self, scope: dict) -> Account | None:
        sent = header(scope, HEADER).encode("latin-1")
        return self._account if self._token and hmac.compare_digest(sent, self._token) else None

    def token(self, scope: dict) -> str:
        return ""

    async def log_in(self, scope: dict, name: str, password: str, code: str) -> Outcome:
        return Outcome(words="Nobody logs in here.")

    def knows(self, name: str) -> bool:
        return False

    def close(self, scope: dict) -> list[tuple[bytes, bytes]]:
        return []
