"""Suggestions of measures for the articles of an act: machine proposals, marked as such wherever they are shown."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.acts import instruments, provisions
from api.answers import Answer, LibraryOf, answer, receipt
from api.library import Item, Library
from api.parameters import AsOf, day_asked
from api.texts import chosen, on_day, texts_of
from graph.errors import AskError, UnknownIdError, WrongValueError
from graph.release import RELEASE
from loaders.suggestions import suggest_act, suggested_languages

__all__ = ["LOWEST", "NOTE", "router", "suggestions"]

LOWEST = 0.3
"""Suggestions below this score are left out unless asked for: the measured ones in ``docs/suggestions.md`` hold here."""

NOTE = (
    "Machine proposals from a list of words, which nobody has checked. They are in no comparison and in no store: "
    "read the article and decide."
)

_BELOW_ARTICLE = re.compile(r"\(|\.|-note")
"""Where the number of an article ends in the number of a part of it: 32(1), 234.5, 296-note-2."""

router = APIRouter(tags=["instruments"])


class SuggestionsAsked(AsOf):
    """Parameters of the suggestions for an act."""

    min_score: float = Field(LOWEST, ge=0, le=1, description="Leave out suggestions with a lower score, 0 to 1.")


@router.get("/instruments/{owner}/{slug}/suggestions", summary="Machine proposals: the measures that articles of a loaded text may bear on")
def listed(request: Request, library: LibraryOf, owner: str, slug: str, asked: Annotated[SuggestionsAsked, Query()]) -> Response:
    """For each article of the text in force on the day (the newest without one), measures with a score and the words behind it."""
    act = f"{owner}/{slug}".lower()
    found = suggestions(library, act, as_of=asked.as_of, lowest=asked.min_score, lang=asked.lang)
    here = receipt(f"/instruments/{act}/suggestions", asked.effective())
    articles = [list(rows) for _, rows in groupby(found["items"], key=lambda one: one["article"])]
    context = {"asked": {"lang": asked.lang}, "title": instruments(library, asked.lang)[act]["title"], "articles": articles}
    return answer(request, Answer(found | {"receipt": here}, here, "suggestions.html", context, _rows(found)))


def suggestions(
    library: Library, wanted: str, *, as_of: str = "", lowest: float = LOWEST, lang: str = "en", text_language: str = ""
) -> Item:
    """The suggestions for the articles of a loaded act, at or above the score ``lowest``, with what is known of the text.

    ``wanted`` is the id of an act (the text in force on ``as_of``, without it the newest) or of one version of it.
    ``recorded`` says whether somebody has already entered that the article, or a part of it, bears on the measure. Raises
    UnknownIdError for an unknown act, AskError where no text is loaded and WrongValueError for a day or language there is none of.
    """
    known = instruments(library, lang)
    owner, _, slug = wanted.partition("/")
    slug, _, day = slug.partition("/")
    act = f"{owner}/{slug}"
    if act not in known:
        raise UnknownIdError("instrument", act, known)
    texts = texts_of(library)
    version = on_day(texts.versions(act), day_asked(as_of) if as_of else None, act=act, strict=True)
    if day:
        version = chosen(texts.versions(act), "id", day)
    if version is None:
        raise AskError(f"no text of {act} is loaded")
    text = texts.read(version["id"])
    titles = [(one["lang"] or "", one["title"]) for one in known[act]["titles"]]
    try:
        found = suggest_act(text, titles, language=text_language)
    except ValueError as error:
        allowed = [f"{one.tag} ({one.name})" for one in suggested_languages()]
        raise WrongValueError("language of the text", str(error), allowed, "there is no list of words for it") from error
    book, recorded = library.knowledge.codebook(lang).measures, _recorded(library, act)
    rows = [
        {
            "article": one.number,
            "heading": one.heading,
            "measure": one.measure,
            "label": book[one.measure].label,
            "score": one.score,
            "triggers": list(one.triggers),
            "recorded": one.measure in recorded[one.number],
        }
        for one in found
        if one.score >= lowest and one.measure in book
    ]
    about = {"note": NOTE, "act": act, "version": version["id"], "language": text_language or text.language or None, "min_score": lowest}
    return about | {"release": RELEASE, "total": len(rows), "items": rows}


def _recorded(library: Library, act: str) -> dict[str, set[str]]:
    """The measures that somebody entered for an article of an act or a part of it."""
    found: dict[str, set[str]] = defaultdict(set)
    for item in provisions(library, "en").values():
        if item["instrument"] == act and item["number"]:
            found[_BELOW_ARTICLE.split(str(item["number"]))[0]].update(item["measures"])
    return found


def _rows(found: dict[str, Any]) -> list[Item]:
    return [{"act": found["act"], "version": found["version"]} | one for one in found["items"]]
