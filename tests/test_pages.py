"""Pages: honest words for dates and terms, a timeline in order, hidden characters shown, no trace of the database."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.pages import face, labels
from casebook.pages.shown import highlighted, isolated, shown
from casebook.pages.timeline import timeline
from casebook.pages.words import describe_edtf, describe_months, describe_term, describe_window
from web_fixtures import CASE_KEY, PUBLIC_IDS, make_casebook, serving_site


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2017-05-12", "12 May 2017"),
        ("2017-05", "May 2017"),
        ("2017", "2017"),
        ("2017-XX", "2017"),
        ("2017-05-XX", "May 2017"),
        ("201X", "the 2010s"),
        ("19XX", "the 1900s"),
        ("2018-21", "spring 2018"),
        ("2018-37", "early 2018"),
        ("2018-39", "late 2018"),
        ("2017-05~", "about May 2017"),
        ("2017-03?", "perhaps March 2017"),
        ("2017%", "perhaps about 2017"),
        ("2017-?05", "perhaps May 2017"),
        ("2017-05-01/2017-05-10", "between 1 May 2017 and 10 May 2017"),
        ("2016/2018", "between 2016 and 2018"),
        ("../2017-05", "in or before May 2017"),
        ("2019/..", "in or after 2019"),
        ("2019/", "in or after 2019"),
        ("[2018-03-04,2018-04-03]", "4 March 2018 or 3 April 2018"),
        ("{2016,2017,2018}", "2016, 2017 and 2018"),
        ("[..2017]", "in or before 2017"),
        ("[2017..2019]", "between 2017 and 2019"),
        ("[2017]", "2017"),
        ("XXXX-05-12", "12 May, year unknown"),
        ("2017-XX-12", "day 12 of an unknown month in 2017"),
        ("", None),
        (None, None),
        ("May 2017", None),
        ("2017-13", None),
        ("2017-99", None),
        ("/", None),
        ("[x,2017]", None),
        ("2017-05/x", None),
    ],
)
def test_a_date_is_told_as_precisely_as_it_is_known(edtf, words):
    assert describe_edtf(edtf) == words


@given(st.text("0123456789X-/.~?%[]{},Y ", max_size=24))
def test_whatever_stands_for_a_date_nothing_breaks(text):
    assert describe_edtf(text) is None or describe_edtf(text)


@pytest.mark.parametrize(
    ("kind", "least", "most", "words"),
    [
        ("term", 204, 204, "17 years"),
        ("term", 192, 204, "16 to 17 years"),
        ("term", 18, 18, "1 year and 6 months"),
        ("term", 12, 12, "1 year"),
        ("term", 36, None, "at least 3 years"),
        ("term", None, 36, "at most 3 years"),
        ("term", 6, 18, "6 months to 1 year and 6 months"),
        ("life", None, None, "life imprisonment"),
        ("death_reprieve", None, None, "death with reprieve"),
        ("suspended", 24, 24, "2 years, suspended"),
        ("term", None, None, None),
        (None, None, None, None),
        ("term", 0.5, 0.5, "15 days"),
    ],
)
def test_a_term_in_words(kind, least, most, words):
    assert describe_term(kind, least, most) == words


def test_months_and_windows_in_words():
    assert describe_months(1) == "1 month"
    assert describe_window("2034-05-01", "2034-12-31") == "between 1 May 2034 and 31 December 2034"
    assert describe_window("2034-05-01", "2034-05-01") == "on 1 May 2034"
    assert describe_window("2034-05-01", None) == "not before 1 May 2034"
    assert describe_window(None, None) is None


def test_a_timeline_is_in_order_tells_once_what_is_said_alike_and_ends_with_what_has_no_date():
    may = {"kind": "detention", "edtf": "2017-05", "earliest": "2017-05-01", "latest": "2017-05-31"}
    events = [
        {"kind": "release", "record": 1},
        {
            "kind": "sentence",
            "edtf": "2018",
            "earliest": "2018-01-01",
            "latest": "2018-12-31",
            "term_kind": "life",
            "record": 1,
        },
        may | {"place": "650100", "record": 1},
        may | {"record": 2},
        {"kind": "detention", "record": 2},
        {"kind": "detention", "edtf": "2016", "earliest": "2016-01-01", "latest": "2016-12-31", "record": 3},
        {"kind": "held", "place": "near 650100"},
        {"kind": "last_contact", "earliest": None, "latest": "2016-12-31", "record": 3},
    ]
    told = [(e["when"], e["label"], e["place"], e["term"], e["records"]) for e in timeline(events)]
    assert told == [
        ("2016", "Detained", "", "", 1),
        ("Not after 31 December 2016", "Last contact", "", "", 1),
        ("May 2017", "Detained", "Ürümqi", "", 2),
        ("2018", "Sentenced", "", "Life imprisonment", 1),
        ("", "Held", "near Ürümqi", "", 0),
        ("", "Released", "", "", 1),
    ]


def test_differing_accounts_of_one_arrest_and_one_sentence_are_told_as_one_event():
    case = {"arrest": "[2017-06,2018-04]", "arrest_earliest": "2017-06-01", "arrest_latest": "2018-04-30",
            "term_kind": "term", "term_months_min": 144.0, "term_months_max": 180.0}  # fmt: skip
    taken = [{"kind": "detention", "edtf": edtf, "earliest": f"{edtf}-01", "record": n} for n, edtf in
             enumerate(("2017-06", "2018-04", "2009-02"), 1)]  # fmt: skip
    terms = [{"kind": "sentence", "term_kind": "term", "months_min": m, "months_max": m, "record": n} for n, m in
             enumerate((144.0, 180.0, 36.0), 1)]  # fmt: skip
    held = [{"kind": "held", "place": place, "record": n} for n, place in enumerate(("652900", "652901"), 1)]

    def told(events, case):
        return [(e["when"], e["term"], e["place"], e["differ"], e["records"]) for e in timeline(events, case)]

    assert told(taken + terms + held, case) == [
        ("February 2009", "", "", False, 1), ("June 2017 or April 2018", "", "", True, 2),
        ("", "", "Aksu City, Aksu Prefecture", False, 2), ("", "3 years", "", False, 1),
        ("", "12 to 15 years", "", True, 2),
    ]  # fmt: skip
    exact = case | {"term_months_min": 132.0, "term_months_max": 132.0}
    within = [terms[0] | {"months_min": 120.0}, terms[0] | {"months_min": 132.0, "months_max": 132.0}]
    assert told(within, exact) == [("", "11 years", "", False, 1)], "a range and a number in it do not differ"
    assert told(within, {}) == [("", "10 to 12 years", "", False, 1), ("", "11 years", "", False, 1)]


def test_words_of_another_language_are_told_with_those_of_their_code():
    assert labels.said("occupations", "Infirmière") == "Infirmière (nurses and midwives)"
    assert labels.said("charges", "寻衅滋事罪") == "寻衅滋事罪 (picking quarrels and provoking trouble)"
    assert labels.said("occupations", "Imam") == "Imam" and labels.said("occupations", "222") == "Nurses and midwives"
    assert labels.said("occupations", "keeper of bees") == "keeper of bees" and labels.said("charges", None) == ""


def test_hidden_characters_are_shown_and_markup_stays_text():
    assert shown("a\u202eb<b>") == 'a<span class="control" title="hidden character">U+202E</span>b&lt;b&gt;'
    assert "U+E0041" in shown("\U000e0041") and "U+0000" in shown("\0")
    assert shown("e" + "\u0301" * 50) == "e" + "\u0301" * 4 + "…"
    assert shown("می\u200cروم") == "می\u200cروم", "a joiner that Persian needs stays"
    assert isolated("") == "" and isolated(None) == ""
    assert isolated("ا") == '<bdi dir="auto">ا</bdi>'


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4))
def test_highlighting_changes_no_letter(text, spans):
    plain = re.sub("<[^>]*>", "", str(highlighted(text, spans)))
    assert plain == re.sub("<[^>]*>", "", str(shown(text))) or "…" in plain


def test_overlapping_spans_are_one_mark():
    assert highlighted("abcdef", [(3, 5), (1, 4)]) == "a<mark>bcd</mark><mark>e</mark>f"


def test_codes_are_read_as_words_and_what_is_no_code_stays():
    assert labels.label("sex", "female") == "Female"
    assert labels.label("statuses", "forced_labour") == "Forced labour"
    assert labels.label("statuses", "gone fishing") == "Gone fishing"
    assert labels.label("no_such_vocabulary", "a_b") == "A b"
    assert labels.place("nowhere") == "nowhere" and labels.place("KZ") == "Kazakhstan"
    assert labels.place("near 652922") == "near Onsu, Aksu Prefecture"
    assert labels.relation("WIFE") == "Wife" and labels.relation("XYZ") == ""


def test_a_card_holds_only_what_is_known():
    row = {
        "id": "aaaa2222bb",
        "name": "Alim",
        "names": "Alim · 阿里木",
        "arrest": "2017-05",
        "place": None,
        "term_kind": None,
    }
    card = face.card(row)
    assert (card["href"], card["others"], card["custody"], card["who"]) == (
        "/cases/aaaa2222bb",
        ["阿里木"],
        ["Detained May 2017"],
        [],
    )
    assert face.facts({"name": "Alim"}) == []


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with serving_site(make_casebook(tmp_path_factory.mktemp("pages"))) as served:
        yield served


PAGES = [
    ("researcher1", "/"),
    ("researcher1", "/cases"),
    ("researcher1", f"/cases/{CASE_KEY}"),
    ("journalist1", "/"),
    ("journalist1", "/cases"),
    ("journalist1", f"/cases/{PUBLIC_IDS[0]}"),
    ("journalist1", "/data"),
]


@pytest.mark.parametrize(("name", "address"), PAGES)
def test_no_page_shows_the_database(site, name, address):
    html = site.client(name).get(address).text
    text = re.sub(r"<[^>]+>", " ", html)
    assert not re.search(r"\b(None|null|NULL|undefined|nan|rowid|person_key|case_id|term_kind)\b", text)
    assert not re.search(r"(>\s*[-–—]\s*<)", html), "a dash stands for nothing"
    assert "http://" not in html.replace(site.url, "") and "https://" not in html, "everything comes from here"
    assert not re.search(r"\son\w+=|style=|<script(?! src=\"/static/)", html), "nothing inline"
    assert '<html lang="en">' in html and "<h1>" in html and 'name="viewport"' in html


def test_a_researcher_sees_each_claim_with_its_words_place_rule_and_source(site):
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", site.client("researcher1").get(f"/cases/{CASE_KEY}").text))
    for words in (
        "May 2017",
        "Sheet of the families, row 2, column “Taken”; said by family; read as a date",
        "Accounts differ",
        "Read as 15 years",
        "Read as 16 years",
        "十六年",
        "To look at",
        "The records as received",
        "15 to 16 years, counted from May 2017, which puts its end between 1 May 2032 and 31 May 2033",
        "Given by the authorities",
        "Disturbing order",
        "Believed by those who speak",
        "&lt;script&gt;",
    ):
        assert words in text, words


def test_what_is_not_known_or_denied_is_not_told_as_what_happened(site):
    text = re.sub(r"<[^>]+>", "", site.client("researcher1").get(f"/cases/{CASE_KEY}").text)
    told = text[text.index("What happened") : text.index("Status")]
    assert re.search(r"Moved[^\n]* \(doubtful\)", told)
    assert "Released" not in told and "Trial" not in told and "Tried" not in told


def test_invented_people_are_marked_as_such_to_the_press(site):
    reader = site.client("journalist1")
    assert "Invented person" not in reader.get("/cases").text
    assert face.card({"id": "aaaa2222bb", "name": "Alim", "basis": face.INVENTED})["invented"]


def test_the_words_a_claim_was_read_from_are_marked_in_the_record(site):
    assert "<mark>May 2017</mark>, it is said" in site.client("researcher1").get(f"/cases/{CASE_KEY}").text


def test_a_journalist_sees_the_published_case_alone(site):
    text = site.client("journalist1").get(f"/cases/{PUBLIC_IDS[0]}").text
    assert "Alim Tursun" in text and "阿里木·吐尔逊" in text and "May 2017" in text and "Cite this case" in text
    for inner in ("Sheet of the families", "Accounts differ", "row 2", "records as received"):
        assert inner not in text


def test_invented_people_beside_real_sources_put_a_warning_on_every_research_page(site):
    reader = site.client("researcher1")
    for address in (
        "/",
        "/cases",
        f"/cases/{CASE_KEY}",
        "/data",
        f"/cases/{PUBLIC_IDS[0]}",
        "/cases/claims",
        "/published/cases",
        "/published",
    ):
        assert "make start-clean" in reader.get(address).text


@pytest.mark.parametrize(
    "query",
    ["q=Tursun", "q=阿里木", "q=alim+tursun", "status=imprisoned&sex=male", "since=2017&until=2017", "differs=1"],
)
def test_a_case_is_found_by_a_name_in_any_script_and_by_filters(site, query):
    html = site.client("researcher1").get(f"/cases?{query}").text
    assert "Alim Tursun" in html and "Aygul Sattar" not in html


def test_a_search_on_a_plain_table_understands_names_too(site):
    rows = site.client("journalist1").get("/published/cases.json?_shape=array&_search=阿里木").json()
    assert [row["name"] for row in rows] == ["Alim Tursun"]


def test_a_list_page_beyond_the_last_is_not_there(site):
    assert site.client("journalist1").get("/cases?page=99").status_code == 404


def test_a_case_comes_as_json_as_well(site):
    told = site.client("journalist1").get(f"/cases/{PUBLIC_IDS[0]}.json").json()
    assert told["case"]["name"] == "Alim Tursun" and told["events"] == [
        {"kind": "detention", "when": "May 2017", "place": "Ürümqi"}
    ]
    assert "person" not in site.client("researcher1").get(f"/cases/{CASE_KEY}.json").json()["case"]
