"""Recommendations and where their addressees stand as data: the items of the JSON, and the rows of CSV and Markdown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from api.formats.comparison import cell_as_json
from api.formats.rows import Row
from graph.findings import Finding
from graph.recommendations import Standing

__all__ = ["as_rows", "standing_as_json"]

_OF_POSITION = ("id", "kind", "name", "office", "organisations", "addressees", "date", "measure", "wanted", "summary", "source", "locator")


def standing_as_json(one: Standing, citations: dict[str, str], write: Callable[[Finding], dict[str, Any]]) -> dict[str, Any]:
    """Where one addressee stands, as every interface writes it; ``met`` is null where nothing can be said."""
    found: dict[str, Any] = {
        "addressee": one.addressee,
        "group": one.reached is None,
        "named": one.reached.named if one.reached else True,
        "via": list(one.reached.via) if one.reached else [],
        "membership": [
            {"in": path, "status": each.status, "because": each.because, "statements": [said.as_dict() for said in each.statements]}
            for path, each in (one.reached.takings.items() if one.reached else ())
        ],
        "standing": one.standing,
        "reason": one.reason or None,
        "met": one.standing == "met" if one.cell and one.standing in ("met", "partly", "not-met", "contrary") else None,
    }
    if one.cell:
        return found | cell_as_json(one.cell, citations, write)
    return found | {"because": one.because, "members": list(one.members), "counts": one.counts}


def as_rows(items: list[dict[str, Any]], ends: dict[str, Any]) -> list[Row]:
    """One row for each addressee of each position, and one for a position where nobody has a standing, saying why."""
    return [
        {name: item[name] for name in _OF_POSITION} | _row(one) | {"without_standing": item["without_standing"]} | ends
        for item in items
        for one in item["stands"] or [{}]
    ]


def _row(one: dict[str, Any]) -> Row:
    counts = one.get("counts") or {}
    return {
        "addressee": one.get("addressee"),
        "group": one.get("group"),
        "via": one.get("via"),
        "standing": one.get("standing"),
        "reason": one.get("reason"),
        "status": one.get("status"),
        "answer": one.get("answer")
        or " | ".join(sorted({each["answer"] for each in one.get("rivals", ())} if one.get("status") == "disputed" else ())),
        "certainty": one.get("certainty"),
        "carried_from": one.get("carried_from"),
        "provisions": [each["id"] for each in one.get("provisions", ())],
        "evidence": [f"{each['source']}, {each['locator']}" for each in one.get("evidence", ())],
        "rivals": [f"{each['answer']} ({each['source']})" for each in one.get("rivals", ()) if one.get("status") != "disputed"],
        "members": [f"{name}: {number}" for name, number in counts.items()],
        "because": one.get("because"),
    }
