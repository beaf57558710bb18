"""Every path in every format: it names a receipt that asks the same again, on any other day, in any other process, by a command."""

from __future__ import annotations

import datetime
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from api.answers import MEDIA
from api.app import create_app
from api.asking import Made, made
from api.carried import carried
from api.cli import _COMMANDS, main, options_of
from api.formats.editions import FORMATS
from api.receipt_files import receipt_of
from api.receipts import Receipt
from graph.errors import AskError
from graph.store import Store

ROOT = Path(__file__).parent.parent
EXAMPLES = {
    "subject": "kz",
    "measure": "substitution-treatment-practice",
    "cc": "uz",
    "slug": "drug-law-1998",
    "owner": "ru",
    "key": "utyasheva-elliott-2009",
    "claim": "guiding-principles-convention-1971",
}
"""A value for each thing that a path may name; a path that names another kind of thing needs its own example here."""
CHOSEN = {"/measures/{slug}": "/measures/needle-exchange", "/instruments/{owner}/{slug}/suggestions": "", "/receipt": ""}
"""Paths whose example is another, and '' for those that the built-in data cannot be asked: suggestions need a text, a receipt has none."""
FEW = {
    "/compare": "subjects=kz,uz&measures=substitution-treatment-practice,use-prohibition",
    "/similarity": "subjects=kz,uz,ru",
    "/law-and-numbers": "subjects=kz&limit=20",
    "/changes": "from=2008-06-01&to=2016-05-01&subjects=kz",
    "/cite": "id=kz/drug-law-1998,kz:needle-exchange",
}
"""What is asked where everything would take long, or where something must be asked."""
WITHOUT_ROOM = ("csv", "bib", "ris", "csl")
"""Formats that have no place for anything of ours: the description of a CSV file has its receipt, the others need ``--receipt``."""


@pytest.fixture(scope="module")
def app(store: Store) -> FastAPI:
    return create_app(store)


@pytest.fixture(autouse=True)
def opened_once(monkeypatch: pytest.MonkeyPatch, store: Store, app: FastAPI) -> None:
    """The commands answer from the data and the application that are there already: to open them takes most of the time."""
    monkeypatch.setattr("api.commands.common.open_store", lambda directory: store)
    monkeypatch.setattr("api.app.create_app", lambda store: app)


def paths(app: FastAPI) -> Iterator[str]:
    for path in app.openapi()["paths"]:
        example = CHOSEN[path] if path in CHOSEN else re.sub(r"\{(\w+)\}", lambda name: EXAMPLES[name[1]], path)
        if example:
            yield example + (f"?{FEW[example]}" if FEW.get(example) else "")


def in_every_format(app: FastAPI, path: str) -> Iterator[Made]:
    here, _, asked = path.partition("?")
    for format_ in MEDIA:
        try:
            yield made(app, f"{here}.{format_}" + (f"?{asked}" if asked else ""))
        except AskError as error:
            if "this path has no such format" not in str(error):
                raise


@pytest.fixture(scope="module")
def answers(app: FastAPI) -> list[Made]:
    found = [answer for path in paths(app) for answer in in_every_format(app, path)]
    assert len(found) > 100
    return found


class Later(datetime.date):
    """A clock that is years ahead."""

    @classmethod
    def today(cls) -> datetime.date:
        return datetime.date(2031, 2, 3)


