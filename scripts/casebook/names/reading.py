"""A name as a person wrote it, kept whole, with what can be told from its form: script, order, words, other
spellings.
"""

import re
from functools import cache
from typing import NamedTuple

from casebook.names.scripts import Homoglyph, fold_homoglyphs, script_of
from casebook.names.titles import is_remark, set_apart
from casebook.names.tokens import is_chinese_name, words_of
from casebook.vocabularies import load

_SPACES = re.compile(r"\s+")


class Name(NamedTuple):
    """`text` as given; `form` the name alone, look-alikes put right and its middle dots made one kind; `script` by
    ISO 15924; `order` "family-first", "given-first" or "unknown"; `tokens` its words in small letters;
    `variants` other spellings or former names given with it; `nicknames`; `homoglyphs` what was put right, by
    place in `text`; `titles` as written; `particles` the words that say whose child it is of, or "of".
    """

    text: str
    form: str
    script: str
    order: str
    tokens: tuple[str, ...]
    variants: tuple[str, ...]
    nicknames: tuple[str, ...]
    homoglyphs: tuple[Homoglyph, ...] = ()
    titles: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = load("names")
    enclosed = "|".join(
        f"{re.escape(pair[0])}([^{re.escape(pair)}]*){re.escape(pair[1])}" for pair in words["brackets"]
    )
    quoted = "|".join(f"{re.escape(pair[0])}([^{re.escape(pair)}]*){re.escape(pair[1])}" for pair in words["quotes"])
    nick = "|".join(sorted(map(re.escape, words["nickname_words"]), key=len, reverse=True))
    other = "|".join(sorted(map(re.escape, words["variant_words"]), key=len, reverse=True))
    dots = re.compile(rf"\s*[{re.escape(words['middle_dots'])}]+\s*")
    # A word of alphabetic script stands between spaces; a Chinese one need not.
    mark = r"(?:(?<=^)|(?<=[\s,，;；(（]))(?:{})(?:\s*[:：]\s*|\s+|(?<=[\u3400-\u9fff]))"
    return (
        re.compile(enclosed),
        re.compile(quoted),
        re.compile(mark.format(nick), re.IGNORECASE),
        re.compile(mark.format(other), re.IGNORECASE),
        dots,
    )


def _clean(text: str) -> str:
    return _SPACES.sub(" ", text).strip(" \t\n,，;；/:：-–—·•‧∙・\"'“”")


def _take(pattern: re.Pattern[str], text: str) -> tuple[str, list[str]]:
    found = [_clean("".join(filter(None, match.groups()))) for match in pattern.finditer(text)]
    return pattern.sub(" ", text), [inside for inside in found if words_of(inside)]


def _dotted(form: str, dots: re.Pattern[str]) -> str:
    """A name in Chinese characters with dots of one kind; spaces part it as dots do, if it is no Chinese name."""
    form = dots.sub("·", form)
    closed = _SPACES.sub("", form)
    return closed if is_chinese_name(closed) or "·" in closed else _SPACES.sub("·", form)


def _order(form: str) -> str:
    if is_chinese_name(form):
        return "family-first"
    if "," in form:
        return "family-first"
    return "unknown"


# Most names: words of plain Latin letters, each with a capital first, or two Han words and a dot; nothing else.
_PLAIN_HAN = re.compile(r"[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff]{1,6}")
_PLAIN = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)*")
_PLAIN_WORDS = re.compile(r"[^\W\d_\u2e80-\U0003ffff]+(?: [^\W\d_\u2e80-\U0003ffff]+)*")


@cache
def _markers() -> frozenset[str]:
    """The words that mark a nickname, another form of a name, a title or a particle."""
    said = load("names")
    lists = ("nickname_words", "variant_words", "titles", "titles_and_names", "degrees", "particles")
    return frozenset(word for name in lists for phrase in said[name] for word in phrase.lower().split())


@cache
def _particles() -> frozenset[str]:
    return frozenset(load("names")["particles"])


def parse_name(text: str) -> Name:
    """What the form of a written name tells; nothing is translated, and the order of words stays unknown unless
    the form shows it.
    """
    if _PLAIN.fullmatch(text) and _markers().isdisjoint(text.lower().split()):
        return Name(text, text, "Latn", "unknown", tuple(text.lower().split()), (), ())
    if _PLAIN_HAN.fullmatch(text):
        return Name(text, text, "Hani", _order(text), words_of(text), (), ())
    folded, glyphs = fold_homoglyphs(text)
    if not glyphs and _PLAIN_WORDS.fullmatch(text) and _markers().isdisjoint(text.lower().split()):
        return Name(text, text, script_of(text), "unknown", words_of(text), (), ())
    rest, variants, nicknames = _names_beside(folded)
    form, titles = set_apart(_clean(rest))
    script = script_of(form)
    if script == "Hani":
        form = _dotted(form, _patterns()[-1])
    tokens = words_of(form)
    particles = tuple(token for token in tokens if token in _particles())
    beside = (tuple(dict.fromkeys(kept)) for kept in (variants, nicknames))
    return Name(text, form, script, _order(form), tokens, *beside, glyphs, titles, particles)


def _names_beside(text: str) -> tuple[str, list[str], list[str]]:
    """(the first name of the text, other spellings, nicknames)."""
    enclosed, quoted, nick_word, other_word, _ = _patterns()
    rest, inside = _take(enclosed, text)
    rest, nicknames = _take(quoted, rest)
    variants: list[str] = []
    for part in inside:
        kept = nicknames if nick_word.match(part) else variants
        kept.append(_clean(other_word.sub("", nick_word.sub("", part))))
    for pattern, kept in ((nick_word, nicknames), (other_word, variants)):
        rest, *pieces = pattern.split(rest)
        kept.extend(filter(words_of, map(_clean, pieces)))
    first, *others = re.split(r"\s*[/／|]\s*", rest)
    variants.extend(filter(words_of, map(_clean, others)))
    return first, [name for name in variants if not is_remark(name)], nicknames
