"""The grammar of a clause: what stands before a verb, its voice, its subject and its object."""

from __future__ import annotations

from casebook.narratives.cases import is_in_case, is_no_subject, unsaid_at
from casebook.narratives.lexicon import Hit
from casebook.narratives.people import Person
from casebook.narratives.sentence import Sentence
from casebook.narratives.verbs import is_verb

BARE_REACH = 8


def auxiliary(sentence: Sentence, at: int) -> str:
    """ "be" (passive), "have" (active perfect) or "" before the verb at token `at`; adverbs and dates are skipped."""
    index = at - 1
    while index >= sentence.first:
        moment = sentence.moment_at(index)
        if moment or sentence.is_in(index, "reflexives"):
            index = moment.first - 1 if moment else index - 1
            continue
        if sentence.is_in(index, "be"):
            return "be"
        if sentence.is_in(index, "have"):
            return "have"
        if not (is_adverb(sentence, index, "adverbs", "negation") or sentence.low(index) == ","):
            return ""
        index -= 1
    return ""


def is_of_nobody(sentence: Sentence, hit: Hit) -> bool:
    """ "her brother is (also) believed to be in prison": what is believed of someone, who believes nothing."""
    return sentence.is_in(hit.first, "believed_words") and auxiliary(sentence, hit.first) == "be"


def is_adverb(sentence: Sentence, index: int, *lists: str) -> bool:
    """A word of one of the lists, or one that ends as adverbs do, unless it names someone ("family")."""
    known = sentence.is_in(index, *lists) or sentence.ends_in(index, "adverb_endings")
    return known and sentence.person_at(index) is None


def group_start(sentence: Sentence, at: int) -> int:
    """The first token of the verb group that ends at token `at`: auxiliaries, adverbs, negation."""
    index = at
    while index > sentence.first and not sentence.person_at(index - 1):
        if is_adverb(sentence, index - 1, "be", "have", "adverbs", "negation", "modals"):
            index -= 1
        elif sentence.is_in(index - 1, "infinitive_marks") and sentence.is_in(index - 2, "again_words"):
            index -= 2  # "volvió a ser detenido"
        elif sentence.moment_at(index - 1):
            index = sentence.moment_at(index - 1).first
        else:
            break
    return index


def people_at(sentence: Sentence, person: Person) -> list[Person]:
    """The person with those joined to it on the left: "he and his wife", "his wife, son and daughter"."""
    joined = [person]
    index = sentence.people.index(person)
    while index > 0:
        left, right = sentence.people[index - 1], sentence.people[index]
        between = [sentence.low(at) for at in range(left.last, right.first)]
        small = sentence.lexicon.set("joining")
        if not between or not all(word in small or word == "," or word.isdecimal() for word in between):
            break  # "Erbol, 33, and his sister"
        if any(_opens_reported(sentence, at) for at in range(left.last, right.first)):
            break  # "a appris par une voisine que son oncle"
        if between == [","] and len(joined) == 1:
            break
        if left.sort in ("authority", "who") or any(hit.last == left.first for hit in sentence.of("according")):
            break
        joined.insert(0, left)
        index -= 1
    return joined


def subject_of(sentence: Sentence, at: int, floor: int) -> Person | None:
    """The person who is the grammatical subject of the verb group ending at `at`, looked for to the left until `floor`.

    Persons after a preposition, owners ("Erbol's house") and finished relative clauses between commas are passed over.
    A house, a letter or anything else that is owned and is not a relative ends the search: None.
    """
    if (unsaid := unsaid_at(sentence, at)) is not None:
        return unsaid
    index = group_start(sentence, at) - 1
    joined, nearest = sentence.is_in(index, "coordinators"), None
    while index >= floor:
        person = sentence.person_at(index)
        if person is None:
            barrier = sentence.is_in(index, "barriers") and sentence.moment_at(index) is None
            if barrier or _opens_reported(sentence, index):
                return nearest
            index = _step_left(sentence, index, floor)
        elif person.possessive or person.sort == "who" and _opens_reported(sentence, person.first):
            return nearest
        elif is_no_subject(sentence, person):
            index = person.first - 1
        elif _is_apposition(sentence, person) or is_in_case(sentence, person):
            index = person.first - 2
        elif joined and nearest is None and _is_end(sentence, person, at):
            nearest, index = person, person.first - 1  # "he went to see his father and was arrested"
        elif nearest is None or any(is_verb(sentence, between) for between in range(person.last, nearest.first)):
            return person
        else:
            index = person.first - 1
    return nearest


def _is_end(sentence: Sentence, person: Person, at: int) -> bool:
    """Whether no verb of this person's own follows before the conjunction that joins the verb at `at` to what was said."""
    return not any(is_verb(sentence, index) for index in range(person.last, group_start(sentence, at) - 1))


