"""The plain text of an Akoma Ntoso document: label and heading or label and words of each division on a line of their own."""

from __future__ import annotations

from graph.complaints import Complaint
from loaders.akn import read_akn
from loaders.hardened import XmlFault
from loaders.limits import Limits
from loaders.opening import text_of
from loaders.plain.lines import PlainText, clean
from loaders.reading import Opened

__all__ = ["read"]


def read(opened: Opened, limits: Limits) -> PlainText:
    """The text of the act in the document, in lines."""
    try:
        act = read_akn(text_of(opened), limits)
    except XmlFault as fault:
        return PlainText(complaints=[Complaint(str(opened.path), fault.line, str(fault))])
    plain = clean(act.text, opened.path, limits)
    plain.remarks.extend(Complaint(str(opened.path), 1, sentence) for _, sentence in act.remarks)
    return plain
