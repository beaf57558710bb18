"""Any act printed in the manner of its language is read back: the same numbers and headings, in every language of the tables."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.act_quads import assign_eids
from loaders.months import month_names
from loaders.statute.parsing import parse
from loaders.statute.words import Language, languages, rows

ACTS = Path(__file__).parent / "data" / "statute"
PLAIN = st.characters(codec="utf-8", exclude_categories=("Cs",))


@cache
def vocabulary(lang: str) -> list[str]:
    """Words of the invented act of a language that mean nothing to the parser."""
    text = (ACTS / f"{lang}.txt").read_text(encoding="utf-8")
    tables = [row["words"] for table in ("phrases", "headings", "ordinals") for row in rows(table)]
    told = " ".join([*tables, *(month for code in languages() for month in month_names(code))]).casefold()
    return sorted({word for word in re.findall(r"[^\W\d_]{4,}", text) if word.casefold() not in told and word.islower()})


def head(one: Language, level: str, number: str) -> str:
    """A heading word with its number, as the language prints it."""
    after = next((word for kind, word in one.after if kind == level), "")
    before = next((word for kind, word in one.before if kind == level), "")
    return f"{number}-{after}" if after and one.code in ("kk", "ky", "uz", "uz-Cyrl") else f"{before} {number}"


@st.composite
def acts(draw: st.DrawFn) -> tuple[str, str, list[tuple[str, str]]]:
    one = draw(st.sampled_from(list(languages().values())))
    words = st.sampled_from(vocabulary(one.code))
    listed: list[tuple[str, str]] = []
    base = draw(st.integers(1, 40))
    for _ in range(draw(st.integers(3, 12))):
        heading = " ".join(draw(st.lists(words, min_size=1, max_size=9)))
        heading = heading if one.caseless else heading[0].upper() + heading[1:]
        listed.append((str(base), heading))
        listed += [(f"{base}-{inserted}", heading) for inserted in range(1, draw(st.integers(0, 2)) + 1)]
        base += draw(st.integers(1, 2))
    lines = []
    if draw(st.booleans()):
        lines += [f"{head(one, 'article', number)}. {heading}" for number, heading in listed]
    chapter = 0
    for number, heading in listed:
        if draw(st.integers(0, 3)) == 0:
            chapter += 1
            lines += [f"{head(one, 'chapter', str(chapter))}. {draw(words).capitalize()}"]
        lines.append(f"{head(one, 'article', number)}. {heading}")
        for paragraph in range(1, draw(st.integers(1, 4)) + 1):
            lines.append(f"{paragraph}. {draw(words).capitalize()} {' '.join(draw(st.lists(words, min_size=6, max_size=20)))}.")
    return one.code, "\n".join(["", *lines, ""]), listed


@settings(max_examples=200, deadline=None)
@given(acts())
def test_a_printed_act_is_read_back(made: tuple[str, str, list[tuple[str, str]]]) -> None:
    lang, text, listed = made
    act = parse(text, lang)
    found = [(one.number, one.heading) for one in act.walk() if one.level == "article"]

    assert found == listed
    assert all(0 <= one.start < len(text) for one in act.walk())


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(PLAIN, max_size=60),
            st.sampled_from(
                [
                    "Статья 5. Сад",
                    "Статья 5",
                    "Глава II",
                    "5-модда. Bog",
                    "«Статья 1. Сад",
                    "1) сад;",
                    "Maddə 1-1.",
                    "Приложение 1",
                    "Содержание",
                ]
            ),
        ),
        max_size=60,
    ),
    st.sampled_from(["", *languages()]),
)
def test_no_text_breaks_the_parser(lines: list[str], lang: str) -> None:
    act = parse("\n".join(lines), lang)
    assign_eids(act)
    starts = [one.start for one in act.walk()]
    eids = [one.eid for one in act.walk()]

    assert len(eids) == len(set(eids))
    assert all(0 <= start <= len(act.text) for start in starts)
    assert all(one.number for one in act.walk() if one.level == "article")
