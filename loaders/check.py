"""Check a data set: its files, the shapes, and every reference, as complaints ``file:line: what; what to do``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from graph.complaints import Complaint
from graph.dataset import BUILT_IN, Dataset, read_dataset
from graph.derived import derive
from graph.errors import nearest
from graph.terms import id_of, kind_of
from loaders.shapes import Violation, said, violations

__all__ = ["check", "check_file"]


def check(directory: Path = BUILT_IN, *, instead: Mapping[str, Path] | None = None) -> list[Complaint]:
    """Every fault of a data set, sorted by file and line; an empty list for a sound one.

    ``instead`` maps paths inside the directory to files that are checked in their place.
    Raises NotADirectoryError where there is no such directory.
    """
    dataset = read_dataset(directory, instead=instead)
    if all(name.startswith("ontology/") for name in dataset.contents):
        return [Complaint(str(directory), 1, "there is no data file in this folder: sources.bib, tables/*.csv or *.ttl")]
    quads = list(dataset.quads)
    broken = (one for one in violations([*quads, *derive(quads)]) if one.grave and not _known(dataset, one))
    found = [_complaint(dataset, violation) for violation in broken]
    return sorted({*dataset.complaints, *found})


def check_file(path: Path) -> list[Complaint]:
    """The faults of one file put in the place of the built-in file of its name, or beside the set where there is none.

    Raises FileNotFoundError.
    """
    if not path.is_file():
        raise FileNotFoundError(f"{path} is not a file")
    built_in = sorted(BUILT_IN.rglob(path.name))
    named = next((p for p in built_in if path.resolve().parts[-2:] == p.parts[-2:]), built_in[0] if built_in else None)
    name = str(named.relative_to(BUILT_IN)) if named else f"tables/{path.name}" if path.suffix == ".csv" else path.name
    return [complaint for complaint in check(instead={name: path}) if complaint.file == str(path)]


def _known(dataset: Dataset, violation: Violation) -> bool:
    """Whether the violation only repeats a fault that a file has already been blamed for."""
    for contents in dataset.contents.values():
        if (violation.focus, violation.path) in contents.spoiled:
            return True
        if violation.reference and any(violation.value.startswith(start) for start in contents.unread):
            return True
    return False


def _complaint(dataset: Dataset, violation: Violation) -> Complaint:
    file, line = _place(dataset, violation.focus)
    return Complaint(file, line, said(violation, _near(dataset, violation.value) if violation.reference else ()))


def _near(dataset: Dataset, wanted: str) -> list[str]:
    kind = kind_of(wanted)
    known = [id_of(iri) for contents in dataset.contents.values() for iri in contents.lines if kind_of(iri) == kind]
    return nearest(id_of(wanted), known, 3)


def _place(dataset: Dataset, focus: str) -> tuple[str, int]:
    for iri in (focus, focus.partition("#")[0]):
        for name, contents in dataset.contents.items():
            if iri in contents.lines:
                return dataset.names[name], contents.lines[iri]
    return next(iter(dataset.names.values()), ""), 1
