"""Takes each statement of the code of policy, consent and building away in turn: a test has to fail. Prints those that
none misses (`make mutants`). What is taken away is one statement, or the condition of one `if`, never two at once."""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).resolve().parents[1]
CASEBOOK = Path("scripts/casebook")
MODULES = ("policy*", "consents*", "disclosure*", "coarsening*", "projecting*", "publishing*", "publication*", "judging")
TESTS = ("policy", "coarsening_values", "consents", "projecting", "disclosure", "publishing", "crowds", "non_interference",
         "publishing_commands")  # fmt: skip
LONGEST = 300  # seconds; a mutant that runs for ever is noticed too
PARTS = ("scripts", "tests", "data/vocabularies", "data/policy.yml", "data/presets", "plugins", "templates", "static",
         "metadata.yml", "pyproject.toml")  # fmt: skip


def mutants(text: str) -> Iterator[tuple[int, str]]:
    """(line, the text without one statement): nothing that only defines, imports or documents is taken away."""
    lines = text.splitlines(keepends=True)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.If | ast.While):
            for constant in ("True", "False"):
                yield node.lineno, _replaced(lines, node.test, constant)
        elif _is_removable(node):
            yield node.lineno, _replaced(lines, node, "return None" if isinstance(node, ast.Return) else "pass")


def _is_removable(node: ast.AST) -> bool:
    if isinstance(node, ast.Return):
        return node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value is None)
    if isinstance(node, ast.Expr):
        return not isinstance(node.value, ast.Constant)
    return isinstance(node, ast.AugAssign | ast.Raise | ast.Continue | ast.Delete)


def _replaced(lines: list[str], node: ast.stmt | ast.expr, by: str) -> str:
    """The text with a node replaced."""
    first, last = node.lineno - 1, node.end_lineno - 1
    head = lines[first].encode()[: node.col_offset].decode()
    tail = lines[last].encode()[node.end_col_offset :].decode()
    return "".join([*lines[:first], head + by + tail, *lines[last + 1 :]])


def _copy(folder: Path) -> Path:
    for part in PARTS:
        source, target = ROOT / part, folder / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy(source, target)
    return folder


def fails(copy: Path, module: Path, text: str) -> bool:
    """Whether any test fails with this text in place of the module."""
    path, whole = copy / module, (ROOT / module).read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    try:
        tests = [f"tests/test_{name}.py" for name in TESTS if (copy / f"tests/test_{name}.py").exists()]
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
        return bool(subprocess.run(command, cwd=copy, timeout=LONGEST, capture_output=True, check=False).returncode)
    except subprocess.TimeoutExpired:
        return True
    finally:
        path.write_text(whole, encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("modules", nargs="*", default=MODULES, help="patterns of modules (default: all of them)")
    asked = options.parse_args().modules
    paths = sorted({path for name in asked for path in (ROOT / CASEBOOK).glob(f"{name}.py")})
    wanted = [(path.relative_to(ROOT), line, text) for path in paths for line, text in
              mutants(path.read_text(encoding="utf-8"))]  # fmt: skip
    free: Queue[Path] = Queue()
    with tempfile.TemporaryDirectory(prefix="casebook-mutants-") as folder:
        for number in range(workers := os.cpu_count() or 1):
            free.put(_copy(Path(folder) / str(number)))

        def tried(mutant: tuple[Path, int, str]) -> bool:
            copy = free.get()
            try:
                return fails(copy, mutant[0], mutant[2])
            finally:
                free.put(copy)

        if fails(free.queue[0], wanted[0][0], (ROOT / wanted[0][0]).read_text(encoding="utf-8")):
            sys.exit("The tests fail before anything is taken away.")
        with ThreadPoolExecutor(workers) as pool:
            survivors = 0
            for (module, line, _), noticed in zip(wanted, pool.map(tried, wanted), strict=True):
                if not noticed:
                    survivors += 1
                    print(f"{module}:{line} is missed by no test", flush=True)
    print(f"{len(wanted)} mutants, {survivors} survive")
    sys.exit(bool(survivors))


if __name__ == "__main__":
    main()
