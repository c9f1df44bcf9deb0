"""When things happened in English narratives: which date belongs to which event, and what a distance counts from."""

import pytest

from casebook.narratives import propose_claims

NAME = "Bekzat Tolqun"
KINDS = ("detained", "went_missing", "transferred", "tried", "sentenced", "released", "died", "last_contact")


def told(text, *kinds, language="en", subject=NAME):
    """(kind, who, date) of the claims of these kinds, in the order of the text; "-" where there is no date."""
    claims = propose_claims(text, language=language, subject=subject)
    return [
        (
            c.kind,
            c.who.removeprefix("relative:"),
            "/".join(moment.edtf for moment in (c.date, c.until) if moment) or "-",
        )
        for c in claims
        if c.kind in (kinds or KINDS)
    ]


PLACES_OF_DATES = [
    ("The arrest of Bekzat took place on 3 May 2018.", ("detained", "subject", "2018-05-03")),
    ("It was in May 2018 that Bekzat was taken away.", ("detained", "subject", "2018-05")),
    ("Police came to his house on 3 May 2018 and took Bekzat away.", ("detained", "subject", "2018-05-03")),
    ("In 2018 Bekzat was dismissed and arrested.", ("detained", "subject", "2018")),
    ("When Bekzat returned in May 2018 to renew his passport, he was arrested.", ("detained", "subject", "2018-05")),
    ("Bekzat (detained 3 May 2018) is a teacher.", ("detained", "subject", "2018-05-03")),
    ("Detained on 3 May 2018. Two children.", ("detained", "subject", "2018-05-03")),
    ("Arrested: May 2018.", ("detained", "subject", "2018-05")),
    ("The police had taken him from his shop on 3 May 2018.", ("detained", "subject", "2018-05-03")),
    ("Bekzat, whose arrest in May 2018 was reported abroad, is a poet.", ("detained", "subject", "2018-05")),
    ("Bekzat's sister received confirmation of his arrest in May 2018.", ("detained", "subject", "-")),
    ("Bekzat was arrested on 1 and 2 May 2018.", ("detained", "subject", "-")),
    ("Bekzat was arrested between 1 and 8 May 2018.", ("detained", "subject", "[2018-05-01..2018-05-08]")),
    ("Bekzat's arrest came to light in May 2018.", ("detained", "subject", "-")),
    ("Bekzat was taken from our home in the early hours of 3 May 2018.", ("detained", "subject", "2018-05-03")),
]


@pytest.mark.parametrize(("text", "expected"), PLACES_OF_DATES)
def test_a_date_is_found_wherever_the_words_put_it_and_only_there(text, expected):
    assert told(text, "detained") == [expected]


COUNTED = [
    ("Bekzat was arrested in May 2018. Two months later he was sentenced.", ("sentenced", "subject", "2018-07~")),
    ("Bekzat was arrested in May 2018 and sentenced the following year.", ("sentenced", "subject", "2019")),
    ("Two months after his arrest in May 2018, Bekzat was sentenced.", ("sentenced", "subject", "2018-07~")),
    (
        "Bekzat was arrested in May 2018. He was sentenced two years after his arrest.",
        ("sentenced", "subject", "2020~"),
    ),
    (
        "Bekzat was arrested in May 2018. In December of that year he was sentenced.",
        ("sentenced", "subject", "2018-12"),
    ),
    ("Bekzat was arrested in May 2018. That summer he was sentenced.", ("sentenced", "subject", "2018-22")),
    (
        "Bekzat was arrested on 3 May 2018. On the 20th of that month he was sentenced.",
        ("sentenced", "subject", "2018-05-20"),
    ),
    ("Bekzat was arrested on 3 May 2018 and sentenced in the same month.", ("sentenced", "subject", "2018-05")),
    ("Bekzat was arrested on 3 May 2018. Verdict: 5 June 2018, four years.", ("sentenced", "subject", "2018-06-05")),
    ("Two months later Bekzat was sentenced.", ("sentenced", "subject", "-")),
    ("Bekzat went missing in 2016. He was arrested. Two months later he was sentenced.", ("sentenced", "subject", "-")),
    ("On 29 January he was stopped. Two months later Bekzat was sentenced.", ("sentenced", "subject", "-")),
]


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_a_distance_counts_from_the_event_it_follows_where_that_is_certain(text, expected):
    assert told(text, "sentenced") == [expected]


def test_a_distance_that_counts_from_nothing_certain_is_kept():
    claim = next(c for c in propose_claims("Two months later Bekzat was released.", language="en", subject=NAME))
    assert (claim.kind, claim.date, claim.offset.minimum, claim.offset.unit) == ("released", None, 2, "month")


@pytest.mark.parametrize("last", ["time his family saw him", "anyone heard of him", "time they spoke"])
def test_what_was_told_right_before_is_what_a_sentence_points_to(last):
    text = f"On 3 May 2018 Bekzat went out. That was the last {last}."
    assert told(text, "last_contact") == [("last_contact", "subject", "2018-05-03")]


