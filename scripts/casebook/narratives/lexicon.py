"""The words of one language, found in running text longest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from casebook import vocabularies
from casebook.narratives.forms import Noun, forms
from casebook.narratives.layers import INDEXED, LAYERED, LAYERS
from casebook.narratives.tokens import ELIDED, Token, tokenise

GAP = ".."
MAX_GAP = 5
MAX_GAP_UNSPACED = 12  # characters
LABEL = ""
STEMS = "*"
SEEDS = "seeds"
NO_LABELS: list[Any] = []


@dataclass(slots=True)
class Hit:
    """A phrase of the lexicon: token indexes [first, last), its type ("events", "kin", ...) and what it stands for."""

    first: int
    last: int
    type: str
    value: Any


class Lexicon:
    """The vocabulary `narratives_<language>`, as one tree of words a layer."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.words: dict[str, Any] = vocabularies.load(f"narratives_{language}")
        self._sets = {name: self._folded(inner) for name, inner in self.words.items() if isinstance(inner, list)}
        lists: dict[str, set[str]] = {}
        for name, inner in self._sets.items():
            for word in inner:
                lists.setdefault(word, set()).add(name)
        self.lists = {word: frozenset(names) for word, names in lists.items()}
        self._indexed = {word: found for word, names in lists.items() if (found := names.intersection(INDEXED))}
        self.spaced = self.words.get("script") == "spaced"
        self._gap = MAX_GAP if self.spaced else MAX_GAP_UNSPACED
        self.apostrophe = str(self.words.get("apostrophe", ""))
        self.abbreviations = self.set("abbreviations")
        self.nouns: dict[str, Noun] = {}
        self._known: set[str] = set()
        self._trees: dict[str, dict[str, Any]] = {layer: {} for layer in LAYERS}
        self._plant()
        self.kin_words = frozenset(self._heads(self._trees["people"]))
        self._layers = tuple(self._trees.values())
        self._stem_layers = tuple((number, tree, None) for number, tree in enumerate(self._layers) if STEMS in tree)
        opening = {word for tree in self._layers for word in tree if word not in (STEMS, GAP)}
        self._starts = {word: tuple(self._opened(word)) for word in opening}
        self.vocabulary = frozenset(self._known.union(self.words.get("numbers") or ()))
        self.openers = self.vocabulary - self.set("capitals")

    def _opened(self, word: str) -> Iterator[tuple[int, dict[str, Any], dict[str, Any] | None]]:
        """(layer, tree, node) for each layer where a phrase can begin with the word; no node where stems are tried."""
        for number, tree in enumerate(self._layers):
            if STEMS in tree:
                yield number, tree, None
            elif word in tree:
                yield number, tree, tree[word]

    def _plant(self) -> None:
        """Grow the trees from the phrases, in all their forms, and learn every word of the vocabulary."""
        for layer, types in LAYERS.items():
            for type_ in types:
                for value, phrase in _entries(self.words.get(type_)):
                    for form, noun in forms(phrase, self.words):
                        self._add(self._trees[layer], form, (type_, value))
                        self.nouns.update({form: noun.merged(self.nouns.get(form))} if noun else {})
        others = (inner for name, inner in self.words.items() if name not in LAYERED)
        listed = (phrase for inner in others for _, phrase in _entries(inner))
        self._known.update(word for phrase in listed for word in _words(phrase, self.apostrophe))

    def _folded(self, words: list[Any]) -> frozenset[str]:
        every = (form for word in words for form, _ in forms(str(word), self.words))
        return frozenset(form.lower().replace("’", "'") for form in every)

    def _heads(self, node: dict[str, Any], word: str = "") -> Iterator[str]:
        """The last word of every phrase of kinship below a node of the tree."""
        if any(type_ == "kin" for type_, *_ in node.get(LABEL, NO_LABELS)):
            yield word
        for word, branch in node.items():
            yield from self._heads(branch, word) if word != LABEL else ()

    def set(self, name: str) -> frozenset[str]:
        """The words of list `name`, folded."""
        return self._sets.get(name, frozenset())

    def endings(self, name: str) -> tuple[str, ...]:
        """The endings of list `name`."""
        return tuple(self.words.get(name) or ())

    def places(self, tokens: list[Token]) -> dict[str, list[int]]:
        """Where among the tokens the words of each list of INDEXED stand, and the digits and months (SEEDS) around which
        dates are looked for; every token learns its lists."""
        places: dict[str, list[int]] = {name: [] for name in INDEXED}
        lists, indexed, months = self.lists, self._indexed, self.set("months")
        places[SEEDS] = []
        for index, token in enumerate(tokens):
            low = token.low
            if low in lists:
                token.lists = lists[low]
                for name in indexed.get(low, ()):
                    places[name].append(index)
            if low[0].isdigit() or low in months:
                places[SEEDS].append(index)
        return places

    def _add(self, node: dict[str, Any], phrase: str, label: tuple[str, Any]) -> None:
        words = _words(phrase, self.apostrophe)
        self._known.update(words)
        for word in words:
            if word.endswith("*") and len(word) > 1:
                node = node.setdefault(STEMS, {}).setdefault(word[:-1], {})
            else:
                node = node.setdefault(word, {})
        entry = (*label, GAP in words)
        if entry not in node.setdefault(LABEL, []):
            node[LABEL].append(entry)

    def find(self, tokens: list[Token], first: int, last: int) -> list[Hit]:
        """Every phrase in tokens[first:last], the longest at each place and layer, one hit a label, by place."""
        hits: list[Hit] = []
        free = [first] * len(self._layers)
        starts, any_stem = self._starts, self._stem_layers
        for index in range(first, last):
            low = tokens[index].low
            ahead = tokens[index + 1].low if index + 1 < last else LABEL
            for layer, tree, node in starts.get(low, any_stem):
                if index < free[layer]:
                    continue
                if node is None or ahead in node or STEMS in node or GAP in node:
                    end, labels = self._longest(tree, tokens, index, last)
                else:  # nothing goes on from this word
                    end, labels = index + 1, node.get(LABEL, NO_LABELS)
                if labels:
                    hits.extend(Hit(index, end, type_, value) for type_, value, _ in labels)
                    free[layer] = index + 1 if labels[0][2] else end
        hits.sort(key=lambda hit: (hit.first, -hit.last))
        return hits

    def _longest(self, node: dict[str, Any], tokens: list[Token], at: int, last: int) -> tuple[int, list[Any]]:
        best = (at, node.get(LABEL, NO_LABELS))
        while at < last and STEMS not in node and GAP not in node:
            node = node.get(tokens[at].low)
            if node is None:
                return best
            at += 1
            if LABEL in node:
                best = (at, node[LABEL])
        if at >= last:
            return best
        low = tokens[at].low
        if low in node:
            best = _longer(best, self._longest(node[low], tokens, at + 1, last))
        for stem, branch in node[STEMS].items() if STEMS in node else ():
            if low.startswith(stem):
                best = _longer(best, self._longest(branch, tokens, at + 1, last))
        if GAP in node:
            best = _longer(best, self._over_gap(node[GAP], tokens, at, last))
        return best

    def _over_gap(self, node: dict[str, Any], tokens: list[Token], at: int, last: int) -> tuple[int, list[Any]]:
        for skip in range(1, self._gap + 1):
            if at + skip > last or not tokens[at + skip - 1].text[-1].isalnum():
                break
            end, labels = self._longest(node, tokens, at + skip, last)
            if labels:
                return end, labels
        return at, []


