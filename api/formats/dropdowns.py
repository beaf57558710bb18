"""The drop-down lists of the template: what may be chosen in a column, out of the store."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from openpyxl.styles import Font
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from graph.choices import Choices, decides, named_kind
from graph.codebook import Codebook
from graph.metadata import Column, Table
from graph.store import Store
from loaders.sheet.put import put
from loaders.sheet.words import Words

__all__ = ["Known", "Lists", "validation_of"]

_WIDTH = 24
_OWN = ("source/", "organisation/", "place/", "substance/", "instrument/", "provision/", "indicator/", "")


@dataclass(frozen=True)
class Known:
    """What the template is made from: a store, its choices and codebook, what properties mean, and the words of one language."""

    store: Store
    choices: Choices
    codebook: Codebook
    meant: dict[str, str]
    said: Words


@dataclass
class Lists:
    """The sheet of lists: each in columns of its own, under a defined name."""

    sheet: Worksheet
    names: set[str] = field(default_factory=set)
    width: int = 0

    def add(self, name: str, rows: Iterable[tuple[str, str]]) -> str:
        """The defined name of the first of two columns with these rows; they are written once."""
        if name not in self.names:
            written = list(rows) or [("", "")]
            first, self.width = self.width + 1, self.width + 2
            put(self.sheet, 1, first, name.replace("_", " ")).font = Font(bold=True)
            for number, row in enumerate(written, 2):
                for place, value in enumerate(row):
                    put(self.sheet, number, first + place, value)
            for place, ending in enumerate(("", "_beside")):
                letter = get_column_letter(first + place)
                self.sheet.column_dimensions[letter].width = _WIDTH + 12 * place
                where = f"{quote_sheetname(self.sheet.title)}!${letter}$2:${letter}${len(written) + 1}"
                assert self.sheet.parent is not None
                self.sheet.parent.defined_names[name + ending] = DefinedName(name + ending, attr_text=where)
            self.names.add(name)
        return name


def validation_of(column: Column, table: Table, lists: Lists, known: Known) -> DataValidation | None:
    """The list for a column: of one kind of thing, or of what fits another column of the row; None where it names nothing."""
    kind, decider = named_kind(column), decides(column, table)
    if kind is None:
        return None
    if decider:
        name = lists.add(_name(kind, "of", decider), _pairs(column, known))
        key = f"${get_column_letter(table.header.index(decider) + 1)}2"
        formula = f"OFFSET({name}_beside,MATCH({key},{name},0)-1,0,COUNTIF({name},{key}),1)"
        title, message = known.said["unfit" if kind == "answer/" else "doubtful"]
    else:
        offered = known.choices.of(column)
        if kind == "measure/":
            offered = {measure: offered[measure] for measure in known.codebook.measures}
        formula = lists.add(_name(column.kind if column.kind == "thing" else kind or "anything"), offered.items())
        title, message = known.said["doubtful" if kind in _OWN else "wrong"]
    validation = DataValidation("list", formula1=formula, allow_blank=True, showDropDown=False)
    validation.errorStyle = "warning" if decider or kind in _OWN else "stop"
    validation.showErrorMessage = not column.separator
    validation.errorTitle, validation.error = title, message.format(column=decider or column.name)
    return validation


def _pairs(column: Column, known: Known) -> Iterable[tuple[str, str]]:
    if named_kind(column) == "answer/":
        return [(one.id, answer.id) for one in known.codebook.measures.values() for answer in known.codebook.answers_of(one)]
    return [(source, part) for source, parts in known.choices.parts.items() for part in parts]


def _name(*parts: str) -> str:
    return "list_" + re.sub(r"[^a-z0-9]+", "_", "_".join(parts)).strip("_")
