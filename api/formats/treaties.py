"""Treaties and how states stand to them as data: the object of the JSON, and the rows of CSV and Markdown."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from api.formats.comparison import cell_as_json
from api.formats.rows import Row
from graph.findings import Finding
from graph.participations import Taking
from graph.rules import Cell
from graph.treaties import Treaties, Verdict
from graph.treaty_cells import TreatyCell

__all__ = ["articles", "as_json", "as_rows"]

_WHOLE = "whole text"


def as_json(found: Treaties, verdicts: list[Verdict], receipt: str) -> dict[str, Any]:
    """The object that ``/treaties.json`` promises; ``verdicts`` are those that were asked for."""
    texts, law = found.texts, found.law
    write = cache(Finding.as_dict)
    citations = texts.knowledge.citations
    asked = {one.id for one in found.treaties}
    return {
        "as_of": texts.as_of,
        "known_by": texts.known_by or None,
        "rule": texts.query.rule,
        "grade": texts.query.grade or None,
        "release": texts.release,
        "receipt": receipt,
        "undated_sources_left_out": found.undated,
        "treaties": [{"id": one.id, "label": one.label} for one in found.treaties],
        "measures": [measure.as_dict() for measure in texts.measures],
        "subjects": [{"id": one.id, "label": one.label} for one in law.subjects] if law else [],
        "cells": [_cell(one, citations, write) for one in found.cells],
        "bindings": [
            {"subject": subject, "treaty": treaty, "status": status, **_taking(taking)}
            for (subject, treaty), (status, taking) in found.bindings.items()
            if treaty in asked
        ],
        "verdicts": [_verdict(one, citations, write) for one in verdicts],
    }


def _cell(one: TreatyCell, citations: dict[str, str], write: Callable[[Finding], dict[str, Any]]) -> dict[str, Any]:
    def said(cells: tuple[tuple[str, Cell], ...], weight: str) -> list[dict[str, Any]]:
        return [{"subject": id_, "weight": weight} | cell_as_json(cell, citations, write) for id_, cell in cells]

    own = cell_as_json(one.cell, citations, write)
    return {
        "treaty": one.treaty.id,
        "measure": one.measure.id,
        **{name: own[name] for name in ("status", "answer", "basis", "certainty", "carried_from", "because")},
        "whole": one.whole,
        "articles": articles(one, citations),
        "evidence": [{"source": each.source, "locator": each.locator, "grade": each.grade} for each in _evidence(one)],
        "rivals": [each.as_dict() for each in one.rivals],
        "texts": said(one.deciding, "decides") + said(one.beside, "beside") + said(one.outweighed, "outweighed"),
    }


def articles(one: TreatyCell, citations: dict[str, str]) -> list[dict[str, str]]:
    """The articles that decide a cell, each once; the treaty itself where a finding is about the whole text."""
    ids = [id_ for id_, cell in one.deciding for id_ in dict.fromkeys((id_, *(p for each in cell.decisive for p in each.provisions)))]
    return [{"id": id_, "label": _WHOLE if id_ == one.treaty.id else citations.get(id_, id_)} for id_ in dict.fromkeys(ids)]


def _evidence(one: TreatyCell) -> list[Finding]:
    return list(dict.fromkeys(each for _, cell in one.deciding for each in cell.decisive or cell.rivals))


def _taking(taking: Taking) -> dict[str, Any]:
    return {
        "certainty": taking.certainty or None,
        "since": taking.since or None,
        "because": taking.because,
        "statements": [one.as_dict() for one in taking.statements],
        "rivals": [one.as_dict() for one in taking.rivals],
    }


def _verdict(one: Verdict, citations: dict[str, str], write: Callable[[Finding], dict[str, Any]]) -> dict[str, Any]:
    treaty = _cell(one.treaty_cell, citations, write)
    return {
        "subject": one.subject.id,
        "treaty": one.treaty_cell.treaty.id,
        "measure": one.treaty_cell.measure.id,
        "verdict": one.verdict,
        "if_bound": one.if_bound,
        "outcome": one.outcome.rpartition("/")[2],
        "binding": one.binding,
        "binding_because": one.taking.because,
        "treaty_side": {name: treaty[name] for name in treaty if name not in ("treaty", "measure", "texts")},
        "state_side": cell_as_json(one.cell, citations, write),
    }


def as_rows(found: Treaties, verdicts: list[Verdict]) -> list[Row]:
    """One row for each measure and treaty or, where states were asked for, for each of their verdicts."""
    texts = found.texts
    ends = {"as_of": texts.as_of, "known_by": texts.known_by, "rule": texts.query.rule, "release": texts.release}
    if found.law:
        return [_verdict_row(one, texts.knowledge.citations) | ends for one in verdicts]
    return [_cell_row(one, texts.knowledge.citations) | ends for one in found.cells]


def _cell_row(one: TreatyCell, citations: dict[str, str]) -> Row:
    return {
        "measure": one.measure.id,
        "treaty": one.treaty.id,
        "status": one.cell.status,
        "answer": _answer(one.cell),
        "basis": one.cell.chosen.basis if one.cell.chosen else "",
        "certainty": one.cell.certainty,
        "carried_from": one.cell.carried_from,
        "articles": [each["id"] for each in articles(one, citations)],
        "whole": one.whole,
        "evidence": _sources(_evidence(one)),
        "beside": [f"{id_}: {_answer(cell)}" for id_, cell in one.beside],
        "rivals": _rivals(one.rivals),
        "because": one.cell.because,
    }


def _verdict_row(one: Verdict, citations: dict[str, str]) -> Row:
    law = one.cell
    shown = law.decisive or law.rivals
    return {
        "subject": one.subject.id,
        "measure": one.treaty_cell.measure.id,
        "treaty": one.treaty_cell.treaty.id,
        "verdict": one.verdict,
        "if_bound": one.if_bound,
        "outcome": one.outcome.rpartition("/")[2],
        "binding": one.binding,
        "since": one.taking.since,
        "treaty_status": one.treaty_cell.cell.status,
        "treaty_answer": _answer(one.treaty_cell.cell),
        "treaty_articles": [each["id"] for each in articles(one.treaty_cell, citations)],
        "treaty_evidence": _sources(_evidence(one.treaty_cell)),
        "treaty_rivals": _rivals(one.treaty_cell.rivals),
        "status": law.status,
        "answer": _answer(law),
        "basis": law.chosen.basis if law.chosen else "",
        "certainty": law.certainty,
        "carried_from": law.carried_from,
        "provisions": list(dict.fromkeys(each for finding in shown for each in finding.provisions)),
        "evidence": _sources(shown),
        "rivals": _rivals(law.rivals if law.answer else ()),
        "binding_evidence": _sources(one.taking.statements),
    }


def _answer(cell: Cell) -> str:
    return cell.answer or " | ".join(cell.answers)


def _sources(findings: list[Finding] | tuple[Finding, ...]) -> list[str]:
    return list(dict.fromkeys(f"{one.source}, {one.locator}" for one in findings))


def _rivals(findings: list[Finding] | tuple[Finding, ...]) -> list[str]:
    return list(dict.fromkeys(f"{one.answer} ({one.source})" for one in findings))
