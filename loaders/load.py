"""Bring documents into a kept store, all or nothing: read, write into the next revision, validate, then move the pointer."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import Literal, NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from graph import revisions
from graph.complaints import Complaint
from graph.neighbourhood import affected, is_division
from graph.release import RELEASE
from graph.store import Store, open_store
from graph.terms import dl
from loaders.anchoring import refresh, sources_of, unanchored
from loaders.document import KIND as DOCUMENT
from loaders.document import is_source, source_by_digest
from loaders.judging import is_gap, judge, worded
from loaders.kinds import LAST, LIST, loader, recognise, unrecognised
from loaders.limits import Limits
from loaders.listing import Wanted, documents, is_list
from loaders.opening import open_file
from loaders.provenance import Load, document_quads, loads, new_id, new_load, now, record, remarks, user
from loaders.reading import Opened, Options, Reading
from loaders.shapes import text_violations

__all__ = ["Progress", "Report", "load"]

Progress = Callable[[str, float], None]
"""Told what is being done, and which share of the whole (0 to 1) has been done."""

_BATCH = 50_000
_START = dl("start")


@dataclass
class Report:
    """What a load or the taking back of one did; with any complaint nothing was done.

    ``new`` was loaded (or would have been, in a dry run), ``standing`` had been before, ``taken_back`` is gone.
    ``counts`` says, by the id of a load, what was found in its file; ``notice`` is what the user should know of the store.
    """

    new: list[Load] = field(default_factory=list)
    standing: list[Load] = field(default_factory=list)
    taken_back: list[Load] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    dry_run: bool = False
    notice: str = ""


def load(
    paths: Sequence[Path],
    options: Options,
    directory: Path,
    *,
    kind: str = "",
    by: str = "",
    dry_run: bool = False,
    progress: Progress = lambda what, share: None,
) -> Report:
    """Load files into the store kept in ``directory``, and say what came of it; with any complaint the store stays as it was.

    ``kind`` is what the files are, '' where they show it; ``dry_run`` does everything but let the result stand.
    Raises StoreError where the store cannot be changed.
    """
    if not revisions.exists(directory):
        if dry_run:  # in a store that goes again
            with TemporaryDirectory() as beside:
                open_store(Path(beside))
                return load(paths, options, Path(beside), kind=kind, by=by, dry_run=True, progress=progress)
        open_store(directory)
    with revisions.change(directory) as change:
        bringing = _Bringing(change.writable, change.revision, user(by), progress)
        bringing.read([Wanted(path, kind, options) for path in paths])
        if bringing.report.new:
            progress("putting the store in order", 0.9)
            change.settle()
            progress("validating", 0.93)
            bringing.judge()
            bringing.anchor()
        report = bringing.report
        del bringing
        report.dry_run = dry_run
        report.notice = revisions.DIED if change.died else ""
        report.complaints = sorted(set(report.complaints))
        if report.new and not report.complaints and not dry_run:
            progress("making it visible", 1.0)
            change.publish()
    return report


class _Bringing:
    """One load on its way into the next revision."""

    def __init__(self, oxigraph: Oxigraph, revision: str, by: str, progress: Progress) -> None:
        self.report = Report()
        self._store = Store(oxigraph, f"{RELEASE}+{revision}")
        self._by = by
        self._progress = progress
        self._limits = Limits.from_environment()
        self._known = {one.id: one for one in loads(self._store)}
        self._readings: list[tuple[str, Reading]] = []
        self._touched: dict[str, tuple[str, Reading]] = {}
        self._done = 0
        self._size = 1

    def read(self, wanted: list[Wanted]) -> None:
        """Read and write every document."""
        self._size = sum(one.path.stat().st_size for one in wanted if one.path.is_file()) or 1
        queue, late = deque(wanted), deque[Wanted]()
        while queue or late:
            one = (queue or late).popleft()
            opened = open_file(one.path, self._limits)
            if isinstance(opened, list):
                self.report.complaints += opened
            elif one.kind == LIST or (not one.kind and is_list(opened)):
                queue.extendleft(reversed(self._listed(opened, one)))
            elif not (kind := one.kind or recognise(opened) or (DOCUMENT if one.options.source else "")):
                self.report.complaints += unrecognised(opened, self._limits)
            elif kind in LAST and queue:
                late.append(replace(one, kind=kind))
            else:
                self._bring(opened, kind, one.options)

    def anchor(self) -> None:
        """Tie the evidence that came, or whose document came, to the documents at hand; the record tells what was not found."""
        if self.report.complaints:
            return
        sources = {source for one in self.report.new for source in sources_of(self._store, one.graph)}
        for document, made in refresh(self._store, sources).items():
            for one in self.report.new:
                own = one.sha256.startswith(document)
                told = made.remarks if own else list(unanchored(self._store, one.graph, made))
                one.remarks += told
                self._store.oxigraph.extend(remarks(one, told))
                if own:
                    self.report.counts[one.id] = self.report.counts[one.id] | {"anchors": made.anchored}

    def _listed(self, opened: Opened, one: Wanted) -> list[Wanted]:
        wanted, complaints = documents(opened, one.options, "" if one.kind == LIST else one.kind)
        self.report.complaints += complaints
        self._size += sum(each.path.stat().st_size for each in wanted if each.path.is_file())
        return wanted

    def _bring(self, opened: Opened, kind: str, options: Options) -> None:
        one, standing = new_id(opened, kind, options, self._known)
        if standing:
            self.report.standing.append(self._known[one])
            return
        began = now()
        graph = Load(one, kind).graph
        self._tell(f"reading {opened.path.name}", 0)
        reading = loader(kind).read(opened, self._sourced(opened, options), graph, self._store)
        self.report.complaints += reading.complaints
        if reading.complaints and not reading.partial:
            return
        self._readings.append((str(opened.path), reading))
        load = new_load(one, opened, reading, self._by, began)
        load.triples = self._write(chain(reading.quads, document_quads(opened, reading, graph)), opened, reading)
        self._known[one] = load
        self._store.oxigraph.extend(record(load, now()))
        reading.quads, reading.text = (), ""  # of a folder of laws only one is in memory at a time
        self.report.new.append(load)
        self.report.counts[one] = reading.counts
        self._done += len(opened.data)

    def judge(self) -> None:
        """Complain of every rule that is broken now; with a file unread, what refers to nothing may only lack that file."""
        touched = [NamedNode(thing) for thing in self._touched]
        found = [one for one in judge(self._store, affected(self._store, touched)) if one.focus in self._touched or not is_gap(one.focus)]
        for load in self.report.new:
            found += text_violations(self._store.oxigraph, load.graph)
        unread = bool(self.report.complaints)
        for violation, words in worded(self._store, [one for one in found if not (unread and one.reference)]):
            thing = violation.focus.partition("#")[0]
            file, reading = self._touched.get(violation.focus) or self._touched.get(thing) or self._readings[0]
            self.report.complaints.append(reading.complaint(file, violation.focus, violation.path, words))

    def _sourced(self, opened: Opened, options: Options) -> Options:
        """The options with the source that the file is known to be a copy of, where none was said and the store has it."""
        known = "" if options.source else source_by_digest(opened)
        return replace(options, source=known) if known and is_source(self._store, known) else options

    def _write(self, quads: Iterable[Quad], opened: Opened, reading: Reading) -> int:
        count = 0
        for batch in _batches(quads):
            self._store.oxigraph.bulk_extend(batch)
            count += len(batch)
            for thing in _things(batch):
                self._touched.setdefault(thing, (str(opened.path), reading))
            share = min(_place(batch) / len(reading.text), 1) if reading.text else 0
            self._tell(f"writing {opened.path.name}", len(opened.data) * share)
        return count

    def _tell(self, what: str, read: float) -> None:
        self._progress(what, 0.9 * min((self._done + read) / self._size, 1.0))


def _batches(quads: Iterable[Quad]) -> Iterator[list[Quad]]:
    remaining = iter(quads)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _place(batch: list[Quad]) -> int:
    """How far into the text of an act the batch reaches."""
    return next((int(quad.object.value) for quad in reversed(batch) if quad.predicate == _START and isinstance(quad.object, Literal)), 0)


def _things(batch: list[Quad]) -> Iterator[str]:
    """The things that quads describe; not the divisions of a text, which nothing but their version contains."""
    last = None
    for quad in batch:
        if quad.subject != last:
            last = quad.subject
            if isinstance(last, NamedNode) and not is_division(last):
                yield last.value
