"""What a caller must say of a text before it can be loaded, and what is wrong with what he said: all of it at once."""

from __future__ import annotations

import re
from datetime import date

from graph.errors import nearest
from graph.store import Store
from graph.terms import iri
from loaders.reading import Options
from loaders.statute.entries import Owner, has_entry, owner_of
from loaders.statute.words import BY_TABLE, languages, tried

__all__ = ["Asked", "ask_for"]

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Asked:
    """The options of a load, checked. ``faults`` say what is missing or wrong; without faults the rest can be used."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.owner: Owner | None = None
        self.act = ""
        self.language = ""


def ask_for(options: Options, store: Store) -> Asked:
    """The options, looked at together."""
    asked = Asked()
    slug, code = options.slug.strip().lower(), options.owner.strip().lower()
    if not code:
        asked.faults.append("whose act this is was not said: add --owner with the code of a state or organisation, for example --owner by")
    elif not _SLUG.fullmatch(code):
        asked.faults.append(f"--owner '{options.owner}' is no code of a state or organisation: write for example --owner by")
    else:
        owner = owner_of(store, code)
        if isinstance(owner, Owner):
            asked.owner = owner
        else:
            near = nearest(code, owner, 3) or owner[:8]
            asked.faults.append(
                f"--owner '{options.owner}' has no entry: it is the code of a state or organisation, such as {', '.join(near)}"
            )
    if not slug:
        asked.faults.append("the act was given no name: add --slug with a short one in Latin letters, for example --slug water-code")
    elif not _SLUG.fullmatch(slug):
        asked.faults.append(
            f"--slug '{options.slug}' cannot be part of an id: small Latin letters, digits and hyphens, for example drug-law-1998"
        )
    asked.act = f"{code}/{slug}"
    for name, value in (("--adopted", options.adopted), ("--in-force", options.in_force)):
        if value and not _is_day(value):
            asked.faults.append(f"{name} '{value}' is no day: write year, month and day, for example 2014-07-03")
    if options.lang:
        known = {one.lower(): one for one in languages()}
        asked.language = known.get(options.lang.strip().lower(), "")
        if not asked.language:
            sure, table = ([code for code in sorted(languages()) if tried(code) == real] for real in (True, False))
            what = f"--lang '{options.lang}' is no language whose headings are known: one of {', '.join(sure)}"
            asked.faults.append(f"{what}, or ({BY_TABLE}) {', '.join(table)}")
    if options.source and not _known_source(store, options.source):
        asked.faults.append(
            f"--source '{options.source}' is not in the list of sources: name a key that is, "
            "or leave it out and the document becomes a source of its own"
        )
    return asked


def _is_day(value: str) -> bool:
    try:
        return len(value) == 10 and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _known_source(store: Store, key: str) -> bool:
    try:
        return has_entry(store, iri(f"source/{key}"), "Source")
    except ValueError:
        return False
