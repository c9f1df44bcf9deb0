"""Citing: the lasting address of a published case in an edition, and the lines by which it is quoted in two languages."""

from datetime import date

from babel.dates import format_date

LINES = {
    "en": "“{name}”, Casebook, edition {number} of {day}, {what} {id}, {address}",
    "fr": "« {name} », Casebook, édition {number} du {day}, {what} {id}, {address}",
}
WHAT = {"en": {"cases": "case", "campaigns": "campaign"}, "fr": {"cases": "dossier", "campaigns": "campagne"}}
LOCALES = {"en": "en_GB", "fr": "fr_FR"}
NAMELESS = {"en": "Name not published", "fr": "Nom non publié"}


def path(edition: dict, public_id: str, what: str = "cases") -> str:
    """Where a case (or one of the `campaigns`) stands as an edition told it; parts of the page (#sentence, #what-happened)
    have names of their own."""
    return f"/editions/{edition['number']}/{what}/{public_id}"


def lines(row: dict, edition: dict, address: str, what: str = "cases") -> dict[str, str]:
    """language: the line that cites a case (or a campaign, whose name is its title) of this edition, by its row in
    published.db, at an absolute address."""
    day = date.fromisoformat(edition["date"])
    return {
        language: form.format(
            name=row["name"] or NAMELESS[language],
            number=edition["number"],
            day=format_date(day, "long", locale=LOCALES[language]),
            what=WHAT[language][what],
            id=row["id"],
            address=address,
        )
        for language, form in LINES.items()
    }
