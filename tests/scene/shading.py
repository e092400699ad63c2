"""How a place on a part looks: its slope, lamps and their shadow on walls, sky, gleam, what shines through."""

from dataclasses import dataclass

import numpy as np

from inspections.measurement.arrays import Floats32
from tests.scene.solid import Solid, towards
from tests.scene.world import Scene

PAPER_GLOW = 0.45


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """Places (n) of one height with the upward share of their normal, and the light behind (n, 3)."""

    x: Floats32
    y: Floats32
    height_mm: float
    normal_z: float
    behind: Floats32


def shade(scene: Scene, solid: Solid, hits: Hits, centre: Floats32) -> Floats32:
    """Colour (n, 3) as share of the light on an open, level place."""
    material, count = solid.part.material, len(hits.x)
    flat = float(np.sqrt(max(1 - hits.normal_z**2, 0.0)))
    if flat > 0:
        nx = flat * solid.at(hits.x, hits.y, solid.normal_x)
        ny = flat * solid.at(hits.x, hits.y, solid.normal_y)
    else:
        nx = ny = np.zeros(count, np.float32)
    light = np.full(count, scene.light.ambient * _sky(solid, hits, flat), np.float32)
    shine = np.zeros(count, np.float32)
    view = np.stack([centre[0] - hits.x, centre[1] - hits.y, np.full(count, centre[2])])
    view /= np.linalg.norm(view, axis=0)
    for lamp in scene.light.lamps:
        to = towards(lamp)
        facing = nx * to[0] + ny * to[1] + hits.normal_z * to[2]
        free = _free(solid, hits, to) if hits.normal_z < 0.9 else 1.0
        light += lamp.share * np.maximum(facing, 0) / to[2] * free
        half = view + to[:, None]
        half /= np.linalg.norm(half, axis=0)
        glint = np.maximum(nx * half[0] + ny * half[1] + hits.normal_z * half[2], 0)
        shine += lamp.share * glint**material.polish * free
    if hits.normal_z > 0.9:
        light *= _lines(solid, hits)
    colour = light[:, None] * np.asarray(material.top, np.float32)
    if material.passes:
        behind = hits.behind if flat < 0.5 else np.median(hits.behind, axis=0)
        colour = (1 - material.passes) * colour + material.passes * 0.7 * behind
    return np.asarray(colour + material.gleam * shine[:, None], np.float32)


def _sky(solid: Solid, hits: Hits, flat: float) -> float:
    """A wall sees half the sky, less towards its foot, and the paper's glow."""
    low = 1 - min(hits.height_mm / max(solid.part.height_mm, 0.1), 1.0)
    side = 0.5 * (1 - 0.35 * low) + 0.5 * PAPER_GLOW * (1 - 0.3 * low)
    return (1 - flat) * 1.0 + flat * side if flat < 1 else side


def _free(solid: Solid, hits: Hits, to: np.ndarray) -> Floats32:
    """Whether the lamp reaches a wall: inside holes the opposite wall may stand before it."""
    run = max(solid.part.height_mm - hits.height_mm, 0.0) * to[:2] / to[2]
    free = np.ones(len(hits.x), np.float32)
    for share in (0.25, 0.5, 0.75, 1.0):
        there = solid.at(hits.x + np.float32(share * run[0]), hits.y + np.float32(share * run[1]))
        free = np.minimum(free, np.clip((there + 0.08) / 0.1, 0, 1))
    return free


def _lines(solid: Solid, hits: Hits) -> Floats32:
    """Lines that a printer or a saw leaves on the top face, 0.4 mm apart."""
    turn = np.radians(solid.part.turn_deg + 45)
    along = hits.x * np.cos(turn) + hits.y * np.sin(turn)
    wave = np.sin(2 * np.pi * along / 0.42) + 0.5 * np.sin(2 * np.pi * along / 7.3)
    return np.asarray(1 + solid.part.material.lines * 0.5 * wave, np.float32)
