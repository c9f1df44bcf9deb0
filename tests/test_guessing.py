"""The columns of a new source are guessed from headings and values; what is not certain is left to a person."""

import pytest

from casebook import guessing, guessing_headings, source_schema, vocabularies
from casebook.guessing import Column

HEADINGS = [
    ("Name", "name", True), ("Full name", "name", True), ("date_of_birth", "birth", True),
    ("DateOfBirth", "birth", True),
    ("Sex / Gender", "sex", True), ("姓名", "name", True), ("被捕日期", "detention.date", True),
    ("刑期", "sentence.term", True),
    ("дата ареста", "detention.date", True), ("Cinsiyeti", "sex", True), ("تاريخ الاعتقال", "detention.date", True),
    ("تۇغۇلغان ۋاقتى", "birth", True), ("ұлты", "ethnicity", True), ("Fecha de detención", "detention.date", True),
    ("Geburtsdatum", "birth", True), ("تاریخ تولد", "birth", True), ("Lieu de naissance", "birth_place", True),
    ("arrest_last_contact_date", "detention_or_last_contact.date", True), ("Date of death", "death_listed.date", True),
    ("Release date", "sentence_end.date", True), ("Occupation (before arrest)", "occupation", True),
    ("Current home town", "home", False), ("备注二", "text", False),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "code", "exact"), HEADINGS)
def test_a_heading_is_known_in_eleven_languages(heading, code, exact):
    options, whole = guessing_headings.headed(heading)
    assert (options["property"], whole) == (code, exact)


def test_who_tells_and_how_to_reach_them_is_never_taken_for_the_subject():
    assert guessing_headings.headed("Informant name")[0] == {"property": "name", "of": "informant"}
    assert guessing_headings.headed("Phone number")[0] == {"property": "phone", "of": "informant"}
    assert guessing_headings.headed("关系")[0] == {"property": "relation", "of": "informant"}


def test_a_number_in_a_heading_of_custody_opens_a_spell():
    assert guessing_headings.headed("дата ареста 2")[0] == {"property": "detention.date", "spell": "2"}
    assert guessing_headings.headed("Name 2")[0] == {"property": "name"}


@pytest.mark.parametrize("heading", ["", "???", "Colour of the door", "Q17"])
def test_other_headings_are_not_guessed(heading):
    assert guessing_headings.headed(heading) is None


def test_every_code_of_the_vocabulary_is_one_a_source_may_use():
    for code, languages in vocabularies.load("headings").items():
        assert source_schema.wrong_property(code.partition(" of ")[0].partition(" in ")[0]) is None
        assert all(isinstance(word, str) for words in languages.values() for word in words)
        assert not code.startswith(("death.", "release."))


def guess(header: str, *values: str) -> tuple[dict | None, bool]:
    (found,) = guessing.guesses([Column(header, list(values))], "en", None)
    return found.options, found.sure


def test_values_that_do_not_read_so_make_a_heading_doubtful():
    assert guess("Arrested", "May 2017", "2018") == ({"property": "detention.date"}, True)
    assert guess("Arrested", "by the village police", "at the market") == ({"property": "detention.date"}, False)
    assert guess("Arrested") == ({"property": "detention.date"}, False)


def test_columns_that_hold_contacts_are_always_used_so_that_they_are_kept_apart():
    assert guess("Reach", "+33 1 99 00 01 17", "+33 1 99 00 01 18") == ({"property": "phone", "of": "informant"}, True)
    assert guess("Reach", "a@example.org", "b@example.org") == ({"property": "email", "of": "informant"}, True)
    assert guess("Telephone", "ask the aunt") == ({"property": "phone", "of": "informant"}, True)


def test_values_alone_suggest_but_do_not_decide():
    assert guess("Q17", "May 2017", "June 2018") == ({"property": "detention.date"}, False)
    assert guess("Q18", "blue", "green") == (None, False)
    assert guess("Q19", "A long text. " * 20) == ({"property": "text"}, True)


def test_names_carry_their_script():
    assert guess("Name", "虚构", "人物")[0] == {"property": "name", "script": "Han"}


def test_a_heading_may_name_a_relative():
    assert guess("Wife", "Invented Person") == ({"property": "name", "of": "relative:WIFE"}, True)


@pytest.mark.parametrize(("values", "order"), [
    (["13/04/2017", "1/2/2017"], "DMY"), (["04/13/2017", "1/2/2017"], "MDY"), (["13/04/2017", "04/13/2017"], None),
    (["3/4/2018"], None), (["2017-05-01"], None), (["May 2017"], None), (["25.12.17"], "DMY"),
])  # fmt: skip
def test_only_dates_that_can_be_read_one_way_prove_an_order(values, order):
    assert guessing.order_of(iter(values))[0] == order


def test_a_column_numbers_the_rows_when_it_is_headed_so_and_every_value_differs():
    columns = [Column("No", ["1", "2"]), Column("Name", ["A", "B"])]
    found = guessing.guesses(columns, "en", None)
    assert guessing.key_of(columns, found, 2) == "No"
    assert guessing.key_of(columns, found, 3) is None
    assert guessing.key_of([Column("No", ["1", "1"])], found[:1], 2) is None


def test_a_known_layout_is_recognised_by_its_headings():
    assert (
        guessing.preset_for(["Name", "Gender", "Date of Birth", "Date of Death", "Place", "Sentence"]) == "prisoners-zh"
    )
    assert guessing.preset_for(["Name", "Colour"]) is None


PARTS = [
    ("victim/birth", "1990", {"property": "birth"}, True), ("Name of prison", "at the old mill", None, False),
    ("witness/phone", "+7 701 234 56 78", {"property": "phone", "of": "informant"}, True),
    ("witness/name", "Halide", {"property": "name", "of": "informant", "script": "Latin"}, True),
    ("Told by", "Halide", {"property": "name", "of": "informant", "script": "Latin"}, True),
    ("Başvuranın Telefonu", "0532 123 45 67", {"property": "phone", "of": "informant"}, True),
    ("Father's name", "Sabir", {"property": "name", "of": "relative:FTH", "script": "Latin"}, True),
    ("Q17", "0532 123 45 67", {"property": "phone", "of": "informant"}, True),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "value", "options", "sure"), PARTS)
def test_a_heading_of_several_words_says_what_and_whose(heading, value, options, sure):
    found = guess(heading, value)
    assert found == (options, sure) if options else not found[1]
