"""What is private: names, numbers and addresses of contacts.db, and every text of cases.db, to be looked for."""

import codecs
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from .folding import digits, fold, is_long_enough, joined
from .report import CouldNotCheck
from .sounding import Skeleton, is_other_script, skeletons
from .structure import opened

ANCHOR = 6
DIGITS = 6
TAIL = 8
CONSONANTS = 7  # of a whole name, by which it is known without its vowels
PERSON, NUMBER, ADDRESS = "a name kept in contacts.db", "a number kept in contacts.db", "an address kept in contacts.db"
# People of a testimony who are not its subject: their names are in cases.db for researchers alone.
OTHERS = """SELECT DISTINCT n.text FROM names n JOIN mentions m ON m.id = n.mention WHERE m.role != 'subject'
    AND NOT EXISTS (SELECT 1 FROM mentions s WHERE s.person = m.person AND s.role = 'subject')"""
RELATIVE = "the name of somebody who is not the subject of a case"
_VOWEL = re.compile("[aeiou]")


class Private:
    """The values that may stand nowhere in an edition.

    `anchors`: the lengths of those of `values` that begin with six letters; `tails`: the last eight digits of numbers;
    `whole`: what is too short to be looked for inside another text; `words`: single words of names; `sounds`: names by
    their consonants, those in Latin or Chinese letters (False) and in others (True) apart.
    """

    def __init__(self) -> None:
        self.whole: dict[str, str] = {}
        self.values: dict[str, str] = {}
        self.anchors: dict[str, set[int]] = defaultdict(set)
        self.words: dict[str, str] = {}
        self.tails: dict[str, str] = {}
        self.sounds: dict[bool, dict[Skeleton, str]] = {True: {}, False: {}}
        self.raw: list[tuple[str, str]] = []

    def add_name(self, text: str, kind: str, *, words: bool) -> None:
        """A person's name: looked for as a whole, in other order, and (with `words`) each of its longer words alone."""
        parts = fold(text)
        for order in {parts, parts[::-1]}:
            self._add_text("".join(order), kind)
        consonants = _VOWEL.sub("", "".join(parts))
        if len(consonants) >= CONSONANTS:
            self._add_text(consonants, kind)
        if words:
            for part in parts:
                self.words.update({form: kind for form in _turned(part) if len(part) >= 4})
            self.sounds[is_other_script(text)].update(dict.fromkeys(skeletons(text), kind))
        self.raw.append((text, kind))

    def breaks(self, bare: str) -> frozenset[int]:
        """After how many of the letters of a name, in whichever of its forms, one of its words ends."""
        return frozenset(self._breaks.get(bare, ()))

    @cached_property
    def _breaks(self) -> dict[str, set[int]]:
        """Made when it is first asked for, which is seldom."""
        found: dict[str, set[int]] = defaultdict(set)
        for text, _ in self.raw:
            parts = fold(text)
            for words in (parts, parts[::-1], tuple(_VOWEL.sub("", part) for part in parts)):
                ends, bare = set(accumulate(map(len, words))), "".join(words)
                found[bare] |= ends
                found[codecs.encode(bare, "rot13")] |= ends
                found[bare[::-1]] |= {len(bare) - end for end in ends}
        return found

    def add_address(self, text: str) -> None:
        self._add_text(joined(text), ADDRESS)
        self.raw.append((text, ADDRESS))

    def add_number(self, text: str) -> None:
        for run in digits(text):
            if len(run) >= DIGITS:
                self.tails[run[-TAIL:]] = self.tails[run[-TAIL:][::-1]] = NUMBER
        self.raw.append((text, NUMBER))

    def _add_text(self, bare: str, kind: str) -> None:
        for form in _turned(bare):
            self._add_form(form, kind)

    def _add_form(self, bare: str, kind: str) -> None:
        if not is_long_enough(bare):
            self.whole[bare] = kind
        elif len(bare) < ANCHOR:
            self.whole[bare] = self.words[bare] = kind
        else:
            self.anchors[bare[:ANCHOR]].add(len(bare))
            self.values[bare] = kind

    def hashes(self) -> dict[str, str]:
        """The usual hashes of every value as it is written and as its bare letters or digits, in hex: kind."""
        found = {}
        for text, kind in self.raw:
            forms = {text, text.strip().lower(), joined(text), re.sub(r"\D", "", text), re.sub(r"[^\d+]", "", text)}
            for form in forms - {""}:
                for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "blake2b"):
                    found[hashlib.new(name, form.encode("utf-8", "replace")).hexdigest()] = f"a hash of {kind}"
        return found


def _turned(bare: str) -> set[str]:
    """A value as it is, backwards, and with its letters turned by thirteen."""
    return {bare, bare[::-1], codecs.encode(bare, "rot13")}


def collect(cases: Path, contacts: Path) -> Private:
    """Read contacts.db, and the names of cases.db that are nobody's case."""
    found = Private()
    for kind, value, raw in _query(contacts, "SELECT DISTINCT kind, value, raw FROM contacts"):
        for text in {value, raw} - {None, ""}:
            if kind == "name":
                found.add_name(text, PERSON, words=True)
            elif kind == "phone":
                found.add_number(text)
            else:
                found.add_address(text)
                if len("".join(digits(text))) >= DIGITS and not re.search(r"[^\W\d_]", text):
                    found.add_number(text)
    for (text,) in _query(cases, OTHERS):
        if text and len(fold(text)) > 1:
            found.add_name(text, RELATIVE, words=False)
    return found


def texts(cases: Path, contacts: Path) -> Iterator[tuple[str, str, str]]:
    """Every text of both databases, with the name of its table and column; JSON objects value by value."""
    for path in (contacts, cases):
        db = opened(path, immutable=False)
        try:
            for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                if table.startswith(("sqlite_", "search", "name_sounds", "facet_counts")):
                    continue
                for _, column, kind, *_ in db.execute(f'PRAGMA table_info("{table}")').fetchall():
                    if kind in ("TEXT", ""):
                        for (text,) in db.execute(f'SELECT DISTINCT "{column}" FROM "{table}"'):
                            yield from ((table, column, part) for part in _parts(text))
        finally:
            db.close()


def _parts(text: str | None) -> Iterator[str]:
    if not isinstance(text, str):
        return
    if text.startswith("{"):
        try:
            yield from (part for part in json.loads(text).values() if isinstance(part, str))
            return
        except (ValueError, AttributeError):
            pass
    yield text


def _query(path: Path, sql: str):
    db = opened(path, immutable=False)
    try:
        yield from db.execute(sql)
    except Exception as error:
        raise CouldNotCheck(f"{path.name} cannot be read: {error}") from None
    finally:
        db.close()
