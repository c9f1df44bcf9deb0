"""Writes a second, invented set of sources from a seed: other names, headings, languages and layouts than the example.

A test that passes on these and on the example does not lean on either.
"""

import csv
import io
import json
import random
from dataclasses import dataclass, replace
from pathlib import Path

SYLLABLES = [
    "ba", "ke", "lo", "mi", "nu", "ra", "se", "to", "vi", "ya", "zo", "du", "fe", "gal", "hen", "jor", "kul",
    "mas", "nel", "pir", "ros", "sun", "tem",
]  # fmt: skip
HAN = "柏岑棠澜屿筠峤湛苓渚葭崧沅汀蘅"
CYRILLIC = [
    "ба", "ке", "ло", "ми", "ну", "ра", "се", "то", "ви", "за", "ду", "фе", "гал", "мас", "нел", "рос", "сун",
    "тем",
]  # fmt: skip
MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
]  # fmt: skip
MOIS = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
]  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What one row says: its number, and each fact as claims should give it (EDTF, months, E.164)."""

    number: str
    name: str
    birth: str
    arrest: str
    months: int
    informant: str
    phone: str


def write(folder: Path, seed: int, number: int = 4) -> dict[str, list[Told]]:
    """Write four sources into `folder`; returns what each says, row by row."""
    draw = random.Random(seed)
    layouts = {"sheet": english, "liste": _french, "mingdan": _chinese, "stranitsy": _russian}
    told = {}
    for layout, lay in layouts.items():
        rows = people(draw, layout, number)
        name = f"{layout}-{seed}"
        file, content, source = lay(rows)
        put(folder / name, file, content, source)
        told[name] = rows
    return told


def people(draw: random.Random, layout: str, number: int) -> list[Told]:
    """So many invented people as the sources of that layout tell of them."""
    return [_told(draw, layout, one) for one in range(1, number + 1)]


def longer(told: Told) -> Told:
    """The same person with a sentence of a year more."""
    return replace(told, months=told.months + 12)


def put(source: Path, file: str, content: bytes, source_yml: str) -> None:
    """Write one source folder with one file in it."""
    (source / "files").mkdir(parents=True, exist_ok=True)
    (source / "files" / file).write_bytes(content)
    (source / "source.yml").write_text(source_yml, encoding="utf-8")


def _word(draw: random.Random, syllables: list[str]) -> str:
    return "".join(draw.choice(syllables) for _ in range(3)).capitalize()


def _name(draw: random.Random, layout: str) -> str:
    if layout == "mingdan":
        return "·".join("".join(draw.sample(HAN, 3)) for _ in range(2))
    syllables = CYRILLIC if layout == "stranitsy" else SYLLABLES
    return f"{_word(draw, syllables)} {_word(draw, syllables)}"


def _told(draw: random.Random, layout: str, number: int) -> Told:
    has_informant = layout in ("sheet", "liste")
    return Told(
        number=f"{layout[0].upper()}{number:03}",
        name=_name(draw, layout),
        birth=str(draw.randint(1940, 1999)),
        arrest=f"{draw.randint(2014, 2021)}-{draw.randint(1, 12):02}",
        months=12 * draw.randint(2, 20),
        informant=_name(draw, layout) if has_informant else "",
        phone=f"+331990{draw.randint(0, 99999):05}" if has_informant else "",
    )


def _table(rows: list[list[str]], delimiter: str, encoding: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def _month(arrest: str, names: list[str]) -> str:
    year, month = arrest.split("-")
    return f"{names[int(month) - 1]} {year}"


def english(rows: list[Told]) -> tuple[str, bytes, str]:
    """The file and source.yml of a sheet: tabs, UTF-16, the number last, the informant's telephone in the remarks."""
    table = [["Who", "Year of birth", "When taken", "Given", "Contact abroad", "Remarks", "Ref"]] + [
        [told.name, told.birth, _month(told.arrest, MONTHS), f"{told.months // 12} years", told.informant,
         f"Call back on {told.phone}.", told.number]
        for told in rows
    ]  # fmt: skip
    return "sheet.tsv", _table(table, "\t", "utf-16"), """title: Another sheet
language: en
encoding: utf-16
key: Ref
columns:
  Who: name
  Year of birth: birth
  When taken: detention.date
  Given: sentence.term
  Contact abroad: {property: name, of: informant}
  Remarks: text
"""


def _french(rows: list[Told]) -> tuple[str, bytes, str]:
    """Objects of JSON, a line each, with a telephone of its own."""
    lines = [
        json.dumps({"id": told.number, "personne": told.name, "née": told.birth, "prise": _month(told.arrest, MOIS),
                    "peine": f"{told.months // 12} ans", "proche": told.informant, "tél": told.phone},
                   ensure_ascii=False)
        for told in rows
    ]  # fmt: skip
    return "liste.jsonl", "\n".join(lines).encode(), """title: Une autre liste
language: fr
key: id
columns:
  personne: name
  née: birth
  prise: detention.date
  peine: sentence.term
  proche: {property: name, of: informant}
  tél: {property: phone, of: informant}
"""


def _chinese(rows: list[Told]) -> tuple[str, bytes, str]:
    """Commas, GB18030, a column that nobody mapped."""
    table = [["序号", "人名", "生年", "抓捕时间", "刑期", "来源"]] + [
        [told.number, told.name, f"{told.birth}年", "{}年{}月".format(*map(int, told.arrest.split("-"))),
         f"有期徒刑{told.months // 12}年", "网上"]
        for told in rows
    ]  # fmt: skip
    return "名册.csv", _table(table, ",", "gb18030"), """title: 另一份名单
language: zh
encoding: gb18030
key: 序号
columns:
  人名: name
  生年: birth
  抓捕时间: detention.date
  刑期: sentence.term
"""


def _russian(rows: list[Told]) -> tuple[str, bytes, str]:
    """Pages of fields, Windows Cyrillic."""
    pages = [
        f"== {told.name} | page {told.number}\nгод рождения={told.birth}\n"
        f"взят={'{1}.{0}'.format(*told.arrest.split('-'))}\nсрок={told.months // 12} лет лишения свободы\n"
        for told in rows
    ]  # fmt: skip
    return "pages.txt", "".join(pages).encode("cp1251"), """title: Другие страницы
language: ru
kind: fields
encoding: cp1251
day_month_order: DMY
key: page
columns:
  title: name
  год рождения: birth
  взят: detention.date
  срок: sentence.term
"""
