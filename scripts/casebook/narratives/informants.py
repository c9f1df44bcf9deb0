"""Who is shown telling, learning or believing something: by a verb, by "according to", by being called the informant."""

from __future__ import annotations

from collections.abc import Iterable

from casebook.narratives import cases, clauses
from casebook.narratives.lexicon import Hit
from casebook.narratives.people import LOOSE, OUTSIDERS, Person
from casebook.narratives.sentence import Sentence
from casebook.narratives.tellers import BELIEVES, LEARNED, TELLS, Teller

REACH, BY_REACH = 5, 5
AFTER_SPEECH = frozenset(",\"”»’'")
THIRD = ("male", "female", "they")
NESTED_REACH = 25


def find_tellers(sentence: Sentence) -> list[Teller]:
    """Everyone the sentence shows telling, learning or believing something, relatives and sources alike."""
    found: list[Teller] = []
    if not sentence.people:
        return found
    for hit in sentence.of("according"):
        own = next((one for one in sentence.possessors if hit.first <= one.first < hit.last), None)
        person = own or quoted_after(sentence, hit)  # "по его словам"
        if person:
            found.append(Teller(person, TELLS, hit.first, max(hit.last, person.last), "according-to"))
    for hit in sentence.of("according_after"):
        person = next((p for p in reversed(sentence.people) if 0 <= hit.first - p.last <= 1), None)
        if person:
            found.append(Teller(person, TELLS, person.first, hit.last, "according-to"))
    for hit in sentence.of("says", "knows", "believes"):
        found.extend(_of_verb(sentence, hit))
    for find in (_quoted, _called_so, _turned_to_us):
        found.extend(find(sentence))
    for teller in found:
        teller.person = teller.person.meant
    _nested(found)
    for teller in found:
        if teller.rule == "says" and _passes_on(sentence, teller.person):
            teller.strength = 0
        near = range(teller.person.last, teller.person.last + 3)
        teller.abroad = any(hit.first in near for hit in sentence.of("abroad", "residence"))
        outsider = teller.person.code in OUTSIDERS and teller.person.owner is None
        if outsider and teller.strength == TELLS and not teller.abroad and not _to_us(sentence, teller):
            teller.strength = BELIEVES
    return [teller for teller in found if _can_tell(teller.person)]


def quoted_after(sentence: Sentence, hit: Hit) -> Person | None:
    """The person "according to" names: close behind it, no comma in between; never "he", who opens the next clause."""
    person = next((p for p in sentence.people if 0 <= p.first - hit.last <= REACH), None)
    if person is None or sentence.is_in(person.first, "nominative_only"):
        return None
    return None if any(sentence.low(at) in ",;:" for at in range(hit.last, person.first)) else person


def _nested(found: list[Teller]) -> None:
    """Who tells inside what another tells is no informant of ours: "according to her son, a cousin confirmed"."""
    outer = min((t for t in found if t.strength == TELLS and _can_tell(t.person)), key=lambda t: t.first, default=None)
    for teller in found:
        apart = outer is not None and teller.first > outer.first and teller.person.who != outer.person.who
        together = outer is not None and (teller.last, teller.rule) == (outer.last, outer.rule)
        if (
            apart
            and not together
            and not (teller.rule == outer.rule == "says" and teller.first - outer.last > NESTED_REACH)
        ):
            teller.strength = 0


def _passes_on(sentence: Sentence, person: Person) -> bool:
    """ "received a call from a cousin who said that": who told it to somebody else."""
    heard = any(hit.last <= person.first <= hit.last + REACH for hit in sentence.of("knows"))
    return heard and any(sentence.is_in(at, "from_whom") for at in (person.first - 1, person.first - 2))


def _to_us(sentence: Sentence, teller: Teller) -> bool:
    """Whether it was told to those who write: "told us", "told Amnesty International"."""
    near = [p for p in sentence.people if teller.last <= p.first <= teller.last + 2 or p.last == teller.last]
    return any(p.code in ("we", "organisation", "media") for p in near)


def _can_tell(person: Person) -> bool:
    return (
        person.sort in ("kin", "pronoun", "clitic", "source", "name")
        and not person.possessive
        and person.who != "subject"
    )


def _of_verb(sentence: Sentence, hit: Hit) -> Iterable[Teller]:
    if hit.type == "says" and (sentence.is_in(hit.first - 1, "be") or _inside_stay(sentence, hit)):
        return []
    if clauses.is_of_nobody(sentence, hit):
        return []
    if sentence.tokens[hit.first].capital and hit.first > sentence.first:
        return []
    person = _behind(sentence, hit) or clauses.teller_of(sentence, hit.first) or cases.subject_behind(sentence, hit)
    if person is None or _denied(sentence, hit, person) or _is_command(sentence, hit):
        return []
    strength = {"says": TELLS, "knows": LEARNED, "believes": BELIEVES}[hit.type]
    inside, told = _told_inside(sentence, hit) if hit.type != "believes" else (False, None)
    found = [Teller(one, 0 if inside else strength, one.first, hit.last, hit.type)
             for several in clauses.people_at(sentence, person) for one in several.members or [several]]  # fmt: skip
    if told is not None and told.who[9:] not in LOOSE:
        found.append(Teller(told, LEARNED, hit.first, told.last, "told"))
    return found


