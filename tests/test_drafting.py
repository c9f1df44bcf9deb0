"""Drafts of a summary: plain sentences in English and French that say what the face says, and not a word more."""

import importlib
import re
from pathlib import Path

import pytest
from babel import Locale
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from casebook import drafting, vocabularies, wording
from casebook.drafting_dates import LOCALES, length, when
from publishing_world import key, make

SCRIPTS = Path(__file__).parents[1] / "scripts"
SAID = vocabularies.load("drafts")


def face(events=(), relatives=(), level="full", **columns):
    return {"level": level, "columns": {"name": "Tursun Barat"} | columns, "events": list(events), "relatives": list(relatives)}


@pytest.mark.parametrize(("told", "en", "fr"), [
    (face(), "This is what is known of Tursun Barat.", "Voici ce que l’on sait de Tursun Barat."),
    (face(sex="male", birth="1971", ethnicity="Uyghur", home="653101", arrest="2017-05", term_kind="term",
          term_months_min=204.0, term_months_max=204.0, status="sentenced"),
     "Tursun Barat, a man, was born in 1971. Ethnicity: Uyghur. Home: Kashgar City. He was detained in May 2017."
     " He was sentenced to 17 years.",
     "Tursun Barat, un homme, est né en 1971. Appartenance ethnique : Ouïghour. Domicile : Kashgar City. Il a été arrêté"
     " en mai 2017. Il a été condamné à une peine de 17 ans."),
    (face(sex="female", arrest="[2017-06,2018-04]", status="released", status_date="2019", events=[{"kind": "release"}]),
     "Tursun Barat is a woman. She was detained in June 2017 or in April 2018. She is said to have been released in 2019.",
     "Tursun Barat est une femme. Elle a été arrêtée en juin 2017 ou en avril 2018. Elle aurait été libérée en 2019."),
    (face(occupation="ветеринар", reasons_believed="praying at home", status="detained", status_date="2017-05"),
     "This is what is known of Tursun Barat. Occupation, as told: “ветеринар”. This person is said to be detained."
     " Reason believed by those who speak of the case: “praying at home”.",
     "Voici ce que l’on sait de Tursun Barat. Profession, telle qu’elle est rapportée : « ветеринар ». Cette personne serait"
     " détenue. Motif supposé par ceux qui parlent de l’affaire : « praying at home »."),
    (face(term_kind="life"), "This is what is known of Tursun Barat. This person was sentenced to life imprisonment.",
     "Voici ce que l’on sait de Tursun Barat. Cette personne a été condamnée à la réclusion à perpétuité."),
    (face(sex="male", events=[{"kind": "transfer", "edtf": "2018"}, {"kind": "trial"}, {"kind": "trial", "edtf": "2019"}]),
     "Tursun Barat is a man. He was moved in 2018.", "Tursun Barat est un homme. Il a été transféré en 2018."),
    (face(relatives=[{"class": "sibling", "count": 2, "outcome": "released"}, {"class": "spouse", "count": 1, "outcome": None}]),
     "This is what is known of Tursun Barat. Relatives: 2 brothers and sisters (released); spouse.",
     "Voici ce que l’on sait de Tursun Barat. Proches : 2 frères et sœurs (remise en liberté); conjoint ou conjointe."),
])  # fmt: skip
def test_a_draft_says_what_the_face_says(told, en, fr):
    assert drafting.drafts(told) == {"en": en, "fr": fr}


@pytest.mark.parametrize("told", [face(level="partial"), face(level="anonymous"), face(name=None)])
def test_of_nobody_without_a_name_a_text_is_drafted(told):
    assert drafting.drafts(told) == {}


@pytest.mark.parametrize(("edtf", "en", "fr"), [
    ("2017", "in 2017", "en 2017"), ("2017-05", "in May 2017", "en mai 2017"), ("2017-05-03", "on 3 May 2017", "le 3 mai 2017"),
    ("2017-05?", "perhaps in May 2017", "peut-être en mai 2017"), ("2017~", "around 2017", "vers 2017"),
    ("2017%", "perhaps around 2017", "peut-être vers 2017"), ("201X", "in the 2010s", "dans les années 2010"),
    ("2017-23", "in autumn 2017", "à l’automne 2017"), ("2017-37", "early in 2017", "au début de 2017"),
    ("2017-39?", "perhaps late in 2017", "peut-être à la fin de 2017"),
    ("2017-05/2018-01", "between May 2017 and January 2018", "entre mai 2017 et janvier 2018"),
    ("../2017-05", "in or before May 2017", "en mai 2017 ou avant"), ("2017/..", "in or after 2017", "en 2017 ou après"),
    ("[2017,2018-04]", "in 2017 or in April 2018", "en 2017 ou en avril 2018"),
    ("[2016,2017,2018]", "in 2016, in 2017 or in 2018", "en 2016, en 2017 ou en 2018"),
    (None, None, None), ("", None, None), ("20XX", None, None), ("2017-13", None, None), ("2017-02-30", None, None),
    ("[2017..2018]", None, None), ("2017-41", None, None), ("2017-05?/2018", None, None), ("about then", None, None),
])
def test_dates_are_told_as_exactly_as_they_are_known(edtf, en, fr):
    assert [when(edtf, SAID[language]["dates"], language) for language in ("en", "fr")] == [en, fr]


