"""Two loaded texts side by side: the articles that say the same, with the shared words. Computed, never proven."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.answers import Answer, LibraryOf, answer, receipt
from api.library import Item, Library
from api.parameters import Paged
from api.texts import chosen, how_to_load, texts_of
from graph.errors import AskError, UnknownIdError, WrongValueError
from graph.release import RELEASE

if TYPE_CHECKING:  # numpy and scipy are loaded when texts are compared, not when the server starts
    from graph.reuse import Pair, Span
    from loaders.reuse import Text

__all__ = ["NOTE", "ReuseAsked", "compared", "router", "rows"]

NOTE = (
    "Computed from the words of the two texts and checked by nobody: that two articles say the same does not show that one follows the "
    "other. Both may follow a third, or a usage of all drafters."
)
_MOST = 4000
"""Texts of more articles are compared by the command alone, which shows how far it is."""

router = APIRouter(tags=["influence"])


class ReuseAsked(Paged):
    """Parameters of the comparison of two texts."""

    a: str = Field("", description="A text: a version such as by/water-code/2014-07-01, or an act, of which the newest text is taken.")
    b: str = Field("", description="The other text.")
    degree: str = Field("", description="How close: verbatim, in-essence or similar; absent, all.")
    limit: int = Field(20, ge=1, le=200, description="How many pairs of articles, 1 to 200.")


@router.get("/influence/texts", summary="Two loaded texts: the articles that say the same, with the shared words; computed")
def texts(request: Request, library: LibraryOf, asked: Annotated[ReuseAsked, Query()]) -> Response:
    """Pairs of articles of two texts in one language that say the same, whatever the order and the forms of the words.

    Without `a` and `b`: which texts are loaded.
    """
    if not (asked.a and asked.b):
        return _choice(request, library, asked)
    found = compared(library, asked.a, asked.b, lang=asked.lang, degree=asked.degree, limit=asked.limit, offset=asked.offset)
    effective = asked.effective() | {"a": found["a"]["id"], "b": found["b"]["id"]}
    here = receipt("/influence/texts", effective)
    behind = asked.offset + asked.limit
    following = receipt("/influence/texts", effective | {"offset": behind}) if behind < found["total"] else ""
    before = receipt("/influence/texts", effective | {"offset": max(0, asked.offset - asked.limit)}) if asked.offset else ""
    names = library.names(asked.lang)
    context = {
        "asked": {"lang": asked.lang},
        "form": effective,
        "loaded": _loaded(library),
        "before": before,
        "shortened": _shortened,
        "said": lambda scheme, code: names.get(f"code/{scheme}/{code}", code),
    }
    return answer(request, Answer(found | {"receipt": here}, here, "reuse.html", context, rows(found), next=following))


def _choice(request: Request, library: Library, asked: ReuseAsked) -> Response:
    """The page on which two texts are chosen."""
    here = receipt("/influence/texts", {name: value for name, value in asked.effective().items() if name in ("a", "b", "lang")})
    loaded = _loaded(library)
    data = {"note": NOTE, "total": len(loaded), "items": loaded, "release": RELEASE, "receipt": here}
    context = {"asked": {"lang": asked.lang}, "form": asked.effective(), "loaded": loaded, "before": "", "shortened": _shortened}
    return answer(request, Answer(data, here, "reuse.html", context, loaded))


def _loaded(library: Library) -> list[Item]:
    """The loaded texts, by act and day."""
    from loaders.reuse import chosen_versions

    return library.keep(("loaded-texts",), lambda: [_version(library, one) for one in chosen_versions(library.store)])


def compared(
    library: Library, a: str, b: str, *, lang: str = "en", degree: str = "", limit: int = 1_000_000, offset: int = 0
) -> dict[str, Any]:
    """The pairs of articles of two texts that say the same, with the words that both have, in the order of the first.

    ``a`` and ``b`` are versions, or acts, of which the newest text is taken. Raises UnknownIdError for an act that is not known, AskError
    where no text of it is loaded or the two are in different languages, WrongValueError for a version or degree there is none of.
    """
    from graph.reuse import DEGREES
    from loaders.reuse.claims import METHOD, readings

    one, other = _asked(library, "a", a), _asked(library, "b", b)
    if one["id"] == other["id"]:
        raise WrongValueError("b", b, ["another text than that of a"], "a text is not compared with itself")
    left, right, pairs = _kept(library)(one["id"], other["id"])
    names = library.names(lang)
    codes = {code: names.get(f"code/influence-degree/{code}", code) for code in DEGREES}
    if degree and degree not in codes:
        raise WrongValueError("degree", degree, codes)
    chosen_pairs = [pair for pair in pairs if degree in ("", pair.degree)]
    counts = Counter(pair.degree for pair in pairs)
    verdicts = readings(library.store, left, right)
    return {
        "a": _version(library, one["id"], lang) | {"language": left.language},
        "b": _version(library, other["id"], lang) | {"language": right.language},
        "basis": "computed",
        "note": NOTE,
        "method": METHOD,
        "chronology": dict(zip(("a_follows_b", "b_follows_a"), verdicts, strict=True)),
        "counts": {name: counts[name] for name in codes if counts[name]},
        "alone": {
            "a": _alone(left, {pair.a for pair in pairs}),
            "b": _alone(right, {pair.b for pair in pairs}),
        },
        "total": len(chosen_pairs),
        "limit": min(limit, max(len(chosen_pairs), 1)),
        "offset": offset,
        "release": RELEASE,
        "items": [_item(left, right, pair, codes) for pair in chosen_pairs[offset : offset + limit]],
    }


def _asked(library: Library, parameter: str, wanted: str) -> Item:
    """The version that is meant: by its id, or the newest of an act."""
    name = wanted.strip().lower()
    act = "/".join(name.split("/")[:2])
    acts = [one for one in library.knowledge.subjects() if one.count("/") == 1]
    if act not in acts:
        raise UnknownIdError("act", act, acts)
    versions = texts_of(library).versions(act)
    if not versions:
        raise AskError(f"no text of {act} is loaded; to load one: {how_to_load(act)}")
    return chosen(versions, parameter, name.split("/", 2)[2]) if name.count("/") > 1 else versions[-1]


Compared: TypeAlias = "tuple[Text, Text, list[Pair]]"


def _kept(library: Library) -> Callable[[str, str], Compared]:
    """Compares two versions; the last ones stay at hand, so that the pages of one comparison do not compute it again."""

    def compare(a: str, b: str) -> Compared:
        from loaders.reuse import pairs_between
        from loaders.reuse.texts import text_of

        left, right = (text_of(one, texts_of(library).read(one)) for one in (a, b))
        if left.language != right.language or not left.language:
            raise AskError(
                f"{a} is in the language '{left.language or 'unknown'}', {b} in '{right.language or 'unknown'}': "
                "only texts in one language are compared; say with --lang, when a text is loaded, which it is in"
            )
        for text in (left, right):
            if len(text.articles) > _MOST:
                way = f"druglaw reuse {a} {b} --save --store DIR"
                raise AskError(f"{text.version} has {len(text.articles)} articles, more than {_MOST}, which takes its time: use '{way}'")
        return left, right, pairs_between(left, right)

    return library.keep(("reuse",), lambda: lru_cache(maxsize=4)(compare))


def _version(library: Library, version: str, lang: str = "en") -> Item:
    act, _, day = version.rpartition("/")
    known = library.knowledge.subjects(lang).get(act)
    return {"id": version, "act": act, "label": known.label if known else act, "day": day}


def _alone(text: Text, paired: Iterable[int]) -> list[str]:
    """The articles that say nothing that the other text says."""
    taken = set(paired)
    return [text.numbers[at] or text.articles[at].id for at in range(len(text.articles)) if at not in taken]


def _item(left: Text, right: Text, pair: Pair, codes: dict[str, str]) -> Item:
    return {
        "degree": pair.degree,
        "degree_label": codes[pair.degree],
        "score": pair.score,
        "a": _side(left, pair.a, pair.in_b, pair.spans_a),
        "b": _side(right, pair.b, pair.in_a, pair.spans_b),
    }


def _side(text: Text, at: int, share: float, spans: Sequence[Span]) -> Item:
    article = text.articles[at]
    return {
        "number": text.numbers[at] or None,
        "heading": text.headings[at] or None,
        "eid": article.id,
        "share": share,
        "words": list(_marked(article.text, spans)),
    }


def _marked(text: str, spans: Sequence[Span]) -> Iterable[Item]:
    """The text in pieces that the other has, and pieces that it has not."""
    done = 0
    for start, end in spans:
        if start > done:
            yield {"shared": False, "text": text[done:start]}
        yield {"shared": True, "text": text[start:end]}
        done = end
    if done < len(text):
        yield {"shared": False, "text": text[done:]}


def _shortened(words: Sequence[Item], most: int = 40) -> list[Item]:
    """The pieces, of which those that only one text has are left out but for their first and last words where they are long."""
    return [one if one["shared"] else one | {"text": _cut(one["text"], most)} for one in words]


def _cut(text: str, most: int) -> str:
    words = text.split(" ")
    return text if len(words) <= most else " ".join([*words[: most // 2], "[…]", *words[-most // 2 :]])


def rows(found: dict[str, Any]) -> list[Item]:
    """The pairs as rows of a table; the shared words as they stand in the first text."""
    return [
        {
            "basis": found["basis"],
            "degree": item["degree"],
            "score": item["score"],
            **{f"{side}_{name}": value for side in "ab" for name, value in _row(found[side], item[side]).items()},
            "shared": [" ".join(piece["text"].split()) for piece in item["a"]["words"] if piece["shared"]],
            "release": found["release"],
        }
        for item in found["items"]
    ]


def _row(version: Item, side: Item) -> Item:
    return {"version": version["id"], "article": side["number"] or side["eid"], "heading": side["heading"], "share": side["share"]}