def _behind(sentence: Sentence, hit: Hit) -> Person | None:
    """Who tells behind the verb: "...", said his niece."""
    start = hit.first - sentence.is_in(hit.first - 1, "have")  # "a indiqué son neveu"
    told = sentence.is_in(hit.first, "tell_verbs") and start == hit.first
    told = told or sentence.is_in(hit.last - 1, "that_words")
    if hit.type != "says" or sentence.low(start - 1) not in AFTER_SPEECH or told:
        return None
    if any(p.last == hit.first - 1 for p in sentence.people):  # "his cousin in Belgium, Omar, says"
        return None
    behind = (p for p in sentence.people if p.first == hit.last and p.sort in ("kin", "name", "source"))
    return next((p for p in behind if not sentence.low(p.last)[:1].isalpha() or sentence.is_in(p.last, "in")), None)


def _inside_stay(sentence: Sentence, hit: Hit) -> bool:
    """Whether the word is one of what happened, and not of telling it; "reported her missing" is of both."""
    return any(event.first == hit.first and event.value[0] != "went_missing" for event in sentence.of("events"))


def _denied(sentence: Sentence, hit: Hit, person: Person) -> bool:
    """ "would not say", "if he spoke out": nothing was told."""
    before = [person.first] if hit.type == "believes" else [person.first, hit.first]
    unreal = [h for h in sentence.of("unreal") if any(0 <= first - h.last <= 1 for first in before)]
    refused = hit.type == "says" and any(0 <= hit.first - h.last <= 1 for h in sentence.of("negation"))
    return bool(unreal) or refused


def _is_command(sentence: Sentence, hit: Hit) -> bool:
    """ "was told not to ask", "told him to stop": nothing was told of anybody."""
    told = next((p for p in sentence.people if p.first == hit.last), None)
    index = told.last if told is not None and hit.type == "says" else hit.last
    return sentence.is_in(index, "command_words") and (index > hit.last or hit.type == "knows")


def _told_inside(sentence: Sentence, hit: Hit) -> tuple[bool, Person | None]:
    """Whether it is said to a relative ("told his wife that", "leur a dit"), which does not make the one who says so the
    informant; and to whom, who learns it."""
    group = range(clauses.group_start(sentence, hit.first) - 1, hit.first)
    if any(sentence.is_in(index, "told_clitics") for index in group):
        return True, next((p for p in sentence.people if p.first in group), None)
    told = cases.told_before(sentence, hit.first)
    if hit.type == "says" and told is not None and told.sort == "kin":
        return True, None
    if hit.type != "says" or not sentence.is_in(hit.last - 1, "tell_verbs"):
        return False, None
    if sentence.is_in(hit.last, "that_words"):  # "dit que son père": spoken of, not told
        return False, None
    person = next((p for p in sentence.people if hit.last <= p.first <= hit.last + 1), None)
    inside = person is not None and (person.sort == "kin" or person.sort == "pronoun" and person.code in THIRD)
    return inside, person if inside else None


def _quoted(sentence: Sentence) -> Iterable[Teller]:
    """ "described by his brother as", "interviewed by Amnesty": a passive with the teller after "by" or before it."""
    for index in sentence.where("says_passive"):
        by = next((at for at in range(index + 1, index + BY_REACH) if sentence.is_in(at, "by_words")), None)
        inside = (p for p in sentence.people if index < p.first < (by or 0) and p.sort in ("kin", "pronoun"))
        if by is not None and all(sentence.is_in(p.first, "us_words") for p in inside):
            agent = next((p for p in sentence.people if by + 1 <= p.first <= by + 2), None)
            learning = any(hit.last == index + 1 for hit in sentence.of("knows"))  # "he was told by her parents"
            if agent and agent.sort in ("kin", "source") and not learning:
                yield Teller(agent, TELLS, index, agent.last, "quoted-by")
            elif (
                agent
                and agent.sort == "authority"
                and agent.code in ("organisation", "media")
                and sentence.is_in(index, "interviewed")
            ):
                person = next((p for p in reversed(sentence.people) if p.last <= index and index - p.last <= 2), None)
                if person:
                    yield Teller(person, TELLS, person.first, index + 1, "interviewed")


def _called_so(sentence: Sentence) -> Iterable[Teller]:
    """ "The informant is her niece": the relative whom the narrative calls so."""
    for hit in sentence.of("teller_nouns"):
        if sentence.is_in(hit.last, "be") or sentence.low(hit.last) in (":", "："):
            person = next((p for p in sentence.people if 0 < p.first - hit.last < REACH - 1), None)
            if person and person.sort in ("kin", "source") or person and person.who.startswith("relative:"):
                yield Teller(person, TELLS, hit.first, person.last, "called-so")


def _turned_to_us(sentence: Sentence) -> Iterable[Teller]:
    """ "has given us copies", "nous a contactés", "spoke with us": whoever turns to those who write tells them."""
    for us in filter(None, map(sentence.person_at, sentence.where("us_words"))):
        if us.quoted:
            continue
        at = us.first - 1 - sentence.is_in(us.first - 1, "case_words")
        person = clauses.teller_of(sentence, us.first if sentence.is_in(us.last, "have") else at)
        if sentence.lexicon.words.get("dates_before_verb"):  # "bize o gönderdi"
            person = next((p for p in sentence.people if p.first == us.last), person)
        if sentence.low(us.last + 1) == "-":  # "nous a-t-il dit"
            person = next((p for p in sentence.people if us.last < p.first <= us.last + BY_REACH), person)
        if person is None or person is us or sentence.any_between(person.last, us.first, "negation"):
            continue
        if not sentence.is_in(us.last, "by_words"):  # "was given to us by"
            together = clauses.people_at(sentence, person)
            yield from (Teller(one, TELLS, one.first, us.last, "turned-to-us") for one in together)
