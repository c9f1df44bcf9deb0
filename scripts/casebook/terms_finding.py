"""Sentences in running text: a length of time counts only with a word of prison or sentence beside it."""

from casebook import lexing
from casebook.terms_lengths import read_length
from casebook.terms_sentence import Sentence, arrange, read_items
from casebook.terms_words import Symbol, symbols

_INSIDE = frozenset({"custody", "verb", "gets", "life", "death", "death_two_years", "suspended", "period", "exile", "rights", "rights_for_life", "fine", "confiscation",
                     "link", "lead", "with", "and", "plus", "money"})
_JOINING = frozenset({"link", "lead", "with", "and", "plus", "lasting"})
_WHOLE = frozenset({"life", "death", "death_two_years"})
_COUNTED = frozenset({"years", "months", "weeks", "days", "weak_years", "weak_months", *_WHOLE})
_ENDS = frozenset(".!?;\n")
_FURTHER = frozenset({"rights", "rights_for_life", "exile", "suspended", "period", "fine", "confiscation"})
_REACH, _BACK = 10, 25


def find_sentences(text: str, language: str) -> list[tuple[int, int, Sentence]]:
    """(start, end, sentence) of every sentence of the text, read as of one language, in order and apart."""
    words = lexing.tokens(text, language)
    read = symbols(words, language)
    found: list[tuple[int, int, Sentence]] = []
    if not any(symbol.roles & _COUNTED or symbol.amount for symbol in read):
        return found
    at = done = 0
    while at < len(read):
        pair = _changed(read, at) if "changed" in read[at].roles else []
        if pair:
            found.extend((words[read[start].at].start, words[read[stop - 1].end - 1].end, sentence) for start, stop, sentence in pair)
            at = done = pair[-1][1]
            continue
        end = _core(read, at)
        hit = _widest(read, at, end, done) if end else None
        if hit:
            start, stop, sentence = hit
            found.append((words[read[start].at].start, words[read[stop - 1].end - 1].end, sentence))
            at = done = stop
        else:
            at = max(end or 0, at + 1)
    return found


def _changed(read: list[Symbol], at: int) -> list[tuple[int, int, Sentence]]:
    """The two sentences of "reduced from ten to seven years", where a word of prison or sentence is near; else nothing."""
    to = next((place for place in range(at + 2, min(at + 6, len(read))) if read[place].roles & {"to", "lead"} and read[place].key != "-"), None)
    after = read_length(read, to + 1) if to else None
    if after is None or not any(symbol.roles & {"custody", "verb", "sentence"} for symbol in [*_clause_before(read, at), *read[after[1] : after[1] + 3]]):
        return []
    unit = next((name for name in ("years", "months", "days") for symbol in read[to + 1 : after[1]] if name in symbol.roles), "")
    before = read_length(read, at + 1, unit)
    if before is None or before[1] != to:
        return []
    return [(start, stop, Sentence(length, None, (), (), frozenset({"length"}))) for start, stop, length in ((at + 1, to, before[0]), (to + 1, after[1], after[0]))]


def _core(read: list[Symbol], at: int) -> int | None:
    """Where a length of time or a whole sentence (life, death) ends that begins at symbol `at`."""
    symbol = read[at]
    if symbol.number is None and symbol.amount is None and not symbol.roles & {"article", "single", "about", "least", "most", "between", *_WHOLE}:
        return None
    length = read_length(read, at)
    return length[1] if length else at + 1 if symbol.roles & _WHOLE else None


def _widest(read: list[Symbol], at: int, end: int, done: int) -> tuple[int, int, Sentence] | None:
    """The widest stretch of words around `at:end` that reads as one certain sentence."""
    left, right = _left(read, at, done), _right(read, end)
    for stop in range(right, end - 1, -1):
        if stop > end and read[stop - 1].roles & _JOINING and not read[stop - 1].roles & {"custody", "suspended", "rights", "least_after"}:
            continue
        for start in range(left, at + 1):
            if start < at and read[start].roles & (_JOINING | {"verb", "gets"}) and not read[start].roles & {"custody"}:
                continue
            governing = start > done and bool(read[start - 1].roles & {"verb", "gets"})
            items = read_items(read[start - 1 if governing else start : stop])
            sentence = arrange(items) if items else None
            if sentence and _certain(read, start, stop, at, end, sentence):
                return start, _without_verb(read, end, stop), sentence
    return None


