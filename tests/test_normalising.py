"""Normalise: what the cells of a row become, whole rows at a time."""

from casebook import keys
from workshop import SHEET, Workshop

HEADER = "No,Name,Born,Taken,Where,Sentence,Told by,Phone,Notes\n"


def built(tmp_path, row, yml=SHEET):
    shop = Workshop(tmp_path)
    shop.source("list", yml, sheet_csv=HEADER + row + "\n")
    shop.run()
    return shop


def claims(shop):
    return shop.rows(
        "SELECT m.role, c.property, e.kind, c.raw, c.value, c.says, c.absence, c.edtf, c.earliest, c.latest,"
        " c.amount_min, c.amount_max, c.unit, c.span_start, c.span_end FROM claims c JOIN mentions m ON m.id = c.mention"
        " LEFT JOIN events e ON e.id = c.event ORDER BY c.id"
    )


def test_each_cell_becomes_a_claim_with_its_words_their_place_and_what_they_mean(tmp_path):
    shop = built(tmp_path, '9,Sabir Qurbanov,1971,May 2017,"Hotan County ",15 years,,,')
    assert claims(shop) == [
        ("subject", "source_id", None, "9", "9", "is so", None, None, None, None, None, None, None, 0, 1),
        ("subject", "name", None, "Sabir Qurbanov", "Sabir Qurbanov", "is so", None, None, None, None, None, None, None,
         0, 14),
        ("subject", "birth", None, "1971", None, "is so", None, "1971", "1971-01-01", "1971-12-31", None, None, None,
         0, 4),
        ("subject", "date", "detention", "May 2017", None, "is so", None, "2017-05", "2017-05-01", "2017-05-31", None,
         None, None, 0, 8),
        ("subject", "place", "detention", "Hotan County", "653221", "is so", None, None, None, None, None, None,
         "county", 0, 12),
        ("subject", "term", "sentence", "15 years", "term", "is so", None, None, None, None, 180, 180, "months", 0, 8),
    ]  # fmt: skip


def test_withheld_unknown_none_and_blank_are_four_things(tmp_path):
    shop = built(tmp_path, "9,Sabir Qurbanov,withheld,unknown,,none,,,")
    said = shop.rows(
        "SELECT property, says, absence, edtf FROM claims WHERE property <> 'name' AND property <> 'source_id'"
    )
    assert sorted(said) == [
        ("birth", "is so", "withheld", None),
        ("date", "is not known", "unknown", None),
        ("term", "is so", "none", None),
    ]
    assert shop.rows("SELECT arrest, birth, term_kind FROM cases") == [(None, None, None)]


def test_what_is_not_understood_stays_as_written_and_is_an_issue(tmp_path):
    shop = built(tmp_path, "9,Sabir Qurbanov,some time ago,,,,,,")
    assert shop.rows("SELECT raw, value, edtf, rule FROM claims WHERE property = 'birth'") == [
        ("some time ago", None, None, "not_understood")
    ]
    assert shop.rows("SELECT code, column, words FROM issues") == [("not_understood", "Born", "some time ago")]


def test_a_month_damaged_by_a_spreadsheet_keeps_both_readings_and_never_becomes_a_day(tmp_path):
    shop = built(tmp_path, "9,Sabir Qurbanov,,Mar-17,,,,,")
    ((edtf, earliest, latest, value),) = shop.rows(
        "SELECT edtf, earliest, latest, value FROM claims WHERE property = 'date'")  # fmt: skip
    assert edtf == "2017-03?" and "2017-03" in value and earliest != latest
    assert shop.rows("SELECT code FROM issues") == [("several_readings",)]


def test_the_informant_is_a_mention_without_a_name(tmp_path):
    shop = built(tmp_path, "9,Sabir Qurbanov,,,,,Halide Qurbanova,,")
    assert shop.rows('SELECT "key", role FROM mentions ORDER BY id') == [("list:9/subject:Name", "subject")]
    assert shop.contacts("SELECT mention, kind FROM contacts") == [("list:9/informant:Told by", "name")]


