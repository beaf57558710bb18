"""Statistics in: an export of numbers, CSV, SDMX-CSV or a workbook, as observations with source, unit, qualifier and revision.

How an export is laid out is a small YAML file: those that come with the program lie in ``mappings/`` and are told by their
header; ``--mapping`` names another. A later export of the same numbers has another revision, so its numbers stand beside the old.
Nothing is left out in silence: rows of areas and indicators that have no place here are counted in a remark, and what cannot
be understood is a complaint with its line and column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad

from graph import dates
from graph.complaints import Complaint
from graph.questions import ask, text
from graph.store import Store
from graph.terms import id_of, iri
from loaders.areas import Areas
from loaders.limits import Limits
from loaders.reading import Opened, Options, Reading
from loaders.statistics.mapping import Indicator, Mapping, known_mappings, read_mapping
from loaders.statistics.numbers import period_of
from loaders.statistics.quads import indicator_quads, observation_quads, source_quads
from loaders.statistics.rows import Codes, Figure, Rows
from loaders.statistics.table import FORMATS, Table, Unreadable, find_table

__all__ = ["KIND", "read", "recognises"]

KIND = "statistics"
_LISTED = 5


def recognises(opened: Opened) -> bool:
    """Whether the file is a table whose header one of our mappings knows."""
    if opened.format not in FORMATS:
        return False
    try:
        return find_table(opened, known_mappings(), Limits.from_environment()) is not None
    except Unreadable:
        return False


def read(opened: Opened, options: Options, graph: NamedNode, store: Store) -> Reading:
    """The numbers of an export as quads in ``graph``."""
    limits, file = Limits.from_environment(), str(opened.path)
    mappings = read_mapping(options.mapping) if options.mapping else known_mappings()
    if isinstance(mappings, list):
        return Reading(KIND, complaints=mappings)
    wanted = (mappings,) if isinstance(mappings, Mapping) else mappings
    try:
        table = find_table(opened, wanted, limits) if opened.format in FORMATS else None
        if table is None:
            return Reading(KIND, complaints=[Complaint(file, 1, _unknown(wanted))])
        revision = _revision(table, options)
        areas, codes = Areas(store), _codes(store)
        rows = Rows(table, areas, codes, opened.path.name, revision)
        figures = list(rows.figures())
    except Unreadable as fault:
        return Reading(KIND, complaints=[Complaint(file, fault.line, fault.reason)])
    except dates.DateError as error:
        return Reading(KIND, complaints=[Complaint(file, 1, f"the day of the update is not readable: {error}")])
    known = {id_of(text(row, "indicator")): text(row, "label") for row in ask(store, "indicators")}
    faults = [*rows.faults, *_source_faults(options, store), *_new_faults(figures, known, table)]
    if not faults and not figures:
        faults.append((table.line, f"no row has a number that can be taken ({_left(rows)}): check that this is the right export"))
    complaints = [Complaint(file, line, words) for line, words in faults[: limits.complaints]]
    if len(faults) > limits.complaints:
        complaints.append(Complaint(file, faults[limits.complaints][0], f"and {len(faults) - limits.complaints} more faults of this file"))
    latest = max((one.revision for one in figures), default=revision)
    undated = f"file-{opened.sha256[:8]}"
    key = options.source or f"{table.mapping.name}-{latest or undated}"
    return Reading(
        KIND,
        quads=list(_quads(figures, table.mapping, key, latest, undated, known, areas, graph, own=not options.source)) if not complaints else (),
        complaints=complaints,
        remarks=[Complaint(file, table.line, words) for words in _remarks(rows, table, latest, figures)],
        title=f"{table.mapping.title}, " + (f"update of {latest}" if latest else "without a date of update"),
        about=f"source/{key}",
        counts={"observations": len(figures), **dict(sorted(Counter(areas.label(one.area) for one in figures).items()))},
    )


def _quads(
    figures: list[Figure], how: Mapping, key: str, revision: str, undated: str, known: dict[str, str], areas: Areas, graph: NamedNode, *, own: bool
) -> Iterator[Quad]:
    if own:
        yield from source_quads(key, how, revision, graph)
    yield from indicator_quads({one.indicator.id: one.indicator for one in figures if one.indicator.id not in known}.values(), graph)
    yield from observation_quads(figures, key, how, undated, known, areas, graph)


def _unknown(wanted: tuple[Mapping, ...]) -> str:
    kinds = "; ".join(f"{one.title}: {', '.join(one.recognise)}" for one in wanted)
    return f"no line of this file is a header that a mapping knows ({kinds}): describe its columns in a YAML file and name it with --mapping"


def _revision(table: Table, options: Options) -> str:
    """The day on which the numbers were last updated, as the caller, the mapping or the lines above the header say; '' for none."""
    said = table.mapping.said
    given = options.revision or said.text("revision.day")
    above = said.pattern("revision.above")
    if not given and above and (found := above.search(table.above)):
        given = period_of(found["revision"]) or found["revision"]
    return given if not given or dates.span(given) else ""


def _codes(store: Store) -> Codes:
    qualifiers: dict[str, str] = {">=": "at-least", "<=": "at-most"}
    units = set()
    for row in ask(store, "number-codes"):
        name = text(row, "code").rpartition("/")[2]
        if "/unit/" in text(row, "code"):
            units.add(name)
        else:
            qualifiers |= {name: name, text(row, "sign"): name}
    return Codes(qualifiers, frozenset(units))


def _source_faults(options: Options, store: Store) -> Iterator[tuple[int, str]]:
    if options.source and not list(ask(store, "statements", thing=iri(f"source/{options.source}"))):
        yield 1, f"there is no source '{options.source}' in the store: leave --source out, or correct the key"


def _new_faults(figures: list[Figure], known: dict[str, str], table: Table) -> Iterator[tuple[int, str]]:
    """An indicator that is new must be named and explained in the mapping."""
    for one in {one.indicator.id: one.indicator for one in figures if one.indicator.id not in known}.values():
        if missing := _missing(one):
            what = f"the indicator '{one.id}' is new here: give {', '.join(missing)} for '{one.code}' in the mapping, or the id of one that exists"
            yield table.line, what


def _missing(one: Indicator) -> list[str]:
    return [name for name, value in (("label-en", one.label_en), ("label-ru", one.label_ru), ("definition", one.definition)) if not value]


def _remarks(rows: Rows, table: Table, revision: str, figures: list[Figure]) -> Iterator[str]:
    if rows.areas_left:
        yield f"{_rows(rows.areas_left.total())} of areas without an entry here left out: {_most(rows.areas_left)}"
    if rows.indicators_left:
        yield f"{_rows(rows.indicators_left.total())} of indicators that the mapping '{table.mapping.name}' does not name left out: {_most(rows.indicators_left)}"
    if rows.empty:
        yield f"{rows.empty} cells without a number passed over"
    if rows.marks_left:
        yield f"marks that the mapping gives no qualifier for stand beside numbers: {_most(rows.marks_left)}"
    if rows.unused:
        yield f"columns that the mapping does not use: {', '.join(rows.unused)}"
    if figures and not revision:
        yield "the export does not say when its numbers were last updated: give the day with --revision, or they cannot be told from a later export"


def _most(left: Counter[str]) -> str:
    first = ", ".join(f"{name} ({count})" for name, count in left.most_common(_LISTED))
    return first + (f" and {len(left) - _LISTED} more" if len(left) > _LISTED else "")


def _rows(count: int) -> str:
    return f"{count} row" + ("" if count == 1 else "s")


def _left(rows: Rows) -> str:
    return f"{rows.rows} rows read, {rows.areas_left.total()} of other areas, {rows.indicators_left.total()} of other indicators, {rows.empty} empty cells"
