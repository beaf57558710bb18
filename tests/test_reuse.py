"""Text reuse: articles of two texts that say the same are found whatever the order, the forms and the print of their words."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

import invented_laws
import phrase_laws
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.reuse import Article, Pair, find_reuse
from loaders.reuse.common import common_words
from loaders.reuse.words import worded

CASES = {
    "ru": (
        "Врач ставит больных наркоманией на учёт в диспансере по месту жительства и ежегодно осматривает каждого из них.",
        "Каждый больной наркоманией ежегодно осматривается врачом и ставится им на учет в диспансере по месту своего жительства.",
    ),
    "uk": (
        "Лікар щороку оглядає хворих на наркоманію і ставить їх на облік у диспансері за місцем проживання.",
        "На облік у диспансері за місцем проживання хворий на наркоманію ставиться лікарем, який оглядає його щороку.",
    ),
    "uz": (
        "Shifokor giyohvandlikka chalingan bemorlarni yashash joyidagi dispanserda roʻyxatga oladi va har yili tekshiradi.",
        "Yashash joyidagi dispanserda giyohvandlikka chalingan bemor shifokor tomonidan roʻyxatga olinib, har yili tekshiriladi.",
    ),
    "az": (
        "Həkim narkomaniya xəstələrini yaşadığı yer üzrə dispanserdə qeydiyyata alır və hər il onları müayinə edir.",
        "Narkomaniya xəstəsi yaşadığı yer üzrə dispanserdə həkim tərəfindən qeydiyyata alınır və hər il müayinədən keçirilir.",
    ),
    "en": (
        "The physician registers patients with a drug addiction at the clinic of their residence and examines each of them yearly.",
        "Each patient with a drug addiction is examined yearly by the physician and registered at the clinic of his residence.",
    ),
}
ELSE = {
    "ru": ("Мост через реку ремонтирует за свой счёт железная дорога.", "Пчеловод обязан сообщать соседям о начале медосбора."),
    "uk": ("Міст через річку ремонтує власним коштом залізниця.", "Пасічник повідомляє сусідів про початок медозбору."),
    "uz": ("Daryo ustidagi koʻprikni temir yoʻl oʻz hisobidan taʼmirlaydi.", "Asalarichi qoʻshnilarini asal yigʻish haqida ogohlantiradi."),
    "az": ("Çayın üstündəki körpünü dəmir yolu öz vəsaiti ilə təmir edir.", "Arıçı bal yığımının başlanmasını qonşularına bildirir."),
    "en": ("The railway repairs the bridge across the river at its own cost.", "A beekeeper tells the neighbours when the harvest begins."),
}  # fmt: skip


def text(language: str, articles: Sequence[str]) -> list[Article]:
    return [worded(str(at), one, language) for at, one in enumerate(articles)]


def found(language: str, first: Sequence[str], second: Sequence[str]) -> dict[tuple[int, int], Pair]:
    """The pairs of articles by their places."""
    pairs = find_reuse(text(language, first), text(language, second), common_words(language))
    return {(pair.a, pair.b): pair for pair in pairs}


@pytest.mark.parametrize("language", CASES)
def test_a_sentence_in_another_order_and_other_forms_is_found(language: str) -> None:
    first, second = CASES[language]

    assert set(found(language, [ELSE[language][0], first], [second, ELSE[language][1]])) == {(1, 0)}


PRINT = "Дознаватель опечатывает изъятые ампулы морфина и передаёт их на склад аптечного управления под расписку кладовщика."


@pytest.mark.parametrize(
    "printed",
    [
        PRINT.upper(),
        PRINT.replace("е", "e").replace("о", "o").replace("а", "a"),  # Latin letters that look alike
        PRINT.replace("опечатывает", "о п е ч а т ы в а е т"),
        PRINT.replace("ампулы", "ампу\u00adлы").replace(" ", "\u00a0"),
        "1. " + PRINT.replace("и передаёт", "и:\n1) передает"),
        PRINT.replace("ё", "е") + " (в редакции Закона № 12-З)",
    ],
    ids=["capitals", "look-alikes", "letter-spaced", "invisible", "numbered", "note"],
)
def test_print_hides_nothing(printed: str) -> None:
    pairs = found("ru", [PRINT, ELSE["ru"][0]], [ELSE["ru"][1], printed])

    assert set(pairs) == {(0, 1)}
    assert pairs[0, 1].score > 0.9


@pytest.mark.parametrize(
    ("language", "formula"),
    [
        ("ru", "Настоящий Закон вступает в силу по истечении десяти календарных дней после дня его официального опубликования."),
        ("ru", "Лица, виновные в нарушении законодательства, несут ответственность в соответствии с законами Республики."),
        ("uk", "Цей Закон набирає чинності з дня, наступного за днем його опублікування."),
        ("be", "Гэты Закон уступае ў сілу пасля яго афіцыйнага апублікавання."),
        ("uz", "Ushbu Qonun rasmiy eʼlon qilingan kundan eʼtiboran kuchga kiradi."),
        ("az", "Bu Qanun dərc edildiyi gündən qüvvəyə minir."),
        ("en", "This Law enters into force on the day following the day of its official publication."),
    ],
)
def test_what_every_law_says_is_no_reuse(language: str, formula: str) -> None:
    others = ELSE.get(language, ("", ""))

    assert found(language, [others[0], formula], [formula, others[1]]) == {}


@pytest.mark.parametrize("language", invented_laws.LANGUAGES)
@pytest.mark.parametrize(
    ("articles", "each", "words", "seeds"), [(200, 8, (20, 400), (1, 2)), (30, 2, (15, 40), range(10)), (30, 2, (20, 400), range(5))]
)
def test_planted_reuse_is_found_and_nothing_else(
    language: str, articles: int, each: int, words: tuple[int, int], seeds: Sequence[int]
) -> None:
    right, wrong, planted = Counter[str](), 0, Counter[str]()
    for seed in seeds:
        laws = invented_laws.invent(seed, language, articles=articles, each=each, words=words)
        pairs = found(language, laws.first, laws.second)
        planted.update(laws.reused.values())
        right.update(kind for key, kind in laws.reused.items() if key in pairs)
        wrong += len(pairs.keys() - laws.reused.keys())

    assert right.total() / planted.total() >= 0.95
    assert right.total() / (right.total() + wrong) >= 0.95
    # Half of an article of fifteen words is seven words, of which some are found in any article.
    least = 0.9 if words[0] > 15 else 0.8
    assert {kind: right[kind] / planted[kind] for kind in planted if right[kind] / planted[kind] < least} == {}


@pytest.mark.parametrize("language", phrase_laws.PHRASES)
@pytest.mark.parametrize(("articles", "each", "sentences", "seeds"), [(30, 3, (2, 5), range(8)), (100, 8, (2, 6), (1, 2))])
def test_planted_reuse_among_articles_that_all_look_alike(
    language: str, articles: int, each: int, sentences: tuple[int, int], seeds: Sequence[int]
) -> None:
    right = wrong = planted = 0
    for seed in seeds:
        laws = phrase_laws.phrase_laws(seed, language, articles=articles, each=each, sentences=sentences)
        pairs = found(language, laws.first, laws.second)
        planted += len(laws.reused)
        right += len(pairs.keys() & laws.reused.keys())
        wrong += len(pairs.keys() - laws.reused.keys())

    assert right / planted >= 0.95
    assert right / (right + wrong) >= 0.95


@pytest.mark.parametrize("language", phrase_laws.PHRASES)
def test_a_sentence_of_common_phrases_is_found_inside_another_article(language: str) -> None:
    planted, right, wrong = 0, 0, 0
    for seed in range(6):
        chance, phrases = random.Random(seed), phrase_laws.PHRASES[language]

        def sentence(chance: random.Random = chance, phrases: phrase_laws.Phrases = phrases) -> str:
            who, does, what, when, end = (
                chance.choice(said) for said in (phrases.who, phrases.does, phrases.what, phrases.when, phrases.ends)
            )
            also, then, to = chance.choice(phrases.what), chance.choice(phrases.when), chance.choice(phrases.does)
            return f"{who} {does} {what}, {when}, {to} {also}, {then}; {end}"

        first = [[sentence(), sentence()] for _ in range(30)]
        second = [[sentence(), first[at][1] if at < 8 else sentence()] for at in range(30)]
        pairs = found(language, [" ".join(one) for one in first], [" ".join(one) for one in second])
        reused = {(at, at) for at in range(8)}
        planted, right, wrong = planted + len(reused), right + len(reused & pairs.keys()), wrong + len(pairs.keys() - reused)

    assert right / planted >= 0.95
    assert right / (right + wrong) >= 0.95


RULES = [
    "Потребление наркотических средств без назначения врача в общественных местах запрещается и влечет наложение штрафа.",
    "Лицо, добровольно сдавшее наркотические средства, освобождается от ответственности за их приобретение и хранение.",
    "Врач-нарколог проводит медицинское освидетельствование водителя не позднее двух часов с момента остановки транспорта.",
    "Принудительное лечение больного, уклоняющегося от наблюдения, назначается судом на срок от шести месяцев до двух лет.",
    "Анонимное лечение предоставляется по желанию гражданина в хозрасчетном отделении диспансера.",
    "Хранение прекурсоров допускается в помещениях, оборудованных сигнализацией и решетками, при наличии лицензии.",
    "Уничтожение изъятых веществ производится комиссией в присутствии представителя санитарной службы с составлением акта.",
]
IN_OTHER_WORDS = [
    "Не позднее двух часов после остановки транспорта водитель подлежит медицинскому освидетельствованию у врача-нарколога.",
    "Запрещается без назначения врача потреблять наркотические средства в общественных местах; нарушение влечет штраф.",
    "По желанию гражданина лечение в хозрасчетном отделении диспансера предоставляется анонимно.",
    "Освобождается от ответственности за хранение и приобретение наркотических средств лицо, сдавшее их добровольно.",
    "Суд назначает принудительное лечение больному, который уклоняется от наблюдения, сроком от шести месяцев до двух лет.",
    "Хранение наркотических средств в небольшом размере без цели сбыта наказывается исправительными работами.",
    "Водитель, отказавшийся от проверки на трезвость, лишается права управления на год.",
    "Лицензия на ввоз прекурсоров выдается министерством сроком на пять лет.",
    "Акт об осмотре помещения составляется в двух экземплярах и подписывается понятыми.",
]


def test_rules_written_by_hand_in_other_words_among_rules_on_the_same_matters() -> None:
    assert set(found("ru", RULES, IN_OTHER_WORDS)) == {(0, 1), (1, 3), (2, 0), (3, 4), (4, 2)}


def test_how_close_a_pair_is() -> None:
    one, other = CASES["ru"]
    rest = "Приказ министра определяет вид журнала, печать и подпись. Областной бюджет оплачивает бумагу, чернила и переплёт."
    whole, turned, part = (found("ru", [one], [two])[0, 0] for two in (one, other, f"{one} {rest} {rest[::-1]}"))
    half = found("ru", [f"{one} {rest}"], [f"{one} Паром перевозит туристов бесплатно, а рыбаков за половину цены."])[0, 0]

    assert (whole.degree, whole.score, whole.literal) == ("verbatim", 1.0, 1.0)
    assert turned.degree == "in-essence" and turned.literal < 0.9
    assert (part.in_b, part.degree) == (1.0, "verbatim") and part.in_a < 0.7
    assert half.degree == "similar" and 0.3 < half.score < 0.65


def test_the_shared_words_are_marked_where_they_stand() -> None:
    first = "Сторож запирает склад морфина в полночь. Гости платят за вход отдельно."
    second = "Билет в театр действует год. В полночь склад морфина запирается сторожем."
    pair = found("ru", [first], [second])[0, 0]

    assert [first[start:end] for start, end in pair.spans_a] == ["Сторож запирает склад морфина в полночь"]
    assert [second[start:end] for start, end in pair.spans_b] == ["В полночь склад морфина запирается сторожем"]


def test_the_order_of_the_texts_makes_no_difference_and_twice_is_the_same() -> None:
    laws = invented_laws.invent(7, "ru", articles=60, each=3)
    one, other = text("ru", laws.first), text("ru", laws.second)
    there, back = find_reuse(one, other), find_reuse(other, one)

    assert find_reuse(one, other) == there
    assert sorted((pair.a, pair.b, pair.in_b, pair.in_a) for pair in there) == sorted((p.b, p.a, p.in_a, p.in_b) for p in back)


@pytest.mark.parametrize(("first", "second"), [([], []), ([""], ["...", "5"]), (["слово"], ["слово"]), ([PRINT], []), ([], [PRINT])])
def test_texts_of_next_to_nothing_have_nothing_in_common(first: list[str], second: list[str]) -> None:
    assert found("ru", first, second) == {}


def test_a_language_without_lists_is_compared_by_the_beginnings_of_words() -> None:
    one = "Lekarz rejestruje chorych na narkomanię w przychodni i co roku bada każdego z nich."
    other = "W przychodni lekarz co roku bada i rejestruje każdego chorego na narkomanię."

    assert set(found("pl", [one], ["Most na rzece naprawia kolej.", other])) == {(0, 1)}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=200), max_size=4), st.lists(st.text(max_size=200), max_size=4), st.sampled_from(["ru", "az", "en", ""]))
def test_any_text_is_compared_and_spans_stand_in_it(first: list[str], second: list[str], language: str) -> None:
    one, other = text(language, first), text(language, second)
    for pair in find_reuse(one, other):
        for article, spans in ((one[pair.a], pair.spans_a), (other[pair.b], pair.spans_b)):
            edges = [edge for span in spans for edge in span]
            assert edges == sorted(edges) and spans and edges[0] >= 0 and edges[-1] <= len(article.text)
