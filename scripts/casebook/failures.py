"""Failures: what may go wrong through no defect of the program; a command says it in a line and ends with 1."""

import sqlite3

from casebook.chains import BrokenChain
from casebook.decisions import DecisionError
from casebook.receipts import ReceiptError
from casebook.sources import SourceError

FAILURES = (BrokenChain, DecisionError, ReceiptError, SourceError, OSError, sqlite3.OperationalError)
