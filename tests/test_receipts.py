"""Receipts: an answer leaves a receipt, a replay makes it again byte for byte, or says what differs."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.cli import main
from graph.dataset import BUILT_IN
from graph.store import Store, open_store

SMALL = ["--subjects", "kz,ru", "--measures", "substitution-treatment-practice,use-prohibition"]
ASKED = "subjects=kz,ru&measures=substitution-treatment-practice,use-prohibition&as_of=2016-05-01"


@pytest.fixture(scope="module")
def client(store: Store) -> TestClient:
    return TestClient(create_app(store))


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A kept store in which one source says something else, as in a later release."""
    folder = tmp_path_factory.mktemp("later")
    shutil.copytree(BUILT_IN, folder / "data")
    file = folder / "data" / "tables" / "findings.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    changed = [
        line.replace(",pilot,", ",provided,") if line.startswith("kz-") and "substitution-treatment-practice,pilot" in line else line
        for line in lines
    ]
    assert lines != changed
    file.write_text("".join(changed), encoding="utf-8")
    open_store(folder / "store", data=folder / "data")
    return folder / "store"


@pytest.fixture(autouse=True)
def opened_once(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    """Each store is opened once for all commands that read it: it takes most of their time."""
    monkeypatch.setattr("api.commands.common.open_store", lambda directory: at_hand(directory) if directory else store)


@cache
def at_hand(directory: Path) -> Store:
    return open_store(directory)


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    try:
        status = main([str(one) for one in arguments])
    except SystemExit as stop:
        status = int(stop.code or 0)
    out, err = capsys.readouterr()
    return status, out, err


def exported(capsys: pytest.CaptureFixture[str], folder: Path, format_: str = "csv") -> tuple[Path, Path]:
    table, receipt = folder / f"t.{format_}", folder / "receipt.json"
    asked = [*SMALL, "--as-of", "2016-05-01", "--format", format_, "--output", table, "--receipt", receipt]
    assert run(capsys, "compare", *asked) == (0, "", "")
    return table, receipt


# ---- what a receipt says ----


def test_a_receipt_says_what_was_asked_of_which_data_and_what_came(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, store: Store
) -> None:
    table, receipt = exported(capsys, tmp_path)

    said = json.loads(receipt.read_bytes())
    assert said["path"] == f"/compare.csv?{ASKED}&rule=best-evidence"
    assert said["command"].startswith("druglaw compare --subjects kz,ru ") and said["command"].endswith("--format csv")
    assert (said["release"], said["data_sha256"]) == ("2026.11.0", store.data_sha256)
    assert (said["size"], said["sha256"]) == (table.stat().st_size, sha256(table.read_bytes()).hexdigest())
    assert said["asked"] | {"known_by": None} == said["asked"]
    assert said["asked"]["measures"] == ["substitution-treatment-practice", "use-prohibition"]
    assert said["answers"]["kz, substitution-treatment-practice"]["shown"] == "pilot"
    assert len(said["query_hash"]) == 64


def test_every_json_answer_names_its_data_query_and_command(client: TestClient, store: Store) -> None:
    said = client.get("/findings.json?subject=kz&limit=1").json()

    assert said["data_sha256"] == store.data_sha256
    assert said["command"] == "druglaw get '/findings.json?limit=1&offset=0&subject=kz'"
    assert len(said["query_hash"]) == 64


def test_the_same_question_in_another_order_and_format_has_the_same_hash(client: TestClient) -> None:
    first = client.get(f"/compare.json?{ASKED}").json()
    second = client.get(
        "/receipt", params={"of": "/compare.md?as_of=2016-05-01&measures=substitution-treatment-practice,use-prohibition&subjects=KZ,RU"}
    )

    assert second.json()["query_hash"] == first["query_hash"]
    assert client.get("/compare.json?subjects=kz&as_of=2016-05-01").json()["query_hash"] != first["query_hash"]


def test_the_server_gives_the_receipt_that_the_command_writes(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, client: TestClient
) -> None:
    _, receipt = exported(capsys, tmp_path, "xlsx")

    assert client.get("/receipt", params={"of": f"/compare.xlsx?{ASKED}"}).content == receipt.read_bytes()


# ---- which data ----


def test_the_digest_of_the_data_follows_the_data_and_not_the_machine(store: Store, later: Path, tmp_path: Path) -> None:
    assert open_store().data_sha256 == store.data_sha256  # blank nodes have other names each time
    assert open_store(tmp_path / "kept").data_sha256 == store.data_sha256
    assert open_store(later).data_sha256 != store.data_sha256


def test_the_digest_counts_loads_by_what_was_loaded(tmp_path: Path, capsys: pytest.CaptureFixture[str], store: Store) -> None:
    text = tmp_path / "act.txt"
    text.write_text("Pond Act\n\nArticle 1. Ponds\n\nA pond is water that stands still.\n", encoding="utf-8")
    digests = []
    for name in ("one", "two"):
        asked = [
            "load",
            text,
            "--as",
            "statute",
            "--owner",
            "by",
            "--slug",
            "pond-act",
            "--title",
            "Pond Act",
            "--in-force",
            "2014-07-01",
            "--lang",
            "en",
        ]
        assert run(capsys, *asked, "--store", tmp_path / name)[0] == 0
        digests.append(open_store(tmp_path / name).data_sha256)

    assert digests[0] == digests[1] != store.data_sha256


# ---- replay ----


@pytest.mark.parametrize("format_", ["csv", "json", "md", "xlsx"])
def test_a_receipt_replays_to_the_same_bytes(capsys: pytest.CaptureFixture[str], tmp_path: Path, format_: str) -> None:
    _, receipt = exported(capsys, tmp_path, format_)

    status, out, _ = run(capsys, "replay", receipt)

    assert (status, out.splitlines()[0]) == (0, f"same: /compare.{format_}?{ASKED}&rule=best-evidence")


def test_the_command_of_a_receipt_makes_the_same_bytes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    import shlex

    table, receipt = exported(capsys, tmp_path, "md")
    again = tmp_path / "again.md"

    words = shlex.split(json.loads(receipt.read_bytes())["command"])

    assert run(capsys, *words[1:], "--output", again)[0] == 0
    assert again.read_bytes() == table.read_bytes()


def test_a_replay_on_other_data_names_the_cells_that_differ(capsys: pytest.CaptureFixture[str], tmp_path: Path, later: Path) -> None:
    _, receipt = exported(capsys, tmp_path)

    status, out, _ = run(capsys, "replay", receipt, "--store", later)

    assert status == 1
    assert "kz, substitution-treatment-practice, shown: pilot -> provided" in out
    assert "data_sha256: " in out and " -> " in out.split("data_sha256: ")[1].splitlines()[0]
    assert "ru, " not in out and "use-prohibition" not in out.split("\n", 2)[2]


def test_a_replay_says_when_only_the_form_differs(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, receipt = exported(capsys, tmp_path)
    said = json.loads(receipt.read_bytes())
    receipt.write_text(json.dumps(said | {"sha256": "0" * 64, "made_with": {"python": "2.7"}}))

    status, out, _ = run(capsys, "replay", receipt)

    assert status == 1
    assert "every answer is the same; only the form differs" in out and "made with python 2.7, now 3." in out


def test_a_question_that_can_no_longer_be_asked_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, receipt = exported(capsys, tmp_path)
    said = json.loads(receipt.read_bytes())
    receipt.write_text(json.dumps(said | {"path": "/compare.csv?as_of=2016-05-01&mood=good"}))

    status, out, _ = run(capsys, "replay", receipt)

    assert status == 1
    assert "can no longer be asked: mood: 'good' cannot be used: there is no such parameter" in out


def test_a_table_alone_is_replayed_with_the_receipt_beside_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    table, receipt = exported(capsys, tmp_path)
    receipt.rename(tmp_path / "t.csv.receipt.json")

    assert run(capsys, "replay", table)[0] == 0
    table.write_bytes(table.read_bytes().replace(b"pilot", b"provided"))  # a hand has been at it
    status, out, _ = run(capsys, "replay", table)

    assert status == 1
    assert any(line.strip().startswith("- kz") and "provided" in line for line in out.splitlines())


def test_a_json_export_carries_its_receipt_and_its_answers(capsys: pytest.CaptureFixture[str], tmp_path: Path, later: Path) -> None:
    table, _ = exported(capsys, tmp_path, "json")

    assert run(capsys, "replay", table)[0] == 0
    status, out, _ = run(capsys, "replay", table, "--store", later, "--format", "json")

    said = json.loads(out)
    assert status == 1 and said["same"] is False
    assert {"entry": "kz, substitution-treatment-practice", "field": "shown", "old": "pilot", "new": "provided"} in said["differences"]


@pytest.mark.parametrize("format_", ["csv", "wide", "md", "tex", "html", "svg", "xlsx", "docx"])
def test_a_file_alone_names_on_other_data_what_differs_and_nothing_else(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, later: Path, format_: str
) -> None:
    table = tmp_path / f"t.{'csv' if format_ == 'wide' else format_}"
    described = ["--metadata"] if table.suffix == ".csv" else []
    assert run(capsys, "compare", *SMALL, "--as-of", "2016-05-01", "--format", format_, "--output", table, *described)[0] == 0

    status, out, _ = run(capsys, "replay", table, "--store", later)

    differing = [line.strip() for line in out.splitlines()[4:]]
    assert status == 1
    assert any(line.startswith("-") and "pilot" in line for line in differing)
    assert any(line.startswith("+") and "provided" in line for line in differing)
    assert "druglaw-receipt" not in out and "-> None" not in out and "None ->" not in out


def test_a_picture_says_that_it_cannot_tell_what_differs(capsys: pytest.CaptureFixture[str], tmp_path: Path, later: Path) -> None:
    table, _ = exported(capsys, tmp_path, "png")

    status, out, _ = run(capsys, "replay", table, "--store", later)

    assert status == 1 and "keep a receipt with it (--receipt)" in out


def test_the_description_of_a_csv_file_that_is_not_there_is_no_table(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    assert run(capsys, "compare", *SMALL, "--format", "csv", "--output", table, "--metadata")[0] == 0
    table.unlink()

    status, out, err = run(capsys, "replay", f"{table}-metadata.json")

    assert (status, out) == (2, "")
    assert "describes a CSV file that is not beside it as t.csv" in err and "/compare.csv?subjects=kz,ru" in err


def test_the_list_of_all_paths_is_asked_again_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "replay", "/openapi.json")[0] == 0


def test_a_path_is_a_receipt_too(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "replay", f"/compare.csv?{ASKED}")

    assert (status, out.splitlines()[0]) == (0, f"same: /compare.csv?{ASKED}&rule=best-evidence")


# ---- receipts are documents of strangers ----


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("//evil.example/compare.csv", "names no host"),
        ("http://evil.example/compare.csv", "names no host"),
        ("file:///etc/passwd", "names no host"),
        ("../../etc/passwd", "names no host"),
        ("/compare.csv\nHost: evil", "%0A"),
        ("/compare.csv?rule=source:x#part", "%23"),
        ("/" + "a" * 60_000, "more than 50000"),
    ],
)
def test_a_receipt_can_ask_for_our_own_paths_only(capsys: pytest.CaptureFixture[str], tmp_path: Path, path: str, words: str) -> None:
    _, receipt = exported(capsys, tmp_path)
    said = json.loads(receipt.read_bytes())
    receipt.write_text(json.dumps(said | {"path": path}))

    status, out, err = run(capsys, "replay", receipt)

    assert (status, out) == (2, "")
    assert words in err and "Traceback" not in err


