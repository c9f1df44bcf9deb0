"""What happened, in the manners of notes, court papers and campaigns: sentences and their terms, silences, denials."""

import pytest

from casebook.narratives import propose_claims

NAME = "Bekzat Tolqun"


def said(text, *kinds, language="en", subject=NAME):
    """(kind, who, term, stance) of the claims of these kinds; "-" without a term or a stance."""
    claims = propose_claims(text, language=language, subject=subject)
    return [
        (
            c.kind,
            c.who.removeprefix("relative:"),
            (c.term.iso or c.term.kind) if c.term else "-",
            c.polarity if c.polarity != "affirmed" else "doubtful" if c.certainty == "doubtful" else "-",
        )
        for c in claims
        if c.kind in kinds
    ]


SENTENCES = [
    ("Bekzat was jailed for eleven years.", [("subject", "P11Y")]),
    ("Bekzat was imprisoned for nine years.", [("subject", "P9Y")]),
    ("Bekzat was sentenced to 9 years, reduced to 7 on appeal.", [("subject", "P9Y"), ("subject", "P7Y")]),
    ("Bekzat received 12 years and Hajar 9 years.", [("subject", "P12Y"), ("other", "P9Y")]),
    ("A court upheld the 19-year sentence imposed on Bekzat.", [("subject", "P19Y")]),
    ("Bekzat's wife was told of a seventeen-year sentence.", [("subject", "P17Y")]),
    ("Bekzat's brother was given 10 years while he himself was released.", [("BRO", "P10Y")]),
    ("Sentence: 25 years. Verdict of 4 June 2018: 8 years.", [("subject", "P25Y"), ("subject", "P8Y")]),
    ("Bekzat was sentenced to nine years' imprisonment and five years' deprivation of rights.", [("subject", "P9Y")]),
    ("The family was told that Bekzat would have to serve 15 years.", [("subject", "P15Y")]),
    ("Bekzat was sentenced to 10 to 15 years.", [("subject", "term")]),
    ("The court imposed a term of nine years on Bekzat, with deprivation of rights for 3 years.", [("subject", "P9Y")]),
    ("The judges found Bekzat guilty and imposed a sentence of nine years.", [("subject", "P9Y")]),
    ("Bekzat was sentenced to 11 years' deprivation of liberty.", [("subject", "P11Y")]),
    ("Bekzat received a heavy sentence.", [("subject", "-")]),
    ("Bekzat was given 15 days of administrative detention.", []),
    ("The prosecutor asked for twelve years.", []),
    ("Bekzat risks a life sentence.", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_a_sentence_its_term_and_on_whom_it_was_passed(text, expected):
    assert [claim[1:3] for claim in said(text, "sentenced")] == expected


SILENCES = [
    "Bekzat has not been heard from since.",
    "No news since 2019.",
    "His wife last spoke to Bekzat in May.",
    "Nobody has seen or heard from Bekzat.",
    "His wife's last call with Bekzat was in May 2018.",
    "Contact with Bekzat was lost.",
]


@pytest.mark.parametrize("text", SILENCES)
def test_a_silence_is_told_as_it_is_and_is_no_denial(text):
    assert said(text, "last_contact") == [("last_contact", "subject", "-", "-")]


STANCES = [
    ("Bekzat has neither been charged nor sentenced.", ("sentenced", "negated")),
    ("Bekzat is believed to be in prison serving a 14-year sentence.", ("sentenced", "doubtful")),
    ("Bekzat's wife fears he has been detained.", ("detained", "doubtful")),
    ("It is thought that Bekzat's arrest was in May 2018.", ("detained", "doubtful")),
    ("No trial is known to have taken place.", ("tried", "unknown")),
    ("Bekzat has not been allowed to meet a lawyer.", ("lawyer", "negated")),
    ("Neither his wife nor the consulate has been told where he is.", ("whereabouts", "unknown")),
    ("Bekzat should have been released in 2022, but was not.", ("released", "negated")),
    ("Bekzat was among the first people to be detained.", ("detained", "-")),
]


@pytest.mark.parametrize(("text", "expected"), STANCES)
def test_what_is_denied_doubtful_or_not_known(text, expected):
    assert [(kind, stance) for kind, _, _, stance in said(text, expected[0])] == [expected]


def test_a_trial_that_nobody_could_attend_is_not_denied():
    assert said("Nobody was allowed to attend the trial of Bekzat.", "tried") == []


def test_a_thing_that_is_seized_is_nobody_detained():
    assert said("Bekzat was sentenced in 2021 and her property was seized.", "detained") == []


def test_who_is_taken_together_with_someone_is_taken_too():
    text = "Bekzat was arrested together with his father. His father was released."
    assert [claim[:2] for claim in said(text, "detained", "released")] == [
        ("detained", "subject"),
        ("detained", "FTH"),
        ("released", "FTH"),
    ]


def test_coming_home_is_a_release_only_out_of_custody():
    assert said("Bekzat returned home from abroad.", "released") == []
    assert said("Bekzat was arrested in 2017. He returned home in 2018.", "released") == [
        ("released", "subject", "-", "-")
    ]


LANGUAGES = [
    ("fr", "Bekzat Tolqun", "Bekzat a été condamné à neuf ans, peine ramenée à sept ans en appel.",
     [("sentenced", "subject", "P9Y", "-"), ("sentenced", "subject", "P7Y", "-")]),
    ("fr", "Bekzat Tolqun", "Sa sœur craint qu'il n'ait été arrêté. Il n'y a pas eu de procès.",
     [("detained", "subject", "-", "doubtful"), ("tried", "subject", "-", "negated")]),
    ("fr", "Bekzat Tolqun", "Il avait été emmené et aurait été condamné à sept ans.",
     [("detained", "subject", "-", "-"), ("sentenced", "subject", "P7Y", "doubtful")]),
    ("zh", "别克扎提·托勒肯", "别克扎提没有被捕。他的儿子被判处死刑，缓期二年执行，二审改判二十年。",
     [("detained", "subject", "-", "negated"), ("sentenced", "SONC", "death_reprieve", "-"),
      ("sentenced", "SONC", "P20Y", "-")]),
    ("zh", "别克扎提·托勒肯", "法院以煽动罪判处其有期徒刑十年，剥夺政治权利二年。尚未开庭审理。",
     [("sentenced", "subject", "P10Y", "-"), ("tried", "subject", "-", "negated")]),
    ("ru", "Бекзат Толкун", "Приговорён тройкой НКВД 2 декабря 1937 г. к 10 годам ИТЛ. Суда не было.",
     [("sentenced", "subject", "P10Y", "-"), ("tried", "subject", "-", "negated")]),
    ("ru", "Бекзат Толкун", "Бекзату грозит десять лет. Прокурор запросил семь лет.", []),
    ("es", "Bekzat Tolqun", "Bekzat fue condenado a nueve años, rebajados a siete en apelación.",
     [("sentenced", "subject", "P9Y", "-"), ("sentenced", "subject", "P7Y", "-")]),
    ("es", "Bekzat Tolqun", "Su hermana supo por un vecino que había sido condenado a 15 años.",
     [("sentenced", "subject", "P15Y", "-")]),
    ("tr", "Bekzat Tolkun", "Bekzat'ın cezaya çarptırılıp çarptırılmadığı bilinmiyor.",
     [("sentenced", "subject", "-", "unknown")]),
    ("tr", "Bekzat Tolkun", "Bekzat'ın nakledildiği sanılıyor. Bekzat yargılanmadı.",
     [("transferred", "subject", "-", "doubtful"), ("tried", "subject", "-", "negated")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "name", "text", "expected"), LANGUAGES)
def test_other_languages(language, name, text, expected):
    kinds = ("detained", "sentenced", "tried", "transferred")
    assert said(text, *kinds, language=language, subject=name) == expected
