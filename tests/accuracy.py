"""Measures what is understood of the labelled phrases and narratives of tests/accuracy, and writes docs/accuracy.md."""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import accuracy_linking  # noqa: E402
import accuracy_names  # noqa: E402
import accuracy_tables as tables  # noqa: E402
from casebook.dates import bounds, parse_date  # noqa: E402
from casebook.narratives import propose_claims  # noqa: E402

PAGE = ROOT / "docs" / "accuracy.md"
OPENING = """# What is understood, and what is not

`make accuracy` writes this page. It reads phrases that were invented for it, in the manner of campaign sheets, forms,
letters and registers, whose meaning was written down from the words before any was read by machine
([tests/accuracy](../tests/accuracy)). *Wrong* is an answer that the words do not support, or not all of it; *declined*
is no answer, which sends the cell to a person; *right* is the whole meaning, or no answer where there is none to give.

The hash of each phrase puts it in one of two halves. Rules may be mended against the **open** half; of the half
**held out** only these totals are looked at. A label that proves mistaken (a code, a convention) is put right for its whole
class of phrases, in both halves. One hand wrote both: read the figures as an upper bound for sheets of other hands.
"""
NARRATIVES = """
## Narratives

Claims of the kinds labelled, proposed from narratives short and long. *Wrong*: no label supports the claim. *Part*:
all that it says is right and it leaves something out. *Precision* is what is not wrong of all that is proposed; *recall*
is what is found whole of all that is labelled.
"""


def row(*cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def phrase_table() -> list[str]:
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for phrase in tables.phrases():
        counts[phrase.kind, phrase.language, tables.half(phrase.text), tables.outcome(phrase)] += 1
    lines = []
    for kind in tables.KINDS:
        lines += [
            f"\n## {kind.capitalize()}\n",
            row("language", "open: wrong", "declined", "right", "held out: wrong", "declined", "right"),
        ]
        lines.append(row("---", *["---:"] * 6))
        languages = list(dict.fromkeys(language for of, language, *_ in counts if of == kind))
        for language in languages:
            lines.append(
                row(
                    language,
                    *(
                        counts[kind, language, side, how]
                        for side in tables.HALVES
                        for how in ("wrong", "declined", "right")
                    ),
                )
            )
        lines.append(
            row(
                "all",
                *(share(counts, kind, side, how) for side in tables.HALVES for how in ("wrong", "declined", "right")),
            )
        )
    return lines


def share(counts: Counter[tuple[str, str, str, str]], kind: str, side: str, how: str) -> str:
    every = sum(number for (of, _, at, _), number in counts.items() if (of, at) == (kind, side))
    those = sum(number for (of, _, at, what), number in counts.items() if (of, at, what) == (kind, side, how))
    return f"{100 * those / every:.1f} %"


def narrative_tables() -> list[str]:
    by_kind: Counter[tuple[str, str, str]] = Counter()
    by_language: Counter[tuple[str, str, str]] = Counter()
    for told in tables.narratives():
        for kind, how in tables.confront(told):
            by_kind[kind, told.half, how] += 1
            by_language[told.language, told.half, how] += 1
    return [NARRATIVES, *claims_table("kind", by_kind), "", *claims_table("language", by_language)]


def claims_table(heading: str, counts: Counter[tuple[str, str, str]]) -> list[str]:
    lines = [
        row(heading, "half", "wrong", "missed", "part", "whole", "precision", "recall"),
        row("---", "---", *["---:"] * 6),
    ]
    for name in [*dict.fromkeys(name for name, *_ in counts), "all"]:
        for side in tables.HALVES:
            wrong, missed, part, whole = (
                sum(
                    number
                    for (of, at, how), number in counts.items()
                    if of in (name, of if name == "all" else name) and (at, how) == (side, what)
                )
                for what in ("wrong", "missed", "part", "whole")
            )
            if wrong + missed + part + whole:
                lines.append(
                    row(name, side, wrong, missed, part, whole, ratio(part + whole, wrong), ratio(whole, missed + part))
                )
    return lines


def ratio(good: int, rest: int) -> str:
    return f"{good / (good + rest):.2f}" if good + rest else "–"


def speed(read: Callable[[str], object], texts: list[str]) -> float:
    """Texts a second of processor time, each read once, after a first text has loaded the vocabularies."""
    read(texts[0])
    started = time.process_time()
    for text in texts[1:]:
        read(text)
    return (len(texts) - 1) / (time.process_time() - started)


def of_other_years(texts: list[str]) -> list[str]:
    """The same texts with their years moved back, by fours for the leap days, so that no memory of an answer helps."""
    moved = [
        re.sub(r"\b20\d\d", lambda year, back=back: str(int(year[0]) - back), text)
        for text in texts
        for back in range(0, 100, 4)
    ]
    return list(dict.fromkeys(moved))


def speed_table() -> list[str]:
    dates = [phrase for phrase in tables.phrases() if phrase.kind == "dates" and phrase.expected != "none"]
    english, french = ([phrase.text for phrase in dates if phrase.language == code] for code in ("en", "fr"))
    told = [story.text for story in tables.narratives() if story.language == "en"]
    long = of_other_years([" ".join(told[start : start + 8])[:1000] for start in range(0, len(told), 3)])
    claims = sum(len(propose_claims(text, language="en")) for text in long[::30]) / len(long[::30])
    size = sum(map(len, long)) / len(long)
    measured = (
        ("`bounds`", bounds, of_other_years(list(tables.table("dates")["bounds"]))),
        ("`parse_date`, phrases in English", partial(parse_date, language="en"), of_other_years(english)),
        ("`parse_date`, phrases in French", partial(parse_date, language="fr"), of_other_years(french)),
        (
            f"`propose_claims`, English of {size:,.0f} characters and {claims:.0f} claims each",
            partial(propose_claims, language="en"),
            long,
        ),
    )
    return [
        "\n## Speed\n",
        "A second of processor time, in one process of the machine that wrote this page; every text is another.\n",
        row("what", "a second"),
        row("---", "---:"),
        *(row(name, f"{speed(read, texts):,.0f}") for name, read, texts in measured),
    ]


def failures(kind: str, language: str | None) -> None:
    """Prints what is not right in the open half, wrong first."""
    found = []
    for phrase in tables.phrases():
        how = tables.outcome(phrase) if (phrase.kind, tables.half(phrase.text)) == (kind, "open") else "right"
        if how != "right" and phrase.language == (language or phrase.language):
            said = tables.SAY[kind](phrase.text, phrase.language)
            found.append((how != "wrong", f"{how}: {phrase.language}: {phrase.text}: {phrase.expected}: {said}"))
    for told in tables.narratives() if kind == "narratives" else ():
        if told.half == "open" and any(how != "whole" for _, how in tables.confront(told)):
            claims = f"  labelled {told.claims}\n  proposed {tables.proposed(told)}"
            found.append((True, f"{told.language}: {told.text}\n{claims}"))
    print("\n".join(line for _, line in sorted(found)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--failures", metavar="KIND", help="print what fails in the open half of dates, terms, ... or narratives"
    )
    parser.add_argument("--language", help="of --failures, one language alone")
    given = parser.parse_args()
    if given.failures:
        failures(given.failures, given.language)
        return
    PAGE.write_text(
        "\n".join(
            [OPENING, *phrase_table(), *narrative_tables(), *accuracy_names.sections(), *accuracy_linking.table(), *speed_table()]
        ).replace("\n\n\n", "\n\n")
        + "\n",
        encoding="utf-8",
    )
    print(f"{PAGE.relative_to(ROOT)} is written.")


if __name__ == "__main__":
    main()