def _step_left(sentence: Sentence, index: int, floor: int) -> int:
    """The next token to look at on the way left: over a quotation, a bracket or a clause between commas."""
    quote = next((first for first, last in sentence.quotes if index == last and first >= floor), None)
    if quote is not None:
        return quote - 1
    if sentence.low(index) == ")":
        return next((at for at in range(index, floor - 1, -1) if sentence.low(at) == "("), floor) - 1
    return before_parenthesis(sentence, index) if sentence.low(index) == "," else index - 1


def teller_of(sentence: Sentence, at: int) -> Person | None:
    """The subject of a verb of telling or learning, wherever in the sentence."""
    found = subject_of(sentence, at, sentence.first)
    who = sentence.person_at(found.first - 2) if found is not None else None
    if who is not None and who.sort == "who" and who.last == found.first - 1 and is_verb(sentence, who.last):
        return who  # "a colleague who knew Erbol said"
    return found


def _opens_reported(sentence: Sentence, index: int) -> bool:
    """Whether "that" right after a verb of telling opens what was told: the one who tells is not its subject."""
    told = sentence.is_in(index, "that_words") and sentence.of("says", "knows", "believes")
    if told and sentence.is_in(index - 1, "coordinators") and any(hit.last < index for hit in told):
        return True  # "dice que fue detenido y que cumple condena"
    return any(hit.last <= index <= hit.last + 6 and _is_source(sentence, hit.last, index) for hit in told or ())


def _is_source(sentence: Sentence, first: int, last: int) -> bool:
    """ "supo por un vecino que", "se enteró de que": only who told it, or to whom, stands between."""
    person = next((p for p in sentence.people if first < p.first and p.last == last), None)
    small, end = ("from_whom", "case_words", "articles"), person.first if person is not None else last
    return all(sentence.is_in(at, *small) for at in range(first, end))


def _is_apposition(sentence: Sentence, person: Person) -> bool:
    """A name between two commas after someone else: "his cousin in the north, Leyla, told"."""
    enclosed = sentence.low(person.first - 1) == "," and sentence.low(person.last) == ","
    return enclosed and person.sort == "name" and not person.is_subject and person.first - 1 > sentence.first


def before_parenthesis(sentence: Sentence, comma: int) -> int:
    """ "X, who lives abroad, was ...": the place before the clause that this comma closes, else before the comma."""
    for index in range(comma - 1, max(sentence.first, comma - 25), -1):
        opens = (
            sentence.is_in(index + 1, "parenthesis") or _bare(sentence, index, comma) or _aside(sentence, index, comma)
        )
        if sentence.low(index) == "," and opens:
            return comma - 1 if _goes_on(sentence, index, comma) else index - 1
    return comma - 1


def _goes_on(sentence: Sentence, first: int, last: int) -> bool:
    """ ", who lives in Oslo, says that her father, Erbol, was": the clause opened at `first` closed before `last`, and
    what is told goes on."""
    inner = next((at for at in range(first + 1, last) if sentence.low(at) == "," and not sentence.person_at(at)), None)
    return inner is not None and sentence.any_between(inner, last, "says", "knows", "believes")


def _aside(sentence: Sentence, first: int, last: int) -> bool:
    """ "his grandmother, he told us, was detained": somebody says it between two commas."""
    says = last - first <= BARE_REACH and any(
        first < hit.first and hit.last <= last for hit in sentence.of("says", "believes")
    )
    return says and (sentence.person_at(first + 1) is not None or sentence.is_in(first + 1, "as_words"))


def _bare(sentence: Sentence, first: int, last: int) -> bool:
    """ "son fils, ingénieur en Allemagne, dit": a noun without an article between two commas, in languages that have
    such."""
    if not sentence.lexicon.words.get("bare_appositions") or last - first > BARE_REACH:
        return False
    inside = range(first + 1, last)
    people = (sentence.person_at(at) for at in inside)
    verbal = any(person is not None and person.sort != "authority" for person in people) or any(
        sentence.is_in(at, "be", "have", "verbs", "coordinators") for at in inside
    )
    return not verbal and not sentence.any_between(first, last, "events", "says", "knows", "believes", "residence")


def is_fronted(sentence: Sentence, at: int) -> bool:
    """Whether nothing before the verb at `at` can be its subject: "After being detained,", "Arrested in May,"."""
    small = ("subordinators", "adverbs", "openers", "be", "have", "date_prepositions", "coordinators", "simultaneous")
    return all(
        sentence.moment_at(index) or sentence.is_in(index, *small) or not sentence.low(index)[:1].isalpha()
        for index in range(sentence.first, group_start(sentence, at))
    )


def first_person_after(sentence: Sentence, at: int) -> Person | None:
    """The subject that follows a fronted clause: "After being detained, he was ..."."""
    for index in range(at, sentence.last):
        moment, person = sentence.moment_at(index - 1), sentence.person_at(index)
        if (
            moment is not None
            and moment.last == index
            and person is not None
            and person.sort in ("pronoun", "name", "kin")
        ):
            return person  # "Since being released in August 2018 she has ..."
        if sentence.low(index) == ",":
            return next(
                (p for p in sentence.people if p.first > index and p.first <= index + 12 and p.sort != "authority"),
                None,
            )
    return None
