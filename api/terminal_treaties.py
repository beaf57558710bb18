"""What treaties ask, and how states stand to them, for a terminal."""

from __future__ import annotations

import io
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.answers import Answer

__all__ = ["treaties_table"]

_GAPS = {"silent": "—", "unclear": "?", "not-applicable": "n/a", "disputed": "≠", "not-researched": "·"}
_WORDS = {"requires": "requires", "requires-subject-to-safeguard": "requires*", "permits": "permits"}


def treaties_table(found: Answer) -> str:
    """The treaties alone as a table with signs for the gaps; with states, their verdicts one by one with the articles of both sides."""
    data = found.data
    out = io.StringIO()
    console = Console(file=out, width=80, highlight=False)
    console.print(f"What treaties ask, as of {data['as_of']} (rule {data['rule']}, release {data['release']})")
    if not data["subjects"]:
        console.print(_matrix(data))
        console.print("* within a safeguard; — silent; ? unclear; · not researched; ≠ disputed; n/a not applicable; + others say otherwise")
        console.print("Articles and evidence of a cell: druglaw treaties --measures use-prohibition --format json")
    for state in data["subjects"]:
        _state(console, data, state)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _matrix(data: dict[str, Any]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("", ratio=1, min_width=20)
    for treaty in data["treaties"]:
        table.add_column(Text(treaty["label"]), max_width=11)
    cells = {(cell["measure"], cell["treaty"]): cell for cell in data["cells"]}
    group = ""
    for measure in data["measures"]:
        if measure["group"] != group:
            group = measure["group"]
            table.add_row(Text(group, style="bold"))
        row = [cells[measure["id"], treaty["id"]] for treaty in data["treaties"]]
        table.add_row(Text(f" {measure['label']}"), *(Text(_sign(cell)) for cell in row))
    return table


def _sign(cell: dict[str, Any]) -> str:
    shown = cell["answer"] or cell["status"]
    return (_GAPS.get(shown) or _WORDS.get(shown) or shown) + ("+" if cell["rivals"] and cell["answer"] else "")


def _state(console: Console, data: dict[str, Any], state: dict[str, str]) -> None:
    labels = {one["id"]: one["label"] for one in (*data["treaties"], *data["measures"])}
    console.print()
    console.print(Text(state["label"], style="bold"))
    for one in data["bindings"]:
        if one["subject"] == state["id"]:
            since = f" (joined {one['since']})" if one["since"] else ""
            console.print(Text(f"  {labels[one['treaty']]}: {one['status'].replace('-', ' ')}{since}"))
    own = [one for one in data["verdicts"] if one["subject"] == state["id"]]
    for code in data["codes"]:
        several = [one for one in own if one["verdict"] == code["id"]]
        if not several:
            continue
        console.print()
        console.print(Text(f"{code['label']} ({len(several)})", style="bold"))
        for one in several:
            said = f"{labels[one['measure']]}. {labels[one['treaty']]}{_treaty(one)}; {state['id'].upper()}: {_law(one)}"
            console.print(Padding(Text(said), (0, 0, 0, 2)))


def _treaty(one: dict[str, Any]) -> str:
    side = one["treaty_side"]
    if not side["articles"]:
        return ""
    numbers = ["" if each["id"] == one["treaty"] else each["id"].rpartition("/")[2] for each in side["articles"]]
    places = [f"art. {number}" if number[:1].isdigit() else number or "whole text" for number in numbers]
    return f", {', '.join(places)}: {side['answer'] or side['status']}"


def _law(one: dict[str, Any]) -> str:
    side = one["state_side"]
    answers = side["answer"] or " | ".join(sorted({each["answer"] for each in side["rivals"]})) or side["status"]
    carried = f", carried {side['carried_from']}" if side["carried_from"] else ""
    places = ", ".join(each["id"] for each in side["provisions"]) or ", ".join(dict.fromkeys(each["source"] for each in side["evidence"]))
    return ("disputed: " if side["status"] == "disputed" else "") + answers + carried + (f" ({places})" if places else "")
