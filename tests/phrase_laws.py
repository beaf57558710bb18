"""Invented laws of another making: every sentence is put together from a few phrases, so that all articles look somewhat alike."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

__all__ = ["KINDS", "PHRASES", "Laws", "phrase_laws"]


@dataclass(frozen=True)
class Phrases:
    """Who does what to what, and when; how articles end; what every law says; words that mean much the same."""

    who: tuple[str, ...]
    does: tuple[str, ...]
    what: tuple[str, ...]
    when: tuple[str, ...]
    ends: tuple[str, ...]
    formulas: tuple[str, ...]
    synonyms: dict[str, str]


PHRASES = {
    "ru": Phrases(
        (
            "Медицинская организация", "Участковый врач", "Орган внутренних дел", "Комиссия по делам подростков", "Работодатель",
            "Прокурор района", "Аптечное учреждение", "Таможенная служба", "Начальник исправительной колонии", "Опекун больного",
            "Школьный психолог", "Владелец ночного клуба", "Перевозчик груза", "Инспектор по обороту прекурсоров", "Редакция газеты",
        ),
        (
            "обязана уведомлять", "вправе направлять", "ведет учет", "проводит проверку", "выдает разрешение на вывоз",
            "хранит не менее пяти лет", "передает на уничтожение", "отказывает в регистрации", "приостанавливает финансирование",
            "организует ежегодное обследование", "публикует сведения о количестве", "возмещает стоимость", "немедленно изымает",
        ),
        (
            "подростков, употребивших летучие растворители", "рецептурных бланков особой формы", "посевов масличного мака",
            "просроченных ампул морфина", "заместительной терапии метадоном", "лиц, вернувшихся из заключения", "автомобилей с тайниками",
            "образцов синтетических каннабиноидов", "беременных пациенток", "одноразовых шприцев", "складов с уксусным ангидридом",
            "рекламных щитов возле вокзалов", "доходов от сбыта дурмана", "учащихся лицеев", "иностранных моряков", "служебных собак",
        ),
        (
            "если анализ мочи дважды дал положительный результат", "по письменному заявлению родителей", "при наличии двух понятых",
            "в течение семидесяти двух часов после задержания", "кроме случаев стихийного бедствия", "с согласия главного нарколога",
            "не позднее первого марта", "когда пломба сорвана", "на срок до восемнадцати месяцев", "без взимания пошлины",
            "под роспись кладовщика", "в присутствии адвоката и переводчика", "по постановлению следователя",
        ),
        ("Копия акта вручается под расписку.", "Спор разрешает вышестоящая инстанция.", "Расходы покрывает областной бюджет."),
        (
            "Настоящий Закон вступает в силу со дня его официального опубликования.",
            "Лица, виновные в нарушении законодательства, несут ответственность в соответствии с законами Республики.",
        ),
        {"обязана": "должна", "вправе": "может", "немедленно": "сразу", "стоимость": "цену", "проверку": "ревизию", "сведения": "данные"},
    ),
    "en": Phrases(
        (
            "The district physician", "A licensed pharmacist", "The customs officer", "Every employer of drivers", "The youth commission",
            "A prison governor", "The narcology clinic", "The owner of a night club", "Any importer", "The school psychologist",
            "The guardian of a patient", "A forensic laboratory", "The harbour master", "Any newspaper editor", "A veterinary surgeon",
        ),
        (
            "shall notify", "keeps a bound register of", "may seize", "must destroy", "inspects twice a year", "refuses to register",
            "pays the cost of examining", "reports the number of", "shall not advertise", "weighs and seals", "issues a permit to export",
            "suspends the funding of", "refers to counselling", "releases without fee", "photographs", "stores for six years",
        ),
        (
            "teenagers who inhaled solvents", "expired morphine ampoules", "fields of oil poppy", "methadone substitution programmes",
            "parcels lacking a return address", "vehicles fitted with hidden compartments", "samples of synthetic cannabinoids",
            "pregnant patients", "disposable syringes", "drums of acetic anhydride", "billboards near railway stations",
            "ketamine for animals", "foreign sailors", "apprentices of vocational colleges", "proceeds of datura sales",
        ),
        (
            "where two urine tests proved positive", "upon a written request of both parents", "within seventy two hours after detention",
            "except during a natural disaster", "before two witnesses and a camera", "with consent from the chief narcologist",
            "no later than the first of March", "if the seal has been torn", "for up to eighteen months", "using certified scales",
            "once the value exceeds forty minimum wages", "unless contraindicated", "until psychotherapy is completed",
        ),
        ("A copy is handed over against receipt.", "A higher instance settles the dispute.", "The regional budget covers the expense."),
        (
            "This Law enters into force on the day of its official publication.",
            "Persons guilty of a violation of the legislation bear liability in accordance with the laws of the Republic.",
        ),
        {"notify": "inform", "seize": "confiscate", "destroy": "eliminate", "cost": "expense", "permit": "licence", "expired": "outdated"},
    ),
}  # fmt: skip

KINDS = ("verbatim", "word-order", "all-order", "synonyms", "trimmed", "embedded")


@dataclass
class Laws:
    """Two laws, and which article of the first stands in which of the second, by kind."""

    first: list[str] = field(default_factory=list)
    second: list[str] = field(default_factory=list)
    reused: dict[tuple[int, int], str] = field(default_factory=dict)


def phrase_laws(seed: int, language: str, *, articles: int, each: int, sentences: tuple[int, int]) -> Laws:
    """Two laws of so many ``articles`` of so many ``sentences``, with ``each`` article taken over for every kind."""
    chance, phrases, made = random.Random(seed), PHRASES[language], Laws()
    drafts = [_article(chance, phrases, chance.randint(*sentences)) for _ in range(articles)]
    free = chance.sample(range(articles), len(KINDS) * each)
    second: list[tuple[list[str], int | None, str]] = []
    for kind in KINDS:
        for _ in range(each):
            source = free.pop()
            second.append((_taken_over(chance, phrases, kind, drafts[source]), source, kind))
    while len(second) < articles:
        second.append((_article(chance, phrases, chance.randint(*sentences)), None, ""))
    chance.shuffle(second)
    made.first = [" ".join(one) for one in drafts] + list(phrases.formulas)
    made.second = [" ".join(one) for one, _, _ in second] + [*phrases.formulas, " ".join(phrases.formulas)]
    made.reused = {(source, at): kind for at, (_, source, kind) in enumerate(second) if source is not None}
    return made


def _article(chance: random.Random, phrases: Phrases, sentences: int) -> list[str]:
    topic = chance.sample(phrases.what, 3)
    made = []
    for _ in range(sentences):
        what = chance.choice(topic if chance.random() < 0.6 else phrases.what)
        made.append(f"{chance.choice(phrases.who)} {chance.choice(phrases.does)} {what}, {chance.choice(phrases.when)}.")
    return made + ([chance.choice(phrases.ends)] if chance.random() < 0.5 else [])


def _taken_over(chance: random.Random, phrases: Phrases, kind: str, text: list[str]) -> list[str]:
    if kind == "embedded":
        return [*_article(chance, phrases, 2), *text]
    if kind == "trimmed":
        return [" ".join(word for word in one.split() if chance.random() > 0.12) for one in text]
    if kind == "synonyms":
        text = [" ".join(phrases.synonyms.get(word, word) for word in one.split()) for one in text]
    if kind == "all-order":
        text = chance.sample(text, len(text))
    return text if kind == "verbatim" else [_turned(chance, one) for one in text]


def _turned(chance: random.Random, sentence: str) -> str:
    """The sentence with its words in another order."""
    words = sentence.rstrip(".").replace(",", "").split()
    cut = chance.randint(1, len(words) - 1)
    words = words[cut:] + words[:cut]
    for _ in words:
        at = chance.randrange(len(words) - 1)
        words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words).capitalize() + "."
