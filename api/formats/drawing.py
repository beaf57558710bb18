"""Elements of SVG, with every text made fit for XML."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

__all__ = ["SVG", "clean", "element"]

SVG = "http://www.w3.org/2000/svg"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(tag: str, *inside: etree._Element | str, **attributes: object) -> etree._Element:
    """An SVG element with its texts and children; ``_`` in the name of an attribute stands for ``-``."""
    named = {name.replace("_", "-"): str(clean(str(value))) for name, value in attributes.items()}
    made = etree.Element(f"{{{SVG}}}{tag}", named, nsmap={None: SVG})  # type: ignore[dict-item]  # None is the plain prefix
    for one in inside:
        if isinstance(one, str):
            made.text = (made.text or "") + clean(one)
        else:
            made.append(one)
    return made


def clean(value: Any) -> Any:
    """The value with U+FFFD for characters that XML 1.0 cannot hold (section 2.2), in all texts of lists and dicts too."""
    if isinstance(value, str):
        return _NOT_XML.sub("\ufffd", value)
    if isinstance(value, dict):
        return {clean(name): clean(one) for name, one in value.items()}
    return [clean(one) for one in value] if isinstance(value, list) else value
