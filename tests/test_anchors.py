"""Anchors: one changed character turns exactly the anchors it touches red, what moved is found again, and no word is kept."""

from __future__ import annotations

import json
import os
import re
import shutil
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.cli import main
from graph.anchors import CHANGED, MOVED, SAME, offsets, refind, take
from graph.dataset import BUILT_IN
from graph.fingerprints import FOLDER, Fingerprints, check_fingerprints, read_fingerprints, write_fingerprints
from graph.flat import flatten, normalised
from graph.questions import ask, text
from graph.store import Store
from graph.terms import iri
from loaders.at_hand import copies_in_folder, expected_files
from loaders.document import delivered
from loaders.verification import fingerprints_of, verify

STORY = """The council of the lake met at noon.

It forbade the sale of blue lamps to minors, and said so twice.
A fine of two herrings follows; repeat sellers lose the stall.

The harbour master keeps a list. The harbour master keeps a list.

Nobody may be tested for lamplight without consent.
"""

Span = tuple[int, int]


def span(words: str, of: str = STORY, nth: int = 0) -> Span:
    start = [hit.start() for hit in re.finditer(re.escape(words), of)][nth]
    return start, start + len(words)


FORBADE = span("forbade the sale of blue lamps to minors")
LAMPS = span("blue lamps")
FINE = span("A fine of two herrings follows; repeat sellers lose the stall.")
LIST_FIRST, LIST_SECOND = (span("The harbour master keeps a list.", nth=nth) for nth in (0, 1))
CONSENT = span("Nobody may be tested for lamplight without consent.")
ALL = [FORBADE, LAMPS, FINE, LIST_FIRST, LIST_SECOND, CONSENT]


def states(copy: str) -> dict[Span, str]:
    return {(one.start, one.end): one.state for one in refind(copy, ALL, take(STORY, ALL))}


def places(copy: str) -> dict[Span, str]:
    found = refind(copy, ALL, take(STORY, ALL))
    return {(one.start, one.end): copy[one.place[0] : one.place[1]] for one in found if one.place}


def test_an_untouched_copy_has_every_passage_in_its_place() -> None:
    assert set(states(STORY).values()) == {SAME}


@pytest.mark.parametrize(
    ("old", "new", "red"),
    [
        ("blue", "blu3", {FORBADE, LAMPS}),
        ("two herrings", "ten herrings", {FINE}),
        ("met at noon", "met at moon", set()),
        ("consent.", "consent!", {CONSENT}),
        ("to minors, and", "to minors; and", set()),
    ],
)
def test_changed_characters_turn_red_the_passages_they_touch(old: str, new: str, red: set[Span]) -> None:
    assert len(old) == len(new)
    assert {one for one, state in states(STORY.replace(old, new)).items() if state != SAME} == red


def test_a_changed_copy_of_words_that_stand_twice_is_red_though_the_other_copy_stays() -> None:
    first = STORY.replace("keeps a list. The", "keeps a fist. The")
    second = STORY.replace("keeps a list.\n", "keeps a fist.\n")

    assert states(first)[LIST_FIRST] == CHANGED and states(first)[LIST_SECOND] == SAME
    assert states(second)[LIST_FIRST] == SAME and states(second)[LIST_SECOND] == CHANGED


def test_an_insertion_moves_what_follows_and_hurts_nothing() -> None:
    copy = STORY.replace("It forbade", "After long debate it forbade")

    assert set(states(copy).values()) == {MOVED}
    assert places(copy) == {one: STORY[one[0] : one[1]] for one in ALL}


def test_a_deletion_is_red_where_it_cut_and_moves_the_rest() -> None:
    copy = STORY.replace("; repeat sellers lose the stall", "")

    assert states(copy) == {FORBADE: SAME, LAMPS: SAME, FINE: CHANGED, LIST_FIRST: MOVED, LIST_SECOND: MOVED, CONSENT: MOVED}


def test_a_moved_paragraph_is_found_at_its_new_place() -> None:
    last = "Nobody may be tested for lamplight without consent.\n"
    copy = last + "\n" + STORY.removesuffix(last)

    assert states(copy)[CONSENT] == MOVED
    assert places(copy)[CONSENT] == STORY[CONSENT[0] : CONSENT[1]]
    assert CHANGED not in states(copy).values()


