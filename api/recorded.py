"""What an answer says, cell by cell or entry by entry, short enough for a receipt; and what differs between two such records."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import orjson

__all__ = ["Difference", "Record", "differences", "record"]

_LONG = 60
_OF_THE_WHOLE = ("receipt", "command", "query_hash", "data_sha256", "release")
_IN_SHOWN = ("subject", "measure", "status", "answer", "carried_from")

Record = dict[str, dict[str, Any]]
"""What is said by the name of the entry: its fields, long ones as a digest."""


class Difference(NamedTuple):
    """One field of one entry that is not what it was; ``field`` is '' where the entry as a whole came or went."""

    entry: str
    field: str
    old: Any
    new: Any


def record(document: dict[str, Any]) -> Record:
    """The entries of an answer as JSON gives it: its cells, or its items, or else itself."""
    found = document.get("cells", document.get("items"))
    if not isinstance(found, list):
        return {"": {name: _brief(value) for name, value in document.items() if name not in _OF_THE_WHOLE}}
    entries: Record = {}
    for place, one in enumerate(found, 1):
        name = _name(one) or str(place)
        entries[name if name not in entries else f"{name} ({place})"] = _fields(one)
    return entries


def differences(old: Record, new: Record) -> Iterator[Difference]:
    """Every field that differs, in the order of the old record, and then what is new."""
    for name, fields in old.items():
        if name not in new:
            yield Difference(name, "", fields.get("shown", "there"), None)
            continue
        for field in dict.fromkeys([*fields, *new[name]]):
            if fields.get(field) != new[name].get(field):
                yield Difference(name, field, fields.get(field), new[name].get(field))
    for name, fields in new.items():
        if name not in old:
            yield Difference(name, "", None, fields.get("shown", "there"))


def _name(one: Any) -> str:
    if not isinstance(one, dict):
        return ""
    if "subject" in one and "measure" in one and "id" not in one:
        return f"{one['subject']}, {one['measure']}"
    return str(one.get("id", ""))


def _fields(one: Any) -> dict[str, Any]:
    if not isinstance(one, dict):
        return {"shown": _brief(one)}
    shown: dict[str, Any] = {"shown": _shown(one)} if "status" in one and "rivals" in one else {}
    told = _IN_SHOWN if shown else ()
    return shown | {name: _brief(value) for name, value in one.items() if value not in (None, [], "") and name not in told}


def _shown(cell: dict[str, Any]) -> str:
    if cell["status"] == "disputed":
        return f"disputed: {' | '.join(sorted({rival['answer'] for rival in cell['rivals']}))}"
    carried = f" (carried {cell['carried_from']})" if cell.get("carried_from") else ""
    return f"{cell.get('answer') or cell['status']}{carried}"


def _brief(value: Any) -> Any:
    if isinstance(value, bool | int | float | None):
        return value
    if isinstance(value, str) and len(value) <= _LONG:
        return value
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value) and len(joined := "; ".join(value)) <= _LONG:
        return joined
    return "#" + hashlib.sha256(orjson.dumps(value, option=orjson.OPT_SORT_KEYS)).hexdigest()[:12]
