"""A data directory as a whole: every file of it read once, each into a named graph of its own.

Layout: ``sources.bib``; ``tables/NAME.csv`` with ``NAME.csv-metadata.json`` beside it; links to other data in ``links.sssom.tsv``;
fingerprints of passages in ``fingerprints/*.tsv`` (no quads); and Turtle files anywhere, by custom ``<owner>/<act>.ttl``. The ontology
(terms, codes, codebook) is read with every data set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from pyoxigraph import Quad

from graph.complaints import Complaint, Contents
from graph.fingerprints import FOLDER as FINGERPRINTS
from graph.fingerprints import check_fingerprints
from graph.mappings import SUFFIX as MAPPINGS
from graph.mappings import load_mappings
from graph.sources import load_sources
from graph.tables import METADATA_SUFFIX, load_table
from graph.turtle import load_turtle

__all__ = ["BUILT_IN", "ONTOLOGY", "Dataset", "read_dataset"]

BUILT_IN = Path(str(files("graph"))) / "data"
ONTOLOGY = Path(str(files("graph"))).parent / "ontology"
_IGNORED = (METADATA_SUFFIX, ".md", ".DS_Store")


@dataclass
class Dataset:
    """The contents of every file, by its path inside the data directory, and the names shown for the files."""

    contents: dict[str, Contents] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    @property
    def quads(self) -> Iterator[Quad]:
        """Every quad of every file."""
        for contents in self.contents.values():
            yield from contents.quads

    @property
    def complaints(self) -> list[Complaint]:
        """What was wrong with the files themselves, before any rule about their meaning is asked."""
        return sorted(complaint for contents in self.contents.values() for complaint in contents.complaints)


def read_dataset(directory: Path = BUILT_IN, *, instead: Mapping[str, Path] | None = None) -> Dataset:
    """Everything in a data directory, and the ontology.

    ``instead`` maps a path inside the directory to a file that is read in its place (or beside the others, where the
    directory has none of that name). Faults are collected as complaints; only a directory that does not exist raises
    (NotADirectoryError).
    """
    if not directory.is_dir():
        raise NotADirectoryError(f"{directory} is not a folder")
    replaced = dict(instead or {})
    found = {str(path.relative_to(directory)): path for path in sorted(directory.rglob("*")) if path.is_file()}
    dataset = Dataset()
    for name, path in sorted((found | replaced).items()):
        if not name.endswith(_IGNORED) and not Path(name).name.startswith("."):
            dataset.contents[name] = _read(name, path, directory)
            dataset.names[name] = str(path)
    for path in sorted(ONTOLOGY.glob("*.ttl")):
        name = f"ontology/{path.name}"
        dataset.contents[name] = load_turtle(path, name)
        dataset.names[name] = str(path)
    return dataset


def _read(name: str, path: Path, directory: Path) -> Contents:
    if name.startswith(f"{FINGERPRINTS}/"):
        return check_fingerprints(path)
    if name == "sources.bib":
        return load_sources(path)
    if name.endswith(".csv"):
        for metadata in (
            path.with_name(path.name + METADATA_SUFFIX),
            directory / (name + METADATA_SUFFIX),
            BUILT_IN / (name + METADATA_SUFFIX),
        ):
            if metadata.is_file():
                return load_table(path, metadata)
        known = sorted(file.name.removesuffix(METADATA_SUFFIX) for file in (BUILT_IN / "tables").glob("*" + METADATA_SUFFIX))
        return _not_ours(path, f"no table has this name: the tables are {', '.join(known)}")
    if name.endswith(".ttl"):
        return load_turtle(path, name)
    if name.endswith(MAPPINGS):
        return load_mappings(path, name)
    takes = (
        "use .csv in tables/, .ttl, .sssom.tsv, or sources.bib; for a file that a store takes in, druglaw load FILE --dry-run --store DIR"
    )
    return _not_ours(path, f"a file of this kind does not belong in a data set: {takes}")


def _not_ours(path: Path, message: str) -> Contents:
    return Contents(complaints=[Complaint(str(path), 1, message)])
