"""Reads the cells of a picture back out of its SVG."""

from __future__ import annotations

from lxml import etree

__all__ = ["cells_in", "marks_in"]


def marks_in(drawn: bytes) -> dict[str, etree._Element]:
    """The marks of a picture by their ids, which begin with subject and measure."""
    return {str(node.get("data-id")): node for node in etree.fromstring(drawn).iterfind(".//*[@data-id]")}


def cells_in(drawn: bytes) -> dict[tuple[str, str], str]:
    """The text of each cell of a matrix or map by subject and measure, as a table would have it: the last line of the title of its mark."""
    return {(one.split(" ")[0], one.split(" ")[1]): title_of(node)[-1] for one, node in marks_in(drawn).items()}


def title_of(node: etree._Element) -> list[str]:
    """The lines of the title of a mark."""
    return (node.findtext("{*}title") or "").split("\n")
