"""English narratives: who was detained, tried, sentenced, moved and released, when, and what is denied."""

import pytest

from casebook.narratives import propose_claims

NAME = "Bekzat Tolqun"


def facts(text, *kinds, subject=NAME):
    """(kind, who, date, term) of the claims of these kinds, in the order of the text; "-" where there is none."""
    claims = propose_claims(text, language="en", subject=subject)
    return [
        (c.kind, c.who, c.date.edtf if c.date else "-", (c.term.iso or c.term.kind) if c.term else "-")
        for c in claims
        if c.kind in kinds
    ]


DETAINED = [
    ("Bekzat was detained on 3 May 2018.", "2018-05-03"),
    ("Bekzat was taken away by police in August 2018.", "2018-08"),
    ("Bekzat went missing before being detained in February 2018.", "2018-02"),
    ("In April 2017 the police came to his house and took Bekzat away.", "2017-04"),
    ("Bekzat has been detained since May 2018.", "2018-05"),
    ("Bekzat was held incommunicado from March to November 2018.", "2018-03"),
    ("Bekzat was arrested in 2017 or 2018.", "[2017,2018]"),
    ("Bekzat was arrested between April and June 2017.", "[2017-04..2017-06]"),
    ("Bekzat was detained when he crossed the border on 12 October 2017.", "2017-10-12"),
    ("Before his detention in June 2018, Bekzat was a mechanic.", "2018-06"),
    ("Bekzat was taken to an internment camp in April 2018.", "2018-04"),
    ("On 6 June 2017, when Bekzat returned from abroad, police arrested him.", "2017-06-06"),
    ("The last call was in March 2018, when Bekzat was detained.", "2018-03"),
    ("Bekzat was arrested for 'separatism' in 2014.", "2014"),
    ("Bekzat was arrested for travelling abroad in 2014.", "-"),
    ("Bekzat was detained after he returned from a visit in 2016.", "-"),
    ("In 2018, his sister learned that Bekzat had been detained.", "-"),
    ("In 2016 Bekzat moved to the city, where he was detained.", "-"),
]


@pytest.mark.parametrize(("text", "date"), DETAINED)
def test_a_date_belongs_to_the_detention_only_where_the_words_tie_them(text, date):
    assert facts(text, "detained") == [("detained", "subject", date, "-")]


def test_a_year_said_a_sentence_before_completes_a_date_only_when_it_is_certain():
    assert facts("Bekzat came home in 2018. He was detained on 29 January.", "detained")[0][2] == "2018-01-29"
    assert facts("Bekzat came home in December 2017. He was detained on 29 January.", "detained")[0][2] == "-"
    assert facts("Bekzat left in 2016 and came back in 2017. He was detained on 29 January.", "detained")[0][2] == "-"
    assert facts("He was detained on 29 January.", "detained")[0][2] == "-"


def test_each_verb_keeps_its_own_date_and_place_in_the_story():
    text = "Bekzat was arrested in May 2017, moved to a prison in 2018 and released in early 2019."
    assert facts(text, "detained", "transferred", "released") == [
        ("detained", "subject", "2017-05", "-"),
        ("transferred", "subject", "2018", "-"),
        ("released", "subject", "2019-37", "-"),
    ]


SENTENCED = [
    ("Bekzat was sentenced to 17 years' imprisonment.", "P17Y"),
    ("Bekzat is serving a 14-year sentence.", "P14Y"),
    ("The police told the family of his nine-year prison term; Bekzat's sentence was 9 years.", "P9Y"),
    ("A court sentenced Bekzat to six and a half years in prison.", "P6Y6M"),
    ("Bekzat was given life imprisonment.", "life"),
    ("Bekzat received 12 years.", "P12Y"),
    ("Bekzat was jailed for 11 years.", "P11Y"),
    ("Bekzat was sentenced to death with a two-year reprieve.", "death_reprieve"),
]


@pytest.mark.parametrize(("text", "term"), SENTENCED)
def test_a_sentence_is_told_in_many_ways(text, term):
    assert [fact[3] for fact in facts(text, "sentenced")][-1] == term


