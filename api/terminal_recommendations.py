"""Who asked whom for what, and where each stands, for a terminal."""

from __future__ import annotations

import io
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from api.answers import Answer

__all__ = ["recommendations_table"]


def recommendations_table(found: Answer) -> str:
    """Each position with who holds it, when, on what evidence, and where each addressee stands."""
    data = found.data
    out = io.StringIO()
    console = Console(file=out, width=80, highlight=False)
    console.print(f"Who asked whom for what, and where each stands on {data['as_of']} (rule {data['rule']}, release {data['release']})")
    for item in data["items"]:
        holders = [one for one in (item["name"], item["office"]) if one] + [one.partition("/")[2] for one in item["organisations"]]
        console.print()
        console.print(Text(f"{', '.join(holders)}, {item['date'] or 'no date'} ({item['kind']})", style="bold"))
        wanted = f" [{item['measure']}{': ' + item['wanted'] if item['wanted'] else ''}]" if item["measure"] else ""
        console.print(_under(f"{item['summary']}{wanted}"))
        console.print(_under(f"{item['source']}, {item['locator']}"))
        for one in item["stands"]:
            console.print(_under(f"- {_line(one)}"))
        if item["without_standing"]:
            console.print(_under(f"- no standing: {item['without_standing'].replace('-', ' ')}"))
    shown = len(data["items"])
    left_out = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in data["left_out"].items() if number)
    console.print()
    console.print(f"{data['total']} in all, {shown} shown{'; left out: ' + left_out if left_out else ''}.")
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _under(text: str) -> Padding:
    return Padding(Text(text), (0, 0, 0, 2))


def _line(one: dict[str, Any]) -> str:
    if one["group"]:
        counts = ", ".join(f"{name} {number}" for name, number in one["counts"].items())
        return f"{one['addressee']}: {one['standing']}" + (f" ({counts})" if counts else "")
    answer = one["answer"] or " | ".join(sorted({each["answer"] for each in one["rivals"]})) or one["status"]
    carried = f", carried {one['carried_from']}" if one["carried_from"] else ""
    sources = ", ".join(dict.fromkeys(each["source"] for each in one["evidence"]))
    return f"{one['addressee'].upper()}: {one['standing']} ({answer}{carried}{'; ' + sources if sources else ''})"
