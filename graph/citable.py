"""Everything that can be cited, as an item of CSL-JSON: sources, acts, provisions, versions, cells and the release."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from graph.comparison import Comparison
from graph.csl import CslItem, csl_date, known_date
from graph.errors import UnknownIdError
from graph.knowledge import Knowledge
from graph.release import RELEASE
from graph.terms import BASE

__all__ = ["KINDS", "cell_item", "csl_item", "release_item", "table_item"]

KINDS = ("source", "instrument", "version", "provision", "release")
"""What a path can begin with; a cell is asked for by its comparison."""
_CONTRIBUTORS = [{"literal": "druglaw contributors"}]
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_TABLE = {"en": "Drug law compared", "ru": "Сравнение законодательства о наркотиках"}
_AS_OF = {"en": "as of", "ru": "по состоянию на"}


def csl_item(knowledge: Knowledge, path: str, *, lang: str = "en", as_of: str = "") -> CslItem:
    """The CSL item of a thing by its path: ``source/KEY``, ``instrument/kz/drug-law-1998``, ``provision/.../32(1)``, ``release``.

    ``as_of`` is the day as at which law is cited; a version, and the wording of a provision from a day, bring their own.
    Raises UnknownIdError where nothing has the path.
    """
    kind, _, one = path.strip().lower().partition("/")
    if kind == "release" and not one:
        return release_item()
    law = knowledge.law
    if kind == "source" and one in knowledge.references:
        return knowledge.references[one]
    if kind == "instrument" and one in law.acts:
        return law.act(one, lang=lang, as_of=as_of)
    act, _, day = one.rpartition("/")
    if kind == "version" and act in law.acts and one in knowledge.versions:
        return law.act(act, lang=lang, as_of=day if known_date(day) else "") | {"id": path, "URL": BASE + path}
    if kind == "provision":
        for wanted, asked in ((one, as_of), (act, day)):
            if wanted in law.provisions and (not asked or known_date(asked)):
                return law.provision(*law.provisions[wanted], lang=lang, as_of=asked) | {"id": path, "URL": BASE + path}
    known: dict[str, Iterable[str]] = {
        "source": knowledge.references,
        "instrument": law.acts,
        "provision": law.provisions,
        "version": knowledge.versions,
    }
    raise UnknownIdError("thing to cite", path, [f"{kind}/{id_}" for id_ in known[kind]] if kind in known else KINDS)


def cell_item(comparison: Comparison, subject: str, measure: str) -> CslItem:
    """The CSL item of one cell of a comparison, with the address that asks for it again and what it answers.

    ``subject`` and ``measure`` are ids; UnknownIdError for those that the comparison does not have.
    """
    subjects = {one.id: one for one in comparison.subjects}
    measures = {one.id: one for one in comparison.measures}
    if subject not in subjects:
        raise UnknownIdError("subject", subject, subjects)
    if measure not in measures:
        raise UnknownIdError("measure", measure, measures)
    query, cell = comparison.query, comparison.cells[subject, measure]
    alone = replace(
        comparison,
        query=replace(query, subjects=[subject], measures=[measure]),
        subjects=[subjects[subject]],
        measures=[measures[measure]],
    )
    answer = f"disputed: {' | '.join(cell.answers)}" if cell.status == "disputed" else cell.answer or cell.status
    answer += f" (carried {cell.carried_from})" if cell.carried_from else ""
    item = table_item(alone)
    return item | {
        "id": f"{subject}:{measure}",
        "title": f"{measures[measure].label}, {subjects[subject].label}, {_AS_OF[query.lang]} {comparison.as_of}",
        "note": f"answer: {answer}; {item['note']}",
        "custom": item["custom"] | {"answer": answer},
    }


def table_item(comparison: Comparison) -> CslItem:
    """The CSL item of a whole comparison table, with the address that asks for it again."""
    query = comparison.query
    address = BASE.rstrip("/") + comparison.receipt
    known_by = f"; known by {comparison.known_by}" if comparison.known_by else ""
    grade = f"; grade: {query.grade}" if query.grade else ""
    return {
        "id": "compare",
        "type": "webpage",
        "title": f"{_TABLE[query.lang]}, {_AS_OF[query.lang]} {comparison.as_of}",
        "author": _CONTRIBUTORS,
        "container-title": "druglaw",
        "version": comparison.release,
        "issued": _release_date(),
        "language": query.lang,
        "URL": address,
        "note": f"rule: {query.rule}{known_by}{grade}; druglaw, release {comparison.release}",
        "custom": {"iri": address, "as_of": csl_date(comparison.as_of), "rule": query.rule},
    }


def release_item() -> CslItem:
    """The CSL item of this release of druglaw as a data set."""
    return {
        "id": "release",
        "type": "dataset",
        "title": "Drug laws compared across countries, treaties and model laws",
        "author": _CONTRIBUTORS,
        "publisher": "druglaw contributors",
        "version": RELEASE,
        "issued": _release_date(),
        "language": "en",
        "URL": BASE,
        "note": f"release {RELEASE}; data under CC BY 4.0, software under Apache-2.0",
        "custom": {"iri": BASE, "license": _LICENCE},
    }


def _release_date() -> dict[str, list[list[int]]]:
    """The month of the release, which its number begins with."""
    year, month, *_ = RELEASE.split(".")
    return {"date-parts": [[int(year), int(month)]]}
