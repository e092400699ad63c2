"""Edges of all elements of one photo: gathered at once, chosen by element, one rim inset, refined.

1. profiles across every stretch          3. fits with rim and paper edge apart tell the rim inset
2. costs of two steps, choice by element  4. choice and fits again with that inset, and a little more of it
"""

import functools
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from inspections.measurement.arrays import Flags, Floats, Floats32, Ints, middle_of, put
from inspections.measurement.competing import Choice, choose_circles, choose_lines, softened
from inspections.measurement.contact import contact_told
from inspections.measurement.edge_classes import told_by_both
from inspections.measurement.edges import EdgeFit, Stretches, gather, thinned
from inspections.measurement.elements import Edge, Element, groups_of, room_of
from inspections.measurement.inset import (
    CANDIDATES_MM,
    LOOSE_SD_MM,
    OF_ROUNDING,
    Inset,
    estimate,
    most_inset,
    pooled_costs,
    told_by,
)
from inspections.measurement.outline import Outline, Places
from inspections.measurement.placing import Placement, Seen
from inspections.measurement.refining import (
    FOOT,
    Known,
    Tie,
    as_fit,
    known_of,
    refined,
    start_of,
)
from inspections.measurement.rivals import X_MM, asked_pairs, costs, psi_of, silhouette_share
from inspections.measurement.steps import Surface, surface
from inspections.measurement.straying import Move
from inspections.measurement.tint import TintFit, colour_of, fit_tint
from inspections.measurement.wall_height import HeightSeen, height_seen

ROOM_LEFT_MM = 0.25
LEAST_ROOM_MM = 0.3
FOOT_SD_MM, BAND_SD_MM = 0.025, 0.01
HEIGHT_SHARE = 0.8
GUESS_MM = 0.05
WALL_MM = 0.25
TINT_SD_MM = 0.05
WEAK_CONTRAST, USUAL_AWAY_MM, SUSPICION = 0.25, 0.12, 0.6


@dataclass(frozen=True, slots=True)
class Learned:
    """What the standard uncertainties of rim inset and edge class are multiplied with: found from the
    errors of 3,000 sizes of renders, where what tells them says too much without colour, too little with.
    """

    of_inset: float
    of_class: float


