"""Text reuse between two laws of N articles: time and peak memory, and as a ratio against named alternatives in the same run.

Run: python benchmarks/reuse.py [ARTICLES] (1,000 without it; 10,000 takes some minutes). The laws are invented, with reuse planted in them.
The alternatives: datasketch's MinHash LSH over shingles of three stems, the usual near-duplicate search, and rapidfuzz's token set ratio of
every pair, measured on a part and extrapolated. Each is told with the share of the planted reuse that it finds.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from datasketch import MinHash, MinHashLSH
from rapidfuzz import fuzz, process

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from invented_laws import KINDS, invent

from api.progress import bar
from graph.reuse import Article, find_reuse
from loaders.reuse.common import common_words
from loaders.reuse.words import worded

_PART = 200
_SIMILAR = 80.0
_JACCARD = 0.5
Places = set[tuple[int, int]]


def main(articles: int) -> None:
    laws = invent(1, "ru", articles=articles, each=max(1, articles // 25))
    began = time.perf_counter()
    a, b = ([worded(str(at), text, "ru") for at, text in enumerate(law)] for law in (laws.first, laws.second))
    read = time.perf_counter() - began
    words = sum(len(one.keys) for one in a + b)
    print(f"{len(a)} x {len(b)} articles, {words} words; words and stems in {read:.1f} s; memory before: {_peak()} MB")
    with bar() as progress:
        began = time.perf_counter()
        pairs = find_reuse(a, b, common_words("ru"), lambda share: progress("comparing", share))
        taken = time.perf_counter() - began
    print(f"graph.reuse:                    {taken:9.1f} s, peak memory {_peak()} MB")
    _judge({(pair.a, pair.b) for pair in pairs}, laws.reused)

    began = time.perf_counter()
    found = _minhash(a, b)
    other = time.perf_counter() - began
    print(f"datasketch MinHash LSH alone:   {other:9.1f} s ({other / taken:.1f} times as long)")
    _judge(found, laws.reused)

    part = min(_PART, len(a))
    began = time.perf_counter()
    scores = process.cdist(
        [" ".join(one.keys) for one in a[:part]], [" ".join(one.keys) for one in b], scorer=fuzz.token_set_ratio, workers=1
    )
    other = (time.perf_counter() - began) * len(a) / part
    print(f"rapidfuzz, every pair:          {other:9.1f} s ({other / taken:.1f} times as long; {part} articles measured, extrapolated)")
    near = {(at, to) for at, row in enumerate(scores) for to, score in enumerate(row) if score >= _SIMILAR}
    _judge(near, {key: kind for key, kind in laws.reused.items() if key[0] < part})


def _minhash(a: Sequence[Article], b: Sequence[Article]) -> Places:
    index = MinHashLSH(threshold=_JACCARD, num_perm=128)
    for at, one in enumerate(b):
        index.insert(at, _signature(one))
    return {(at, to) for at, one in enumerate(a) for to in index.query(_signature(one))}


def _signature(article: Article) -> MinHash:
    made = MinHash(num_perm=128, seed=1)
    keys = article.keys
    made.update_batch([" ".join(keys[at : at + 3]).encode() for at in range(max(1, len(keys) - 2))])
    return made


def _judge(found: Places, planted: dict[tuple[int, int], str]) -> None:
    right = found & planted.keys()
    print(f"    recall {len(right) / len(planted):.3f}, precision {len(right) / max(len(found), 1):.3f}; by kind:", end="")
    for kind in KINDS:
        own = [key for key, one in planted.items() if one == kind]
        print(f" {kind} {sum(key in right for key in own) / max(len(own), 1):.2f}", end="")
    print()


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
