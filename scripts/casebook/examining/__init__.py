"""Examining a Casebook as it stands on this machine: what is not as it has to be, each with what puts it right."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain

from casebook.examining import files, keys, machine, state
from casebook.examining.finding import Finding
from casebook.folders import REPOSITORY, Folders

EXAMINED: tuple[Callable[[Folders], Iterator[Finding]], ...] = (
    files.open_to_others, files.stray_databases, files.left_by_commands, keys.first_passwords, keys.weak, keys.accounts_file,
    keys.misplaced, keys.recipients_of_backups, state.logs, state.editions_shown, state.last_backup, machine.room, machine.clock,
    machine.disk, machine.environment,
)  # fmt: skip


def examine(folders: Folders, day: str | None = None) -> list[Finding]:
    """Everything that is found, what has to be mended first; `day` (ISO) is the day consents are looked at."""
    found = chain(
        chain.from_iterable(look(folders) for look in EXAMINED),
        state.consents_ending(folders, day or date.today().isoformat()),
        machine.libraries(REPOSITORY / "requirements.lock"),
        machine.sqlite(),
        files.in_git(REPOSITORY),
    )
    return sorted(found, key=lambda finding: not finding.must)
