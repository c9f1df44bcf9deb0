"""Wordings: what a source's cell says when it gives no value, and how a source's own words are meant."""

from casebook import vocabularies
from casebook.headings import plain
from casebook.sources import Source

BLANK = "blank"


class Wordings:
    """The absences of all languages with those the source adds, and its own words; made once a source."""

    def __init__(self, source: Source) -> None:
        self._absences = {plain(sign): BLANK for sign in vocabularies.load("blanks")}
        for kind, languages in vocabularies.load("absences").items():
            for words in languages.values():
                self._absences.update((plain(str(word)), kind) for word in words)
        for kind, words in source.absent.items():
            self._absences.update((plain(word), kind) for word in words)
        self._words = {
            code: {plain(written): said for written, said in wordings.items()}
            for code, wordings in source.words.items()
        }

    def absence(self, cell: str) -> str | None:
        """withheld, unknown, none or blank for a cell that gives no value; None when the cell says more."""
        folded = plain(cell)
        return self._absences.get(folded) if folded else BLANK

    def meant(self, code: str, cell: str) -> str:
        """The cell in words our grammars read, where the source says how its wording is meant; else the cell itself."""
        if not self._words:
            return cell
        for listed in (code, code.rpartition(".")[2]):
            said = self._words.get(listed, {}).get(plain(cell))
            if said is not None:
                return said
        return cell
