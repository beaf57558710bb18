"""Statutes: the text of an act, in any of the languages of the tables, as a version with its divisions in the graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, groupby, pairwise

from pyoxigraph import NamedNode, Quad

from graph.complaints import Complaint
from graph.store import Store
from graph.terms import dl, iri
from loaders.act import ActText
from loaders.act_quads import VersionPlace, act_quads, assign_eids
from loaders.akn import read_marked
from loaders.limits import Limits
from loaders.opening import text_of
from loaders.plain import FORMATS, plain_text
from loaders.reading import Opened, Options, Reading
from loaders.statute.asked import ask_for
from loaders.statute.detection import detect
from loaders.statute.entries import entry_quads
from loaders.statute.lines import text_lines
from loaders.statute.parsing import TooManyHeadingsError, find_headings, parse
from loaders.statute.words import BY_TABLE, tried
from loaders.statute.words import languages as _languages

__all__ = ["languages", "read", "recognises"]

_LOOKED_AT = 300_000
_SOURCE = "text-"
_NO_ARTICLE = (
    "no line of this text heads an article in the language '{}': check the language (--lang), or load it as a document (--as document)"
)
_ANOTHER_TEXT = (
    "the store has another text of {} for {}: take that load back first (druglaw unload), or give the day of this text with --in-force"
)


def languages() -> list[dict[str, str]]:
    """The languages whose statutes are read, and whether real texts were tried or only the table speaks for them.

    Each row has ``language`` (BCP 47), ``name``, ``script`` and ``tried``.
    """
    return [
        {"language": one.code, "name": one.english, "script": one.script, "tried": one.tried if tried(one.code) else BY_TABLE}
        for one in _languages().values()
    ]


def recognises(opened: Opened) -> bool:
    """Whether the contents look like an act: at least three articles head lines of the text, and not too few for its length."""
    if opened.format == "akn":
        return True
    if opened.format not in FORMATS:
        return False
    if opened.format in ("docx", "pdf", "html"):
        text = plain_text(opened, Limits.from_environment()).text[:_LOOKED_AT]
    else:
        text = text_of(opened)[:_LOOKED_AT]
    code = detect(text)
    if not code:
        return False
    lines = text_lines(text)
    articles = [one for one in find_headings(lines, code) if one.level == "article" and one.strong]
    keys = [key for key, _ in groupby(one.key for one in articles)]
    follow = sum(1 for one, after in pairwise(keys) if one < after and after[0] - one[0] <= 1)
    return len(set(keys)) > 2 and len(articles) * 150 > len(lines) and follow * 2 >= len(keys) - 1


def read(opened: Opened, options: Options, graph: NamedNode, store: Store) -> Reading:
    """The act that the document holds: its entry where the store has none, one version, and its text by divisions."""
    name = str(opened.path)
    reading = Reading("statute")
    limits = Limits.from_environment()
    asked = ask_for(options, store)
    act = _act(opened, asked.language, limits, reading)
    if act is not None and act.id and not (options.owner or options.slug):
        owner, _, slug = act.id.partition("/")
        asked = ask_for(replace(options, owner=owner, slug=slug), store)
    reading.complaints += [Complaint(name, 1, fault) for fault in asked.faults]
    if act is None or asked.owner is None or asked.faults:
        return reading
    for field, value in (("title", options.title), ("number", options.number), ("adopted", options.adopted)):
        if value.strip():
            setattr(act, field, value.strip())
    _count(act, limits, name, reading)
    key = opened.sha256[:16]
    in_force = options.in_force or act.in_force
    place = VersionPlace(asked.act, in_force or f"text-{opened.sha256[:8]}", graph)
    _other_text(place, key, store, name, reading)
    if reading.complaints:
        return reading
    assign_eids(act)
    if not tried(act.language):
        reading.remarks.append(Complaint(name, 1, f"{_languages()[act.language].english} is read {BY_TABLE}: look its articles over"))
    reading.text, reading.source = act.text, options.source or _SOURCE + key
    reading.about, reading.title = f"instrument/{asked.act}", act.title or asked.act
    entries = entry_quads(act, place, asked.owner, store, day=in_force, document=key, source=reading.source, name=opened.path.name)
    reading.quads = chain(entries, _divisions(act, place))
    return reading


def _divisions(act: ActText, place: VersionPlace) -> Iterator[Quad]:
    yield from act_quads(act, place)


def _act(opened: Opened, lang: str, limits: Limits, reading: Reading) -> ActText | None:
    name = str(opened.path)
    if opened.format not in FORMATS:
        reading.complaints.append(
            Complaint(name, 1, "an act is read from plain text, Markdown, HTML, Word, PDF or Akoma Ntoso, and this is none of them")
        )
        return None
    plain = plain_text(opened, limits)
    reading.remarks += plain.remarks
    reading.complaints += plain.complaints
    if plain.complaints:
        return None
    try:
        if opened.format == "akn":
            act = read_marked(text_of(opened), plain.text, lang, limits)
        else:
            act = parse(plain.text, lang, 2 * limits.articles)
    except TooManyHeadingsError as error:
        reading.complaints.append(Complaint(name, 1, f"{error}: split it, or set DRUGLAW_LIMIT_ARTICLES"))
        return None
    if not act.language:
        other = f"this text is not in the language that --lang says ({lang}): correct it, or leave it out"
        unknown = "the language of this text cannot be told: say it with --lang, for example --lang ru"
        reading.complaints.append(Complaint(name, 1, other if lang else unknown))
        return None
    if not any(one.level == "article" for one in act.walk()):
        reading.complaints.append(Complaint(name, 1, _NO_ARTICLE.format(act.language)))
        return None
    lines = _LineNumbers(act.text)
    reading.remarks += [Complaint(name, lines.at(offset), said) for offset, said in act.remarks]
    return act


class _LineNumbers:
    """Line numbers of offsets that are asked for in rising order."""

    def __init__(self, text: str) -> None:
        self._text, self._offset, self._line = text, 0, 1

    def at(self, offset: int) -> int:
        """The line on which the offset stands."""
        if offset < self._offset:
            self._offset, self._line = 0, 1
        self._line += self._text.count("\n", self._offset, offset)
        self._offset = offset
        return self._line


def _count(act: ActText, limits: Limits, name: str, reading: Reading) -> None:
    counts: dict[str, int] = {}
    for one in act.walk():
        counts[one.level] = counts.get(one.level, 0) + 1
    reading.counts = counts
    for what, found, limit, setting in (
        ("articles", counts.get("article", 0), limits.articles, "ARTICLES"),
        ("divisions", sum(counts.values()), limits.divisions, "DIVISIONS"),
    ):
        if found > limit:
            reading.complaints.append(
                Complaint(name, 1, f"this text has {found} {what}, more than the {limit} allowed: split it, or set DRUGLAW_LIMIT_{setting}")
            )


def _other_text(place: VersionPlace, document: str, store: Store, name: str, reading: Reading) -> None:
    """A version is one text: another text for the same day is refused."""
    for quad in store.oxigraph.quads_for_pattern(place.version, dl("document"), None, None):
        if quad.object != iri(f"document/{document}"):
            reading.complaints.append(Complaint(name, 1, _ANOTHER_TEXT.format(place.act, place.day)))
            return
