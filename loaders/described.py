"""The small YAML files by which a user describes a bulletin or a table, read strictly: every fault with its line.

Source: YAML 1.2 (2021), of it what PyYAML's safe loader takes; names given twice are refused, since one would be lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from graph.complaints import Complaint
from graph.errors import nearest

__all__ = ["Described", "Field", "described", "filled"]

_LARGEST = 200_000
_SLOT = re.compile(r"\{(\w+)(?::0(\d))?\}")


@dataclass(frozen=True)
class Field:
    """What may stand at one place of a description.

    ``kind``: text, texts (one or a list), pattern, patterns, number, map (names the user chooses), rows (such a map, of maps).
    """

    kind: str = "text"
    required: bool = False


@dataclass
class Described:
    """The values of a description by their dotted path (``source.key``), the lines on which they stand, and its faults."""

    path: Path
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    complaints: list[Complaint] = field(default_factory=list)

    def complain(self, place: str, fault: str) -> None:
        """Note a fault at a dotted path, or at the nearest place above it that has a line."""
        while place and place not in self.lines:
            place = place.rpartition(".")[0]
        self.complaints.append(Complaint(str(self.path), self.lines.get(place, 1), fault))

    def text(self, place: str, default: str = "") -> str:
        """A text, or the default where none is given."""
        return str(self.values.get(place, default))

    def texts(self, place: str) -> list[str]:
        """The texts of a list, or the one text given in its place."""
        found = self.values.get(place, [])
        return [str(one) for one in found] if isinstance(found, list) else [str(found)]

    def pattern(self, place: str) -> re.Pattern[str] | None:
        """A pattern, or None where none is given."""
        return next(iter(self.patterns(place)), None)

    def patterns(self, place: str) -> list[re.Pattern[str]]:
        """The patterns of a list, or the one given in its place."""
        return [re.compile(one) for one in self.texts(place)]

    def number(self, place: str, default: int) -> int:
        """A whole number, or the default."""
        return int(self.values.get(place, default))


def described(path: Path, fields: Mapping[str, Field]) -> Described:
    """What a description says, held against the fields it may have; with complaints it must not be used."""
    found = Described(path)
    try:
        raw = path.read_bytes()
        if len(raw) > _LARGEST:
            raise ValueError(f"a description of more than {_LARGEST} bytes is none: is this the right file?")
        text = raw.decode("utf-8")
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text, Loader=yaml.SafeLoader)):
            raise ValueError("it repeats parts by *name: write them out, and put texts that begin with * in quotes")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        found.complaints.append(Complaint(str(path), line, f"this is not YAML ({error.problem}): look at indents, colons and quotes"))
        return found
    except (OSError, ValueError, yaml.YAMLError, RecursionError) as error:
        found.complaints.append(Complaint(str(path), 1, f"this description cannot be read ({error}): give a UTF-8 YAML file"))
        return found
    if not isinstance(node, yaml.MappingNode):
        found.complaints.append(Complaint(str(path), 1, f"a description is a list of 'name: value': it begins with {next(iter(fields))}"))
        return found
    _walk(node, "", fields, found)
    for place, one in fields.items():
        if one.required and place not in found.values:
            found.complain(place, f"'{place}' is missing: say it")
    return found


def _walk(node: yaml.MappingNode, above: str, fields: Mapping[str, Field], found: Described) -> None:
    for key, value in node.value:
        name = str(key.value)
        place = f"{above}.{name}" if above else name
        if place in found.lines:
            found.complaints.append(Complaint(str(found.path), key.start_mark.line + 1, f"'{place}' stands twice: keep one"))
            continue
        found.lines[place] = key.start_mark.line + 1
        if place in fields:
            _take(value, place, fields[place].kind, found)
        elif any(one.startswith(place + ".") for one in fields) and isinstance(value, yaml.MappingNode):
            _walk(value, place, fields, found)
        else:
            known = sorted({one.removeprefix(above + ".").partition(".")[0] for one in fields if not above or one.startswith(above + ".")})
            near = nearest(name, known, 1)
            hint = f"; near: {near[0]}" if near else f"; there are {', '.join(known)}"
            found.complain(place, f"'{place}' is no part of a description{hint}")


def _take(node: yaml.Node, place: str, kind: str, found: Described) -> None:
    value = _plain(node, place, found)
    several = isinstance(value, list) and kind in ("texts", "patterns")
    texts = value if several else [value]
    if kind in ("map", "rows"):
        wrong = not isinstance(value, dict) or (kind == "rows" and not all(isinstance(one, dict) for one in value.values()))
    elif kind == "number":
        wrong = not str(value).isdigit()
    else:
        wrong = not texts or any(isinstance(one, dict | list) for one in texts)
    if wrong:
        wanted = {"map": "names with values", "rows": "names with names and values below each", "number": "a whole number"}
        found.complain(place, f"'{place}' must be {wanted.get(kind, 'a text' + (' or a list of texts' if kind.endswith('s') else ''))}")
        return
    for one in texts if kind.startswith("pattern") else []:
        try:
            re.compile(one)
        except re.error as error:
            found.complain(place, f"'{place}' is no regular expression ({error}): correct '{one}'")
            return
    found.values[place] = value


def _plain(node: yaml.Node, place: str, found: Described) -> Any:
    """The value as texts, lists and maps: numbers and dates stay as they are written."""
    if isinstance(node, yaml.SequenceNode):
        return [_plain(one, place, found) for one in node.value]
    if not isinstance(node, yaml.MappingNode):
        return str(node.value)
    made: dict[str, Any] = {}
    for key, value in node.value:
        below = f"{place}.{key.value}"
        if str(key.value) in made:
            found.complaints.append(Complaint(str(found.path), key.start_mark.line + 1, f"'{below}' stands twice: keep one"))
        found.lines[below] = key.start_mark.line + 1
        made[str(key.value)] = _plain(value, below, found)
    return made


def filled(template: str, values: Mapping[str, str]) -> str:
    """A template such as ``caricc-{year}-{number:02}`` with its slots filled; KeyError for a slot that has no value."""
    return _SLOT.sub(lambda slot: values[slot[1]].zfill(int(slot[2] or 0)), template)
