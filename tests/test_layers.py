"""The layers of the design, kept honest by reading the imports: who may import whom."""

import ast
from pathlib import Path

import pytest

CASEBOOK = Path(__file__).resolve().parents[1] / "scripts" / "casebook"
SITE_OF = {
    "acting",
    "serving",
    "guard",
    "searching",
    "pages",
    "reviewing",
    "charts",
    "drafting",
    "exporting",
    "sessions",
    "metadata",
    "custodian",
    "speaking",
    "inbox",
}
STAGES = {"importing", "normalising", "linking", "deciding", "projecting", "publishing", "backing_up"}
MEANING = {
    "dates",
    "terms",
    "kinship",
    "names",
    "places",
    "charges",
    "phones",
    "narratives",
    "numbers",
    "codes",
    "facilities",
    "countries",
    "vocabularies",
    "lexing",
    "wording",
}
STORE = {"schema", "keys", "sources", "receipts", "importers", "decisions", "consents", "editions", "issues", "audit"}
STORE |= {"accounts", "folders", "chains", "signing", "disk", "attending", "passwords", "second_factor", "rereading", "access"}
STORE |= {"log_file"}
PRESS = {"press"}


def modules() -> dict[str, Path]:
    """Every module of casebook by its dotted name below `casebook`."""
    found = {}
    for path in CASEBOOK.rglob("*.py"):
        name = ".".join(path.relative_to(CASEBOOK).with_suffix("").parts)
        found[name.removesuffix(".__init__") or "__init__"] = path
    return found


def imports(path: Path) -> set[str]:
    """What a module imports of casebook, as names below `casebook`, wherever in the file it does."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {
                alias.name.removeprefix("casebook.") for alias in node.names if alias.name.startswith("casebook.")
            }
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.partition(".")[0] == "casebook":
            below = node.module.partition(".")[2]
            found |= {f"{below}.{alias.name}".lstrip(".") for alias in node.names}
    return found


def top(name: str) -> str:
    """`summing_up` and `pages.case` belong to what their name begins with: `summing`, `pages`."""
    first = name.partition(".")[0]
    known = SITE_OF | STAGES | MEANING | STORE
    return next(
        (one for one in sorted(known, key=len, reverse=True) if first == one or first.startswith(f"{one}_")), first
    )


USED = [(name, used) for name, path in sorted(modules().items()) for used in sorted(imports(path))]
# What the stages share with what is above and below them: how an edition's file is written, and its tables.
SHARED = {"publishing_file", "publishing_tables"}


def test_the_reader_of_imports_sees_what_there_is():
    assert ("serving.sites", "guard.gate.Guard") in USED
    assert top("guard.paths.read") == "guard" and top("pages.case") == "pages"


@pytest.mark.parametrize("layer", sorted(MEANING))
def test_meaning_knows_neither_stores_nor_stages_nor_databases(layer):
    wrong = [(a, b) for a, b in USED if top(a) == layer and top(b) not in MEANING]
    assert wrong == []
    for name, path in modules().items():
        if top(name) == layer:
            assert "import sqlite3" not in path.read_text(encoding="utf-8"), name


def test_stages_never_import_one_another():
    assert [(a, b) for a, b in USED if top(a) in STAGES and top(b) in STAGES and top(a) != top(b)] == []


def test_stores_know_neither_stages_nor_the_web_nor_meaning():
    wrong = [(a, b) for a, b in USED if top(a) in STORE and top(b) in (STAGES | SITE_OF | MEANING) - {"vocabularies"}]
    assert [(a, b) for a, b in wrong if b.partition(".")[0] not in SHARED] == []


def test_only_what_reports_on_the_pipeline_imports_it():
    known = {"reporting", "integrity", "reviewing_process", "inbox.comparing", "inbox.process"}
    assert {a for a, b in USED if top(b) == "pipeline"} <= known


def test_nothing_but_the_web_imports_the_web():
    assert [(a, b) for a, b in USED if top(b) in SITE_OF and top(a) not in SITE_OF] == []


def test_the_web_imports_of_the_stages_only_deciding():
    wrong = [(a, b) for a, b in USED if top(a) in SITE_OF and top(b) in STAGES - {"deciding"}]
    assert [(a, b) for a, b in wrong if b.partition(".")[0] not in SHARED] == []


# The web reads; what decides and publishes stands above the stages and is shared with the commands. These alone reach it.
DECIDING = {"judging", "publication", "publication_changes", "approving", "approving_campaigns", "approving_questions",
            "pipeline"}  # fmt: skip
REACHES = {"reviewing": "writes what researchers decide", "reviewing_campaigns": "the same of a campaign",
           "reviewing_forms": "looks whether what a form says still holds",
           "reviewing_process": "carries a decision out in a process of its own",
           "inbox.process": "reads an uploaded file in a process of its own",
           "inbox.comparing": "rehearses taking it in, there"}  # fmt: skip


def test_one_part_of_the_web_reaches_what_decides_and_publishes():
    assert {a for a, b in USED if top(a) in SITE_OF and b.partition(".")[0] in DECIDING} == set(REACHES)


def test_pages_of_the_press_site_reach_no_clerk():
    assert [(a, b) for a, b in USED if a in ("pages.press", "pages.changes", "pages.cases") and "reviewing" in b] == []


def test_the_leak_checker_imports_nothing_of_ours():
    ours = [(a, b) for a, b in USED if a.partition(".")[0] == "checking" and b.partition(".")[0] != "checking"]
    assert ours == []


def test_the_press_page_knows_nothing_of_the_research_page():
    assert [(a, b) for a, b in USED if a in {f"pages.{name}" for name in PRESS} and "research" in b] == []


def test_vocabularies_is_the_one_module_that_opens_the_vocabularies():
    openers = [
        name
        for name, path in modules().items()
        if '"vocabularies"' in path.read_text(encoding="utf-8") and name != "vocabularies"
    ]
    assert openers == []


def test_modules_are_short_and_say_what_they_are_for():
    for name, path in modules().items():
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 250, name
        assert name == "importers" or ast.get_docstring(ast.parse(text)), name


def test_plugins_are_at_most_forty_lines():
    for path in (CASEBOOK.parents[1] / "plugins").glob("*.py"):
        assert path.read_text(encoding="utf-8").count("\n") <= 40, path.name
