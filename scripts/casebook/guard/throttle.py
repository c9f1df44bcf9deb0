"""How often a password may be tried: by person, by address and by the whole site, without locking anybody out."""

import math
import time

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

PERSON = RateLimitItemPerMinute(5, 15, "person")
ADDRESS = RateLimitItemPerMinute(20, 15, "address")
SITE = RateLimitItemPerMinute(60, 1, "site")
LONGEST_NAME = 100


class Throttle:
    """Counts tries in moving windows. A browser that has logged in before is counted by itself, so that a stranger's
    tries at a name never shut out the person whose name it is. What is refused is not counted, so that SITE bounds
    what is remembered."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def wait(self, name: str, address: str, device: str | None) -> int:
        """Seconds until another try is heard, 0 when one may be made now."""
        counted = [_person(name, device), _site(device), *([] if device else [(ADDRESS, address)])]
        return max(self._left(*one) for one in counted)

    def tried(self, name: str, device: str | None) -> None:
        """Note a try before its password is looked at."""
        self._limiter.hit(*_person(name, device))
        self._limiter.hit(*_site(device))

    def failed(self, address: str) -> None:
        """Note whence a wrong password came."""
        self._limiter.hit(ADDRESS, address)

    def succeeded(self, name: str, device: str | None) -> None:
        """Forget the tries of somebody who has shown to know the password."""
        self._limiter.clear(*_person(name, device))

    def _left(self, limit: RateLimitItem, key: str) -> int:
        if self._limiter.test(limit, key):
            return 0
        return max(1, math.ceil(self._limiter.get_window_stats(limit, key).reset_time - time.time()))


def _person(name: str, device: str | None) -> tuple[RateLimitItem, str]:
    return PERSON, f"device {device}" if device else f"name {name.casefold()[:LONGEST_NAME]}"


def _site(device: str | None) -> tuple[RateLimitItem, str]:
    return SITE, "known" if device else "others"