@pytest.mark.parametrize(("least", "most", "en", "fr"), [
    (204.0, 204.0, "17 years", "17 ans"), (12.0, 12.0, "1 year", "1 an"), (18.0, 18.0, "1 year and 6 months", "1 an et 6 mois"),
    (144.0, 180.0, "12 years to 15 years", "12 ans à 15 ans"), (60.0, None, "at least 5 years", "5 ans au moins"),
    (None, 36.0, "at most 3 years", "3 ans au plus"), (None, None, None, None), (1.5, 1.5, None, None), (0.5, 24.0, None, None),
])
def test_lengths_are_told_in_years_and_months(least, most, en, fr):
    assert [length(least, most, SAID[language]["lengths"], language) for language in ("en", "fr")] == [en, fr]


def words(text):
    return set(re.findall(r"[^\W_]+", text.casefold()))


def texts(node):
    if isinstance(node, dict):
        for value in node.values():
            yield from texts(value)
    elif isinstance(node, str):
        yield re.sub(r"\{\w+\}", " ", node)


some = st.text(st.characters(categories=["L"]), min_size=1, max_size=8)
events = st.fixed_dictionaries({"kind": st.sampled_from([*vocabularies.load("events")])}, optional={"edtf": st.sampled_from(
    ["2017", "2018-04", "2019-05?"])})
columns = st.fixed_dictionaries({}, optional={
    "sex": st.sampled_from(["male", "female", "unknown"]), "birth": st.sampled_from(["1971", "197X", "1971?"]),
    "occupation": some,
    "ethnicity": st.sampled_from(["Uyghur", "kazakh", "nobody knows"]), "home": st.sampled_from(["653101", "Kashgar City"]),
    "arrest": st.sampled_from(["2017-05", "[2017,2018-02]", "2017-05/2018"]), "place": st.sampled_from(["near 650100", "Aksu"]),
    "status": st.sampled_from([*vocabularies.load("statuses")["codes"], "gone"]), "status_date": st.just("2019-07"),
    "term_kind": st.sampled_from(["term", "life", "suspended", "death"]), "term_months_min": st.sampled_from([60.0, 75.0]),
    "term_months_max": st.sampled_from([60.0, 90.0]), "reasons_believed": some, "reasons_official": some})


@given(columns, st.lists(events, max_size=3))
def test_every_word_is_one_of_the_face_or_of_the_templates(told, happened):
    shape = face(events=happened, **told)
    for language, text in drafting.drafts(shape).items():
        locale = Locale.parse(LOCALES[language])
        known = words(" ".join(texts(SAID[language])) + " " + " ".join(locale.months["format"]["wide"].values()))
        known |= words(" ".join(str(value) for value in shape["columns"].values()))
        known |= words(" ".join(wording.place(told[name]) for name in ("home", "place") if name in told))
        known |= words(" ".join(wording.label("ethnicities", code, language) for code in ("uyghur", "kazakh")))
        known |= {"year", "years", "month", "months", "an", "ans", "mois", "1970s"}
        assert {word for word in words(text) - known if not word.isdecimal()} == set()
        dates = set(re.findall(r"\d{4}", text))
        assert dates <= set(re.findall(r"\d{4}", str(shape).replace("197X", "1970")))


def test_the_command_drafts_from_the_approved_face_without_any_database(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(SCRIPTS))
    world = make(tmp_path / "world")
    world.cases.unlink()
    world.contacts.unlink()
    command = importlib.import_module("draft_summary").main
    told = CliRunner().invoke(command, [key(0), "--data", str(world.folder)])
    assert told.exit_code == 0 and "  Tursun Barat, un homme, est né en 1971." in told.output
    refused = CliRunner().invoke(command, [key(3), "--data", str(world.folder)])
    assert refused.exit_code == 1 and "no consent" in refused.output
