"""Invented laws, one of which takes articles over from the other in ways that are known, among articles that only look as if it did.

The words are invented, as frequent as words are (Zipf), and inflected anew wherever they stand. Articles are of a topic, whose words they
share with the others of it, and hold the formulas that all drafters use.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate

__all__ = ["KINDS", "LANGUAGES", "Laws", "invent"]


@dataclass(frozen=True)
class Language:
    """What words of a language look like: syllables, endings by part of speech, and the small words between them."""

    onsets: tuple[str, ...]
    vowels: tuple[str, ...]
    endings: tuple[tuple[str, ...], ...]
    small: tuple[str, ...]


LANGUAGES = {
    "ru": Language(
        (*"бвгджзклмнпрстфхц", "ст", "пр", "тр", "кл", "гр"),
        tuple("аеиоу"),
        (
            ("", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах"),
            ("ый", "ого", "ому", "ым", "ая", "ой", "ую", "ые", "ых", "ыми"),
            ("ает", "ают", "ал", "али", "ать"),
        ),
        ("в", "и", "на", "по", "с", "о", "для", "при", "за", "или", "из", "к", "не", "до", "от", "его", "их", "лиц", "также", "если"),
    ),
    "en": Language(
        (*"bdfgklmnprstvw", "st", "pr", "tr", "cl", "gr", "sh"),
        ("a", "e", "i", "o", "u", "ai", "ea"),
        (("", "s"), ("", "ed", "ing", "s"), ("", "ly")),
        (
            "the",
            "of",
            "and",
            "to",
            "in",
            "a",
            "or",
            "by",
            "for",
            "is",
            "be",
            "with",
            "on",
            "shall",
            "any",
            "such",
            "that",
            "which",
            "not",
            "as",
        ),
    ),
    "uz": Language(
        (*"bdfgklmnprstvxyz", "sh", "ch", "qo", "gʻ"),
        ("a", "e", "i", "o", "u"),
        (("", "lar", "ning", "ni", "ga", "da", "dan", "larning", "larni"), ("", "gan", "di", "sa", "ish", "moq")),
        ("va", "yoki", "bilan", "uchun", "bu", "har", "bir", "ham", "agar", "shu", "yaʼni", "oʻz", "esa", "yoxud", "kerak"),
    ),
}

Word = tuple[str, int]
Sentence = list[Word]
Text = list[Sentence]

KINDS = ("verbatim", "light-edits", "sentence-order", "word-order", "synonyms", "half", "merged", "split")
"""How an article is taken over."""


@dataclass
class Laws:
    """Two laws, as texts of articles, and which article of the first stands in which of the second, by kind."""

    first: list[str] = field(default_factory=list)
    second: list[str] = field(default_factory=list)
    reused: dict[tuple[int, int], str] = field(default_factory=dict)


def invent(seed: int, language: str, *, articles: int, each: int, words: tuple[int, int] = (20, 400)) -> Laws:
    """Two laws of about so many ``articles`` of so many ``words``, with ``each`` article taken over for every kind."""
    return _Drafter(random.Random(seed), LANGUAGES[language], words).laws(articles, each)


class _Drafter:
    def __init__(self, chance: random.Random, language: Language, length: tuple[int, int]) -> None:
        self._chance = chance
        self._language = language
        self._length = length
        self._words = [self._word() for _ in range(4000)]
        self._weights = list(accumulate(1 / (rank + 8) for rank in range(len(self._words))))
        self._topics = [chance.sample(self._words[100:], 25) for _ in range(10)]
        self._formulas = [self._plain(chance.randint(6, 14), chance.sample(self._words[:400], 20)) for _ in range(5)]
        self._synonym = dict(zip(self._words, chance.sample(self._words, len(self._words)), strict=True))

    def _word(self) -> Word:
        syllables = range(self._chance.randint(2, 4))
        root = "".join(self._chance.choice(self._language.onsets) + self._chance.choice(self._language.vowels) for _ in syllables)
        return root + self._chance.choice(self._language.onsets)[:1], self._chance.randrange(len(self._language.endings))

    def _plain(self, length: int, topic: list[Word]) -> Sentence:
        sentence: Sentence = []
        while len(sentence) < length:
            kind = self._chance.random()
            if kind < 0.25:
                sentence.append((self._chance.choice(self._language.small), -1))
            elif kind < 0.5:
                sentence.append(self._chance.choice(topic))
            else:
                sentence += self._chance.choices(self._words, cum_weights=self._weights)
        return sentence

    def _article(self, topic: list[Word]) -> Text:
        wanted = min(self._length[1], max(self._length[0], int(self._chance.lognormvariate(4.3, 0.7))))
        text: Text = []
        while (written := sum(map(len, text))) < wanted:
            if text and self._chance.random() < 0.1:
                text.append(self._chance.choice(self._formulas))
                continue
            sentence = self._plain(min(self._chance.randint(8, 28), max(8, wanted - written)), topic)
            text.append(sentence + (self._chance.choice(self._formulas) if self._chance.random() < 0.15 else []))
        return text

    def _printed(self, text: Text, *, forms: random.Random | None = None) -> str:
        """``forms`` chooses the endings of the words; the same words and the same choice give the same print."""
        chosen = forms or self._chance
        sentences = []
        for sentence in text:
            words = [root + (chosen.choice(self._language.endings[kind]) if kind >= 0 else "") for root, kind in sentence]
            sentences.append(" ".join(words).capitalize() + ".")
        return " ".join(sentences)

    def laws(self, articles: int, each: int) -> Laws:
        """The two laws."""
        made = Laws()
        drafts = [self._article(self._chance.choice(self._topics)) for _ in range(articles)]
        made.first = [self._printed(draft, forms=random.Random(at)) for at, draft in enumerate(drafts)]
        free = list(range(articles))
        self._chance.shuffle(free)
        taken: list[tuple[str, list[tuple[int, str]]]] = []
        for kind in KINDS:
            for _ in range(each):
                sources = [free.pop() for _ in range(2 if kind == "merged" else 1)]
                for text in self._taken_over(kind, [drafts[one] for one in sources], sources):
                    taken.append((text, [(one, kind) for one in sources]))
        decoys = [self._printed(self._article(self._chance.choice(self._topics))) for _ in range(max(articles - len(taken), articles // 4))]
        decoys += [self._printed(self._chance.sample(self._formulas, 3)) for _ in range(max(1, articles // 20))]
        made.first += [self._printed(self._chance.sample(self._formulas, 3)) for _ in range(max(1, articles // 20))]
        rows = taken + [(text, []) for text in decoys]
        self._chance.shuffle(rows)
        made.second = [text for text, _ in rows]
        made.reused = {(one, at): kind for at, (_, sources) in enumerate(rows) for one, kind in sources}
        return made

    def _taken_over(self, kind: str, drafts: list[Text], sources: list[int]) -> list[str]:
        text = [list(sentence) for draft in drafts for sentence in draft]
        middle = min(range(1, len(text) + 1), key=lambda cut: abs(sum(map(len, text[:cut])) * 2 - sum(map(len, text))))
        if kind == "verbatim":
            return [self._printed(text, forms=random.Random(sources[0]))]
        if kind == "split" and len(text) > 1:
            return [self._printed(text[:middle]), self._printed(text[middle:])]
        if kind == "half":
            own = self._article(self._chance.choice(self._topics))
            return [self._printed(own + text[:middle])]
        ways: dict[str, Callable[[], Text]] = {
            "light-edits": lambda: [self._edited(sentence) for sentence in text],
            "sentence-order": lambda: self._chance.sample(text, len(text)),
            "word-order": lambda: [self._chance.sample(sentence, len(sentence)) for sentence in text],
            "synonyms": lambda: [self._renamed(self._chance.sample(sentence, len(sentence))) for sentence in text],
        }
        return [self._printed(ways[kind]() if kind in ways else text)]

    def _edited(self, sentence: Sentence) -> Sentence:
        kept = [word for word in sentence if self._chance.random() > 0.08]
        return [word if self._chance.random() > 0.08 else self._chance.choice(self._words) for word in kept]

    def _renamed(self, sentence: Sentence) -> Sentence:
        return [self._synonym.get(word, word) if self._chance.random() < 0.2 else word for word in sentence]