@pytest.mark.parametrize(
    "contents",
    [
        b"",
        b"\xff\xfe\x00",
        b"{",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b"PK\x03\x04 no archive",
        b"\x89PNG\r\n\x1a\n\xff\xff\xff\xfftEXtdruglaw\0",
        b'{"kind": "receipt of druglaw"}',
        b'{"kind": "receipt of druglaw", "path": "/compare.csv", "release": "1", "data_sha256": "", "sha256": "x"}',
        b'{"kind": "receipt of druglaw", "path": 7, "release": [], "data_sha256": {}, "sha256": null}',
        b"<svg><metadata>{&quot;path&quot;: 7}</metadata></svg>",
        b"<svg><metadata>[[[[</metadata></svg>",
        b"druglaw-receipt:1:" + b"0" * 64 + b":%2F%2Fevil.example%2F",
    ],
)
def test_what_is_no_receipt_is_refused_in_a_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path, contents: bytes) -> None:
    file = tmp_path / "receipt"
    file.write_bytes(contents)

    status, out, err = run(capsys, "replay", file)

    assert (status, out) == (2, "")
    assert err.startswith("druglaw replay: ") and "Traceback" not in err


def packed(parts: int, size: int, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive with many parts in which a receipt might be; ``method`` is how its directory says that they are packed."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(parts):
            archive.writestr(f"docProps/{number}.xml", b" " * size)
    data = bytearray(written.getvalue())
    for place, sign in ((8, b"PK\x03\x04"), (10, b"PK\x01\x02")):
        at = data.find(sign) + place
        data[at : at + 2] = method.to_bytes(2, "little")
    return bytes(data)


@pytest.mark.parametrize(
    "contents",
    [
        pytest.param(b"<metadata" * 400_000, id="elements that never end"),
        pytest.param(b"<metadata>" * 400_000, id="elements in elements"),
        pytest.param(packed(40, 40_000_000), id="sixteen hundred million bytes"),
        pytest.param(packed(1, 3_000, zipfile.ZIP_BZIP2), id="another method, bzip2"),
        pytest.param(packed(1, 3_000, zipfile.ZIP_LZMA), id="another method, lzma"),
    ],
)
def test_a_file_made_to_keep_us_busy_carries_no_receipt(capsys: pytest.CaptureFixture[str], tmp_path: Path, contents: bytes) -> None:
    """Each of these once took minutes, or ended in words of a library."""
    file = tmp_path / "t.xlsx"
    file.write_bytes(contents)

    status, out, err = run(capsys, "replay", file)

    assert (status, out) == (2, "")
    assert f"{file} carries no receipt" in err


def test_a_receipt_writes_nothing_into_the_terminal_but_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, receipt = exported(capsys, tmp_path)
    said = json.loads(receipt.read_bytes()) | {"sha256": "0" * 64}
    answers = {"\x1b]0;title\x07\nsame: yes": {"shown": "long" * 1_000_000}}
    hostile = {"release": "\x1b[2J", "answers": answers, "made_with": {"\x1b": "\x1b"}}
    receipt.write_text(json.dumps(said | hostile))

    status, out, _ = run(capsys, "replay", receipt)
    assert status == 1
    assert "\x1b" not in out and "\x07" not in out and "\nsame" not in out and len(out) < 5_000

    receipt.write_text(json.dumps(said | {"path": "/compare.csv?subjects=%1B%5B2J"}))
    _, out, _ = run(capsys, "replay", receipt)
    assert "can no longer be asked" in out and "\x1b" not in out
    assert "\x1b" not in run(capsys, "replay", "/compare.csv?subjects=%1B%5B2J")[2]


def test_the_command_in_a_receipt_is_never_run(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, receipt = exported(capsys, tmp_path)
    said = json.loads(receipt.read_bytes())
    receipt.write_text(json.dumps(said | {"command": f"touch {tmp_path / 'run'}"}))

    assert run(capsys, "replay", receipt)[0] == 0
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("of", "words"),
    [
        ("/receipt?of=/compare.csv", "no receipt"),
        ("//evil.example/x", "no host"),
        ("/nowhere.csv", "nothing at"),
        ("/compare.csv?as_of=2008", "2008-12-31"),
    ],
)
def test_a_receipt_that_cannot_be_made_is_refused(client: TestClient, of: str, words: str) -> None:
    answer = client.get("/receipt", params={"of": of})

    assert answer.status_code == 422
    assert words in answer.json()["detail"]


def test_a_receipt_and_its_file_need_two_names(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "t.csv"

    assert run(capsys, "compare", "--format", "csv", "--output", file, "--receipt", file)[0] == 2
    assert run(capsys, "compare", "--receipt", file)[0] == 2
    assert not file.exists()
