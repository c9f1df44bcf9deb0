"""Failures: what may go wrong through no defect of the program; a command says it in a line and ends with 1."""

import sqlite3

from casebook.chains import BrokenChain
from casebook.editions import EditionError
from casebook.policy import PolicyError
from casebook.publishing_candidates import PublishError
from casebook.receipts import ReceiptError
from casebook.signing import KeyFileError
from casebook.sources import SourceError

FAILURES = (
    BrokenChain, EditionError, KeyFileError, OSError, PolicyError, PublishError, ReceiptError, SourceError,
    sqlite3.OperationalError,
)  # fmt: skip