def _longer(one: tuple[int, list[Any]], two: tuple[int, list[Any]]) -> tuple[int, list[Any]]:
    return two if two[1] and (two[0] > one[0] or not one[1]) else one


def _words(phrase: str, apostrophe: str) -> list[str]:
    return [word for part in phrase.split() for word in _parts(part.lower().replace("’", "'"), apostrophe)]


@cache
def _parts(part: str, apostrophe: str) -> tuple[str, ...]:
    if part == GAP or (part.endswith("*") and len(part) > 1) or (apostrophe == "elision" and ELIDED.fullmatch(part)):
        return (part,)
    return tuple(token.low for token in tokenise(part, apostrophe))


def _entries(words: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[Any, str]]:
    """(value, phrase) of a list, of a mapping of lists, or of a mapping of mappings (value: a pair)."""
    if isinstance(words, dict):
        for key, inner in words.items():
            yield from _entries(inner, (*path, str(key)))
    elif isinstance(words, list):
        value = path[0] if len(path) == 1 else path or None
        for phrase in words:
            yield value, str(phrase)


@cache
def lexicon(language: str) -> Lexicon | None:
    """The lexicon of a language by ISO 639-1 code (region ignored), or None where there is no vocabulary."""
    try:
        return Lexicon(language)
    except FileNotFoundError:
        return None
