"""How likely two names, in any scripts and order, are spellings of one: a score for ranking candidates, never a
reason to merge.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import permutations

from rapidfuzz.distance import Levenshtein

from casebook.names.reading import parse_name
from casebook.names.viewing import View, Word, view_of, word_of
from casebook.names.wordwise import bones_alike, word_score

UNMATCHED = 0.2  # of its weight counts a word that the other name has no room for
UNMATCHED_ALONE = 0.3  # ... when the other name has one word only
# Of the shortfall is added where the order differs or the first word is left out: of two candidates the other is first.
SWAPPED = 0.1
TURNED = 0.99  # scores a name with itself in another order
RUN_TOGETHER = 0.97  # is taken of the score of names whose words are parted differently
POWER = 2.0  # shortfalls of words are taken to this power before they are averaged
ALIKE = 0.45  # are the skeletons of a word and of two run together that may be one
_MOST_PERMUTED, _MOST_JOINED, _MOST_RUN_TOGETHER = 3, 3, 5


def _best_pairing(few: tuple[Word, ...], many: tuple[Word, ...]) -> float:
    """Each word of the shorter name given the word of the longer that makes the whole best; what is left over
    counts a little.

    Shortfalls are squared, so that two words half alike weigh less than one alike and one different.
    """
    scores = [[word_score(one, two) for two in many] for one in few]
    choices = _choices(scores, len(many))
    left_over = UNMATCHED if len(few) > 1 else UNMATCHED_ALONE
    spare = sum([word.spare for word in many]) if len(few) < len(many) else 0.0
    best = 0.0
    for choice in choices:
        short = whole = 0.0
        extra, before, swapped = spare, -1, len(few) < len(many) and choice[0] > 0
        for row, column in enumerate(choice):
            weight = few[row].weight + many[column].weight
            whole += weight
            short += (1 - scores[row][column]) ** POWER * weight
            extra -= many[column].spare if spare else 0.0
            swapped, before = swapped or column < before, column
        score = (1 - (short / whole) ** (1 / POWER)) * whole / (whole + 2 * left_over * extra)
        best = max(best, score - SWAPPED * (1 - score) if swapped else score)
    return best


def _choices(scores: list[list[float]], width: int) -> Iterable[tuple[int, ...]]:
    """The ways to pair off words that are worth weighing: the best of each word where no two want the same one."""
    wanted = tuple([line.index(max(line)) for line in scores])
    if len(set(wanted)) == len(wanted):
        return (wanted,)
    return permutations(range(width), len(scores)) if width <= _MOST_PERMUTED else (_greedy(scores),)


def _greedy(scores: list[list[float]]) -> tuple[int, ...]:
    ranked = sorted(((-score, row, column) for row, line in enumerate(scores) for column, score in enumerate(line)))
    chosen: dict[int, int] = {}
    for _, row, column in ranked:
        if row not in chosen and column not in chosen.values():
            chosen[row] = column
    return tuple(chosen[row] for row in range(len(scores)))


def _run_together(view: View, most: int, few: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    """The words of a name with two or more neighbours run together, `most` fewer than it has at most, where that makes
    a word like one of the few of the other name: Abdu Rehim, Gholam Reza."""
    for length in range(2, min(most + 1, _MOST_JOINED) + 1):
        for at in range(len(view.words) - length + 1):
            joined = word_of("".join(view.text[at : at + length]), view.pinyin)
            if any(joined.forms & word.forms or bones_alike(joined, word) > ALIKE for word in few):
                yield (*view.words[:at], joined, *view.words[at + length :])


@lru_cache(maxsize=1 << 16)
def _views(name: str) -> tuple[View, ...]:
    """The name without its titles, and the other spellings given with it that are as whole as it is."""
    read = parse_name(name)
    forms = [read.form, *read.variants, *read.nicknames] if read.tokens else [name]
    views = [view_of(form) for form in dict.fromkeys(forms)]
    return tuple(view for view in views if len(view.words) >= min(2, len(views[0].words)) > 0)


def _by_syllables(one: View, two: View) -> float:
    """Of two Chinese names, one or both in pinyin: another syllable is another name. The surname may stand last."""
    one, two = sorted((one, two), key=lambda view: (len(view.syllables), view.text))
    turned = [two.syllables[place:] + two.syllables[:place] for place in range(1, len(two.syllables))]
    best = max([Levenshtein.normalized_similarity(one.syllables, syllables) for syllables in turned])
    return max(Levenshtein.normalized_similarity(one.syllables, two.syllables), TURNED * best)


def _score(one: View, two: View) -> float:
    if one.text == two.text:
        return 1.0
    if sorted(one.text) == sorted(two.text):
        return TURNED
    if one.chinese and two.chinese:
        return Levenshtein.normalized_similarity("".join(one.text), "".join(two.text))
    if one.syllables and two.syllables:
        return _by_syllables(one, two)
    few, many = sorted((one, two), key=lambda view: (len(view.words), view.text))
    score = _best_pairing(few.words, many.words)
    more = len(many.words) - len(few.words)
    if more and score < RUN_TOGETHER and len(many.words) <= _MOST_RUN_TOGETHER:
        for words in _run_together(many, more, few.words):
            score = max(score, RUN_TOGETHER * _best_pairing(few.words, words))
    return score


def match_score(a: str, b: str) -> float:
    """How alike two names are, 0..1 and the same both ways, in any scripts and in any order of their words.

    Words are paired off as they fit best and compared by letters and by sounds (weights by pair of scripts);
    forms in brackets, after a slash or an alias count as other spellings. 0 where a side has no letter. A score ranks
    candidates: dates, places and relatives decide.
    """
    best = 0.0
    for one in _views(a):
        for two in _views(b):
            best = max(best, _score(one, two))
    return round(best, 6)
