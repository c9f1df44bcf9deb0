"""How often a password may be tried: by person, by address and by the whole site, without locking anybody out."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import NamedTuple

MOST_KEYS = 10_000


class Limit(NamedTuple):
    """At most `tries` in `seconds`."""

    tries: int
    seconds: int


PERSON = Limit(5, 15 * 60)
ADDRESS = Limit(20, 15 * 60)
SITE = Limit(60, 60)


class Throttle:
    """Counts failed tries. A browser that has logged in before is counted by itself, so that a stranger's
    tries at a name never shut out the person whose name it is."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.now = now
        self._tries: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()

    def wait(self, name: str, address: str, device: str | None) -> int:
        """Seconds until another try is heard, 0 when one may be made now."""
        checks = [(("site", ""), SITE), (("address", address), ADDRESS), self._person(name, device)]
        if device:
            checks = [(("site known", ""), SITE), self._person(name, device)]
        return max(self._wait(key, limit) for key, limit in checks)

    def tried(self, name: str, address: str, device: str | None) -> None:
        """Note a try before its password is looked at."""
        self._note(("site known" if device else "site", ""))
        self._note(self._person(name, device)[0])
        if not device:
            self._note(("address", address))

    def succeeded(self, name: str, address: str, device: str | None) -> None:
        """Forget the tries of somebody who has shown to know the password."""
        self._tries.pop(self._person(name, device)[0], None)
        for key in (("site known" if device else "site", ""), ("address", address)):
            tries = self._tries.get(key)
            if tries and not (device and key[0] == "address"):
                tries.pop()

    def _person(self, name: str, device: str | None) -> tuple[tuple[str, str], Limit]:
        return (("device", device) if device else ("person", name.casefold()[:100])), PERSON

    def _note(self, key: tuple[str, str]) -> None:
        self._tries.setdefault(key, deque(maxlen=max(SITE.tries, ADDRESS.tries))).append(self.now())
        self._tries.move_to_end(key)
        while len(self._tries) > MOST_KEYS:
            self._tries.popitem(last=False)

    def _wait(self, key: tuple[str, str], limit: Limit) -> int:
        since = self.now() - limit.seconds
        recent = [when for when in self._tries.get(key, ()) if when > since]
        return 0 if len(recent) < limit.tries else int(recent[-limit.tries] - since) + 1
