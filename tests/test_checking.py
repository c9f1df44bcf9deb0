"""The leak checker against leaks put into an edition in every way we could think of; and never against a clean one."""

import ast
import base64
import binascii
import bz2
import codecs
import gzip
import hashlib
import io
import lzma
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import unicodedata
import zipfile
import zlib
from contextlib import closing
from pathlib import Path

import pytest

from casebook import checking, publishing_file, publishing_tables
from casebook.checking import check
from casebook.finding_aids import sound_rows
from publishing_world import DATA, INFORMANTS, PEOPLE, RELATIVES, TESTIMONY, key, make

NAME, PHONE = INFORMANTS[0]
HIDDEN = PEOPLE[3][0]
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    found = make(tmp_path_factory.mktemp("world") / "world")
    found.publish()
    return found


@pytest.fixture
def copy(world, tmp_path):
    path = tmp_path / "published.db"
    shutil.copyfile(world.published(), path)
    return path


def put(path, *statements):
    """Run SQL on an edition with secure_delete off, as a careless builder would."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA secure_delete=OFF")
    db.execute("PRAGMA writable_schema=ON")
    for statement in statements:
        db.execute(*statement) if isinstance(statement, tuple) else db.execute(statement)
    db.close()


def summary(value):
    return ("UPDATE cases SET summary_en = ? WHERE rowid = 1", (value,))


def zipped(text):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.txt", text)
    return body.getvalue()


def b64(body):
    return base64.b64encode(body).decode()


CYRILLIC = str.maketrans("aeiopcSH", "аеіорсЅН")
NAMED_OTHERWISE = "sidíqhélpfúl"
DISGUISES = {
    "as it is": NAME, "in a sentence": f"It was {NAME} who said so.", "capitals": NAME.upper(), "small": NAME.lower(),
    "joined": NAME.replace(" ", ""), "inside a word": "xx" + NAME.replace(" ", "") + "yy", "spelt out": " ".join(NAME),
    "decomposed": unicodedata.normalize("NFD", "Sidíq Hélpful"), "zero width": "\u200b".join(NAME),
    "look-alike letters": NAME.translate(CYRILLIC), "right to left": f"\u202e{NAME}\u202c", "full width": "".join(
        chr(ord(letter) + 0xFEE0) if letter != " " else " " for letter in NAME), "soft hyphens": "\u00ad".join(NAME),
    "tag letters": "".join(chr(0xE0000 + ord(letter)) for letter in NAME), "other order": " ".join(NAME.split()[::-1]),
    "backwards": NAME[::-1], "one word of it": f"so {NAME.split()[0]} said", "rot13": codecs.encode(NAME, "rot13"),
    "after a NUL": f"a\0{NAME}", "mathematical letters": "".join(
        chr(0x1D400 + ord(letter) - 65) if letter.isupper() else letter for letter in NAME.upper()),
    "base64": b64(NAME.encode()), "base64 twice": b64(b64(NAME.encode()).encode()), "hex": NAME.encode().hex(),
    "base32": base64.b32encode(NAME.encode()).decode(), "base85": base64.b85encode(NAME.encode()).decode(),
    "percent": "".join(f"%{byte:02X}" for byte in NAME.encode()), "entities": "".join(f"&#{ord(c)};" for c in NAME),
    "escapes": "".join(f"\\u{ord(letter):04x}" for letter in NAME), "gzip": b64(gzip.compress(NAME.encode())),
    "zlib": b64(zlib.compress(NAME.encode())), "bzip2": b64(bz2.compress(NAME.encode())), "zip": b64(zipped(NAME)),
    "UTF-16": b64(NAME.encode("utf-16-le")), "a hash": hashlib.sha256(NAME.encode()).hexdigest(),
    "an MD5": hashlib.md5(NAME.lower().encode()).hexdigest(), "a phone": PHONE, "phone, joined": PHONE.replace(" ", ""),
    "phone, other marks": "0033-(6) 39.98/11 22", "phone, without prefix": "639981122",
    "phone, Arabic digits": PHONE.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")), "hash of a phone":
        hashlib.sha1(PHONE.replace(" ", "").encode()).hexdigest(), "mail": "write to HELPER@mail.example",
    "address": "at 12 orchard street farville", "a relative": f"his uncle {RELATIVES[0]}",
    "Cyrillic spelling": "Как рассказал Сидиқ Хелпфул", "Uyghur spelling": "سىدىق ھېلپفۇل", "small capitals": "".join(
        dict(zip("SIDHELPFU", "ꜱɪᴅʜᴇʟᴘꜰᴜ", strict=True)).get(letter, letter) for letter in NAME.upper()),
    "letters in boxes": "".join(chr(0x1F170 + ord(c) - 65) if c.isalpha() else c for c in NAME.upper()),
    "letters of flags": "\u200b".join(chr(0x1F1E6 + ord(c) - 65) if c.isalpha() else c for c in NAME.upper()),
    "letters that are blank": "\u3164".join(NAME), "entities without their end": "".join(f"&#{ord(c)}" for c in NAME),
    "code points": " ".join(f"U+{ord(c):04X}" for c in NAME), "numbers of letters": ", ".join(str(ord(c)) for c in NAME),
    "binary": " ".join(f"{ord(c):08b}" for c in NAME), "long escapes": "".join(f"\\u{{{ord(c):x}}}" for c in NAME),
    "octal escapes": "".join(f"\\{ord(c):03o}" for c in NAME), "CSS": "".join(f"\\{ord(c):x} " for c in NAME),
    "phone, figures on discs": "".join(chr(0x2460 + int(c) - 1) if c > "0" else c for c in "33639981122"),
    "phone, Chinese figures": "".join("〇一二三四五六七八九"[int(c)] for c in "33639981122"),
    "mail, spelt out": "helper [at] mail dot example",
    "without vowels": "Sdq Hlpfl", "figures for letters": "S1d1q H3lpful", "marks for letters": "it was $!d!q H3lpfu|",
    "Cherokee letters": "ᏚᎥᎠᎥQ ᎻᎬᏞᏢFUᏞ", "Lisu letters": "ꓢꓲꓓꓲQ ꓧꓰꓡꓑꓝꓴꓡ", "braille": "⠎⠊⠙⠊⠟ ⠓⠑⠇⠏⠋⠥⠇",
    "tags between": "Si<b>d</b>iq Hel<!-- x -->pful", "punycode": "xn--" + NAMED_OTHERWISE.encode("punycode").decode(),
    "UTF-7": "".join(f"+{b64(c.encode('utf-16-be')).rstrip('=')}-" for c in NAME),
    "uuencode": binascii.b2a_uu(NAME.encode()).decode(),
    "bare deflate": b64(zlib.compress(NAME.encode())[2:-4]), "old LZMA": b64(lzma.compress(NAME.encode(), lzma.FORMAT_ALONE)),
    "phone in words": "call three three six three nine nine eight one one two two",
    "phone in words, joined": "three-three-six-three-nine-nine-eight-one-one-two-two",
    "phone in French words": "au trente-trois six trente-neuf quatre-vingt-dix-huit onze vingt-deux",
    "phone, letters for figures": "+33 6 39 98 ll 22", "words backwards": " ".join(word[::-1] for word in NAME.split()),
}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_disguised_value_is_known_for_what_it_is(world, disguise):
    """Even where people have approved the text: what stands in contacts.db never leaves."""
    known = checking.words.vocabulary(DATA / "vocabularies")
    finder = checking.Finder(checking.collect(world.cases, world.contacts), known)
    assert finder.kinds(DISGUISES[disguise])


@pytest.mark.parametrize("disguise", ["as it is", "look-alike letters", "gzip", "a phone"])
def test_a_disguised_value_in_an_edition_is_a_leak(world, copy, disguise):
    put(copy, summary(DISGUISES[disguise]))
    result = check(copy, world.evidence)
    assert result["result"] == "leak"
    assert any(line.startswith("cases.summary_en: a ") and "contacts.db" in line for line in result["findings"])


HARMLESS = [
    "A baker, detained since May 2017 and sentenced to 17 years.", "Boulanger, arrêté en mai 2017 près d'Urumqi.",
    "面包师,2017年5月被拘留。", "2017-05", "653101",
    "https://press.example/cases/1", "base64", "aGVsbG8gd29ybGQgYWdhaW4=",
    "One of 60 people of a petition, more than 50,000 signatures", "sidi", "helpful", "0033", "1998-11-22",
    "Турсун Барат, пекарь из Кашгара, арестован в 2017 году", "二〇一七年五月被拘留",
    "In 2014, 2015, 2016, 2017 and 2018 at home", "One of three sons, two of seven and six of nine were taken; ten years",
    "L'un des deux, quatre-vingt-dix-huit jours, puis six ans", "a < b and c > d", "B52, C3PO and the $100 of 10l0",
    "xn--caf-dma", "A+B2C3 = +49", "⠁⠃", "%100 & more", "!!! @home |x|",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_text_is_not_flagged(world, text):
    known = checking.words.vocabulary(DATA / "vocabularies")
    assert checking.Finder(checking.collect(world.cases, world.contacts), known).kinds(text) == set()


@pytest.mark.parametrize(("text", "is_found"), [
    ("2017-05-01", False), ("2017-05-01/2017-05-31", False), ("[2016-04,2017-05-01]", False), ("until 2017-05-01", False),
    ("2017 05 01", True), ("20170501", True), ("+33 6 2017-05-01", True), ("2017-05-01-22", True), ("2017-0501", True),
])
def test_a_number_that_ends_like_a_date_is_not_met_in_that_date(text, is_found):
    private = checking.private.Private()
    private.add_number("+33 6 20 17 05 01")
    assert bool(checking.Finder(private, frozenset()).kinds(text)) == is_found


PRIVATE = ("Tursun Baratali", "Tursun Baratalihan", "Osman Sentiger", "Barat Alimjan")
PUBLISHED = frozenset({"tursunbara", "baratursun", "rahileosman", "barat"})


@pytest.mark.parametrize(("text", "is_found"), [
    ("Tursun Bara, talisman of a village", False), ("Letter for Tursun Bara – talitha", False),
    ("Rahile Osman: sentigerous", False), ("a tale: ila Tarab Nusrut", True),
    ("Tursun Baratali", True), ("Tursun Bara Tali", True), ("Tur sunbaratalisman", True), ("Tursun Baratalining", True),
    ("Osman Sentigerning", True), ("Rahile Osman Sentiger", True), ("Barat Alimjanning", True), ("Barat Alim, Janet", True),
    ("Letter for Tursun Bara", False), ("Tursun Bara, talisman, and Tursun Baratali", True),
    ("Tursun Bara, talisman, Tursunbaratalisman", True),
])
def test_a_published_name_that_runs_into_the_next_word_is_nobody_elses(text, is_found):
    private = checking.private.Private()
    for name in PRIVATE:
        private.add_name(name, checking.private.RELATIVE, words=False)
    assert bool(checking.Finder(private, frozenset()).kinds(text, PUBLISHED)) == is_found


def test_an_edition_in_which_a_name_and_the_next_word_spell_a_relative_is_clean(tmp_path):
    world = make(tmp_path / "world", approved=1)
    world.change("UPDATE names SET text = 'Tursun Baratwas' WHERE text LIKE '%Kins%'")
    face = world.face(0)
    face["columns"]["summary_en"] = "The baker Tursun Barat wasted away in a camp."
    world.approve(0, face=face)
    assert world.publish().published == 1


def test_a_clean_edition_is_clean_and_writing_it_again_changes_nothing(world, copy):
    written_again(copy)
    assert copy.read_bytes() == world.published().read_bytes()
    assert check(copy, world.evidence)["findings"] == []


OTHER_LEAKS = {
    "testimony": [summary(TESTIMONY)],
    "part of a testimony": [summary("his brother hid behind the oven")],
    "an exact date": ["UPDATE cases SET arrest = '2017-05-14' WHERE arrest = '2017-05'"],
    "a finer bound": ["UPDATE cases SET arrest_latest = '2017-05-15' WHERE arrest_latest = '2017-12-31'"],
    "a finer place": ["UPDATE cases SET place = '653122' WHERE place = '653101'"],
    "an unapproved column": ["UPDATE cases SET reasons_believed = 'praying at home'"],
    "a column that is off": ["UPDATE cases SET last_confirmed = '2021'"],
    "an unapproved person": [("UPDATE cases SET name = ? WHERE rowid = 1", (HIDDEN,))],
    "an unapproved row": [f"INSERT INTO cases (id, name, level, basis) VALUES ('zzzzzzzzzz', '{HIDDEN}', 'full',"
                          " 'consent')"],
    "another's published name": ["UPDATE case_names SET text = (SELECT name FROM cases WHERE rowid = 2) WHERE case_id ="
                                 " (SELECT id FROM cases WHERE rowid = 1)"],
    "an unapproved name": ["INSERT INTO case_names (case_id, text) SELECT id, 'Other Name' FROM cases WHERE rowid = 1"],
    "an unapproved event": ["INSERT INTO events (case_id, number, kind, edtf) SELECT id, 3, 'letter', '2020'"
                            " FROM cases"],
    "an event of a relative": ["INSERT INTO relatives (case_id, class, count) SELECT id, 'children', 4 FROM cases"],
    "a number as a number": ["UPDATE cases SET term_months_min = 33639981122"],
    "a secret in the edition's title": [f"UPDATE edition SET title = '{HIDDEN}'"],
    "a secret number of the edition": ["UPDATE edition SET departed = 33639981122"],
    "a wrong count": ["UPDATE edition SET cases = 7"],
    "a secret statistic": ["INSERT INTO statistics (topic, code, cases) VALUES ('informants', 'FR', 2)"],
    "a secret place": ["INSERT INTO places (code, level, name_en, cases) VALUES ('653122', 'county', 'Shule', 1)"],
    "a campaign": ["INSERT INTO campaigns (id, title, invented) VALUES ('x', 'x', 0)"],
    "ids in order": ["UPDATE cases SET id = 'case00000' || rowid"],
    "ids that hash a name": [("UPDATE cases SET id = ? WHERE rowid = 1", (hashlib.sha1(b"x").hexdigest()[:10],))],
    "the order of arrival": ["UPDATE cases SET rowid = 10 - rowid"],
    "an extra table": ["CREATE TABLE notes (words TEXT)", f"INSERT INTO notes VALUES ('{NAME}')"],
    "an extra column": ["ALTER TABLE cases ADD COLUMN informant TEXT", f"UPDATE cases SET informant = '{NAME}'"],
    "a view": [f"CREATE VIEW secret AS SELECT '{NAME}' AS name"],
    "a trigger": [f"CREATE TRIGGER t AFTER DELETE ON cases BEGIN SELECT '{NAME}'; END"],
    "an index with a condition": ["CREATE INDEX secret ON cases (name) WHERE name = 'x'"],
    "a comment in the schema": [("UPDATE sqlite_master SET sql = replace(sql, 'STRICT', ?) WHERE name = 'edition'",
                                 (f"STRICT -- {NAME}",))],
    "statistics of SQLite": ["ANALYZE"],
    "a deleted row": [f"INSERT INTO case_names (case_id, text) SELECT id, '{NAME}' FROM cases", "DELETE FROM case_names"
                      f" WHERE text = '{NAME}'"],
    "free pages": ["CREATE TABLE t (x)", *[f"INSERT INTO t VALUES ('{NAME}' || hex(randomblob(3000)))"] * 9,
                   "DROP TABLE t"],
    "a word in the index": [f"INSERT INTO search (rowid, names) VALUES (99, '{NAME}')"],
    "a word in the index of a row": [f"INSERT INTO search (rowid, words) VALUES (1, '{HIDDEN}')"],
    "the index's own settings": [f"INSERT INTO search_config VALUES ('{NAME}', 1)"],
    "a blob in the index": [("INSERT INTO search_data VALUES (999999, ?)", (NAME.encode(),))],
    "an application number": ["PRAGMA application_id=639981122"],
    "a user version": ["PRAGMA user_version=639981122"],
    "write-ahead logging": ["PRAGMA journal_mode=WAL"],
    "bytes instead of text": [("UPDATE case_names SET script = CAST(? AS TEXT)", (NAME,))],
    "another basis": ["UPDATE cases SET basis = 'told by his brother'"],
    "a word of somebody hidden": ["INSERT INTO name_sounds VALUES (99, 'TMS', 'zulfiye')"],
    "the sound of somebody hidden": ["UPDATE name_sounds SET sound = 'BTJMSTK' WHERE id = 1"],
    "a word in the place of a sound": ["UPDATE name_sounds SET sound = 'PATIME' WHERE id = 1"],
    "a count with somebody hidden": ["UPDATE facet_counts SET cases = cases + 1 WHERE id = 1"],
    "a facet of somebody hidden": ["INSERT INTO facet_counts VALUES (99, 'term_kind', 'death', 1)"],
    "an act nobody asked for": ["INSERT INTO actions (case_id) SELECT id FROM cases"],
    "a change about nobody": ["INSERT INTO changes (case_id, kind) VALUES ('aaaaaaaaaa', 'added')"],
    "a private word beside those of the names": [
        ("INSERT INTO name_sounds (sound, word) VALUES ('SDK', ?)", (NAME.split()[0].lower(),))],
    "a key that spells a name": [("UPDATE name_sounds SET sound = ? WHERE id = 1", (NAME.split()[0].upper(),))],
    "a key that is a number": ["UPDATE name_sounds SET sound = '33639981122' WHERE id = 1"],
    "a count of more than there are": [
        "UPDATE facet_counts SET cases = 33639981122 WHERE facet = 'figure' AND value = 'cases'"],
    "a count of what nobody told": [("INSERT INTO facet_counts (facet, value, cases) VALUES ('status', ?, 1)", (NAME,))],
    "a secret kind of change": ["UPDATE changes SET kind = 'told by his brother'"],
}  # fmt: skip


# Leaks of the file itself, not of its rows.
OF_THE_FILE = {"an extra table", "an extra column", "a view", "a trigger", "an index with a condition", "free pages",
               "a comment in the schema", "statistics of SQLite", "a deleted row", "the index's own settings",
               "a blob in the index", "an application number", "a user version", "write-ahead logging"}


def written_again(path):
    """The same rows in a file written as a builder writes them, so that only what they say can give a leak away."""
    rows = {table: [row[1:] for row in found] for table, found in checking.structure.rows(path).items()}
    rows["search"] = [(row, *words) for row, words in checking.recreating.indexed(path).items()]
    path.unlink()
    publishing_file.write(path, rows)


@pytest.mark.parametrize("leak", OTHER_LEAKS)
def test_every_other_leak_is_caught(world, copy, leak):
    put(copy, *OTHER_LEAKS[leak])
    if leak not in OF_THE_FILE:
        written_again(copy)
    result = check(copy, world.evidence)
    assert result["result"] == "leak"
    for secret in (NAME, HIDDEN, PHONE, TESTIMONY, RELATIVES[0]):
        assert secret not in str(result)


@pytest.mark.parametrize("name", [
    "Abdulrahim Mämät", "麦麦提·吐尔逊", "Тимофей Славко", "Bob Hans", "پاتىگۈل Ramón", "ouyang", "Jack Karolina",
])
def test_every_key_of_a_name_may_be_one_of_its_words(name):
    """A word may be a form of another name, and is then found by that too."""
    forms, findings = checking.words.forms(DATA / "vocabularies"), checking.Findings()
    rows = {"cases": [], "facet_counts": [], "case_names": [(1, 1, "aaaaaaaaaa", name)],
            "name_sounds": [(row[0], *row) for row in sound_rows([name])]}
    checking.aids.compare(rows, forms, checking.Compared(), findings)
    assert list(findings.lines()) == []


def test_bytes_between_the_rows_are_seen(world, copy):
    body = bytearray(copy.read_bytes())
    page = body.rfind(b"\0" * 64)
    body[page : page + len(NAME)] = NAME.encode()
    copy.write_bytes(body)
    assert check(copy, world.evidence)["result"] == "leak"


def test_bytes_behind_the_last_page_are_seen(world, copy):
    copy.write_bytes(copy.read_bytes() + NAME.encode())
    assert check(copy, world.evidence)["result"] == "leak"


@pytest.mark.parametrize("end", ["-wal", "-journal", "-shm"])
def test_a_file_beside_is_seen(world, copy, end):
    copy.with_name(copy.name + end).write_text(NAME)
    assert check(copy, world.evidence)["result"] == "leak"


def test_a_name_in_the_name_of_the_file_is_seen(world, copy):
    told = copy.rename(copy.with_name(f"{NAME}.db"))
    assert check(told, world.evidence)["result"] == "leak"


def test_an_approved_text_with_an_informants_name_is_a_leak(tmp_path):
    world = make(tmp_path / "world", approved=1)
    face = world.face(0)
    face["columns"]["summary_en"] = f"The baker's family was told by {NAME.upper()}."
    world.approve(0, face=face)
    with pytest.raises(Exception, match="did not come out clean"):
        world.publish()


@pytest.mark.parametrize("withdrawn", [
    ("hold", {}), ("hold", {"fields": ["place"]}), ("withdraw", {"giver": "family"}),
    ("consent", {"giver": "family", "fields": ["name"], "purposes": ["journalists"], "given": "2024-02-01",
                 "how": "form", "basis": "consent"}),
    ("undo", {"undo": 5}), ("undo", {"undo": 6}),
])
def test_what_is_no_longer_allowed_is_a_leak(tmp_path, withdrawn):
    world = make(tmp_path / "world")
    world.publish()
    kind, fields = withdrawn
    world.say(kind, **(fields if kind == "undo" else fields | {"case": key(0)}))
    assert check(world.published(), world.evidence)["result"] == "leak"


def test_an_expired_consent_is_a_leak_on_a_later_day(tmp_path):
    world = make(tmp_path / "world")
    world.consent(0, until="2024-06-30")
    world.publish()
    assert check(world.published(), world.evidence)["result"] == "clean"
    assert check(world.published(), world.evidence, "2024-07-01")["result"] == "leak"


def test_a_homonym_of_an_informant_keeps_the_own_name(tmp_path):
    world = make(tmp_path / "world")
    world.change("INSERT INTO contacts (kind, value, raw) VALUES ('name', 'Rahile Osman', 'Rahile Osman')",
                 contacts=True)
    assert world.publish().published == 3


def test_an_ordinary_word_is_not_taken_for_a_name(tmp_path):
    world = make(tmp_path / "world", approved=1)
    world.change("INSERT INTO contacts (kind, value, raw) VALUES ('name', 'Sidiq Detained', 'Sidiq Detained')",
                 contacts=True)
    face = world.face(0)
    face["columns"]["summary_en"] = "He is Detained since May 2017, as his family of nine says."
    world.approve(0, face=face)
    assert world.publish().published == 1


def test_an_informants_name_of_another_script_is_known_in_latin_letters(tmp_path):
    world = make(tmp_path / "world", approved=0)
    world.change("UPDATE contacts SET value = 'Сидиқ Хелпфул', raw = NULL WHERE kind = 'name'", contacts=True)
    finder = checking.Finder(checking.collect(world.cases, world.contacts), frozenset())
    assert finder.kinds("as Sidiq Helpful told") == {"a name kept in contacts.db in another script"}
    assert finder.kinds("as Sadiq Halpin told") == set()
    assert finder.kinds("Sidiq Helpful", frozenset({"sidiqhelpful"}), is_name=True) == set(), "the subject's own name"


@pytest.mark.parametrize("missing", ["cases", "contacts", "policy", "edition", "vocabularies"])
def test_what_could_not_be_checked_is_not_clean(world, copy, tmp_path, missing):
    evidence = world.evidence
    if missing == "edition":
        copy.write_bytes(b"not a database")
    else:
        evidence = checking.Evidence(**{**evidence.__dict__, missing: tmp_path / "nothing"})
    assert check(copy, evidence)["result"] == "not checked"


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_damaged_it_is_never_clean(world, copy, seed):
    body, chance = bytearray(copy.read_bytes()), random.Random(seed)
    for _ in range(1 + seed * 20):
        body[chance.randrange(len(body))] ^= chance.randrange(1, 256)
    copy.write_bytes(body)
    assert check(copy, world.evidence)["result"] in ("leak", "not checked")


def test_a_broken_log_is_not_clean(tmp_path):
    world = make(tmp_path / "world")
    world.publish()
    log = world.log / "log.jsonl"
    log.write_bytes(log.read_bytes().replace(b"form", b"Form", 1))
    assert check(world.published(), world.evidence)["result"] == "not checked"


def run(*arguments):
    command = [sys.executable, str(ROOT / "scripts" / "check_publication.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_says_it_by_its_exit_code(world, copy):
    with_data = ["--data", world.folder]
    clean = run(*with_data)
    assert (clean.returncode, clean.stdout) == (0, "clean\n")
    put(copy, summary(NAME))
    leak = run(copy, "--cases", world.cases, "--contacts", world.contacts, "--policy", world.policy_file)
    assert leak.returncode == 1
    assert "cases.summary_en" in leak.stdout and NAME not in leak.stdout + leak.stderr
    assert run(copy, "--cases", world.folder / "no.db", *with_data).returncode == 2
    for arguments in ([world.folder / "no.db"], [world.folder], [copy, "--contacts", "/no.db"], [copy, "--day", "now"]):
        assert run(*arguments, *with_data).returncode == 2, arguments


def test_ids_need_no_key_to_be_compared(world, copy):
    evidence = checking.Evidence(**{**world.evidence.__dict__, "keys": None})
    assert check(copy, evidence)["result"] == "clean"
    put(copy, f"UPDATE cases SET home = '{HIDDEN}' WHERE rowid = 1")
    assert check(copy, evidence)["result"] == "leak"


def test_the_contract_is_what_the_builder_makes():
    assert checking.structure.contract() == [*publishing_tables.statements(), *publishing_tables.indexes()]


def test_the_checker_shares_no_code_with_the_builder():
    files = [*Path(checking.__file__).parent.glob("*.py"), ROOT / "scripts" / "check_publication.py"]
    assert len(files) > 8
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert node.level <= 1
                assert not (node.module or "").startswith("casebook") or node.module == "casebook.checking", path
            elif isinstance(node, ast.Import):
                assert not any(alias.name.startswith("casebook") for alias in node.names), path


def test_a_large_edition_is_looked_at_in_two_processes_with_the_same_result(world, copy, monkeypatch):
    clean, leaks = check(copy, world.evidence), {}
    put(copy, summary(DISGUISES["gzip"]), ("INSERT INTO search(rowid, names, places, words) VALUES (99, 'other', '', '')",))
    for cases in (checking.LARGE, 0):
        monkeypatch.setattr(checking, "LARGE", cases)
        leaks[cases] = check(copy, world.evidence)
    shutil.copyfile(world.published(), copy)
    assert check(copy, world.evidence) == clean
    one, other = leaks.values()
    assert one == other and len(one["findings"]) > 3


def test_work_beside_gives_its_result_or_what_went_wrong(monkeypatch):
    monkeypatch.setattr(checking.beside.threading, "active_count", lambda: 1)  # whatever other tests left running
    assert checking.beside.begin(lambda: {"a": 1})() == {"a": 1}
    with pytest.raises(checking.CouldNotCheck, match="gone"):
        checking.beside.begin(raising)()
    with pytest.raises(RuntimeError):
        checking.beside.begin(lambda: os._exit(1))()


def raising():
    raise checking.CouldNotCheck("gone")


def test_common_words_as_names_of_contacts_flag_no_clean_edition(tmp_path):
    """An informant may be called as months, places, trades or words of pages are, a number be a year or a code."""
    made = make(tmp_path / "world")
    names = ["May Summer", "Will Case", "Kashgar", "Baker Prison", "Mai Detenu", "Arrest", "Uyghur Male", "Family", "Ürümqi"]
    for number, name in enumerate(names):
        row = (f"list:{number}", "name", name, name, name.lower())
        made.change("INSERT INTO contacts (record, kind, value, raw, folded) VALUES (?, ?, ?, ?, ?)", *row, contacts=True)
    for phone in ("2017-05", "201802", "1985", "20171002", "653101", "650100", "+33 2017 2018"):
        row = ("list:0", "phone", phone, phone)
        made.change("INSERT INTO contacts (record, kind, value, raw) VALUES (?, ?, ?, ?)", *row, contacts=True)
    made.publish()
    assert check(made.published(), made.evidence)["findings"] == []


def test_an_index_that_leaves_free_pages_behind_leaves_none_in_the_file(tmp_path):
    path, found = tmp_path / "published.db", checking.Findings()
    words = [" ".join(f"{(number * 10 + place) * 2654435761 % 2**32:x}" for place in range(10)) for number in range(2000)]
    publishing_file.write(path, {"search": [(number, text, "", "") for number, text in enumerate(words, 1)]})
    checking.recreating.compare(path, checking.structure.rows(path), checking.recreating.indexed(path), found)
    publishing_file.write(tmp_path / "small.db", {})
    small, large = numbers(tmp_path / "small.db"), numbers(path)
    assert list(found.lines()) == []
    assert (small["freelist_count"], large["freelist_count"]) == (0, 0)
    assert large["schema_version"] == small["schema_version"] + 1  # it had some, and was written once more


def numbers(path):
    with closing(sqlite3.connect(path)) as db:
        return {name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("freelist_count", "schema_version")}
