"""Dates as people write them, read into EDTF with bounds: exactly as much as the words say, or nothing."""

from casebook.dates.comparing import after, before, between
from casebook.dates.edtf import bounds
from casebook.dates.model import Offset, PartialDate
from casebook.dates.parsing import parse_date
from casebook.dates.relative import parse_offset
from casebook.dates.resolving import resolve

__all__ = ["Offset", "PartialDate", "after", "before", "between", "bounds", "parse_date", "parse_offset", "resolve"]
