"""Where the label of a territory stands: inside it, or where it does not fit beside the map with a line that leads there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from api.formats.geography import Map, Ring

__all__ = ["Callout", "callouts"]

_TRIES, _FILLED = 24, 0.7


@dataclass(frozen=True)
class Callout:
    """The middle of a label, and the point in the territory that a line leads to where the label stands outside."""

    x: float
    y: float
    anchor: tuple[float, float] | None = None


def callouts(drawn: Map, room: tuple[float, float]) -> tuple[dict[str, Callout], float]:
    """The place of each label of ``room`` (width, height) pixels, by state, and the height of the strip below the map that some need.

    A label stands in the middle of its state where the state is about as large and no label of a larger one stands there. The
    others stand below the map, in the order of their states from west to east, so that few lines cross.
    """
    mainlands = drawn.mainlands
    placed: dict[str, Callout] = {}
    away: dict[str, tuple[float, float]] = {}
    for state in sorted(mainlands, key=lambda state: (-_area(mainlands[state]), state)):
        x, y = _middle(mainlands[state])
        x_inside = min(max(x, room[0] / 2), drawn.width - room[0] / 2)
        taken = any(abs(one.x - x_inside) < room[0] and abs(one.y - y) < room[1] for one in placed.values())
        if taken or _area(mainlands[state]) < _FILLED * room[0] * room[1]:
            away[state] = (x, y)
        else:
            placed[state] = Callout(x_inside, y)
    columns = max(1, int(drawn.width // room[0]))
    order = sorted(away, key=lambda state: away[state])
    for line, start in enumerate(range(0, len(order), columns)):
        states = order[start : start + columns]
        for state, x in zip(states, _spread([away[state][0] for state in states], room[0], drawn.width), strict=True):
            placed[state] = Callout(x, drawn.height + (line + 1) * room[1], away[state])
    return {state: placed[state] for state in mainlands}, (-(-len(order) // columns) + 0.5) * room[1] if order else 0.0


def _spread(wanted: list[float], apart: float, width: float) -> list[float]:
    """Places in rising order at least ``apart`` from each other, near those wanted, within a width that has room for all."""
    found: list[float] = []
    for place, x in enumerate(wanted):
        earliest = found[-1] + apart if found else apart / 2
        latest = width - apart / 2 - (len(wanted) - 1 - place) * apart
        found.append(min(max(x, earliest), latest))
    return found


def _middle(ring: Ring) -> tuple[float, float]:
    """The point inside a ring that is farthest from its border, of a grid of points; its mean corner where the ring is too thin for one."""
    low, high = ring.min(axis=0), ring.max(axis=0)
    steps = (np.arange(_TRIES) + 0.5) / _TRIES
    tries = np.array([(x, y) for x in low[0] + steps * (high[0] - low[0]) for y in low[1] + steps * (high[1] - low[1])])
    within = tries[_contains(ring, tries)]
    if not len(within):
        return float(ring[:, 0].mean()), float(ring[:, 1].mean())
    far = np.array([((ring - point) ** 2).sum(axis=1).min() for point in within])
    x, y = within[int(far.argmax())]
    return float(x), float(y)


def _contains(ring: Ring, points: Ring) -> NDArray[np.bool_]:
    """Which points lie inside a ring: those from which a ray crosses it an odd number of times."""
    ahead = np.roll(ring, -1, axis=0)
    x, y = points[:, :1], points[:, 1:]
    spans = (ring[:, 1] > y) != (ahead[:, 1] > y)
    rise = np.where(ahead[:, 1] == ring[:, 1], 1e-12, ahead[:, 1] - ring[:, 1])
    crossing = ring[:, 0] + (y - ring[:, 1]) * (ahead[:, 0] - ring[:, 0]) / rise
    return np.asarray((spans & (x < crossing)).sum(axis=1) % 2 == 1)


def _area(ring: Ring) -> float:
    x, y = ring.T
    return float(abs((x * np.roll(y, -1) - y * np.roll(x, -1)).sum()) / 2)
