"""How fast a load is: 50 MB of invented statutes beside a bare bulk load of the same quads, and one act into small and large stores.

Run: python benchmarks/load.py [--megabytes 50] [--triples 2000000]. Each part runs in a process of its own, so that its
peak of memory can be told. The texts are made of invented words; the large store is the built-in data many times over.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
from pyoxigraph import BlankNode, NamedNode, Quad
from pyoxigraph import Store as Oxigraph

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph import revisions
from graph.neighbourhood import affected
from graph.store import Store, open_store
from graph.terms import BASE, graph_iri
from loaders import judging
from loaders import load as loading
from loaders.kinds import loader
from loaders.limits import Limits
from loaders.load import load
from loaders.opening import open_file
from loaders.reading import Opened, Options, Reading

ACT_BYTES = 500_000
_SYLLABLES = ["ба", "ве", "ги", "до", "жу", "за", "ки", "ло", "му", "но", "пе", "ра", "со", "ту", "фа", "хо", "це", "че", "ша", "ще"]
_NAMED = re.compile(
    re.escape(BASE) + r"(jurisdiction|organisation|instrument|provision|version|finding|evidence|date-statement|amendment)/([^/]+)"
)
_TIMES = 7


def words(chance: random.Random, count: int) -> str:
    """Invented words."""
    return " ".join("".join(chance.choices(_SYLLABLES, k=chance.randint(2, 5))) for _ in range(count))


def act(size: int, seed: int) -> str:
    """An invented act of about ``size`` bytes: chapters, articles with headings, paragraphs, points."""
    chance = random.Random(seed)
    lines = [f"КОДЕКС О {words(chance, 2).upper()}", "30 апреля 2014 г. № 149-З", ""]
    written = article = 0
    while written < size:
        article += 1
        new = [f"ГЛАВА {article // 20 + 1}. {words(chance, 3).upper()}"] if article % 20 == 1 else []
        new.append(f"Статья {article}. {words(chance, 4).capitalize()}")
        for paragraph in range(1, chance.randint(2, 5)):
            new.append(f"{paragraph}. {words(chance, chance.randint(10, 40)).capitalize()}:")
            new += [f"{point}) {words(chance, chance.randint(5, 20))};" for point in range(1, chance.randint(2, 5))]
        written += sum(len(line.encode()) + 1 for line in new)
        lines += new
    return "\n".join(lines) + "\n"


def folder_of_laws(folder: Path, megabytes: float) -> Path:
    """A list of invented acts, in all of the given size."""
    rows = ["file,as,owner,slug,in_force,lang"]
    for number in range(max(1, round(megabytes * 1e6 / ACT_BYTES))):
        (folder / f"act-{number}.txt").write_text(act(ACT_BYTES, number), encoding="utf-8")
        rows.append(f"act-{number}.txt,statute,by,act-{number},2015-01-01,ru")
    (folder / "laws.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder / "laws.csv"


class Watch:
    """The time since it was made, by the clock and of the processor (all threads)."""

    def __init__(self) -> None:
        self._began = time.perf_counter(), time.process_time()

    def took(self, quads: int) -> dict[str, float]:
        """Both times in seconds, with the number of quads that were made or written in them."""
        return {"seconds": time.perf_counter() - self._began[0], "processor": time.process_time() - self._began[1], "quads": quads}


def read(path: Path, store: Store) -> Reading:
    """A statute as its loader gives it."""
    opened = open_file(path, Limits())
    assert isinstance(opened, Opened)
    slug = re.sub(r"[^a-z0-9-]", "-", path.stem)
    reading = loader("statute").read(
        opened, Options(owner="by", slug=slug, in_force="2015-01-01", lang="ru"), graph_iri(f"load/{slug}"), store
    )
    assert not reading.complaints, reading.complaints
    return reading


def parse(folder: Path) -> dict[str, float]:
    """Read every text and make its quads, and keep none."""
    store = open_store()
    watch = Watch()
    quads = sum(1 for path in sorted(folder.glob("*.txt")) for _ in read(path, store).quads)
    return watch.took(quads)


def bulk(folder: Path) -> dict[str, float]:
    """Write the quads of every text into a new store on disk, with nothing else done."""
    store = open_store()
    quads = [quad for path in sorted(folder.glob("*.txt")) for quad in read(path, store).quads]
    with tempfile.TemporaryDirectory() as target:
        bare = Oxigraph(target)
        watch = Watch()
        for start in range(0, len(quads), 50_000):
            bare.bulk_extend(quads[start : start + 50_000])
        bare.flush()
        return watch.took(len(quads))


def whole(folder: Path) -> dict[str, float]:
    """Load every text: parse, store, validate, publish."""
    with tempfile.TemporaryDirectory() as target:
        open_store(Path(target) / "kept")
        watch = Watch()
        if (folder / "laws.csv").exists():
            report = load([folder / "laws.csv"], Options(), Path(target) / "kept")
        else:
            [path] = folder.glob("*.txt")
            report = load(
                [path], Options(owner="by", slug="one-act", in_force="2015-01-01", lang="ru"), Path(target) / "kept", kind="statute"
            )
        assert not report.complaints, report.complaints[:3]
        return watch.took(sum(one.triples for one in report.new))


def nothing(folder: Path) -> dict[str, float]:
    """Open a kept store and do nothing: the fixed base of memory."""
    with tempfile.TemporaryDirectory() as target:
        open_store(Path(target) / "kept")
        load([], Options(), Path(target) / "kept")
        return Watch().took(0)


PARTS: dict[str, Callable[[Path], dict[str, float]]] = {"nothing": nothing, "parse": parse, "bulk": bulk, "whole": whole}


def measured(part: str, folder: Path) -> dict[str, float]:
    """A part, done in a process of its own."""
    done = subprocess.run([sys.executable, __file__, "--part", part, str(folder)], stdout=subprocess.PIPE, check=True)
    return dict(orjson.loads(done.stdout))


def throughput(megabytes: float) -> None:
    """Megabytes a second of reading and of loading, beside a bare bulk load of the same quads; and the peaks of memory."""
    with tempfile.TemporaryDirectory() as laws, tempfile.TemporaryDirectory() as one:
        folder_of_laws(Path(laws), megabytes)
        (Path(one) / "one-act.txt").write_text(act(int(megabytes * 1e6), 1), encoding="utf-8")
        size = sum(path.stat().st_size for path in Path(laws).glob("*.txt")) / 1e6
        base = measured("nothing", Path(laws))["memory"]
        parsed, bare, loaded = (measured(part, Path(laws)) for part in ("parse", "bulk", "whole"))
        alone = measured("whole", Path(one))
    print(f"{size:.0f} MB in {round(size * 1e6 / ACT_BYTES)} invented acts, {loaded['quads']:.0f} quads")
    print("(MB a second by the clock and of processor time; peak of memory, and how many times the text it is above the base)")
    parts = {"read, quads made": parsed, "bare bulk load of the quads": bare, "druglaw load": loaded, "all as one act": alone}
    for name, one in parts.items():
        more = (one["memory"] - base) / size
        print(f"{name:28} {size / one['seconds']:6.2f} {size / one['processor']:6.2f} {one['memory']:6.0f} MB {more:5.1f}")
    times = loaded["seconds"] / bare["seconds"], loaded["processor"] / bare["processor"]
    print(f"a load takes {times[0]:.1f} times as long as the bare bulk load, {times[1]:.1f} times the processor time")


def copies(quads: list[Quad], times: int) -> Iterator[Quad]:
    """The quads many times over, each time about other states, acts, provisions and findings."""
    for number in range(times):
        state = chr(97 + number // 26 % 26) + chr(97 + number % 26)

        def other(node: object, number: int = number, state: str = state) -> object:
            if isinstance(node, BlankNode):
                return BlankNode(f"{node.value}c{number}")
            if isinstance(node, NamedNode) and node.value.startswith(BASE):
                return NamedNode(_NAMED.sub(rf"{BASE}\1/{state}-\2", node.value))
            return node

        for quad in quads:
            yield Quad(other(quad.subject), quad.predicate, other(quad.object), quad.graph_name)  # type: ignore[arg-type]


def multiplied(directory: Path, triples: int) -> int:
    """A kept store with the built-in data and that many triples in all, made of their copies."""
    quads = [quad for quad in open_store().oxigraph if not str(quad.graph_name).startswith(f"<{BASE}graph/ontology")]
    open_store(directory)
    own = sum(1 for quad in quads if _NAMED.match(getattr(quad.subject, "value", "")) or isinstance(quad.subject, BlankNode))
    with revisions.change(directory) as change:
        batch: list[Quad] = []
        for quad in copies(quads, max(1, round(triples / own))):
            batch.append(quad)
            if len(batch) == 200_000:
                change.writable.bulk_extend(batch)
                batch = []
        change.writable.bulk_extend(batch)
        change.publish()
    return len(open_store(directory).oxigraph)


def entry() -> str:
    """An act as RDF: the act, articles, the day it came into force, and findings that rest on them."""
    evidence = 'dl:evidence [ a dl:Evidence ; dl:source <source/csto-2024-info> ; dl:locator "p. 1" ]'
    parts = [
        "@base <https://w3id.org/druglaw/> .\n@prefix dl: <https://w3id.org/druglaw/ontology#> .\n"
        "@prefix eli: <http://data.europa.eu/eli/ontology#> .\n"
        '<instrument/by/invented-law> a dl:Instrument ; eli:type_document <code/instrument-type/statute> ; eli:title "Invented law"@en ;\n'
        f'  eli:jurisdiction <jurisdiction/by> ; dl:summary "An act that was invented."@en ; {evidence} .\n'
        "<date-statement/by-invented-law> a dl:DateStatement ; dl:about <instrument/by/invented-law> ;\n"
        f'  dl:role <code/date-role/in-force> ; dl:date "2015-01-01" ; {evidence} .\n'
    ]
    for number in range(1, 41):
        parts.append(
            f'<provision/by/invented-law/{number}> a dl:Provision ; eli:is_part_of <instrument/by/invented-law> ; eli:number "{number}" ;\n'
            f'  dl:summary "What it provides was invented."@en ; dl:modality <code/modality/requires> ;\n'
            f"  dl:bearsOn <measure/user-registration> ; {evidence} .\n"
        )
    return "".join(parts)


def judged(directory: Path, path: Path, options: Options, kind: str) -> tuple[float, float]:
    """How long a load takes that is not kept, and how long the judging in it, in seconds of processor time."""
    spent = 0.0
    judge, touched = judging.judge, affected

    def timed(call: Callable[..., object]) -> Callable[..., object]:
        def measure(*arguments: object) -> object:
            nonlocal spent
            began = time.process_time()
            try:
                return call(*arguments)
            finally:
                spent += time.process_time() - began

        return measure

    loading.judge, loading.affected = timed(judge), timed(touched)  # type: ignore[assignment,attr-defined]
    began = time.process_time()
    report = load([path], options, directory, kind=kind, dry_run=True)
    taken = time.process_time() - began
    loading.judge, loading.affected = judge, touched  # type: ignore[attr-defined]
    assert not report.complaints, report.complaints[:3]
    return taken, spent


def size_of_store(triples: int) -> None:
    """One act into a store of the built-in data and into one many times as large."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small", Path(folder) / "large"
        open_store(small)
        few, many = len(open_store(small).oxigraph), multiplied(large, triples)
        text, rdf = Path(folder) / "code.txt", Path(folder) / "law.ttl"
        text.write_text(act(ACT_BYTES, 7), encoding="utf-8")
        rdf.write_text(entry(), encoding="utf-8")
        cases = (
            ("the text of an act", text, Options(owner="by", slug="code", in_force="2015-01-01", lang="ru"), "statute"),
            ("an act as RDF", rdf, Options(), "rdf"),
        )
        for name, path, options, kind in cases:
            judged(small, path, options, kind)  # the first load of a process reads the shapes
            runs = [(judged(small, path, options, kind), judged(large, path, options, kind)) for _ in range(_TIMES)]
            # Whatever else the machine does only adds to a time: the shortest run says most.
            (short, short_judging), (long, long_judging) = (tuple(map(min, zip(*one, strict=True))) for one in zip(*runs, strict=True))
            print(f"{name} into {few} triples {short:.2f} s, {short_judging:.2f} s of it validating;", end=" ")
            print(f"into {many} triples {long:.2f} s and {long_judging:.2f} s:", end=" ")
            print(f"{long / short:.2f} times as long to load, {long_judging / short_judging:.2f} times to validate")


def main() -> None:
    """Everything, or one part of it for the process that measures it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--megabytes", type=float, default=50)
    parser.add_argument("--triples", type=int, default=2_000_000)
    parser.add_argument("--part", nargs=2, metavar=("PART", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        found = PARTS[options.part[0]](Path(options.part[1]))
        scale = 1e6 if sys.platform == "darwin" else 1e3
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale
        sys.stdout.buffer.write(orjson.dumps(found | {"memory": peak}))
        return
    if options.triples:
        size_of_store(options.triples)
    if options.megabytes:
        throughput(options.megabytes)


if __name__ == "__main__":
    main()
