"""How alike two words of names are, by letters where both scripts write vowels, by sounds where one does not."""

from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from casebook.names.costs import likeness
from casebook.names.viewing import Word

INITIAL = 0.85  # scores an initial with a word that begins with it
FORMS_OF_ONE = 0.93  # what two forms of one given name score at least
FORMS_OF_TWO = 0.85  # is taken of the score of two given names that are known to be two
OTHER_SEX = 0.85  # ... and where one word is a man's and the other a woman's: Petrov, Petrova
OTHER_READING = 0.98  # ... of the likeness by a reading that is not the first
BARE = 0.9  # ... and of the likeness to a word without its ending, which Chinese spellings alone often drop
LETTERS = 0.45  # of a word's score is by letters where both scripts are alphabets with vowels, the rest by sounds
LETTERS_BY_SOUND = 0.15  # ... where one is Chinese or Arabic
UNLIKE = 0.01  # are skeletons of words that have no consonant in common, which are taken to be so much alike:
NOTHING_ALIKE = 0.15
NEARLY = 0.2  # less alike than the best may be skeletons that are compared by their sounds too
_WEAK = str.maketrans("aeiou", "33122")
_ALPHABETS = {"Latn", "Cyrl", "Grek"}


@lru_cache(maxsize=1 << 18)
def word_score(one: Word, two: Word) -> float:
    """How alike two words are, 0..1."""
    if one.plain == two.plain and one.script == two.script:
        return 1.0
    if (one.initial or two.initial) and (one.plain.startswith(two.plain) or two.plain.startswith(one.plain)):
        return INITIAL
    strict = one.script in _ALPHABETS and two.script in _ALPHABETS and not (one.pinyin or two.pinyin)
    share = LETTERS if strict else LETTERS_BY_SOUND
    score = (1 - share) * _by_sounds(one, two, strict) + share * _by_letters(one, two)
    if one.forms and two.forms:
        return max(score, FORMS_OF_ONE) if one.forms & two.forms else score * FORMS_OF_TWO
    return score * OTHER_SEX if one.sex and two.sex and one.sex != two.sex else score


def _by_letters(one: Word, two: Word) -> float:
    if one.letters == two.letters:
        return 1.0
    best = _likeness_of_letters(one.plain, two.plain)
    if one.letters != one.plain or two.letters != two.plain:
        best = max(best, _likeness_of_letters(one.letters, two.letters))
    return best


def _likeness_of_letters(one: str, two: str) -> float:
    return (JaroWinkler.similarity(one, two) + OSA.normalized_similarity(one, two)) / 2


def _by_sounds(one: Word, two: Word, strict: bool) -> float:
    best = 0.0
    pairs = _likeliest(one, two)
    if not pairs:
        return NOTHING_ALIKE
    for ours, theirs in pairs:
        certain = 1.0 if ours == one.readings[0] and theirs == two.readings[0] else OTHER_READING
        best = max(best, certain * likeness(ours, theirs, strict))
    for word, other in ((one, two), (two, one)):
        if word.bare:
            drops = OTHER_READING if other.pinyin else BARE
            best = max(best, drops * max([likeness(word.bare, reading) for reading in other.readings]))
    if one.abjad or two.abjad:
        weak = (word.readings[0] if word.abjad else word.readings[0].translate(_WEAK) for word in (one, two))
        best = max(best, OTHER_READING * likeness(*weak))
    return best


def _likeliest(one: Word, two: Word) -> list[tuple[str, str]]:
    """The readings of two words that are worth comparing: those with the skeletons most alike, none where all are
    unlike."""
    pairs = [
        (OSA.normalized_similarity(bones, skeleton), ours, theirs)
        for ours, bones in zip(one.readings, one.bones, strict=True)
        for theirs, skeleton in zip(two.readings, two.bones, strict=True)
    ]
    least = max(UNLIKE, max(pairs)[0] - NEARLY)
    return [(ours, theirs) for alike, ours, theirs in pairs if alike >= least]


def bones_alike(one: Word, two: Word) -> float:
    """How alike the skeletons of two words are, by the readings that agree best, 0..1."""
    return max([OSA.normalized_similarity(bones, other) for bones in one.bones for other in two.bones])