@pytest.mark.parametrize(
    ("how", "copy"),
    [
        ("Windows line ends", STORY.replace("\n", "\r\n").encode()),
        ("old Macintosh line ends", STORY.replace("\n", "\r").encode()),
        ("a byte order mark", b"\xef\xbb\xbf" + STORY.encode()),
        ("UTF-16", STORY.encode("utf-16")),
    ],
)
def test_how_a_text_is_saved_does_not_count(how: str, copy: bytes) -> None:
    assert set(states(delivered(copy)).values()) == {SAME}, how


def test_a_text_wrapped_anew_is_the_same_text() -> None:
    assert CHANGED not in states(STORY.replace(" ", "\n  ")).values()


def test_a_damaged_byte_spoils_only_the_passage_it_stands_in() -> None:
    broken = STORY.encode().replace(b"herrings", b"herr\xffngs")

    assert {one for one, state in states(delivered(broken)).items() if state != SAME} == {FINE}


def test_composed_and_decomposed_letters_are_one() -> None:
    whole = "Zażółć gęślą jaźń; żółw śpi. Koniec."
    spans = [span("gęślą jaźń", whole), span("Koniec.", whole)]
    copy = unicodedata.normalize("NFD", whole)

    found = refind(copy, spans, take(whole, spans))

    assert [one.state for one in found] == [MOVED, MOVED]
    assert [normalised(copy[one.place[0] : one.place[1]]) for one in found if one.place] == ["gęślą jaźń", "Koniec."]


def test_offsets_of_a_locator() -> None:
    assert offsets("item 10 @20315-20486; item 10 @20564-20615") == [(20315, 20486), (20564, 20615)]
    assert offsets("art. 32(1), note") == [] == offsets("x @1-" + "9" * 40)


@given(st.text(alphabet="ab é\n\u0301\u1100\u1161\u00a0", max_size=40))
@settings(deadline=None)
def test_a_flat_text_is_the_normalised_text_with_the_way_back(words: str) -> None:
    flat = flatten(words)

    assert flat.slice(0, len(flat.codes)) == normalised(words)
    for place in range(len(flat.codes)):
        start, end = flat.span(place, 1)
        assert 0 <= start < end <= len(words)


LAKE = ["lamp", "herring", "lake", "noon", "stall", "consent", "harbour", "minor", "blue"]
WORDS = st.lists(st.sampled_from(LAKE), min_size=12, max_size=40)


@given(words=WORDS, data=st.data())
@settings(deadline=None, max_examples=100)
def test_one_changed_character_turns_red_exactly_the_passages_that_hold_it(words: list[str], data: st.DataObject) -> None:
    whole = " ".join(words)  # the same words stand in many places
    ends = st.integers(0, len(whole))
    drawn = data.draw(st.lists(st.tuples(ends, ends), min_size=1, max_size=12))
    spans = [one for one in {tuple(sorted(pair)) for pair in drawn} if whole[one[0] : one[1]].strip()]
    at = data.draw(st.integers(0, len(whole) - 1))
    copy = whole[:at] + data.draw(st.sampled_from("XYZ#")) + whole[at + 1 :]

    red = {(one.start, one.end) for one in refind(copy, spans, take(whole, spans)) if one.state != SAME}

    inside = {one for one in spans if one[0] <= at < one[1]}
    blank = {one for one in inside if whole[at] == " " and at in (one[0], one[1] - 1)}  # white space at an end is no part of a passage
    assert inside - blank <= red <= inside


@given(words=WORDS, data=st.data())
@settings(deadline=None, max_examples=40)
def test_a_paragraph_put_elsewhere_is_found_elsewhere(words: list[str], data: st.DataObject) -> None:
    lines = [f"{number} {word} and so on." for number, word in enumerate(words)]
    whole = "\n".join(lines)
    spans = [span(line, whole) for line in lines]
    at, to = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    lines.insert(to, lines.pop(at))
    copy = "\n".join(lines)

    for one in refind(copy, spans, take(whole, spans)):
        assert one.place and copy[one.place[0] : one.place[1]] == whole[one.start : one.end]


