"""The kind ``sheet``: every table in a workbook -> quads, and every fault by sheet, row and column, all at once."""

from __future__ import annotations

from dataclasses import replace

from pyoxigraph import NamedNode, Quad

from graph.choices import Choices
from graph.complaints import Complaint
from graph.errors import nearest
from graph.store import Store
from loaders.limits import Limits
from loaders.opening import text_of
from loaders.reading import Opened, Options, Reading
from loaders.sheet.comma import read_csv
from loaders.sheet.grid import Grid, Problem, Workbook
from loaders.sheet.match import COMMENT, passed_over, table_of, tables
from loaders.sheet.opened import FORMATS, workbook
from loaders.sheet.place import placed, words_of
from loaders.sheet.references import reference_faults, taken_faults
from loaders.sheet.taken import Taken, take

__all__ = ["read", "recognises"]

_MOST = 10_000  # faults; nobody mends more before loading again
_HEAD = 10_000  # characters of a CSV file that surely hold its header


def recognises(opened: Opened) -> bool:
    """Whether a sheet of the file is a table of ours, by its name or by its header."""
    if opened.format not in FORMATS:
        return False
    limits = Limits.from_environment()
    if opened.format == "csv":
        return table_of(read_csv(text_of(opened)[:_HEAD], "", limits).grids[0]) is not None
    book = workbook(opened, limits)
    return any(table_of(grid) for grid in book.grids if not passed_over(grid))


def read(opened: Opened, options: Options, graph: NamedNode, store: Store) -> Reading:
    """Every row of every sheet as quads in ``graph``. What names something must be in the store or in the workbook itself."""
    del options
    book = workbook(opened, Limits.from_environment())
    choices = Choices(store)
    taken = Taken()
    faults = list(book.faults)
    for grid in book.grids:
        if passed_over(grid):
            continue
        if table := table_of(grid):
            faults += take(grid, table, choices, graph, taken)
        else:
            faults.append(Problem(grid.name, min(grid.rows), 0, _unknown(grid)))
    for thing, path, said in (*reference_faults(taken.contents, choices, store), *taken_faults(taken.contents, graph, store)):
        faults.append(replace(taken.places[thing, path], message=said))
        taken.faulty.add(thing if thing in taken.contents.lines else thing.partition("#")[0])
    if not (faults or taken.counts):
        faults.append(Problem("", 1, 0, "there is no row to load: fill in a sheet below its example"))
    return _reading(opened, book, taken, faults)


def _reading(opened: Opened, book: Workbook, taken: Taken, faults: list[Problem]) -> Reading:
    file, alone = str(opened.path), opened.format == "csv"
    order = {grid.name: number for number, grid in enumerate(book.grids)}
    ordered = sorted(set(faults), key=lambda fault: (order.get(fault.sheet, -1), fault.row, fault.column, fault.message))
    if len(ordered) > _MOST:
        more = Problem(ordered[_MOST].sheet, ordered[_MOST].row, 0, f"and {len(ordered) - _MOST} more faults of this file")
        ordered = [*ordered[:_MOST], more]
    remarks = [placed(file, remark, alone) for remark in book.remarks]
    if taken.comments:
        said = f"{sum(taken.comments.values())} rows that begin with {COMMENT} were passed over (sheets {', '.join(taken.comments)})"
        remarks.append(Complaint(file, 1, said))
    return Reading(
        "sheet",
        quads=[quad for quad in taken.contents.quads if not _of(quad, taken.faulty)],
        complaints=[placed(file, fault, alone) for fault in ordered],
        remarks=remarks,
        title=opened.path.name,
        counts=taken.counts,
        partial=True,
        places={key: (at.row, words_of(at, alone)) for key, at in taken.places.items()},
    )


def _of(quad: Quad, things: set[str]) -> bool:
    subject = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
    return subject in things or subject.partition("#")[0] in things


def _unknown(grid: Grid) -> str:
    near = nearest(grid.name, tables(), 3)
    hint = f"; near: {', '.join(near)}" if near else ""
    return f"this sheet is no table of ours, by its name or its header{hint}: name it after its table, or begin its name with {COMMENT}"