def test_a_death_is_one_though_it_may_be_a_penalty():
    assert told("Bekzat remained there until his death on 3 May 2018.") == [("died", "subject", "2018-05-03")]
    assert told("Bekzat was given the death penalty on 3 May 2018.", "died") == []


def test_what_is_denied_of_one_date_may_be_so_of_another():
    text = "Bekzat was not arrested in 2017, as first reported, but in January 2018."
    claims = propose_claims(text, language="en", subject=NAME)
    assert [(c.kind, c.polarity, c.date.edtf) for c in claims] == [
        ("detained", "negated", "2017"),
        ("detained", "affirmed", "2018-01"),
    ]


def test_a_verdict_and_its_sentence_share_the_date_before_both():
    text = "On 4 February 2022 the court found Bekzat guilty and sentenced him to nine years."
    assert told(text) == [("tried", "subject", "2022-02-04"), ("sentenced", "subject", "2022-02-04")]


def test_the_years_of_serving_a_sentence_are_not_the_date_of_the_sentence():
    for text in (
        "Bekzat completed his three-year sentence in August 2020.",
        "Bekzat has been serving a life sentence since 2015.",
        "The sentence is 14 years, from 2017-07-19 to 2031-07-18.",
    ):
        assert told(text, "sentenced") == [("sentenced", "subject", "-")]


def test_a_spell_in_custody_has_a_beginning_and_an_end():
    text = "Bekzat was held from 12 June 2017 until 3 January 2019. He was arrested again on 25 March 2019."
    assert told(text) == [("detained", "subject", "2017-06-12/2019-01-03"), ("detained", "subject", "2019-03-25")]


def test_sent_to_a_camp_is_a_detention_of_who_was_free_and_a_transfer_of_who_was_not():
    assert told("Bekzat was sent to a camp in 2018.") == [("detained", "subject", "2018")]
    assert told("Bekzat was arrested in 2017. He was sent to a camp in 2018.") == [
        ("detained", "subject", "2017"),
        ("transferred", "subject", "2018"),
    ]
    assert told("Bekzat was arrested in 2017 and released in 2018. He was sent to a camp in 2019.")[-1] == (
        "detained",
        "subject",
        "2019",
    )


LANGUAGES = [
    ("fr", "Bekzat Tolqun", "L'arrestation de Bekzat a eu lieu le 3 mai 2018.", [("detained", "subject", "2018-05-03")]),
    ("fr", "Bekzat Tolqun", "Bekzat a été arrêté aux environs du 3 mai 2018.", [("detained", "subject", "2018-05-03~")]),
    ("fr", "Bekzat Tolqun", "Bekzat a été arrêté en mai 2018 et, deux mois plus tard, condamné.",
     [("detained", "subject", "2018-05"), ("sentenced", "subject", "2018-07~")]),
    ("zh", "别克扎提·托勒肯", "别克扎提2018年1月失踪，2月被捕，同年11月被判刑。",
     [("went_missing", "subject", "2018-01"), ("detained", "subject", "2018-02"), ("sentenced", "subject", "2018-11")]),
    ("zh", "别克扎提·托勒肯", "2018年3月5日别克扎提被带走，同月20日被判刑。",
     [("detained", "subject", "2018-03-05"), ("sentenced", "subject", "2018-03-20")]),
    ("fr", "Bekzat Tolqun", "Bekzat a été arrêté le 3 mai 2018 et libéré le 20 du même mois.",
     [("detained", "subject", "2018-05-03"), ("released", "subject", "2018-05-20")]),
    ("zh", "别克扎提·托勒肯", "家人最后一次和他联系是在2018年5月。", [("last_contact", "subject", "2018-05")]),
    ("ru", "Бекзат Толкун", "Арестован 14 ноября 1937 г. Осуждён через два месяца. Расстрелян 2 февраля 1938 г.",
     [("detained", "subject", "1937-11-14"), ("sentenced", "subject", "1938-01~"),
      ("died", "subject", "1938-02-02")]),
    ("ru", "Бекзат Толкун", "После ареста Бекзата в мае 2018 года суд над ним состоялся 5 октября 2018 года.",
     [("detained", "subject", "2018-05"), ("tried", "subject", "2018-10-05")]),
    ("es", "Bekzat Tolqun", "El 11 de julio de 2021 Bekzat marchó y fue arrestado al día siguiente.",
     [("detained", "subject", "2021-07-12")]),
    ("tr", "Bekzat Tolkun", "Bekzat Şubat 2018'de gözaltına alınmadan önce kayboldu.",
     [("detained", "subject", "2018-02"), ("went_missing", "subject", "-")]),
    ("tr", "Bekzat Tolkun", "2019'da kız kardeşi, Bekzat'ın tutuklandığını öğrendi.", [("detained", "subject", "-")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "name", "text", "expected"), LANGUAGES)
def test_dates_in_other_languages(language, name, text, expected):
    assert told(text, language=language, subject=name) == expected