def test_fingerprints_come_back_as_they_were_written(tmp_path: Path) -> None:
    known = Fingerprints()
    known.passages["lake-story"] = take(STORY, ALL)
    write_fingerprints(tmp_path, known)

    assert read_fingerprints(tmp_path).passages["lake-story"] == known.passages["lake-story"]
    assert known.passages["lake-story"][LIST_FIRST].copies == (LIST_SECOND[0],)
    assert not any(word in (tmp_path / "passages.tsv").read_text("utf-8") for word in ("harbour", "herring", "consent"))


def test_a_spoilt_row_of_fingerprints_is_named(tmp_path: Path) -> None:
    write_fingerprints(tmp_path, Fingerprints(passages={"lake-story": take(STORY, ALL)}))
    path = tmp_path / "passages.tsv"
    path.write_text(path.read_text("utf-8").replace("\t", " ", 9), encoding="utf-8")
    rows = path.read_text("utf-8").splitlines()
    rows[0] = "source\tstart\tend\tlength\trolling\tsha256\tprefix\tsuffix\tcopies"
    path.write_text("\n".join(rows), encoding="utf-8")

    (complaint,) = check_fingerprints(path).complaints
    assert complaint.line == 2 and "druglaw verify" in complaint.message


# ---- The documents themselves, where they are at hand ----


@pytest.fixture(scope="session")
def sources() -> Path:
    if not os.environ.get("DRUGLAW_SOURCES"):
        pytest.skip("set DRUGLAW_SOURCES to the folder with the documents")
    return Path(os.environ["DRUGLAW_SOURCES"])


def test_every_locator_with_offsets_has_a_fingerprint(store: Store) -> None:
    known = read_fingerprints(BUILT_IN / FOLDER)
    named = {
        (source, one)
        for source in expected_files(store)
        for row in ask(store, "located-evidence", source=iri(f"source/{source}"))
        for one in offsets(text(row, "locator"))
    }
    assert len(named) > 900 and all(one in known.passages[source] for source, one in named)


def test_all_locators_of_the_documents_resolve_and_the_fingerprints_are_up_to_date(store: Store, sources: Path) -> None:
    known = read_fingerprints(BUILT_IN / FOLDER)
    copies = copies_in_folder(sources, expected_files(store), known)
    verdicts = {one.source: one for one in verify(store, copies, known) if one.anchors}

    assert set(verdicts) == {"utyasheva-elliott-2009", "csto-2024-info", "cnd-2021-crp", "caricc-2024-01", "unodc-roca-2016-q2"}
    assert all(one.same_file and one.count(SAME) == len(one.anchors) > 80 for one in verdicts.values())
    made = fingerprints_of(store, copies, known)
    remake = "make them anew: druglaw verify --sources DIR --write graph/data/fingerprints"
    assert made.documents == known.documents and dict(made.passages) == dict(known.passages), remake


@pytest.mark.parametrize("at", [200, 5_000, 30_100, 33_000, 52_001])
def test_one_changed_character_of_a_document(capsys: pytest.CaptureFixture[str], sources: Path, tmp_path: Path, at: int) -> None:
    shutil.copytree(sources / "documents", tmp_path / "documents")
    (path,) = tmp_path.rglob("004_*.txt")
    path.chmod(0o644)
    words = path.read_text("utf-8")
    path.write_text(words[:at] + ("x" if words[at] != "x" else "y") + words[at + 1 :], encoding="utf-8")

    status = main(["verify", "--sources", str(tmp_path), "--format", "json"])
    found = json.loads(capsys.readouterr().out)

    passages = read_fingerprints(BUILT_IN / FOLDER).passages["utyasheva-elliott-2009"]
    red = {(one["start"], one["end"]) for one in found["anchors"] if one["state"] == "changed"}
    assert red == {one for one in passages if one[0] <= at < one[1]}
    assert found["totals"]["moved"] == 0 and status == (1 if red else 0)
