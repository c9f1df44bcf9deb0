"""Cases as registers, campaign pages and newspapers tell them: who testifies, whose event it is, what a date is of."""

import pytest

from casebook.narratives import propose_claims

NAME = "Bekzat Tolqun"


def claims(text, *kinds, language="en"):
    """(kind, who, date, term, stance) of the claims of these kinds, "-" for what is not said."""
    found = propose_claims(text, language=language, subject=NAME)
    return [
        (
            c.kind,
            c.who.removeprefix("relative:"),
            "/".join(moment.edtf for moment in (c.date, c.until) if moment) or "-",
            c.term.iso if c.term else "-",
            c.polarity,
        )
        for c in found
        if c.kind in kinds
    ]


def informants(text, language="en"):
    found = propose_claims(text, language=language, subject=NAME)
    return [(c.relation and c.relation.code, c.country) for c in found if c.kind == "informant"]


NOTED = [
    ("Testimony 1|2: Aigul Omar, born in 1980, is now a Kazakhstan citizen. (sister)", [("SIS", "KZ")]),
    ("Testimony 1: Aigul, a daughter, now in Turkey.\nTestimony 2: a relative, Sweden.",
     [("DAUC", "TR"), ("FAMMEMB", "SE")]),
    ("Testifying party: Serik Omar, living in Almaty, testifies for his son.", [("FTH", "KZ")]),
    ("Victim's relation to testifier: brother", [("SIB", None)]),
    ("Relationship to the victim: nephew. Country of residence: Sweden.", [("NEPHEW", "SE")]),
    ("Bekzat | m | 1985 | detained Jan. 2019 | source: sister, Australia", [("SIS", "AU")]),
    ("Reported by: brother-in-law (husband's brother), Sweden", [("BROINLAW", "SE")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NOTED)
def test_a_note_says_who_testifies(text, expected):
    assert informants(text) == expected


def test_a_note_in_french_says_who_testifies():
    assert informants("Lien avec la victime : neveu. Pays de résidence : Suède.", "fr") == [("NEPHEW", "SE")]


TOLD = [
    ("Serik Omar, who lives in Japan, says that his brother Bekzat was arrested.", ("BRO", "JP")),
    ("Aigul, the daughter of Bekzat, lives in Oslo. She says that he was arrested.", ("DAUC", "NO")),
    ("Aigul Bekzat, who lives in Oslo, says that her father, the poet Bekzat Tolqun, was arrested.", ("DAUC", "NO")),
    ("Bekzat was arrested, his sister told us. She is a US citizen.", ("SIS", "US")),
    ("Bekzat's sister (Kazakhstan) told us of the arrest.", ("SIS", "KZ")),
    ("Speaking from Istanbul, Bekzat's brother said that he was arrested.", ("BRO", "TR")),
    ("A colleague of Bekzat who lives in Japan said that he was arrested.", (None, "JP")),
    ("The source, a relative of Bekzat residing in Turkey, contends that he was arrested.", ("FAMMEMB", "TR")),
    ("Bekzat's sister in Almaty received a call from a cousin who said that he was arrested.", ("SIS", "KZ")),
    ("My colleague Bekzat was arrested. I am now in Washington.", (None, "US")),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_who_tells_and_from_where(text, expected):
    assert informants(text) == [expected]


def test_those_who_keep_the_record_are_no_informants():
    assert informants("We first reported on Bekzat in 2018.") == []


AFFIRMED = "affirmed"
HAPPENED = [
    ("A well-known surgeon has been sentenced to life in prison, his family said.", [("subject", "-", None)]),
    ("His coach was arrested in 2018: he is serving nine years in prison.", [("other", "-", "P9Y")]),
    ("Bekzat was arrested because his sons were abroad, and sentenced to eight years.", [("subject", "-", "P8Y")]),
    ("His two brothers were sentenced to 10 and 12 years.", [("BRO", "-", "P12Y"), ("BRO", "-", "P10Y")]),
    ("Bekzat was sentenced to 10 and 12 years.", [("subject", "-", "-")]),
    ("Bekzat was sentenced to ten years and his brother-in-law to 13.",
     [("subject", "-", "P10Y"), ("BROINLAW", "-", "P13Y")]),
    ("Bekzat received a nine-year sentence, and Rustem a sentence of 8 years.",
     [("subject", "-", "P9Y"), ("other", "-", "P8Y")]),
    ("Bekzat's prison term of 12 years started on 3 May 2018.", [("subject", "-", "P12Y")]),
    ("As for his brother, he was sentenced to 12 years. Bekzat is free.", [("BRO", "-", "P12Y")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), HAPPENED)
def test_whose_sentence_it_is_and_how_long(text, expected):
    found = [(who, date, term) for _, who, date, term, _ in claims(text, "sentenced")]
    life = [(who, date, None if term is None else term) for who, date, term in found]
    assert life == expected


DATED = [
    ("His father was arrested in June 2017 and his mother in July.",
     [("FTH", "2017-06"), ("MTH", "2017-07")]),
    ("Two of his sons were detained: Omar, in April 2017, and Ali, in June 2017.",
     [("SONC", "2017-04"), ("SONC", "2017-06")]),
    ("Bekzat was arrested in May 2018, his wife a month later.", [("subject", "2018-05"), ("WIFE", "2018-06~")]),
    ("Bekzat was stopped at a road block on 8 March 2018 and arrested.", [("subject", "2018-03-08")]),
    ("In May 2018, two police cars came to his house and he was taken away.", [("subject", "2018-05")]),
    ("The first arrest took place in 1997.", [("subject", "1997")]),
    ("Bekzat was taken on 3 May 2018.", [("subject", "2018-05-03")]),
    ("In 1997 Bekzat was held for 11 months.", [("subject", "1997")]),
    ("Detained: 02/2018", [("subject", "2018-02")]),
    ("In June 2018 his wife heard that he had been arrested at the end of May.", [("subject", "-")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DATED)
def test_which_arrest_a_date_is_of(text, expected):
    assert [(who, date) for _, who, date, _, _ in claims(text, "detained")] == expected


def test_when_a_death_was_heard_of_is_not_when_it_was():
    text = "His family was informed of his death on 14 January 2019. Bekzat died in prison."
    assert [(kind, date) for kind, _, date, _, _ in claims(text, "died", "learned")] == [
        ("learned", "2019-01-14"), ("died", "-"),
    ]  # fmt: skip


def test_the_mother_of_a_mans_daughter_is_not_that_man():
    text = "Bekzat’s daughter, Aigul, misses her father. In 2018 Aigul’s mother was arrested. Bekzat and Serik, 28, are free."
    assert claims(text, "detained") == [("detained", "WIFE", "2018", "-", "affirmed")]


def test_an_age_between_two_parts_nobody():
    text = "Bekzat, 33, and his sister, 28, were detained in 2018."
    assert [who for _, who, *_ in claims(text, "detained")] == ["subject", "SIS"]


def test_what_a_clause_between_commas_tells_is_not_of_the_one_it_hangs_on():
    text = "Bekzat, whose father is serving a life sentence, was arrested on 8 March 2018."
    assert [(who, date) for _, who, date, _, _ in claims(text, "detained")] == [("subject", "2018-03-08")]


def test_who_takes_up_somebody_not_known():
    text = "Bekzat gave money to a man who was later sentenced to ten years."
    assert [who for _, who, *_ in claims(text, "sentenced")] == ["other"]


def test_what_a_form_answers():
    assert claims("Released: not known.", "released") == [("released", "subject", "-", "-", "unknown")]
    assert claims("Released: no.", "released") == [("released", "subject", "-", "-", "negated")]


def test_a_trial_of_which_nobody_was_told_was_one():
    assert claims("His family was not informed of the trial.", "tried") == []


def test_they_of_whom_nobody_knows_make_no_claim():
    assert claims("They were released in 2018.", "released") == []


def test_sent_to_a_camp_before_a_later_arrest_is_no_transfer():
    text = "Bekzat was arrested in April 2019, officials say. He was taken to a camp on 21 September 2017, says his father."
    assert [(kind, date) for kind, _, date, _, _ in claims(text, "detained", "transferred")] == [
        ("detained", "2019-04"), ("detained", "2017-09-21"),
    ]  # fmt: skip
