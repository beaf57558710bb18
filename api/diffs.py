"""Two versions of an act side by side: what became of each article, with the words that changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from api.library import Item, Library
from api.texts import chosen, how_to_load, texts_of
from graph.errors import AskError, UnknownIdError, WrongValueError
from graph.passages import Passage
from graph.textdiff import KINDS, Change
from graph.wording import Run

__all__ = ["difference", "versions_asked"]

_EXCERPT = 3
"""From how many numbers in a row that a text leaves out it is said that it may be an excerpt."""
_FIRST_NUMBER = re.compile(r"\d+")


def versions_asked(library: Library, act: str, old_day: str = "", new_day: str = "") -> tuple[Item, Item]:
    """The two versions to compare: those called so, else the newest two, or the newest before or the next after the other.

    Raises UnknownIdError for an act that is not known, AskError where fewer than two of its texts are loaded, and
    WrongValueError, listing the days, for a version that is not there.
    """
    texts = texts_of(library)
    if act not in (known := library.knowledge.subjects()):
        raise UnknownIdError("act", act, known)
    versions = texts.versions(act)
    if not versions:
        raise AskError(f"no text of {act} is loaded, and two are compared; to load one: {how_to_load(act)}")
    old = chosen(versions, "from", old_day) if old_day else None
    new = chosen(versions, "to", new_day) if new_day else None
    if len(versions) == 1:
        only = versions[0]["day"]
        raise AskError(f"only one text of {act} is loaded ({only}), and two are compared; to load another: {how_to_load(act)}")
    days = [one["day"] for one in versions]
    if new is None:
        at = versions.index(old) + 1 if old else len(versions) - 1
        if at == len(versions):
            raise WrongValueError("from", old_day, days[:-1], "no later text is loaded")
        new = versions[at]
    if old is None:
        at = versions.index(new) - 1
        if at < 0:
            raise WrongValueError("to", new_day, days[1:], "no earlier text is loaded")
        old = versions[at]
    if old is new:
        raise WrongValueError("to", new_day, [day for day in days if day != old["day"]], "it is the version to compare with")
    return old, new


def difference(library: Library, act: str, old: Item, new: Item) -> dict[str, Any]:
    """What became of each article of an act from one version to another, and of its chapters and other parts.

    ``articles`` and ``divisions`` list what differs, in the order of the newer text; ``unchanged`` has the numbers of the other articles,
    ``counts`` how many articles there are of each kind (one may be of several).
    """
    before, after, changes = texts_of(library).compared(old["id"], new["id"])
    articles = [one for one in changes if one.level == "article"]
    counts = Counter(kind for one in articles for kind in one.kinds)
    differing: dict[bool, list[Item]] = {True: [], False: []}
    for one in changes:
        if one.kind != "unchanged":
            differing[one.level == "article"].append(_item(one, before, after))
    return {
        "id": act,
        "label": library.knowledge.subjects()[act].label,
        "from": old,
        "to": new,
        "counts": {kind: counts[kind] for kind in KINDS},
        "articles": differing[True],
        "divisions": differing[False],
        "unchanged": [one.new.number for one in articles if one.kind == "unchanged" and one.new],
        "remarks": [said for one, passages in ((old, before), (new, after)) for said in _doubts(articles, one["day"], passages)],
    }


def _item(change: Change, before: Sequence[Passage], after: Sequence[Passage]) -> Item:
    shown = change.new or change.old
    assert shown
    return {
        "change": change.kind,
        "changes": list(change.kinds),
        "level": change.level,
        "number": shown.number or None,
        "heading": shown.heading or (change.old.heading if change.old else "") or None,
        "from": _side(change.old, before),
        "to": _side(change.new, after),
        "heading_words": _written(change.heading) if "heading-changed" in change.kinds else [],
        "words": _written(change.words) if {"added", "removed", "repealed", "changed"} & set(change.kinds) else [],
    }


def _side(passage: Passage | None, passages: Sequence[Passage]) -> Item | None:
    if passage is None:
        return None
    around = passages[passage.around] if passage.around is not None else None
    return {
        "number": passage.number or None,
        "heading": passage.heading or None,
        "eid": passage.eid,
        "status": "repealed" if passage.repealed else None,
        "in": " ".join(filter(None, (around.level, around.number, around.heading))) if around else None,
    }


def _written(runs: list[Run]) -> list[dict[str, str]]:
    return [{"op": run.op, "text": run.text} for run in runs]


def _doubts(articles: Sequence[Change], day: str, passages: Sequence[Passage]) -> Iterator[str]:
    """What makes a difference doubtful: a text that leaves out several numbers the other has, or has headings without words."""
    numbers = _numbers(passages)
    elsewhere = _numbers([side for one in articles for side in (one.old, one.new) if side])
    for one, following in pairwise(sorted(numbers)):
        if following - one > _EXCERPT and len(elsewhere & set(range(one + 1, following))) >= _EXCERPT:
            yield (
                f"the text of {day} goes from article {one} to article {following}: it may be an excerpt, and what it leaves out "
                "counts as added or removed here"
            )
    empty = [one for one in passages if one.level == "article" and not one.text and not one.repealed]
    if len(empty) > _EXCERPT:
        numbered = ", ".join(one.number for one in empty[:_EXCERPT])
        yield (
            f"the text of {day} has {len(empty)} articles without words ({numbered} ...): see the remarks of its load; they count as "
            "changed where the other text has their words"
        )


def _numbers(passages: Sequence[Passage]) -> set[int]:
    found = (_FIRST_NUMBER.match(one.number) for one in passages if one.level == "article")
    return {int(one.group()) for one in found if one}
