"""Import: the records of a received file, word for word, compared with what the source said before."""

from collections.abc import Callable, Iterable

from casebook.database import Writer
from casebook.importers.shapes import Sheet
from casebook.intake import Intake
from casebook.receipts import Receipt
from casebook.sources import Source
from casebook.tally import Taken


def take(
    writer: Writer, source: Source, reading: str, receipt: Receipt, sheets: Iterable[Sheet], tick: Callable[[int], None]
) -> Taken:
    """Take in the sheets of one received file, inside the caller's transaction; `reading` names the rules it is read by.

    The numbers of records that are new, changed or gone are left in the temporary table `touched`. Raises Refused
    when the file turns out to be unreadable, and NotConserved; the caller then rolls back.
    """
    intake = Intake(writer, source, reading, receipt, tick)
    for sheet in sheets:
        intake.sheet(sheet)
    return intake.close()
