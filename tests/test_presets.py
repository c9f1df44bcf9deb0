"""The mappings for known layouts: they leave open what the layouts leave open, and say no more."""

import pytest

from casebook import sources, vocabularies
from reading_files import only, written

CAMPAIGN = (
    "case_id,name_uyghur,name_chinese,profession,date_of_birth,age_years,ethnicity,home_town,arrest_reason_official,"
    "arrest_reason_suspected,arrest_last_contact_date,arrest_last_contact_location,assumed_held_location,summary,"
    "personal_details\n"
    "X1,Invented Person,虚构·人物,Baker,1982,35,Uyghur,Toksun,Unknown,None,May 2017,Toksun,Urumqi,A.,B.\n"
)
LIST = (
    "Name,Gender,Date of Birth,Date of Death,Place,Sentence,Source\n虚构,male,1970,,伊宁,2030-01,https://example.org\n"
)
PAGES = "== Вымышлен Иван (1901) | page 7 | rev 1 2020-01-01\nдата ареста 1=1931\nприговор 2=5 лет\nреабилитация=1989\n"


def codes(name: str) -> dict[str, list[str]]:
    """The claims that each column of a preset may make."""
    return {column.header: [entry.code for entry in column.entries] for column in sources.of_preset(name).columns}


@pytest.mark.parametrize("name", sources.presets())
def test_every_preset_is_sound_and_makes_a_source(name, tmp_path):
    (tmp_path / "source.yml").write_text(f"title: A\npreset: {name}\n", encoding="utf-8")
    assert sources.load(tmp_path).columns == sources.of_preset(name).columns


@pytest.mark.parametrize("name", sources.presets())
def test_no_preset_claims_a_death_or_a_release_from_a_heading(name):
    entries = [entry for column in sources.of_preset(name).columns for entry in column.entries]
    assert [entry.code for entry in entries if entry.event in ("death", "release") and entry.when is None] == []


@pytest.mark.parametrize(("name", "file", "content"), [
    ("campaign-sheet", "c.csv", CAMPAIGN),
    ("prisoners-zh", "p.csv", LIST),
    ("open-list-ru", "o.txt", PAGES),
    ("sentence-wordings", "s.csv", "raw_value,code\n10 лет,x\n"),
])  # fmt: skip
def test_the_preset_knows_every_heading_of_its_layout(tmp_path, name, file, content):
    source = sources.of_preset(name)
    headers, rows = only(written(tmp_path, file, content), source.kind)
    assert [header for header in headers if not source.knows(header)] == [] and len(rows) == 1


def test_the_campaign_sheet_leaves_arrest_and_last_contact_open():
    assert codes("campaign-sheet")["arrest_last_contact_date"] == ["detention_or_last_contact.date"]
    held = sources.of_preset("campaign-sheet").column("assumed_held_location").entries
    assert [(entry.code, entry.says) for entry in held] == [("held.place", "doubtful"), ("held.facility", "doubtful")]
    assert codes("campaign-sheet")["summary"] == codes("campaign-sheet")["personal_details"] == ["testimony"]


def test_the_list_of_prisoners_leaves_place_and_death_open():
    mapped = codes("prisoners-zh")
    assert (mapped["Place"], mapped["Date of Death"]) == (["text"], ["death_listed.date"])
    assert mapped["Sentence"] == ["sentence.term", "sentence_end.date", "status"]


def test_numbered_arrests_open_spells_of_their_own_and_relatives_stay_presumed():
    source = sources.of_preset("open-list-ru")
    assert [source.column(f"дата ареста {n}").entries[0].spell for n in (1, 2, 3)] == [1, 2, 3]
    assert source.column("дата ареста").entries[0].spell is None
    (daughter,) = source.column("предположительные родственники: дочь").entries
    assert (daughter.property, daughter.of, daughter.says) == ("name", "relative:DAU", "doubtful")
    assert codes("open-list-ru")["реабилитация"] == ["rehabilitation.date"]


def test_who_sent_a_form_is_kept_apart():
    private = {name for name, about in vocabularies.load("properties").items() if about.get("private")}
    for header in ("_submitted_by", "deviceid", "phonenumber", "username"):
        (entry,) = sources.of_preset("kobo").column(header).entries
        assert entry.property in private and entry.of == "informant"


@pytest.mark.parametrize("kind", ["withheld", "unknown", "none"])
def test_a_word_for_an_absence_means_one_thing_in_every_language(kind):
    absences = vocabularies.load("absences")
    words = {word for listed in absences[kind].values() for word in listed}
    others = {
        word
        for other, languages in absences.items()
        if other != kind
        for listed in languages.values()
        for word in listed
    }
    assert words & (others | set(vocabularies.load("blanks"))) == set()
    assert set(absences[kind]) == {"any", "en", "fr", "zh", "ru", "tr", "ar", "ug", "kk", "es", "de", "fa"}
