"""Logging in and out: passwords and codes checked in a thread of their own, sessions, and the cookies."""

import asyncio
import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass, replace

from casebook import accounts, passwords, second_factor
from casebook.access import Access
from casebook.accounts import Account, Accounts
from casebook.guard.headers import is_plain_loopback
from casebook.guard.sessions import ABSOLUTE, Sessions
from casebook.guard.throttle import Throttle
from casebook.rereading import Rereading
from casebook.speaking import N_

SLOWEST = 0.6  # seconds: every refused login takes this or a multiple of it, so that its time says nothing
KNOWN_DEVICE = 180 * 24 * 60 * 60
WRONG = N_("This name, password and code do not belong together.")
NO_FACTOR = N_("This account needs a second factor before it can be used. Please ask whoever keeps the accounts for one.")
TOO_MANY = N_("Too many tries. Please wait before the next one.")


@dataclass(frozen=True)
class Outcome:
    """What became of a login: its account, or the HTTP status and words of its refusal, and seconds to wait."""

    account: Account | None = None
    status: int = 200
    words: str = ""
    wait: int = 0


class Doorkeeper:
    """Checks passwords and codes and keeps sessions; knows nothing of what lies behind the door."""

    def __init__(
        self, accounts: Accounts, sessions: Sessions, secret: str, access: Rereading[Access], throttle: Throttle
    ) -> None:
        self.accounts = accounts
        self.sessions = sessions
        self.throttle = throttle
        self._access = access
        self._secret = secret.encode()
        self._hashing = asyncio.Semaphore(1)  # one core stays for those who are in
        self._nobody = passwords.hashed(secrets.token_hex(16))

    @property
    def access(self) -> Access:
        """How far the site is open now."""
        return self._access.now()

    def who(self, scope: dict) -> Account | None:
        """The account of a request's session, with the roles it has today; None without one."""
        token = cookies(scope).get(cookie_name("session", scope))
        found = self.sessions.find(token) if token else None
        account = self.accounts.get(found[0]) if found else None
        return account if account and account.stamp == found[1] and not self._lacks_factor(account) else None

    def knows(self, name: str) -> bool:
        """Whether there is such an account, disabled or not."""
        return name in self.accounts.all()

    async def log_in(self, scope: dict, name: str, password: str, code: str) -> Outcome:
        """Whether these open a session. Known and unknown names, wrong passwords and wrong codes get one answer."""
        address, device = (scope.get("client") or ("", 0))[0], self._device(scope, name)
        wait = self.throttle.wait(name, address, device)
        if wait:
            return Outcome(status=429, words=TOO_MANY, wait=wait)
        self.throttle.tried(name, device)
        began = time.monotonic()
        account = self.accounts.get(name)
        async with self._hashing:
            right = await asyncio.to_thread(passwords.is_right, password, account.hash if account else self._nobody)
        if account and right and self._has_factor(account, code):
            if not self._lacks_factor(account):
                self.throttle.succeeded(name, device)
                return Outcome(await asyncio.to_thread(self._renewed, account, password))
            return Outcome(words=NO_FACTOR)
        self.throttle.failed(address)
        await asyncio.sleep(SLOWEST - (time.monotonic() - began) % SLOWEST)
        return Outcome(words=WRONG)

    def _has_factor(self, account: Account, code: str) -> bool:
        """Whether a code is right and was not used before, or none is needed."""
        if not account.totp:
            return True
        now = self.sessions.now()
        what = second_factor.answered(account.name, account.totp, account.recovery, code, now)
        return what is not None and self.sessions.spend(account.name, what)

    def _lacks_factor(self, account: Account) -> bool:
        return not account.totp and self.access.demands_of(account.roles)

    def _renewed(self, account: Account, password: str) -> Account:
        """The account with a hash as they are made today, now that its password is known."""
        if not passwords.is_old(account.hash):
            return account
        new = replace(account, hash=passwords.hashed(password))
        try:
            return accounts.changed(self.accounts.path, account.name, lambda now: new if now == account else now)
        except (OSError, accounts.AccountsError):
            return account

    def open(self, scope: dict, account: Account) -> list[tuple[bytes, bytes]]:
        """Begin a session; the Set-Cookie headers that hand it to the browser and make it a known one."""
        self.close(scope)
        token = self.sessions.open(account.name, account.stamp)
        return [
            set_cookie("session", token, ABSOLUTE, scope),
            set_cookie("device", self._sign(account.name), KNOWN_DEVICE, scope),
        ]

    def close(self, scope: dict) -> list[tuple[bytes, bytes]]:
        """End the request's session here, not only in the browser."""
        token = cookies(scope).get(cookie_name("session", scope))
        if token:
            self.sessions.close(token)
        return [set_cookie("session", "", 0, scope)]

    def token(self, scope: dict) -> str:
        """What every form of this session's pages carries, and no other page can know; '' without a session."""
        kept = cookies(scope).get(cookie_name("session", scope))
        return self._hash(f"form\0{kept}") if kept else ""

    def _sign(self, name: str) -> str:
        nonce = secrets.token_hex(16)
        return f"{nonce}.{self._seal(name, nonce)}"

    def _seal(self, name: str, nonce: str) -> str:
        return self._hash(f"device\0{name}\0{nonce}")

    def _hash(self, text: str) -> str:
        return hmac.new(self._secret, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()

    def _device(self, scope: dict, name: str) -> str | None:
        nonce, _, seal = cookies(scope).get(cookie_name("device", scope), "").partition(".")
        known = nonce and hmac.compare_digest(seal.encode(), self._seal(name, nonce).encode())
        return nonce if known else None


def cookies(scope: dict) -> dict[str, str]:
    """The request's cookies; of several of one name the first counts."""
    found: dict[str, str] = {}
    for part in "; ".join(v.decode("latin-1") for k, v in scope["headers"] if k == b"cookie").split(";"):
        name, _, value = part.strip().partition("=")
        found.setdefault(name, value)
    return found


def cookie_name(what: str, scope: dict) -> str:
    """`__Host-` ties a cookie to this host and to https; plain http on this machine cannot have it."""
    return f"casebook-{what}" if is_plain_loopback(scope) else f"__Host-casebook-{what}"


def set_cookie(what: str, value: str, seconds: int, scope: dict) -> tuple[bytes, bytes]:
    secure = "" if is_plain_loopback(scope) else "; Secure"
    text = f"{cookie_name(what, scope)}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}"
    return b"set-cookie", text.encode("latin-1")
