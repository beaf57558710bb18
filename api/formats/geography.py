"""The territories of states, projected onto a map that suits those it shows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.knowledge import Subject

__all__ = ["Map", "Territory", "has_shapes", "territories"]

Ring = NDArray[np.float64]
Polygons = list[list[Ring]]
_NEARLY_OPPOSITE, _OVERSEAS = -0.3, 3


@dataclass(frozen=True)
class Territory:
    """A feature of the data: its polygons as rings of points, and the code of the state, none for what is drawn apart."""

    id: str
    name: str
    polygons: Polygons


@cache
def territories() -> list[Territory]:
    """All features of the data, rings in degrees east and north."""
    data = json.loads((Path(__file__).parent / "geometry" / "states.json").read_text(encoding="utf-8"))
    return [Territory(one.get("id", ""), one["properties"]["name"], _polygons(one["geometry"])) for one in data["features"]]


def has_shapes(subjects: Iterable[Subject]) -> bool:
    """Whether any of these subjects is a state that has a shape."""
    return not {one.id for one in subjects}.isdisjoint(one.id for one in territories())


def _polygons(geometry: dict[str, Any]) -> Polygons:
    pieces = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[np.array(ring, dtype=np.float64)[:, :2] for ring in polygon] for polygon in pieces]


class Map:
    """A map that holds some states, ``width`` pixels wide and at most ``highest`` high, and what of the world else falls into it.

    Lambert's azimuthal equal-area projection (Snyder, Map Projections: A Working Manual, USGS 1987, section 24) around the middle of
    the states, each of which counts once: no line where a map is cut, so that a country beyond the 180th meridian stays in one piece.
    ``states`` are their polygons in pixels, ``mainlands`` the border of the largest of each, ``around`` the other land in the frame.
    """

    def __init__(self, states: Sequence[str], width: float, highest: float) -> None:
        shown = [one for one in territories() if one.id in states]
        mainlands = [_unit(_mainland(one)) for one in shown]
        self._middle = _degrees(sum((points.mean(axis=0) for points in mainlands), start=np.zeros(3)))
        corners = np.concatenate([ring for one, mainland in zip(shown, mainlands, strict=True) for ring in _near(one.polygons, mainland)])
        flat = self._flat(corners)
        low, high = flat.min(axis=0), flat.max(axis=0)
        span = np.maximum(high - low, 1e-6)
        self.scale = float(min(width / span[0], highest / span[1]))
        self.width, self.height = (float(one) for one in np.maximum(span * self.scale, 60))
        self._shift = np.array([self.width, self.height]) / 2 - (low + high) / 2 * self.scale
        self.states = {one.id: self._placed(self._on_this_side(one.polygons) or one.polygons) for one in shown}
        self.mainlands = {one.id: self._flat(_mainland(one)) * self.scale + self._shift for one in shown}
        self.around = list(self._around(states))

    def _around(self, states: Sequence[str]) -> Iterator[Polygons]:
        for one in territories():
            if one.id not in states:
                placed = self._placed(self._on_this_side(one.polygons))
                if inside := [polygon for polygon in placed if self._touches(polygon[0])]:
                    yield inside

    def _on_this_side(self, polygons: Polygons) -> Polygons:
        """The pieces that do not come near the point opposite the middle, around which the projection turns them inside out."""
        return [polygon for polygon in polygons if self._cosine(polygon[0]).min() > _NEARLY_OPPOSITE]

    def _touches(self, ring: Ring) -> bool:
        return bool((ring.max(axis=0) > 0).all() and (ring.min(axis=0) < (self.width, self.height)).all())

    def _placed(self, polygons: Polygons) -> Polygons:
        return [[self._flat(ring) * self.scale + self._shift for ring in polygon] for polygon in polygons]

    def _cosine(self, points: Ring) -> NDArray[np.float64]:
        east, north = np.radians(points - (self._middle[0], 0)).T
        middle = np.radians(self._middle[1])
        return np.asarray(np.sin(middle) * np.sin(north) + np.cos(middle) * np.cos(north) * np.cos(east))

    def _flat(self, points: Ring) -> Ring:
        east, north = np.radians(points - (self._middle[0], 0)).T
        middle = np.radians(self._middle[1])
        stretch = np.sqrt(2 / np.maximum(1 + self._cosine(points), 1e-9))
        up = np.cos(middle) * np.sin(north) - np.sin(middle) * np.cos(north) * np.cos(east)
        return np.column_stack([stretch * np.cos(north) * np.sin(east), -stretch * up])


def _mainland(territory: Territory) -> Ring:
    """The border of the largest piece of a territory."""
    return max((polygon[0] for polygon in territory.polygons), key=_area)


def _area(ring: Ring) -> float:
    """The area within a ring on the globe, nearly: half the length of the sum of the cross products of its neighbouring points."""
    points = _unit(ring)
    return float(np.linalg.norm(np.cross(points, np.roll(points, -1, axis=0)).sum(axis=0)) / 2)


def _unit(ring: Ring) -> Ring:
    """Points on the globe, in degrees, as points of the sphere of radius 1."""
    east, north = np.radians(ring).T
    return np.column_stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])


def _degrees(point: Ring) -> tuple[float, float]:
    """The direction of a point in space, in degrees east and north."""
    return float(np.degrees(np.arctan2(point[1], point[0]))), float(np.degrees(np.arctan2(point[2], np.hypot(point[0], point[1]))))


def _near(polygons: Polygons, mainland: Ring) -> Iterator[Ring]:
    """The borders of a state but for those of its pieces overseas: more than three times as far from its middle as its mainland reaches."""
    middle = mainland.mean(axis=0)
    reach = np.linalg.norm(mainland - middle, axis=1).max()
    for polygon in polygons:
        if np.linalg.norm(_unit(polygon[0]) - middle, axis=1).min() <= _OVERSEAS * reach:
            yield polygon[0]
