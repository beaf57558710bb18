"""Texts of no sound encoding, size or number, and what is no file at all."""

from __future__ import annotations

import gzip
import os
import socket
from pathlib import Path

from hostile import STATUTE, WORDS, Site, case, simple
from papers import word

simple("empty.txt", "check that it was saved", b"")
simple("blank.txt", "check that it was saved", " \n\t\n")
simple("only-mark.txt", "check that it was saved", b"\xef\xbb\xbf")
simple("nul.txt", "NUL", WORDS.encode() + b"\0" + WORDS.encode())
simple("noise.txt", "", os.urandom(20_000))
simple("noise.md", "", bytes(range(256)) * 50)
simple("cut-off-utf-8.txt", "cut off", ("Пруд " * 100).encode()[:-2])
simple("cut-off-utf-16.txt", "cut off", ("Пруд " * 100).encode("utf-16")[:-1])
simple("lone-surrogates.txt", "save it as UTF-8", WORDS.encode() + b"\xed\xa0\x80\xed\xbf\xbf" + WORDS.encode())
simple("overlong.txt", "", WORDS.encode() + b"\xc0\xaf\xe0\x80\xaf" + WORDS.encode())
simple("mixed-encodings.txt", "save it as UTF-8", (WORDS * 3).encode() + "Статья".encode("cp1251"))
simple("turned-around.txt", "another order", WORDS + "Статья 4.\u202e лишаются права\n", *STATUTE)
simple("turned-around-in-html.html", "another order", f"<html><body><p>{WORDS}</p><p>&#8238;прав</p></body></html>", *STATUTE)
simple("long-line.txt", "break it into paragraphs", "Статья 1. " + "пруд " * 300_000, *STATUTE)
simple("too-large.txt", "DRUGLAW_LIMIT_FILE_BYTES", "Статья 1. " * 1000, file_bytes=1000)
simple(
    "many-articles.txt",
    "",
    lambda: "".join(f"Статья {number}. Пруд\nПруд чистят.\n" for number in range(1, 300_001)),
    *STATUTE,
    articles=50_000,
)
simple("no-articles.txt", "", "Пруд чистят весной.\n" * 50, *STATUTE)
simple("huge-number.txt", "", f"Статья {'9' * 50_000}. О прудах\nПруд.\n" * 4, *STATUTE)
simple("deep-list.md", "", "\n".join(" " * depth + "- пункт" for depth in range(3000)), *STATUTE)
simple("brackets.md", "", "[" * 300_000 + "\n" + "*" * 300_000 + "\n" + "_a" * 100_000 + "\n" + "`" * 99_999, *STATUTE)
simple("table-of-pipes.md", "", "\n".join("|" * 900 for _ in range(900)), *STATUTE)
simple("old-word.doc", "save it as .docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
simple("rtf.doc", "save it as .docx", b"{\\rtf1\\ansi Article 1}")
simple("packed.txt.gz", "unpack it", gzip.compress(WORDS.encode()))
simple("picture.docx", "text recognition", b"\x89PNG\r\n\x1a\n" + bytes(100))
simple("words.pdf", "get the document again", WORDS)
simple("program.txt", "a program", b"\x7fELF" + bytes(100))
simple("database.csv", "a database", b"SQLite format 3\0" + bytes(100))


@case("sparse-gigabyte.txt", "DRUGLAW_LIMIT_FILE_BYTES")
def _(site: Site) -> None:
    with (site.folder / "sparse-gigabyte.txt").open("wb") as file:
        file.truncate(1 << 30)


@case("folder.txt", "this is a folder")
def _(site: Site) -> None:
    (site.folder / "folder.txt").mkdir()


@case("pipe.txt", "no file")
def _(site: Site) -> None:
    os.mkfifo(site.folder / "pipe.txt")


@case("socket.txt", "")
def _(site: Site) -> None:
    here = Path.cwd()
    os.chdir(site.folder)  # the name of a socket may not be long
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("socket.txt")
    finally:
        os.chdir(here)


@case("endless.txt", "no file")
def _(site: Site) -> None:
    (site.folder / "endless.txt").symlink_to("/dev/zero")


@case("link-to-itself.txt", "check the path")
def _(site: Site) -> None:
    (site.folder / "link-to-itself.txt").symlink_to("link-to-itself.txt")


@case("missing.txt", "check the path")
def _(site: Site) -> None:
    return None


@case("name-\x1b[2J\u202etxt.md", "NUL")
def _(site: Site) -> bytes:
    return b"a\0b"


TRIAL = (*STATUTE, "--dry-run")

# ---- what the fuzzer found, and its kin: a kind that the file is not ----

simple("only-contents.txt", "", "Содержание\nСтатья 1. О прудах\nСтатья 2. О мельницах\nСтатья 3. О плотинах\n", *TRIAL)
simple("only-marks.md", "holds no text", "#\n\t#\n", *TRIAL)
simple("only-rules.md", "holds no text", "---\n***\n> \n```\n```\n", *TRIAL)
simple("capitals.txt", "say which with --as", "ЗАКОН ОБЩИНЫ О ПРУДАХ И МЕЛЬНИЦАХ, ИЗДАННЫЙ СХОДОМ")
for kind in ("sheet", "statistics", "bulletin", "rdf"):
    simple(f"word-as-{kind}.docx", "", word("<w:r><w:t>Пруд</w:t></w:r>"), "--as", kind)
    simple(f"words-as-{kind}.txt", "", WORDS, "--as", kind)
simple("table-as-statute.csv", "", "id,subject\n1,ru\n", *STATUTE)

# ---- rows without end, on which a careless pattern never ends; each stays below the limit of a line ----

ROW = 900_000
simple("spaces.md", "", "Статья 1. О прудах\n|" + " " * ROW + "x\n" + " " * ROW + "x", *TRIAL)
simple("spaces.html", "", f"<html><body><pre>{' ' * ROW}x\n{' ' * ROW}x</pre></body></html>", *TRIAL)
simple("spaces.txt", "", "Статья 1. О прудах\n" + " " * ROW + "x", *TRIAL)
simple("digits.txt", "", "1" * ROW + "x\n" + "Статья " + "1" * ROW, *TRIAL)
simple("dots.txt", "", "1." * (ROW // 2) + "x\nСтатья 1" + "." * ROW + "x", *TRIAL)
simple("letters.txt", "", "а" * ROW + "\n" + "а " * (ROW // 2), *TRIAL)
simple("quotes.txt", "", "«" * ROW + "\n" + '"' * ROW, *TRIAL)
simple("numbers-of-rome.txt", "", "Глава " + "X" * ROW + "\n" + "X " * (ROW // 2), *TRIAL)
simple("headings-in-a-row.txt", "", "Статья 1. " * (ROW // 10), *TRIAL)
simple("brackets-in-a-row.txt", "", "(" * ROW + "\n" + "(1)" * (ROW // 3), *TRIAL)
simple("blank-lines.txt", "", "Статья 1. О прудах" + "\n" * 1_000_000 + "x", *TRIAL)
