"""Reads a YAML file strictly, as text, and remembers on which line each key and item stands."""

from pathlib import Path
from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Place = tuple[str | int, ...]


class Mistake(Exception):
    """Something wrong in the file, with its line (from 1), what, and what to do."""

    def __init__(self, line: int, words: str, fix: str):
        super().__init__(f"line {line}: {words}. {fix}")
        self.line, self.words, self.fix = line, words, fix


def read(path: Path) -> tuple[Any, dict[Place, int]]:
    """(the content, the line of every path in it); raises Mistake.

    Every scalar is the text as written (`no`, `007` and `2017` stay so); a key without a value is left out.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise Mistake(line, "the file is not UTF-8", "Save it as UTF-8") from None
    try:
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        raise _syntax(error, text) from None
    except yaml.YAMLError:
        raise Mistake(1, "the file holds a character YAML does not allow", "Take it out") from None
    except RecursionError:
        raise Mistake(1, "the file is nested too deeply", "Write it as docs/source-yml.md shows") from None
    lines: dict[Place, int] = {(): 1}
    return (None if node is None else _value(node, (), lines, set(), 1)), lines


def _syntax(error: yaml.MarkedYAMLError, text: str) -> Mistake:
    """The parser's complaint in plain words."""
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    around = text.splitlines()[line - 1 : line]
    if around and "\t" in around[0][: len(around[0]) - len(around[0].lstrip())]:
        return Mistake(line, "a tab stands where YAML needs spaces", "Put two spaces for each level")
    problem = (error.problem or "it is not YAML").replace("could not find expected", "there is no")
    return Mistake(line, f"this line cannot be read: {problem}", "Look for a missing colon, quote or indentation")


def _value(node: yaml.Node, path: Place, lines: dict[Place, int], seen: set[int], line: int) -> Any:
    if id(node) in seen:
        raise Mistake(line, "an alias (*) stands here", "Write the value out")
    seen.add(id(node))
    line = node.start_mark.line + 1
    lines.setdefault(path, line)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines, seen)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, number), lines, seen, line) for number, item in enumerate(node.value)]
    return None if node.value == "" and node.style is None else node.value


def _mapping(node: yaml.MappingNode, path: Place, lines: dict[Place, int], seen: set[int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, item in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode) or (key.value == "<<" and key.style is None):
            raise Mistake(line, "a key here is not a word", "Write it as docs/source-yml.md shows")
        if (*path, key.value) in lines:
            first = lines[(*path, key.value)]
            raise Mistake(line, f"{key.value!r} stands here again, first on line {first}", "Keep one of the two")
        lines[(*path, key.value)] = line
        value = _value(item, (*path, key.value), lines, seen, line)
        if value is not None:
            found[key.value] = value
    return found
