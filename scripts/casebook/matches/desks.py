"""Who has which pair before them, so that two who work through one queue are not given the same one."""

import time

FREE_AFTER = 600  # seconds after which somebody has gone for a tea, and the pair is anybody's


class Desks:
    """The pair that was last given to each account."""

    def __init__(self) -> None:
        self._given: dict[str, tuple[tuple[str, str], float]] = {}

    def sit(self, by: str, pair: tuple[str, str]) -> None:
        self._given[by] = (pair, time.monotonic())

    def of_others(self, by: str) -> set[tuple[str, str]]:
        """The pairs that are before others now."""
        now = time.monotonic()
        return {pair for name, (pair, since) in self._given.items() if name != by and now - since < FREE_AFTER}