def _without_verb(read: list[Symbol], end: int, stop: int) -> int:
    """`stop` moved before the verb of sentencing that closes a clause in Turkish, Uyghur, Persian and German."""
    while stop > end and read[stop - 1].roles & (_JOINING | {"verb", "gets"}) and not read[stop - 1].roles & {"custody", "suspended", "rights", "least_after"}:
        stop -= 1
    return stop


def _left(read: list[Symbol], at: int, done: int) -> int:
    start = at
    while start > done and at - start < _REACH and read[start - 1].roles & _INSIDE and read[start - 1].key not in _ENDS:
        start -= 1
    return start


def _right(read: list[Symbol], end: int) -> int:
    stop = end
    while stop < len(read) and stop - end < _REACH + 4 and read[stop].key not in _ENDS:
        if read[stop].key == "," and not any(symbol.roles & _FURTHER for symbol in read[stop + 1 : stop + 9]):
            break
        length = read_length(read, stop) if read[stop].number is not None or read[stop].amount is not None or read[stop].roles & {"article"} else None
        if length:
            stop = length[1]
        elif read[stop].roles & _INSIDE or read[stop].number is not None and "fine" in {role for symbol in read[end:stop] for role in symbol.roles}:
            stop += 1
        else:
            break
    return stop


def _certain(read: list[Symbol], start: int, stop: int, at: int, end: int, sentence: Sentence) -> bool:
    """Whether the words around make the length a sentence, not a time served, an age, a visa or a threat."""
    before = _clause_before(read, start)
    if any("block" in symbol.roles for symbol in [*before[-5:], *read[stop : stop + 2]] + read[start:stop]):
        return False
    roles = {role for symbol in read[start:stop] for role in symbol.roles}
    verbs = {role for symbol in before for role in symbol.roles} & {"verb", "sentence"}
    governed = bool(verbs) and bool(before[-1].roles & {"lead", "verb"}) and "lasting" not in before[-1].roles or _near(before, "verb")
    if sentence.kinds & _WHOLE:
        bare = any(symbol.roles & {"bare"} and symbol.roles & _WHOLE for symbol in read[at:end]) and not roles & {"custody", "period", "suspended"}
        return governed or "verb" in roles or bool(verbs) and start > 0 and "gets" in read[start - 1].roles or not bare and "death" not in sentence.kinds
    if governed or "verb" in roles:
        return True
    nouns = [symbol for symbol in read[start:stop] if symbol.roles & {"custody", "exile", "rights", "suspended", "period"}]
    given = _near(before, "gets") or "gets" in roles
    if given:
        return bool(nouns) or stop >= len(read) or bool(read[stop].roles & {"with", "and"}) or read[stop].key in _ENDS or read[stop].key == ","
    served = start > 0 and "lasting" in read[start - 1].roles or any("lasting" in symbol.roles for symbol in read[start:at])
    return not served and any("held" not in symbol.roles for symbol in nouns)


def _near(before: list[Symbol], role: str) -> bool:
    """Whether a verb of the role comes last, but for words that carry nothing: "sentenced to a", "jailed for", осудили на."""
    while before and before[-1].roles & (_JOINING | {"article"}) and role not in before[-1].roles and before[-1].key not in _ENDS and before[-1].key != ",":
        before = before[:-1]
    return bool(before) and role in before[-1].roles


def _clause_before(read: list[Symbol], start: int) -> list[Symbol]:
    """The symbols before `start` in its sentence, the nearest last."""
    first = start
    while first > 0 and start - first < _BACK and read[first - 1].key not in _ENDS:
        first -= 1
    return read[first:start]