NO_SENTENCE = [
    "Bekzat spent two years in prison.",
    "Bekzat could be sentenced to 15 years.",
    "Under the law he faces up to 15 years in prison.",
    "Bekzat is 17 years old.",
    "Bekzat lived abroad for ten years.",
    "The law carries a maximum sentence of ten years.",
    "They threatened to sentence Bekzat to ten years.",
]


@pytest.mark.parametrize("text", NO_SENTENCE)
def test_time_spent_threats_ages_and_what_a_law_allows_are_no_sentence(text):
    assert [fact for fact in facts(text, "sentenced") if fact[3] != "-"] == []


def test_the_sentence_of_another_is_not_the_sentence_of_the_subject():
    text = "Bekzat was sentenced to 20 years, Hajar to 7 years. His brother is serving a 14-year sentence."
    assert facts(text, "sentenced") == [
        ("sentenced", "subject", "-", "P20Y"),
        ("sentenced", "other", "-", "P7Y"),
        ("sentenced", "relative:BRO", "-", "P14Y"),
    ]


def test_what_happens_to_relatives_stays_theirs():
    text = "Bekzat was detained in 2017. His wife was sent to a camp in 2018. Two of his brothers were also arrested."
    assert facts(text, "detained", "camp") == [
        ("detained", "subject", "2017", "-"),
        ("detained", "relative:WIFE", "2018", "-"),
        ("detained", "relative:BRO", "-", "-"),
    ]


def test_people_joined_by_and_go_through_it_together():
    text = "Bekzat and his wife were arrested on 7 April 2018."
    assert [fact[:3] for fact in facts(text, "detained")] == [
        ("detained", "subject", "2018-04-07"),
        ("detained", "relative:WIFE", "2018-04-07"),
    ]


def test_the_son_of_his_mother_is_the_subject():
    text = "Bekzat's mother lost contact with her son Bekzat in 2016. She later learned that her son had been arrested."
    assert facts(text, "detained") == [("detained", "subject", "-", "-")]


def stances(text, kind):
    claims = propose_claims(text, language="en", subject=NAME)
    return [(c.polarity, c.certainty, c.attribution) for c in claims if c.kind == kind]


STANCES = [
    ("Bekzat was not sentenced.", "sentenced", [("negated", "certain", None)]),
    ("It is not known whether Bekzat was sentenced.", "sentenced", [("unknown", "certain", None)]),
    ("Bekzat might have been sentenced to ten years.", "sentenced", [("affirmed", "doubtful", None)]),
    ("Bekzat is believed to have been detained.", "detained", [("affirmed", "doubtful", None)]),
    ("The police said that Bekzat was sentenced.", "sentenced", [("affirmed", "certain", "police")]),
    ("According to his sister, Bekzat was detained.", "detained", [("affirmed", "certain", "family")]),
    ("Bekzat was reportedly detained.", "detained", [("affirmed", "certain", "hearsay")]),
    ("There was no trial.", "tried", [("negated", "certain", None)]),
    ("Bekzat had no lawyer.", "lawyer", [("negated", "certain", None)]),
    ("The family hopes that Bekzat will be released soon.", "released", []),
    ("They called for his immediate release.", "released", []),
    ("He feared being detained if he went back.", "detained", []),
    ("Police threatened to detain Bekzat.", "detained", []),
]


@pytest.mark.parametrize(("text", "kind", "expected"), STANCES)
def test_denial_ignorance_doubt_and_hearsay_are_kept_and_wishes_are_no_events(text, kind, expected):
    assert stances(text, kind) == expected


def test_seen_spoke_to_went_missing_and_detained_are_different_things():
    text = "Bekzat disappeared in 2017. He was last seen in Aksu in 2018. His son last spoke to him in 2019."
    kinds = ("went_missing", "seen", "last_contact", "detained")
    assert [(fact[0], fact[2]) for fact in facts(text, *kinds)] == [
        ("went_missing", "2017"),
        ("seen", "2018"),
        ("last_contact", "2019"),
    ]
