"""Citing: the lasting address of a published case in an edition, and the lines by which it is quoted in two languages."""

from datetime import date

from babel.dates import format_date

LINES = {
    "en": "“{name}”, Casebook, edition {number} of {day}, case {id}, {address}",
    "fr": "« {name} », Casebook, édition {number} du {day}, dossier {id}, {address}",
}
LOCALES = {"en": "en_GB", "fr": "fr_FR"}
NAMELESS = {"en": "Name not published", "fr": "Nom non publié"}


def path(edition: dict, public_id: str) -> str:
    """Where a case stands as an edition told it; parts of the page (#sentence, #what-happened) have names of their own."""
    return f"/editions/{edition['number']}/cases/{public_id}"


def lines(row: dict, edition: dict, address: str) -> dict[str, str]:
    """language: the line that cites a case of this edition (its row in published.db) at an absolute address."""
    day = date.fromisoformat(edition["date"])
    return {
        language: form.format(
            name=row["name"] or NAMELESS[language],
            number=edition["number"],
            day=format_date(day, "long", locale=LOCALES[language]),
            id=row["id"],
            address=address,
        )
        for language, form in LINES.items()
    }
