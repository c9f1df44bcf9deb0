"""How likely two names, in any scripts and order, are spellings of one: a score for ranking candidates, never a
reason to merge.
"""

import re
from functools import lru_cache
from itertools import permutations

from rapidfuzz.distance import JaroWinkler, Levenshtein

from casebook.names.costs import likeness
from casebook.names.viewing import View, Word, view_of, word_of

UNMATCHED = 0.2  # of its weight counts a word that the other name has no room for
UNMATCHED_ALONE = 0.3  # ... when the other name has one word only
SWAPPED = 0.1  # of the shortfall is added when the order differs: of two equal candidates the one in order comes first
FORMS_OF_ONE = 0.93  # what two forms of one given name score at least
POWER = 2.0  # shortfalls of words are taken to this power before they are averaged
LETTERS = 0.45  # of a word's score is by letters where both scripts are alphabets with vowels, the rest by sounds
LETTERS_BY_SOUND = 0.15  # ... where one is Chinese or Arabic
_IN_BRACKETS = re.compile(r"[(（\[［【〔](.*?)[)）\]］】〕]")
_WEAK = str.maketrans("aeiou", "33122")
_MOST_PERMUTED = 4


@lru_cache(maxsize=1 << 18)
def _word_score(one: Word, two: Word) -> float:
    """How alike two words are: by letters where both scripts write vowels, by sounds where one does not or is
    Chinese.
    """
    if one.plain == two.plain and one.script == two.script:
        return 1.0
    if min(len(one.plain), len(two.plain)) == 1 and one.plain[:1] == two.plain[:1]:
        return 0.85  # an initial
    sounds = likeness(one.readings[0], two.readings[0])
    for ours in one.readings:
        for theirs in two.readings:
            sounds = max(sounds, 0.98 * likeness(ours, theirs))
    if one.abjad or two.abjad:
        bare = (word.readings[0] if word.abjad else word.readings[0].translate(_WEAK) for word in (one, two))
        sounds = max(sounds, 0.98 * likeness(*bare))
    jaro, edits = JaroWinkler.similarity, Levenshtein.normalized_similarity
    letters = (jaro(one.plain, two.plain) + edits(one.plain, two.plain)) / 2
    share = LETTERS if {one.script, two.script} <= {"Latn", "Cyrl", "Grek"} else LETTERS_BY_SOUND
    score = (1 - share) * sounds + share * letters
    return max(score, FORMS_OF_ONE) if one.forms & two.forms else score


def _best_pairing(few: tuple[Word, ...], many: tuple[Word, ...]) -> float:
    """Each word of the shorter name given the word of the longer that makes the whole best; what is left over
    counts a little.

    Shortfalls are squared, so that two words half alike weigh less than one alike and one different.
    """
    scores = [[_word_score(one, two) for two in many] for one in few]
    choices = permutations(range(len(many)), len(few)) if len(many) <= _MOST_PERMUTED else [_greedy(scores, len(many))]
    left_over = UNMATCHED if len(few) > 1 else UNMATCHED_ALONE
    spare = sum([word.spare for word in many]) if len(few) < len(many) else 0.0
    best = 0.0
    for choice in choices:
        short = whole = 0.0
        extra, before, swapped = spare, -1, False
        for row, column in enumerate(choice):
            weight = few[row].weight + many[column].weight
            whole += weight
            short += (1 - scores[row][column]) ** POWER * weight
            extra -= many[column].spare if spare else 0.0
            swapped, before = swapped or column < before, column
        score = (1 - (short / whole) ** (1 / POWER)) * whole / (whole + 2 * left_over * extra)
        best = max(best, score - SWAPPED * (1 - score) if swapped else score)
    return best


def _greedy(scores: list[list[float]], width: int) -> tuple[int, ...]:
    ranked = sorted(((-score, row, column) for row, line in enumerate(scores) for column, score in enumerate(line)))
    chosen: dict[int, int] = {}
    for _, row, column in ranked:
        if row not in chosen and column not in chosen.values():
            chosen[row] = column
    return tuple(chosen[row] for row in range(len(scores)))


def _closed_up(one: View, two: View) -> float:
    """The names compared with their words run together, for those that part words differently (Abdu Rehim,
    Abdurehim).
    """
    if len(one.words) == len(two.words) or max(len(one.words), len(two.words)) > _MOST_PERMUTED:
        return 0.0
    best = 0.0
    fixed, moving = (one, two) if len(one.words) < len(two.words) else (two, one)
    whole = word_of("".join(fixed.text)) if len(fixed.text) > 1 else fixed.words[0]
    for order in permutations(moving.text):
        best = max(best, _word_score(whole, word_of("".join(order))))
    return 0.97 * best


def _variants(name: str) -> list[str]:
    inside = _IN_BRACKETS.findall(name[:400])
    if not inside:
        return [name]
    return [name[:400], _IN_BRACKETS.sub(" ", name[:400]), *(text for text in inside[:3] if len(text) > 3)]


@lru_cache(maxsize=1 << 16)
def _views(name: str) -> tuple[View, ...]:
    return tuple(view for view in map(view_of, _variants(name)) if view.words)


def _score(one: View, two: View) -> float:
    if one.text == two.text or sorted(one.text) == sorted(two.text):
        return 1.0
    few, many = (one, two) if len(one.words) <= len(two.words) else (two, one)
    if one.chinese and two.chinese:
        return Levenshtein.normalized_similarity("".join(one.text), "".join(two.text))
    score = _best_pairing(few.words, many.words)
    if len(few.words) != len(many.words):
        score = max(score, _closed_up(one, two))
    return score


def match_score(a: str, b: str) -> float:
    """How alike two names are, 0..1 and the same both ways, in any scripts and in any order of their words.

    Words are paired off as they fit best and compared by letters and by sounds (weights by pair of scripts);
    forms in brackets count as other spellings of the name. 0 where a side has no letter. A score ranks
    candidates: dates, places and relatives decide.
    """
    best = 0.0
    for one in _views(a):
        for two in _views(b):
            best = max(best, _score(one, two))
    return round(best, 6)
