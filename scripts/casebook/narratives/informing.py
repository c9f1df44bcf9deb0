"""The informant of a narrative as a claim: the relation to its subject and the country they live in; and who lives
where."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from casebook.kinship import Relation
from casebook.narratives import relatives
from casebook.narratives.cast import Cast
from casebook.narratives.claims import ProposedClaim
from casebook.narratives.countries import HERE, MOVED, Home
from casebook.narratives.people import LOOSE, OTHER, SPEAKER, SUBJECT, Person
from casebook.narratives.registers import register_claims
from casebook.narratives.sentence import Sentence
from casebook.narratives.speaker import MINE
from casebook.narratives.tellers import TELLS, Teller, choose

SOURCE_REACH = 10
ONESELF = Relation("ONESELF")
# Among whom a relative is counted who lives where they live.
GROUP = {"FTH": "PRN", "MTH": "PRN", "SONC": "CHILD", "DAUC": "CHILD", "BRO": "SIB", "SIS": "SIB", "GRMTH": "GRPRN",
         "GRFTH": "GRPRN", "GRNDSON": "GRNDCHILD", "GRNDDAU": "GRNDCHILD", "MTHINLAW": "PRNINLAW",
         "FTHINLAW": "PRNINLAW"}  # fmt: skip

Tellers = list[tuple[Sentence, Teller]]
Homes = list[tuple[Sentence, Home]]


def informant_claims(sentences: list[Sentence], tellers: Tellers, homes: Homes, cast: Cast) -> list[ProposedClaim]:
    """Who tells: the speaker of a narrative in the first person, else those whom it shows telling; one claim each."""
    noted = register_claims(sentences)
    if noted:
        return [replace(one, country=one.country or _home_of(one.who, homes)) for one in noted]
    told = _speaking(sentences, cast) or _chosen(tellers, homes) or _unrelated(sentences, cast)
    return [claim for acts in told for claim in _claims(acts, homes, cast)]


def residence_claims(homes: Homes) -> list[ProposedClaim]:
    """Who lives in which country; of the one in custody only where they are said to live."""
    found = []
    for sentence, home in homes:
        if home.who == SUBJECT and home.rule != "lives-in":
            continue
        start, end = sentence.chars(home.first, home.last)
        found.append(ProposedClaim("residence", start, end, who=home.who, country=home.country, rule=home.rule))
    return found


def _chosen(tellers: Tellers, homes: Homes) -> list[Tellers]:
    """What each informant tells, in order; the acts of one person together."""
    for sentence, teller in tellers:
        own = {home.country for where, home in homes if _is_home_of(sentence, teller.person, where, home)}
        teller.abroad = bool(own - {HERE}) or (teller.abroad and not own)
        teller.inside = own == {HERE}
    tellers = [one for one in tellers if not _is_the_editors(one[1].person)]
    chosen = {id(teller) for teller in choose([teller for _, teller in tellers])}
    acts: dict[Any, Tellers] = {}
    for sentence, teller in tellers:
        if id(teller) in chosen:
            acts.setdefault(teller.person.who, []).append((sentence, teller))
    return [group for told in acts.values() for group in _parted(told, homes)]


def _parted(acts: Tellers, homes: Homes) -> list[Tellers]:
    """ "One of the brothers, in Finland, says ... Another brother, who lives in France, says": two, if one has a home
    in each sentence."""
    by_country: dict[str, Tellers] = {}
    for sentence, teller in acts:
        here = {home.country for where, home in homes if where is sentence and home.who == teller.person.who}
        if len(here) != 1 or not teller.person.who.startswith("relative:"):
            return [acts]
        by_country.setdefault(here.pop(), []).append((sentence, teller))
    return list(by_country.values())


def _is_the_editors(person: Person) -> bool:
    """ "We first reported the case in 2018", where nothing says what "we" are to the subject."""
    return person.who == SPEAKER and person.sort == "pronoun" and person.code == "we"


def _speaking(sentences: list[Sentence], cast: Cast) -> list[Tellers]:
    """The speaker of a narrative about "my father": told by the first words that say what he is to the speaker."""
    if not (cast.speaker.relation or cast.speaker.kin or cast.speaker.is_subject):
        return []
    said = [(sentence, person) for sentence in sentences for person in sentence.people if not person.quoted]
    mine = [one for one in said if one[1].sort == "kin" and one[1].who == "subject" and one[1].owner in MINE]
    speaking = [one for one in said if one[1].sort == "pronoun" and one[1].code in MINE]
    for sentence, person in [*mine[:1], *speaking[:1]]:
        name = cast.speaker.name
        speaker = replace(person, who=SPEAKER, sort="pronoun", name=name, called=None, count=1, plural=False)
        return [[(sentence, Teller(speaker, TELLS, person.first, person.last, "speaker"))]]
    return []


def _unrelated(sentences: list[Sentence], cast: Cast) -> list[Tellers]:
    """The one who says "I" and does not say what they are to the subject."""
    for sentence in sentences:
        for person in sentence.people:
            if person.sort == "pronoun" and person.code == "speaker" and not person.quoted and person.who == SPEAKER:
                speaker = replace(person, name=cast.speaker.name, count=1)
                return [[(sentence, Teller(speaker, TELLS, person.first, person.last, "speaker"))]]
    return []


def _claims(acts: Tellers, homes: Homes, cast: Cast) -> list[ProposedClaim]:
    """One informant, by the fullest words that name them among those by which they tell; one for each of several
    names."""
    sentence, teller = next((act for act in acts if act[1].person.sort in ("kin", "source")), acts[0])
    person = teller.person
    start, end = sentence.chars(person.first, person.last)
    names = [name for _, one in acts for name in (one.person.name, *one.person.names, one.person.called) if name]
    each = person.names or names[:1] or [None]
    count = 1 if person.names else person.count or (None if person.plural else 1)
    claim = ProposedClaim(
        "informant", start, end, who=person.who, relation=_relation(sentence, person, cast), count=count,
        country=_country(acts, person, homes, cast), rule=teller.rule,
    )  # fmt: skip
    return [replace(claim, name=name) for name in each]


def _country(acts: Tellers, person: Person, homes: Homes, cast: Cast) -> str | None:
    """Where they live today, as far as the text is certain of one country; China is no country of "the family"."""
    own = [home for at, home in homes if any(_is_home_of(where, act.person, at, home) for where, act in acts)]
    beside = [home for at, home in homes if any(at is where and home.who == act.person.who for where, act in acts)]
    own = beside if len({home.country for home in beside}) == 1 and person.who.startswith("relative:") else own
    own += [home for _, home in homes if home.who == SUBJECT and person.who == SPEAKER and cast.speaker.is_subject]
    own = own or [home for _, home in homes if home.who == f"relative:{GROUP.get(person.who[9:])}"]
    own = own or [home for _, home in homes if person.sort == home.person.sort == "source" and home.country != HERE]
    countries = {home.country for home in own if home.rule != MOVED} or {home.country for home in own}
    if len(countries) > 1 or person.who[9:] in LOOSE:
        countries.discard(HERE)
    return countries.pop() if len(countries) == 1 else None


def _home_of(who: str, homes: Homes) -> str | None:
    """The only country in which a relative is said to live, who is no source and nobody at large."""
    countries = {home.country for _, home in homes if home.who == who and home.rule != MOVED}
    return countries.pop() if who.startswith("relative:") and len(countries) == 1 else None


def _is_home_of(sentence: Sentence, person: Person, where: Sentence, home: Home) -> bool:
    """Whether the home is this person's: a relative's always, a source's when said in the same breath."""
    if person.who != OTHER or home.person is person:
        return home.who == person.who
    return home.who == OTHER and where is sentence and 0 <= home.first - person.last <= SOURCE_REACH


def _relation(sentence: Sentence, person: Person, cast: Cast) -> Relation | None:
    """What the teller is to the subject."""
    if person.sort == "kin":
        return relatives.relation(sentence, person)
    if person.who.startswith("relative:"):
        return relatives.by_code(person.who[9:], sentence.lexicon.language)
    if person.who == SPEAKER:
        return ONESELF if cast.speaker.is_subject else cast.speaker.relation
    return None
