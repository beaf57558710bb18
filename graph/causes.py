"""Why a cell differs between two days: the law or practice changed, our evidence did, or the data do not tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.codebook import Measure
from graph.dates import day_after, iso
from graph.findings import Finding
from graph.knowledge import Knowledge
from graph.rules import UNCLEAR, Cell
from graph.turns import Between, Turn, amendments, beginnings, ends, in_order
from graph.voices import Moment, Voice, voices

__all__ = ["KINDS", "KNOWLEDGE", "LAW", "PRACTICE", "UNDETERMINED", "Cause", "cause"]

LAW, PRACTICE, KNOWLEDGE, UNDETERMINED = KINDS = ("law", "practice", "knowledge", "undetermined")
_SHOWN = 3
_SAID = {
    "begins": "{thing} applies from {date}",
    "until": "{thing} applied until {date}",
    "ends": "{thing} no longer applies from {date}",
    "amended": "{thing} was amended {date}",
}


@dataclass(frozen=True)
class Cause:
    """Why a cell differs. ``sentence`` says it to a reader.

    ``law`` or ``practice``: dates of findings, articles, acts or amendments (``turns``) say that it changed. ``knowledge``: only what
    our sources speak for changed (``voices``). ``undetermined``: something points to a change and the data do not settle it.
    """

    kind: str
    sentence: str
    turns: tuple[Turn, ...] = ()
    voices: tuple[Voice, ...] = ()


def cause(knowledge: Knowledge, measure: Measure, old: Cell, new: Cell, before: Moment, after: Moment) -> Cause:
    """Why a cell that was ``old`` at one moment is ``new`` at a later one."""
    appeared, vanished = _sides(old, new)
    heard = _heard(knowledge, [*appeared, *vanished], before, after) or _heard(knowledge, [*_all(old), *_all(new)], before, after)
    between = Between(before.day, after.day)
    changed, named = (PRACTICE, "practice") if measure.kind == "in-practice" else (LAW, "law")
    turns = _turns(knowledge, appeared, vanished, between, older=_shows_an_answer(old))
    if turns and new.status == "disputed" and set(old.answers) & set(new.answers):
        told = f"the sources disagree whether the {named} changed: {_told(knowledge, turns, between)}"
        return Cause(UNDETERMINED, _sentence(told, "Another source still says as before."), turns, heard)
    if turns and old.answers == new.answers and old.status == new.status and _rivals(old).keys() != _rivals(new).keys():
        told = f"the answer stands by the rule, and others date a change: {_told(knowledge, turns, between)}"
        return Cause(UNDETERMINED, _sentence(told), turns, heard)
    if turns and old.certainty != "certain" and all(turn.what == "begins" and turn.turn.earliest <= before.day for turn in turns):
        told = f"whether the {named} changed after {iso(before.day)} or before it the dates do not tell: {_told(knowledge, turns, between)}"
        return Cause(UNDETERMINED, _sentence(told), turns, heard)
    if turns:
        return Cause(changed, _sentence(_told(knowledge, turns, between), _unknown_side(old, new, named)), turns, heard)
    if changed == LAW and _settled(old) and _settled(new):
        if turns := _amended(knowledge, appeared, vanished, between, whole_act=False):
            told = _told(knowledge, turns, between)
            return Cause(LAW, _sentence(told, "What is said from before it and what is said from after it differ."), turns, heard)
        if turns := _amended(knowledge, appeared, vanished, between, whole_act=True):
            told = _told(knowledge, turns, between)
            return Cause(UNDETERMINED, _sentence(told, "The data do not say whether that changed this."), turns, heard)
    said = " ".join(voice.sentence for voice in heard[:_SHOWN]) + (f" And {len(heard) - _SHOWN} more." if len(heard) > _SHOWN else "")
    return Cause(KNOWLEDGE, f"The evidence changed; nothing in the data says that the {named} did. {said}".strip(), (), heard)


def _sides(old: Cell, new: Cell) -> tuple[Sequence[Finding], Sequence[Finding]]:
    """The findings behind what is shown now and was not, and behind what was shown and no longer is.

    Where a dispute is settled nothing new is shown; then they are those that settle it.
    """
    for one, other in ((_answers(old), _answers(new)), (_rivals(old), _rivals(new))):
        if one.keys() != other.keys():
            return _only(other, one) or new.decisive, _only(one, other)
    before, after = _shown(old), _shown(new)
    return [one for one in after if one not in before], [one for one in before if one not in after]


def _only(side: dict[str, list[Finding]], other: dict[str, list[Finding]]) -> list[Finding]:
    return [finding for answer, findings in side.items() if answer not in other for finding in findings]


def _shown(cell: Cell) -> Sequence[Finding]:
    return cell.decisive or cell.rivals


def _answers(cell: Cell) -> dict[str, list[Finding]]:
    return _by_answer(_shown(cell))


def _rivals(cell: Cell) -> dict[str, list[Finding]]:
    return _by_answer(cell.rivals)


def _by_answer(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.answer, []).append(finding)
    return found


def _all(cell: Cell) -> Iterable[Finding]:
    return (*cell.decisive, *cell.supports, *cell.rivals, *cell.unsettled)


def _heard(knowledge: Knowledge, findings: Sequence[Finding], before: Moment, after: Moment) -> tuple[Voice, ...]:
    said = knowledge.cells[findings[0].subject, findings[0].measure] if findings else []
    return tuple(voices(said, findings, before, after))


def _shows_an_answer(cell: Cell) -> bool:
    return cell.status != "not-researched" and cell.answer != UNCLEAR


def _settled(cell: Cell) -> bool:
    return cell.status == "answered" and cell.answer != UNCLEAR


def _turns(
    knowledge: Knowledge, appeared: Iterable[Finding], vanished: Iterable[Finding], between: Between, *, older: bool
) -> tuple[Turn, ...]:
    """The turns that can have brought about what appeared and ended what vanished.

    Where nothing was answered before (``older`` is false), what may have begun before the first day explains nothing.
    """
    events = knowledge.law_events
    begun = [turn for finding in appeared for turn in beginnings(events, finding, between)]
    ended = [turn for finding in vanished for turn in ends(events, finding, between)]
    return in_order([*ended, *(turn for turn in begun if older or turn.turn.earliest > between.first)])


def _amended(
    knowledge: Knowledge, appeared: Sequence[Finding], vanished: Sequence[Finding], between: Between, *, whole_act: bool
) -> tuple[Turn, ...]:
    """The amendments that lie between what is said from before and what is said from after."""
    found = [
        turn
        for finding in (*vanished, *appeared)
        for turn in amendments(knowledge.law_events, finding, between, whole_act=whole_act)
        if any(one.lateness < turn.turn.latest for one in vanished)
        and any(one.lateness >= turn.turn.earliest and one.window.start.latest > between.first for one in appeared)
    ]
    return in_order(found)


def _told(knowledge: Knowledge, turns: Sequence[Turn], between: Between) -> str:
    said = [_turn_told(knowledge, turn) for turn in turns[:_SHOWN]]
    more = f"; and {len(turns) - _SHOWN} more" if len(turns) > _SHOWN else ""
    text = "; ".join(said) + more + "."
    if not any(between.holds(turn.turn) for turn in turns):
        text += " The date is not exact"
        one_day = between.last == day_after(between.first)
        text += "." if one_day else f": the turn may lie outside the days from {iso(between.first)} to {iso(between.last)}."
    return text


def _sentence(*parts: str) -> str:
    text = " ".join(filter(None, parts))
    return text[0].upper() + text[1:]


def _turn_told(knowledge: Knowledge, turn: Turn) -> str:
    thing = _name(knowledge, turn.thing)
    by = _name(knowledge, turn.by) if turn.by else turn.by_title
    if not thing:
        sources = ", ".join(dict.fromkeys(source for source, _ in turn.said_by))
        return f"the answer '{turn.answer}' holds {'from' if turn.what == 'begins' else 'until'} {turn.date}, says {sources}, naming no act"
    said = _SAID[turn.what].format(thing=thing, date=turn.date)
    return said + (f" ({by or 'an act that is not named'} {turn.verb.replace('-', ' ')} it)" if turn.verb else "")


def _name(knowledge: Knowledge, thing: str) -> str:
    subjects = knowledge.subjects()
    return knowledge.citations.get(thing) or (subjects[thing].label if thing in subjects else thing)


def _unknown_side(old: Cell, new: Cell, named: str) -> str:
    if new.status == "not-researched":
        return f"What the {named} is since then nobody has coded."
    return f"What the {named} was before is not known." if old.status == "not-researched" else ""
