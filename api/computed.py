"""Claims of influence that were computed from two texts: those saved in the store, and those computed when somebody asks."""

from __future__ import annotations

from collections.abc import Iterator

from api.library import Item, Library, value_of
from api.texts import texts_of
from graph.errors import WrongValueError
from graph.influence import Claim
from graph.terms import BASE, DL, PREFIXES, id_of
from loaders.reuse import chosen_versions, computed_claims
from loaders.reuse.record import claim_id, reading

__all__ = ["NOT_COMPUTED", "compared_texts", "just_computed"]

NOT_COMPUTED: Item = dict.fromkeys(("score", "follower_share", "origin_share", "follower_text", "origin_text"))
"""What a computed claim has besides: its score, the share of each article that the other has, the two versions. A stated one has none."""

_MOST = 4000
"""Texts of more articles together are compared by ``druglaw reuse --all --save`` alone, which shows how far it is."""


def compared_texts(library: Library) -> dict[str, Item]:
    """The score, the shares and the texts of every claim that was saved, by the id of the claim."""
    return library.keep(("compared texts",), lambda: dict(_saved(library)))


def _saved(library: Library) -> Iterator[tuple[str, Item]]:
    for iri, said in library.things("Influence").items():
        if versions := sorted(id_of(one.value) for one in said.get(PREFIXES["prov"] + "wasDerivedFrom", [])):
            found: Item = {}
            for name, prop in (("score", "score"), ("follower_share", "followerShare"), ("origin_share", "originShare")):
                value = value_of(said, DL + prop)
                found[name] = float(value) if value else None
            for side in ("follower", "origin"):
                act = "/".join(id_of(value_of(said, DL + side) or "").split("/")[:2])
                found[f"{side}_text"] = next((one for one in versions if one.startswith(act + "/")), None)
            yield id_of(iri), found


def just_computed(library: Library) -> list[tuple[Claim, Item]]:
    """The claims that the loaded texts give and that are not saved, each with its item.

    Raises WrongValueError where the texts have more articles together than are compared at once.
    """
    return library.keep(("just computed",), lambda: list(_computed(library)))


def _computed(library: Library) -> Iterator[tuple[Claim, Item]]:
    versions = chosen_versions(library.store)
    texts = texts_of(library)
    count = sum((texts.version(one) or {}).get("counts", {}).get("article", 0) for one in versions)
    if count > _MOST:
        note = f"the loaded texts have {count} articles, and at most {_MOST} are compared while somebody waits"
        raise WrongValueError("compute", "yes", ["druglaw reuse --all --save --store DIR, once"], note)
    saved = library.things("Influence")
    for one in computed_claims(library.store, versions):
        a, b, name = one.follower, one.origin, claim_id(one)
        if f"{BASE}influence/{name}" in saved:
            continue
        claim = Claim(name, a.thing, b.thing, one.degree, "computed", a.wording, b.wording)
        yield (
            claim,
            {
                "id": name,
                "follower": a.thing,
                "origin": b.thing,
                "degree": one.degree,
                "basis": "computed",
                "reading": reading(one),
                "follower_wording": a.wording or None,
                "origin_wording": b.wording or None,
                "score": round(one.score, 3),
                "follower_share": round(a.share, 3),
                "origin_share": round(b.share, 3),
                "follower_text": a.version,
                "origin_text": b.version,
            },
        )