def test_every_answer_is_the_same_on_another_day(answers: list[Made], store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith(("api.", "graph.")) and getattr(module, "date", None) is datetime.date:
            monkeypatch.setattr(module, "date", Later)
    other = create_app(store)
    assert "as_of=2031-02-03" in made(other, "/compare.csv?subjects=kz").path

    assert [answer.path for answer in answers if made(other, answer.path) != answer] == []


def test_every_answer_has_a_receipt_whose_command_gives_the_same_bytes(answers: list[Made], app: FastAPI, tmp_path: Path) -> None:
    output = tmp_path / "output"
    for answer in answers:
        receipt = receipt_of(app, answer)
        assert receipt["path"] == answer.path and receipt["size"] == len(answer.body)

        assert main([*shlex.split(receipt["command"])[1:], "--output", str(output)]) == 0, receipt["command"]
        assert output.read_bytes() == answer.body, receipt["command"]


def test_every_json_answer_states_release_data_and_command(answers: list[Made], store: Store) -> None:
    for answer in answers:
        if answer.media_type == "application/json" and not answer.path.startswith(("/health", "/timeline/x")):
            said = json.loads(answer.body)
            assert said["data_sha256"] == store.data_sha256 and said["command"] and said["query_hash"], answer.path
            assert carried(answer.body) == (said["release"], store.data_sha256, answer.path)


@pytest.mark.parametrize("format_", FORMATS)
def test_every_table_carries_its_receipt_inside(app: FastAPI, store: Store, format_: str, tmp_path: Path) -> None:
    asked = "?subjects=kz&measures=use-prohibition&as_of=2016-05-01&rule=best-evidence&lang=ru"
    answer = made(app, f"/compare.{format_}{asked}&layout=standalone" if format_ == "html" else f"/compare.{format_}{asked}")
    if format_ in WITHOUT_ROOM:
        assert carried(answer.body) is None
        return

    inside = carried(answer.body)

    assert inside is not None
    assert (inside.release, inside.data_sha256) == ("2026.11.0", store.data_sha256)
    described = answer.path.replace("csv-metadata.json", "csv")
    assert sorted(Receipt.parse(inside.path).asked.items()) == sorted(Receipt.parse(described).asked.items())
    assert inside.path.partition("?")[0] == described.partition("?")[0]
    file = tmp_path / f"t.{format_}"
    file.write_bytes(answer.body)
    if format_ != "csv-metadata.json":
        assert main(["replay", str(file)]) == 0


def test_a_csv_file_replays_with_its_description(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "t.csv"
    assert main(["compare", "--subjects", "kz", "--format", "wide", "--output", str(table), "--metadata"]) == 0

    assert main(["replay", str(table)]) == 0
    assert main(["replay", str(table) + "-metadata.json"]) == 0
    assert capsys.readouterr().out.count("same: /compare.csv?subjects=kz&as_of=") == 2


def test_every_command_that_writes_an_answer_writes_its_receipt() -> None:
    """``export`` and ``release`` write the data and no answer."""
    names = [one.__name__.rpartition(".")[2].replace("_", "-") for one in _COMMANDS]

    writing = {name for name in names if "--output" in options_of(name)}
    assert writing - {"export", "release"} == {name for name in names if "--receipt" in options_of(name)}


PRINT = """
import hashlib, sys
from api.app import create_app
from api.asking import made
from graph.store import open_store
app = create_app(open_store())
for path in sys.argv[1:]:
    print(hashlib.sha256(made(app, path).body).hexdigest(), path)
"""


def test_another_process_elsewhere_gives_the_same_bytes(answers: list[Made], app: FastAPI) -> None:
    wanted = [answer.path for answer in answers if not answer.path.startswith(("/findings", "/provisions", "/instruments?", "/events"))]

    def digests(**environment: str) -> list[str]:
        plain = {"PATH": os.environ["PATH"], "PYTHONPATH": "."}
        run = [sys.executable, "-c", PRINT, *wanted]
        return subprocess.run(run, cwd=ROOT, env=plain | environment, check=True, capture_output=True, text=True).stdout.splitlines()

    here = digests(TZ="UTC", PYTHONHASHSEED="1", LC_ALL="C")
    there = digests(TZ="Pacific/Kiritimati", PYTHONHASHSEED="2", LC_ALL="ru_RU.UTF-8", COLUMNS="400", HOME="/nonexistent")

    assert [one for one, other in zip(here, there, strict=True) if one != other] == []
    assert len(here) == len(wanted)
