"""Laws of narratives: every claim points to its words, nothing raises, and what is not about an event adds none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook import vocabularies
from casebook.dates import parse_date
from casebook.narratives import ProposedClaim, propose_claims
from casebook.narratives.ages import birth_between
from casebook.narratives.tokens import tokenise

LANGUAGES = ("en", "fr", "zh", "ru", "es", "tr")
PIECES = {
    "en": "He|she|was|detained|in May 2017|his wife|sentenced to|10 years|,|.|who lives in|Norway|[|](#case-1)|“|not|took|"
    "away|and|'s|’|According to|their|on 29|since|-|years old|May|of|told|us|her|his sons|Omar|Ali|I|am|My father|the|"
    "wife of|hers|one of|three|daughters|father of|works|in|from|said|where|lives|aged 4|told|by|phone|late|brother|is|a",
    "fr": "Il|elle|a été|arrêté|en mai 2017|sa femme|condamné à|10 ans|,|.|qui vit en|Norvège|l'|qu'|n'|Selon|de|nous|a|"
    "lui|appris|ses fils|Omar|Je|suis|mon père|la sœur|dit|où|vit|infirmière|à|Oslo|-t-il|c'|est|un|mari|deux",
    "zh": "他|她|被|带走|2017年5月|，|。|他的妻子|判处|有期徒刑|10年|据|说|的|住在|挪威|·",
}


def pieces(language):
    return st.tuples(st.just(language), st.lists(st.sampled_from(PIECES[language].split("|")), max_size=25))


@given(st.text(max_size=300), st.sampled_from(LANGUAGES))
@settings(max_examples=60, deadline=None)
def test_no_text_raises(text, language):
    propose_claims(text, language=language, subject=text[:20])


@given(st.text(alphabet="abnstNTS'’ ‘“”.,é1_-", max_size=30))
@settings(max_examples=200, deadline=None)
def test_words_are_the_same_whether_or_not_a_text_holds_han(text):
    assert tokenise(text) == tokenise(text + "\n的")[:-1]


@given(
    st.sampled_from(sorted(PIECES)).flatmap(
        lambda code: st.tuples(st.just(code), st.lists(st.sampled_from(PIECES[code]), max_size=25))
    )
)
@settings(max_examples=120, deadline=None)
def test_broken_sentences_raise_nothing_and_claims_point_inside_the_text(case):
    language, words = case
    text = ("" if language == "zh" else " ").join(words)
    for claim in propose_claims(text, language=language, subject="Bekzat"):
        assert isinstance(claim, ProposedClaim)
        assert 0 <= claim.start < claim.end <= len(text)
        assert text[claim.start : claim.end].strip() == text[claim.start : claim.end]
        assert claim.who in ("subject", "speaker", "other") or claim.who.startswith("relative:")


DATES = {"in May 2017": "2017-05", "on 3 May 2017": "2017-05-03", "in 2017": "2017"}
HAPPENED = {"was detained": "detained", "was arrested": "detained", "went missing": "went_missing"}


@given(
    st.sampled_from(sorted(HAPPENED)),
    st.sampled_from(sorted(DATES)),
    st.booleans(),
    st.integers(min_value=2, max_value=25),
    st.lists(st.sampled_from(["She has two sons.", "His wife works in Oslo.", "Nothing else is known."]), max_size=3),
)
@settings(max_examples=60, deadline=None)
def test_the_words_of_a_claim_hold_its_date_and_its_term_and_no_other_sentence(verb, when, first, years, around):
    event = f"{when[0].upper()}{when[1:]}, Bekzat {verb}." if first else f"Bekzat {verb} {when}."
    verdict = f"He was sentenced to {years} years in prison."
    text = " ".join([*around, event, verdict, *around])
    spans = {
        c.kind: (c.date and c.date.edtf, text[c.start : c.end])
        for c in propose_claims(text, language="en", subject="Bekzat")
    }
    date, words = spans[HAPPENED[verb]]
    assert date == DATES[when] and when.split(" ", 1)[1] in words and words in event
    assert f"{years} years" in spans["sentenced"][1] and spans["sentenced"][1] in verdict


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("piece", ["a ", "(", "“", "2017, ", "1 and ", "的", "his wife’s "])
def test_long_texts_without_a_full_stop_are_read(language, piece):
    propose_claims(piece * 3_000, language=language, subject="Bekzat")


@given(st.integers(min_value=0, max_value=119), st.integers(min_value=0, max_value=5), st.dates())
@settings(deadline=None)
def test_an_age_bounds_the_birth_by_completed_years(age, more, day):
    as_of = parse_date(f"{day.year:04d}-{day.month:02d}-{day.day:02d}") if 1900 <= day.year <= 2026 else None
    birth = birth_between(age, age + more, as_of) if as_of else None
    if birth:
        assert birth.earliest < birth.latest <= day
        assert (day.year - birth.latest.year) in (age, age + 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_vocabulary_is_a_word(language):
    """YAML reads a bare `no` or `on` as a truth value; such a word has to be quoted."""

    def words(inner):
        if isinstance(inner, dict):
            assert all(isinstance(key, str) for key in inner)
            return [word for value in inner.values() for word in words(value)]
        return [word for value in inner for word in words(value)] if isinstance(inner, list) else [inner]

    assert not [word for word in words(vocabularies.load(f"narratives_{language}")) if isinstance(word, bool)]


AGES = [
    ("en", "Bekzat, 45, is a driver.", (45, 45)),
    ("en", "The 84-year-old Bekzat was detained.", (84, 84)),
    ("en", "Bekzat, who is about 50 years old, was detained.", (48, 52)),
    ("en", "Bekzat is in his late sixties.", (67, 69)),
    ("en", "Bekzat, aged 40-45, was detained.", (40, 45)),
    ("fr", "Bekzat, âgé de 45 ans, est chauffeur.", (45, 45)),
    ("es", "Bekzat, de 45 años de edad, es chófer.", (45, 45)),
]


@pytest.mark.parametrize(("language", "text", "ages"), AGES)
def test_ages_are_completed_years_at_the_telling(language, text, ages):
    claims = propose_claims(text, language=language, subject="Bekzat")
    assert [(c.age_min, c.age_max) for c in claims if c.kind == "age"] == [ages]
