"""One cell over time: from the days on which its findings turn, against asking the comparison day by day."""

from __future__ import annotations

from datetime import date, timedelta
from time import perf_counter

from graph.comparison import cell_on
from graph.dates import day_number
from graph.knowledge import Knowledge
from graph.rules import Rule
from graph.store import open_store
from graph.timeline import timeline

SUBJECT, MEASURE = "kz", "substitution-treatment-practice"
FIRST, YEARS, REPEATS = date(2000, 1, 1), 27, 50


def main() -> None:
    """Print the time of both ways over the same years, and their ratio."""
    knowledge = Knowledge(open_store())
    measure = knowledge.codebook().measures[MEASURE]
    timeline(knowledge, SUBJECT, MEASURE)

    start = perf_counter()
    for _ in range(REPEATS):
        periods = timeline(knowledge, SUBJECT, MEASURE)
    turned = (perf_counter() - start) / REPEATS

    start = perf_counter()
    days = [day_number(FIRST + timedelta(days=one)) for one in range(YEARS * 365)]
    cells = [cell_on(knowledge, SUBJECT, measure, day, Rule()) for day in days]
    scanned = perf_counter() - start

    same = all(cell == next(one.cell for one in periods if one.first <= day <= one.last) for day, cell in zip(days, cells, strict=True))
    print(
        f"{SUBJECT}, {MEASURE}: {len(periods)} periods in {turned * 1000:.2f} ms; {len(days)} days asked one by one {scanned * 1000:.0f} ms"
    )
    print(f"ratio {scanned / turned:.0f}, the same answers: {same}")


if __name__ == "__main__":
    main()
