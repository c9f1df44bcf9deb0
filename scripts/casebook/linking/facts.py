"""What is known of one mention when it is compared, and the rows of plain columns that SQL compares."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from casebook import names
from casebook.linking.model import Model

MOST_FORMS = 4  # of one mention's names are compared, the first as the source gives them
LONG_BONES = 3  # consonants of a word that is compared by them
LATEST, EARLIEST = date(2100, 12, 31).toordinal(), date(1800, 1, 1).toordinal()

Bounds = tuple[str | None, str | None]
NOTHING: Bounds = (None, None)


@dataclass(slots=True)
class Known:
    """One mention: its names as written, bounds of birth, of the first arrest and of death as ISO days, and what else was said.

    `places` are the codes of a place and of all that it lies in by level; `address` words of finer places; `kin` names
    of people spoken of with this one; `numbers` what sources know the person by; `refs` keys of records it refers to.
    """

    mention: int
    record: int
    names: tuple[str, ...] = ()
    role: str = "subject"
    born: Bounds = NOTHING
    sex: str = ""
    counties: frozenset[str] = frozenset()
    prefectures: frozenset[str] = frozenset()
    provinces: frozenset[str] = frozenset()
    address: str = ""
    taken: Bounds = NOTHING
    died: Bounds = NOTHING
    kin: tuple[str, ...] = ()
    numbers: frozenset[str] = frozenset()
    refs: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()


class Form(NamedTuple):
    """One name of a mention with all that is known of the person: a row that SQL compares with others.

    Text is in plain Latin letters; days are ordinals (1 is 1 January of the year 1); `born` is the day of birth in
    eight figures where it is known, `turned` the same with day and month the other way round where that is a day.
    """

    unique_id: int
    mention: int
    record: int
    text: str
    romanised: str
    written: str
    parts: list[str]
    rare: list[str]
    bones: list[str]
    sounds: str
    pinyin: str
    skeleton: str
    tf_romanised: float
    born_from: int | None
    born_to: int | None
    born: str
    turned: str
    sex: str
    counties: list[str]
    prefectures: list[str]
    provinces: list[str]
    address: str
    house: str
    streets: list[str]
    taken_from: int | None
    taken_to: int | None
    died_from: int | None
    died_to: int | None
    kin: list[str]
    numbers: list[str]
    refs: list[str]
    own: list[str]


compared = lru_cache(maxsize=1 << 18)(names.compared)


def forms(one: Known, model: Model) -> Iterator[Form]:
    """The rows of a mention: one for each of its names; none where it has no name with a letter."""
    about, rated = _about(one), _rated(model)
    for number, text in enumerate(one.names[:MOST_FORMS]):
        name = compared(text)
        if name.romanised:
            yield Form(
                one.mention * MOST_FORMS + number, one.mention, one.record, text, name.romanised, name.written,
                *rated.words(name.written), _bones(name.skeleton), name.sounds, name.pinyin, name.skeleton,
                rated.share(name.written), *about,
            )  # fmt: skip


class _Rated:
    """How common names and their words are, by one model; worked out once a name."""

    def __init__(self, model: Model) -> None:
        self.share = lru_cache(maxsize=1 << 18)(lambda written: model.rarity(self._shares(written)))
        self.words = lru_cache(maxsize=1 << 18)(self._rare)
        self.model = model

    def _shares(self, written: str) -> list[float]:
        return [self.model.share(word, bones_of(word)) for word in written.split()]

    def _rare(self, written: str) -> tuple[list[str], list[str]]:
        """(the words of a name, those of them that few people bear)."""
        words = written.split()
        shares = zip(words, self._shares(written), strict=True)
        return sorted(words), sorted(word for word, share in shares if share <= self.model.seldom)


def _bones(skeleton: str) -> list[str]:
    """The skeletons of words that tell enough to recognise a word by."""
    return [bones for bones in skeleton.split() if len(bones) >= LONG_BONES]


@lru_cache(maxsize=4)
def _rated(model: Model) -> _Rated:
    return _Rated(model)


@lru_cache(maxsize=1 << 18)
def bones_of(word: str) -> str:
    """The skeleton of one romanised word."""
    return names.skeleton(word)


def _about(one: Known) -> tuple[Any, ...]:
    return (
        *days(one.born), *_figures(one.born), one.sex,
        sorted(one.counties), sorted(one.prefectures), sorted(one.provinces), one.address,
        *_streets(one.address), *days(one.taken), *days(one.died),
        sorted({key for name in one.kin if (key := kin_key(name))}),
        sorted(one.numbers), sorted(one.refs), sorted(one.own),
    )  # fmt: skip


@lru_cache(maxsize=1 << 16)
def _streets(address: str) -> tuple[str, list[str]]:
    """(the figures of an address, its words)."""
    words = address.split()
    return " ".join(sorted(word for word in words if word.isdigit())), sorted({word for word in words if len(word) > 1})


@lru_cache(maxsize=1 << 16)
def days(bounds: Bounds) -> tuple[int | None, int | None]:
    """Bounds as ordinals; an open side is far away; (None, None) where neither is known."""
    first, last = bounds
    if not first and not last:
        return None, None
    return (date.fromisoformat(first).toordinal() if first else EARLIEST,
            date.fromisoformat(last).toordinal() if last else LATEST)  # fmt: skip


@lru_cache(maxsize=1 << 16)
def _figures(bounds: Bounds) -> tuple[str, str]:
    first, last = bounds
    if not first or first != last:
        return "", ""
    year, month, day = first.split("-")
    return year + month + day, (year + day + month if int(day) <= 12 else "")


def kin_key(name: str) -> str:
    """The key under which one relative's name meets in two sources: its skeleton, where that tells enough."""
    bones = compared(name).skeleton
    return bones if len(bones) > 3 else ""


def merged(bounds: Iterable[Bounds]) -> Bounds:
    """The bounds that hold for all that was said: the narrowest where they agree, the widest where they do not."""
    said = sorted({one for one in bounds if any(one)}, key=_width)
    if not said:
        return NOTHING
    first, last = zip(*map(days, said), strict=True)
    if max(first) <= min(last):
        return said[0]
    return (min(one[0] or "1800-01-01" for one in said), max(one[1] or "2100-12-31" for one in said))


def _width(bounds: Bounds) -> tuple[int, Bounds]:
    first, last = days(bounds)
    return last - first, (bounds[0] or "", bounds[1] or "")
