"""Sentences in running text: a length of time counts only with a word of prison or sentence beside it."""

from casebook import lexing
from casebook.terms_items import WHOLE, read_items
from casebook.terms_lengths import Length, read_length
from casebook.terms_sentence import Sentence, arrange
from casebook.terms_words import Symbol, symbols

Hit = tuple[int, int, Sentence]

_FURTHER = frozenset({"rights", "rights_for_life", "exile", "suspended", "period", "fine", "confiscation"})
_JOINING = frozenset({"link", "lead", "with", "and", "plus", "lasting"})
_INSIDE = WHOLE | _FURTHER | _JOINING - {"lasting"} | {"custody", "verb", "gets", "money"}
_KEPT = frozenset({"custody", "suspended", "rights", "least_after"})
_VERBS = frozenset({"verb", "gets"})
_NOUNS = frozenset({"custody", "exile", "rights", "suspended", "period"})
_COUNTED = frozenset({"years", "months", "weeks", "days", "weak_years", "weak_months"}) | WHOLE
_BEGINS = frozenset({"article", "single", "about", "least", "most", "between"}) | WHOLE
_ENDS = frozenset(".!?;\n")
_LEFT, _RIGHT, _BACK, _BLOCKED, _LENGTHS = 10, 14, 25, 5, 3


def find_sentences(text: str, language: str) -> list[Hit]:
    """(start, end, sentence) of every sentence of the text, read as of one language, in order and apart."""
    words = lexing.tokens(text, language)
    read = symbols(words, language)
    if not any(symbol.roles & _COUNTED or symbol.amount for symbol in read):
        return []
    hits: list[Hit] = []
    at = done = 0
    while at < len(read):
        end = _core(read, at)
        hit = _widest(read, at, end, done) if end else None
        new = _changed(read, at) or ([hit] if hit else [])
        hits += new
        done = new[-1][1] if new else done
        at = done if new else max(end or 0, at + 1)
    return [(words[read[first].at].start, words[read[last - 1].end - 1].end, said) for first, last, said in hits]


def _changed(read: list[Symbol], at: int) -> list[Hit]:
    """The two sentences of "reduced from ten to seven years", where a word of prison or sentence is near."""
    if "changed" not in read[at].roles:
        return []
    near = read[at + 2 : at + 6]
    to = next((at + 2 + place for place, symbol in enumerate(near) if symbol.roles & {"to", "lead"}), None)
    after = read_length(read, to + 1) if to else None
    around = [*_clause_before(read, at), *read[after[1] : after[1] + 3]] if after else []
    if not any(symbol.roles & {"custody", "verb", "sentence"} for symbol in around):
        return []
    unit = next((name for name in ("years", "months", "days") for symbol in around if name in symbol.roles), "")
    unit = next(
        (name for symbol in read[to + 1 : after[1]] for name in ("years", "months", "days") if name in symbol.roles),
        unit,
    )
    before = read_length(read, at + 1, unit)
    if before is None or before[1] != to:
        return []
    return [(at + 1, to, _alone(before[0])), (to + 1, after[1], _alone(after[0]))]


def _alone(length: Length) -> Sentence:
    return Sentence(length, None, (), (), frozenset({"length"}))


def _core(read: list[Symbol], at: int) -> int | None:
    """Where a length of time or a whole sentence (life, death) ends that begins at symbol `at`."""
    symbol = read[at]
    if symbol.number is None and symbol.amount is None and not symbol.roles & _BEGINS:
        return None
    length = read_length(read, at)
    return length[1] if length else at + 1 if symbol.roles & WHOLE else None


def _widest(read: list[Symbol], at: int, end: int, done: int) -> Hit | None:
    """The widest stretch of words around `at:end` that reads as one certain sentence; verbs at its ends left out."""
    left, right = _left(read, at, done), _right(read, end)
    for stop in range(right, end - 1, -1):
        if stop > end and _carries_nothing(read[stop - 1], _JOINING, _KEPT):
            continue
        for start in range(left, at + 1):
            if start < at and _carries_nothing(read[start], _JOINING | _VERBS, frozenset({"custody"})):
                continue
            governing = start > done and bool(read[start - 1].roles & _VERBS)
            items = read_items(read[start - 1 if governing else start : stop])
            said = arrange(items) if items else None
            if said and _certain(read, start, stop, at, end, said):
                return _after_verb(read, start, at), _without_verb(read, end, stop), said
    return None


