"""A small Casebook of invented people with testimonies in running text, for the tests of reading them on the site."""

from contextlib import contextmanager
from pathlib import Path

from casebook import accounts, decisions
from casebook.folders import REPOSITORY, Folders
from web_fixtures import make_accounts, make_edition, serving_site
from workshop import SHEET, Workshop

LETTERS = """\
title: Letters of an aunt
language: en
kind: testimony
asserted_by: family
reported_by: family
how_known: told abroad
columns:
  heading: {property: name, script: Latin}
  text: testimony
"""
LETTER = """\
# Sabir Qurbanov

My nephew Sabir Qurbanov was taken away in May 2017. He was sentenced to 15 years in prison in March 2018.

# Mihray Sadir

Mihray Sadir was detained on 3 April 2018 in Hotan.
"""
ROWS = """\
No,Name,Born,Taken,Where,Sentence,Told by,Phone,Notes
1,Sabir Qurbanov,1971,May 2017,Hotan County,15 years,,,سابىر قۇربانوف 2017-يىلى تۇتۇلغان
2,Sabir Kurban,1971,June 2018,Hotan County,17 years,,,
3,Aynur Sattar,,when the figs were ripe,,,,,
"""
CHINESE = LETTERS.replace("language: en", "language: zh").replace("an aunt", "a neighbour")
CASE = "c" * 32
SUBJECT = "letters:{}/subject:heading"


def make(root: Path) -> Workshop:
    """Two letters, a list with two rows on one man who is a case, and a text in Chinese; accounts for the sites."""
    shop = Workshop(root)
    shop.source("letters", LETTERS, letter_md=LETTER)
    shop.source("list", SHEET, sheet_csv=ROWS)
    shop.source("chinese", CHINESE, text_md="# 阿依古丽\n\n她于2018年3月被判处七年有期徒刑。\n")
    (root / "policy.yml").write_bytes((REPOSITORY / "data" / "policy.yml").read_bytes())
    shop.run()
    sabir = shop.rows("SELECT m.\"key\" FROM mentions m JOIN names n ON n.mention = m.id WHERE n.text = 'Sabir Qurbanov'"
                      " AND m.role = 'subject' ORDER BY m.id")  # fmt: skip
    members = [key for (key,) in sabir] + ["list:2/subject:Name"]
    decisions.append(shop.folders.decisions, "case", "researcher1", at="2024-03-01T10:00:00Z", case=CASE, members=members)
    shop.run()
    folders = Folders.of(root)
    folders.keys.mkdir(mode=0o700)
    accounts.write_private(folders.keys / "session.key", "ef" * 32 + "\n")
    make_accounts(folders)
    make_edition(folders, 1, ("Alim Tursun",))
    return shop


@contextmanager
def served(shop: Workshop, *, press: bool = False):
    with serving_site(Folders.of(shop.path), press=press) as site:
        yield site


def record(shop: Workshop, person: str) -> str:
    """The key of the letter on somebody."""
    return shop.rows("SELECT r.\"key\" FROM records r WHERE r.content LIKE ? AND r.content LIKE '%text%'", f"%{person}%")[0][0]