COLOURED, COLOURLESS = Learned(0.9, 0.9), Learned(1.1, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Located:
    """The edges of one element, what is left of the doubt which edge it is, and how sure inset and class
    are of it.
    """

    stretches: Stretches
    edges: EdgeFit
    doubt_mm: float
    inset: Inset
    class_mm: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """What the photo shows across all stretches, before anything is made of it, and what had been moved."""

    stretches: Stretches
    faces: Surface
    moves: Mapping[Element, Move]

    def anew(self, chosen: Flags, others: "Read") -> "Read":
        """With some rows read elsewhere, as if all had been read at once."""
        return Read(
            self.stretches.gathered_anew(chosen, others.stretches),
            put(self.faces, chosen, others.faces),
            others.moves,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The rim inset of the part, what walls tell of its height, the edges of each element, in order, and what
    they were made of.
    """

    inset: Inset
    height: HeightSeen | None
    located: tuple[Located, ...]
    read: Read | None = None


def locate(
    seen: Seen,
    placement: Placement,
    elements: Sequence[Element],
    outline: Outline,
    *,
    height_mm: float,
    height_tol_mm: float,
    edge_break_max_mm: float,
    blur_px: float,
    white: float,
    moves: Mapping[Element, Move] | None = None,
    before: Read | None = None,
) -> Found:
    """All edges of some elements; `moves` are from the nominal places of some to those about which they are
    looked for. What was read of the same elements `before` is not read again where they stay.
    """
    if not elements:
        return Found(Inset(0.0, 0.0, 0), None, ())
    parts = [groups_of(each, outline) for each in elements]
    pieces = [piece for part in parts for piece in part]
    places = placement.placed(thinned(pieces))
    ends = np.cumsum([0, *(len(each) for each in parts)])
    rows = [slice(a, b) for a, b in itertools.pairwise(ends.tolist())]
    room_mm = np.repeat([room_of(e, outline) - ROOM_LEFT_MM for e in elements], np.diff(ends))
    moves = dict(moves or {})  # a copy: the next look is compared with it
    places, room_mm = _moved(places, room_mm, elements, rows, moves)
    unread = _unread(before, moves, elements, np.diff(ends))
    across = gather(
        seen,
        Places(places.points_mm[unread], places.normals[unread]),
        height_mm=height_mm,
        plane_mm=placement.plane_mm,
        blur_px=blur_px,
        white=white,
        room_mm=room_mm[unread],
    )
    read = Read(across, surface(across, asked_pairs(most_inset(edge_break_max_mm))), moves)
    if before is not None:
        read = before.anew(unread, read)
    stretches, faces = read.stretches, read.faces
    share = silhouette_share(stretches.delta_mm, height_mm) / OF_ROUNDING
    tried = np.stack(
        [costs(faces, stretches, np.full(len(share), f), share) for f in CANDIDATES_MM]
    )
    guess = np.full(len(share), GUESS_MM)
    colour = colour_of(stretches)
    tint = None if colour is None else fit_tint(colour, guess * (1 - share))
    first = _choose(
        elements, stretches, rows, tried.min(axis=0) + _by_tint(tint, stretches, guess * share)
    )
    silhouette = share * OF_ROUNDING
    shown = _shown(stretches, faces)
    tie = _tie(shown, guess, share, LOOSE_SD_MM)
    fitting = known_of(stretches)
    loose = refined(fitting, start_of(fitting, first.offset_mm, GUESS_MM, tie), tie)
    contact = np.full(len(share), contact_told(stretches, loose))
    stretches = replace(stretches, contact_mm=contact)
    fitting, shown = replace(fitting, stretches=stretches), _shown(stretches, faces)
    known = {
        "edge_break_max_mm": edge_break_max_mm,
        "height_u_share": HEIGHT_SHARE * height_tol_mm / np.sqrt(3) / max(height_mm, 0.1),
    }
    told = told_by(stretches, loose, silhouette, tint)
    of_part = estimate(told, **known, pooled=pooled_costs(tried, stretches))
    height = height_seen(stretches, loose, tint, of_part, height_mm)
    insets = [estimate(told.only(r), **known, of_part=of_part) for r in rows]
    inset_mm = np.repeat([each.mean_mm for each in insets], np.diff(ends))
    tint = None if colour is None else fit_tint(colour, inset_mm * (1 - share), tint)
    cost = costs(faces, stretches, inset_mm, share)
    chosen = _choose(elements, stretches, rows, cost + _by_tint(tint, stretches, inset_mm * share))
    classed = told_by_both(
        _fit(fitting, shown, chosen.offset_mm, inset_mm, share), tint, stretches.delta_mm,
        inset_mm=inset_mm, inset_sd_mm=np.repeat([each.sd_mm for each in insets], np.diff(ends)),
        share=share,
    )  # fmt: skip
    fit, learned = classed.edges, COLOURLESS if tint is None else COLOURED
    located = tuple(
        Located(
            stretches=stretches.only(r),
            edges=fit.only(r),
            doubt_mm=_doubt(fit.only(r), float(rivals_mm)),
            inset=replace(inset, sd_mm=learned.of_inset * inset.sd_mm),
            class_mm=learned.of_class * classed.class_mm[r],
        )
        for r, rivals_mm, inset in zip(rows, chosen.doubt_mm, insets, strict=True)
    )
    return Found(of_part, height, located, read)


def _unread(
    before: Read | None,
    moves: Mapping[Element, Move],
    elements: Sequence[Element],
    counts: Ints,
) -> Flags:
    """Rows of elements that were not looked for there before."""
    is_new = [before is None or moves.get(e) is not before.moves.get(e) for e in elements]
    return np.repeat(np.array(is_new), counts)


def _moved(
    places: Places,
    room_mm: Floats,
    elements: Sequence[Element],
    rows: Sequence[slice],
    moves: Mapping[Element, Move],
) -> tuple[Places, Floats]:
    """Places about which is looked, and the room outside them: what lies beyond did not move."""
    if not moves:
        return places, room_mm
    points, room_mm = places.points_mm.copy(), room_mm.copy()
    for element, r in zip(elements, rows, strict=True):
        if (move := moves.get(element)) is not None:
            here = Places(points[r], places.normals[r])
            points[r] = move.of(here).points_mm
            middle = here.normals[:, here.normals.shape[1] // 2]
            nearer = room_mm[r] - np.clip(move.reach(middle), 0, None)
            room_mm[r] = np.maximum(nearer, np.minimum(room_mm[r], LEAST_ROOM_MM))
    return Places(points, places.normals), room_mm


def _by_tint(tint: TintFit | None, stretches: Stretches, outwards_mm: Floats) -> Floats32:
    """Cost (g, x) of each place of the outline by where colour ends, with heavy tails; `outwards_mm`
    (g,) is how far a rounded silhouette lies inside the outline.
    """
    if tint is None:
        return np.zeros((len(outwards_mm), len(X_MM)), np.float32)
    expected = tint.offset_mm - np.clip(stretches.delta_mm, 0, None) + outwards_mm
    away = (X_MM[None, :] - expected[:, None]) / np.hypot(tint.sd_mm, TINT_SD_MM)[:, None]
    return np.asarray(3 * np.log1p(away**2 / 2), np.float32)


def _choose(
    elements: Sequence[Element], stretches: Stretches, rows: Sequence[slice], cost: Floats32
) -> Choice:
    """The best place of every element, edges, whole circles and arcs each at once."""
    counts = np.array([r.stop - r.start for r in rows])
    kinds = np.array([0 if isinstance(e, Edge) else 1 + e.is_whole for e in elements])
    soft = softened(cost)
    found = Choice(np.empty(len(cost)), np.empty(len(elements)))
    for kind in range(3):
        chosen = kinds == kind
        if not chosen.any():
            continue
        at = np.flatnonzero(np.repeat(chosen, counts))
        if kind == 0:
            along = np.concatenate([_along(int(count)) for count in counts[chosen]])
            choice = choose_lines(cost[at], soft[at], along, counts[chosen])
        else:
            rays, whole = stretches.normals[at], kind == 2
            choice = choose_circles(cost[at], soft[at], rays, counts[chosen], whole=whole)
        found.offset_mm[at], found.doubt_mm[chosen] = choice.offset_mm, choice.doubt_mm
    return found


@functools.cache
def _along(count: int) -> Floats:
    return np.linspace(-1, 1, count)


def _doubt(fit: EdgeFit, rivals_mm: float) -> float:
    """What competing places leave, and the suspicion of a weak edge far from where parts are made:
    the end of a cast shadow looks the same.
    """
    weak = middle_of(fit.contrast) < WEAK_CONTRAST
    away = abs(middle_of(fit.offset_mm)) - USUAL_AWAY_MM
    return float(np.hypot(rivals_mm, SUSPICION * max(away, 0.0) if weak else 0.0))


def _shown(stretches: Stretches, faces: Surface) -> Floats:
    """How far outside a sharp rim the paper is expected to begin (g,), by whether it brightens there in
    the best of all pairs of places.
    """
    cost = faces.cost.reshape(len(stretches.light), -1)
    brightens = faces.brightens.reshape(cost.shape)[np.arange(len(cost)), cost.argmin(axis=1)]
    psi, _ = psi_of(stretches, np.where(brightens, 1.0, -1.0))
    return np.asarray(np.clip(stretches.delta_mm, 0, None) + psi, np.float64)


def _tie(shown_mm: Floats, inset_mm: Floats, share: Floats, sd_mm: Floats | float) -> Tie:
    """Expected distance from the rim to the paper's edge."""
    gap = shown_mm + inset_mm * (1 - share)
    return Tie(gap, np.broadcast_to(sd_mm, gap.shape).astype(np.float64))


def _fit(known: Known, shown_mm: Floats, start: Floats, inset_mm: Floats, share: Floats) -> EdgeFit:
    """The final fit, and how it answers to a slightly larger inset."""
    stretches = known.stretches
    is_wall = stretches.delta_mm > WALL_MM
    sd = np.where(is_wall, LOOSE_SD_MM, np.where(stretches.delta_mm > 0.1, FOOT_SD_MM, BAND_SD_MM))
    tie = _tie(shown_mm, inset_mm, share, sd)
    one = refined(known, start_of(known, start, inset_mm, tie), tie)
    terms = one.terms
    moved = 1 + one.rim_by_gap * (1 - share)
    psi, psi_sd = psi_of(stretches, terms[:, FOOT])
    return as_fit(
        one,
        stretches,
        inset_mm=inset_mm,
        reach_mm=stretches.delta_mm + psi,
        reach_sd_mm=psi_sd,
        by_inset=np.clip(moved, -0.5, 1.5),
        is_wall=is_wall,
    )