def test_a_heading_that_depends_on_another_column_is_read_by_it(tmp_path):
    yml = SHEET.replace("Sentence: sentence.term", "Sentence: sentence.note").replace(
        "Taken: detention.date",
        "Taken: {property: release.date, when: {column: Sentence, is: [released]}, otherwise: detention_or_last_contact.date}",
    )
    shop = built(tmp_path, "9,Sabir Qurbanov,,May 2019,,released,,,\n10,Mihray Sadir,,May 2017,,,,,", yml)
    assert shop.rows("SELECT kind, edtf FROM events WHERE edtf IS NOT NULL ORDER BY id") == [
        ("release", "2019-05"), ("detention_or_last_contact", "2017-05")]  # fmt: skip
    assert shop.rows("SELECT arrest FROM cases") == [(None,), (None,)]


def test_a_source_s_own_wording_is_read_as_it_says(tmp_path):
    yml = SHEET + "words:\n  sentence.term: {fifteen: 15 years}\n"
    shop = built(tmp_path, "9,Sabir Qurbanov,,,,Fifteen,,,", yml)
    assert shop.rows("SELECT raw, amount_min, rule FROM claims WHERE property = 'term'") == [
        ("Fifteen", 180, "source wording, term:term:length")
    ]


def test_numbered_arrests_are_spells_of_their_own(tmp_path):
    yml = SHEET.replace("Taken: detention.date", "Taken: {property: detention.date, spell: 1}").replace(
        "Where: detention.place", "Where: {property: detention.date, spell: 2}")  # fmt: skip
    shop = built(tmp_path, "9,Sabir Qurbanov,,2009,2017,,,,", yml)
    assert shop.rows(
        "SELECT s.number, e.kind, e.edtf FROM events e LEFT JOIN spells s ON s.id = e.spell WHERE e.edtf <> '' ORDER BY 1"
    ) == [(1, "detention", "2009"), (2, "detention", "2017")]  # fmt: skip
    assert shop.rows("SELECT arrest, differs FROM cases") == [("2017", 0)], "the present spell is the last"


def test_several_relatives_in_one_cell_are_several_mentions_with_their_number(tmp_path):
    shop = built(
        tmp_path, '9,Sabir Qurbanov,,,,,,,"three daughters and a son"', SHEET.replace("Notes: text", "Notes: relation")
    )
    assert shop.rows(
        'SELECT r.code, r.count, m.number, m."key" FROM relations r JOIN mentions m ON m.id = r.other ORDER BY r.id'
    ) == [
        ("DAUC", 3, 3, "list:9/relative:Notes@0"), ("SONC", 1, 1, "list:9/relative:Notes@22")]  # fmt: skip


def test_an_age_keeps_the_day_it_was_said_and_gives_the_bounds_of_birth(tmp_path):
    yml = SHEET.replace("Born: birth", "Born: age") + "told: 12 March 2022\n"
    shop = built(tmp_path, "9,Sabir Qurbanov,35,,,,,,", yml)
    assert shop.rows(
        "SELECT raw, amount_min, unit, as_of, told_on, earliest, latest FROM claims WHERE property = 'age'"
    ) == [("35", 35, "years", "2022-03-12", "2022-03-12", "1986-03-13", "1987-03-12")]


def test_a_claim_is_known_by_where_it_stands_and_its_words(tmp_path):
    shop = built(tmp_path, "9,Sabir Qurbanov,1971,May 2017,,15 years,,,")
    look = (
        'SELECT c."key", m."key", c.property, c."column", c.span_start, c.span_end, c.raw FROM claims c'
        " JOIN mentions m ON m.id = c.mention"
    )
    found = shop.rows(look)
    assert len(found) == 5 and all(key == keys.claim_key(*said) for key, *said in found)