def _carries_nothing(symbol: Symbol, roles: frozenset[str], kept: frozenset[str]) -> bool:
    return bool(symbol.roles & roles) and not symbol.roles & kept


def _without_verb(read: list[Symbol], end: int, stop: int) -> int:
    """`stop` moved before the verb of sentencing that closes a clause in Turkish, Uyghur, Persian and German."""
    while stop > end and _carries_nothing(read[stop - 1], _JOINING | _VERBS, _KEPT):
        stop -= 1
    return stop


def _after_verb(read: list[Symbol], start: int, at: int) -> int:
    """`start` moved behind the last verb before the length: of "in prison serving a ten-year sentence" the sentence."""
    verbs = [place for place in range(start, at) if read[place].roles & _VERBS and "custody" not in read[place].roles]
    start = verbs[-1] + 1 if verbs else start
    while start < at and _carries_nothing(read[start], _JOINING, frozenset({"custody"})):
        start += 1
    return start


def _left(read: list[Symbol], at: int, done: int) -> int:
    start = at
    while start > max(done, at - _LEFT) and read[start - 1].roles & _INSIDE and read[start - 1].key not in _ENDS:
        start -= 1
    return start


def _right(read: list[Symbol], end: int) -> int:
    """Where what may still be of the sentence ends; a comma goes on only to a further punishment."""
    stop, lengths, fined = end, 1, False
    while stop < min(len(read), end + _RIGHT) and read[stop].key not in _ENDS:
        symbol = read[stop]
        if symbol.key == "," and not any(after.roles & _FURTHER for after in read[stop + 1 : stop + 9]):
            break
        begins = symbol.number is not None or symbol.amount is not None or "article" in symbol.roles
        length = read_length(read, stop) if begins else None
        if not length and not symbol.roles & _INSIDE and not (fined and symbol.number is not None):
            break
        lengths += 1 if length else 0
        if lengths > _LENGTHS:
            break
        fined = fined or "fine" in symbol.roles
        stop = length[1] if length else stop + 1
    return stop


def _certain(read: list[Symbol], start: int, stop: int, at: int, end: int, said: Sentence) -> bool:
    """Whether the words around make the length a sentence, not a time served, an age, a visa or a threat."""
    before, inside = _clause_before(read, start), read[start:stop]
    if _any([*before[-_BLOCKED:], *inside], "block") or _any(read[stop : stop + 2], "block_after"):
        return False
    named = _any(before, "verb") or _any(before, "sentence")
    led = bool(before) and bool(before[-1].roles & {"lead", "verb"}) and "lasting" not in before[-1].roles
    governed = named and led or _near(before, "verb")
    if governed or _any(inside, "verb"):
        return True
    if said.kinds & WHOLE:
        bare = _any(read[at:end], "bare") and not _any(inside, "custody") and not _any(inside, "period")
        return named and _near(before, "gets") or not bare and "death" not in said.kinds
    nouns = [symbol for symbol in inside if symbol.roles & _NOUNS]
    if _near(before, "gets") or _any(inside, "gets"):
        return bool(nouns) or stop >= len(read) or bool(read[stop].roles & {"with", "and"}) or read[stop].key in ".!?;,"
    served = _any(before[-1:] + read[start:at], "lasting")
    return not served and any("held" not in symbol.roles for symbol in nouns)


def _any(read: list[Symbol], role: str) -> bool:
    return any(role in symbol.roles for symbol in read)


def _near(before: list[Symbol], role: str) -> bool:
    """Whether a verb of the role comes last, but for words that carry nothing: "sentenced to a", осудили на."""
    for symbol in reversed(before):
        if role in symbol.roles:
            return True
        if not symbol.roles & (_JOINING | {"article"}) or symbol.key == ",":
            return False
    return False


def _clause_before(read: list[Symbol], start: int) -> list[Symbol]:
    """The symbols before `start` in its sentence, the nearest last."""
    first = start
    while first > max(0, start - _BACK) and read[first - 1].key not in _ENDS:
        first -= 1
    return read[first:start]
