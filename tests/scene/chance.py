"""Scenes by lot, the same for the same seed: parts, materials, light, prints, phones, where they stand."""

from dataclasses import dataclass, replace

import numpy as np
import shapely

from inspections.measurement.sheets import Sheet
from inspections.printed_sheets.designs import Backing, design
from tests.scene.camera import camera_of
from tests.scene.shapes import MAKERS, Design, Flaws, as_made
from tests.scene.solid import placed_outline
from tests.scene.world import MATERIALS, Lamp, Light, Part, Phone, Print, Scene, Stand

PHONES = {
    "A": Phone("A", 4032, 3024, 3150.0, -8, 6, 0.045, -0.08, 0.0, -2e-4, 2e-4, 0.70, 0.90),
    "B": Phone("B", 3264, 2448, 2480.0, 11, -7, -0.055, 0.04, 0.004, 3e-4, -1e-4, 0.85, 1.15,
               0.007, 0.5, 0.04, 0.2, 86),
    "C": Phone("C", 3648, 2736, 2850.0, -9, 8, 0.048, -0.082, 0.0, -2e-4, 2e-4, 0.65, 0.75,
               0.003, 0.15, 0.0, 0.08, 93),
    "D": Phone("D", 8064, 6048, 6000.0, 20, -12, 0.03, -0.05, -0.006, 1e-4, 2e-4, 1.15, 1.4,
               0.009, 0.4, 0.05, 0.15, 88),
    "E": Phone("E", 1600, 1200, 1270.0, 3, 4, 0.02, -0.03, 0.0, 1e-4, -2e-4, 0.60, 0.70,
               0.003, 0.6, 0.04, 0.1, 75),
}  # fmt: skip
PAPERS = {
    "A5": design("A5"),
    "A5-black": design("A5", Backing.BLACK),
    "A5-blue": replace(
        design("A5", Backing.CUT_OUT), name="A5-blue", window_fill="blue", code=None
    ),
    "A4": design("A4"),
    "A6": design("A6"),
    "Letter": design("Letter"),
}
TOLERANCES_MM = (0.1, 0.15, 0.2, 0.25, 0.3)
TOLERANCES_DEG = (0.3, 0.5, 0.6)
EDGE_BREAK_MAX_MM = 0.3
BAR_U95_MM = 0.02
LEAST_IN_PICTURE, LEAST_PX_A_MM = 0.8, 6.4
DARK = ("black_PETG", "blue_PLA", "grey_PLA", "green_PLA", "red_PLA")  # these belong on white
LIGHT = tuple(name for name in MATERIALS if name not in DARK)


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """One photo by lot: the scene, and what its maker knows of it."""

    scene: Scene
    design: Design
    flaws: Flaws
    material: str
    device: str
    height_tol_mm: float
    hint_deg: float | None
    tolerances: dict[str, float]
    bars_mm: tuple[float, float]


def light(r: np.random.Generator) -> Light:
    """One to three lamps, hard or soft, on one side or all round."""
    count = int(r.integers(1, 4))
    shares = r.dirichlet(np.ones(count)) * r.uniform(0.15, 0.65)
    lamps = tuple(
        Lamp(float(r.uniform(0, 360)), float(r.uniform(32, 78)), float(r.uniform(3, 40)), float(s))
        for s in shares
    )
    tint = (float(r.uniform(0.96, 1.04)), 1.0, float(r.uniform(0.94, 1.05)))
    return Light(lamps, float(r.uniform(0.55, 0.98)), tint, float(r.uniform(0.0, 0.22)))


COPIES = ((0.006, 0.004), (0.014, -0.005))


def printed(r: np.random.Generator) -> Print:
    """One of two copies of a sheet, with its edges; scale and bow are of the day."""
    copy = int(r.integers(len(COPIES)))
    bowed = r.random() < 0.5
    bow = r.normal(0, 0.12, 3) if bowed else np.zeros(3)
    return Print(
        (float(r.normal(1, 0.0018)), float(r.normal(1, 0.0018))),
        *COPIES[copy],
        (float(bow[0]), float(bow[1]), float(bow[2])),
        f"S-{copy:04d}",
    )


def flaws(r: np.random.Generator, half_mm: float) -> Flaws:
    """Shrinkage, fat or lean walls, a slight shear and bend."""
    return Flaws(
        (float(r.normal(1, 0.0018)), float(r.normal(1, 0.0018))),
        float(r.normal(0, 0.05)),
        float(r.normal(0.03, 0.05)),
        float(r.normal(0, 0.0012)),
        float(r.normal(0, 0.06)),
        half_mm,
    )


def shot(r: np.random.Generator, device: str, paper: str | None = None) -> Shot:
    """One ordinary photo: everything within what a careful person does."""
    while True:
        made = _try(r, device, paper or _paper(r, device))
        if made is not None:
            return made


def _paper(r: np.random.Generator, device: str) -> str:
    if device == "E":
        return str(r.choice(["A6", "A5"]))
    return str(r.choice(list(PAPERS), p=[0.45, 0.13, 0.14, 0.13, 0.07, 0.08]))


def _try(r: np.random.Generator, device: str, paper: str) -> Shot | None:
    sheet = PAPERS[paper]
    chosen = MAKERS[int(r.integers(len(MAKERS)))](r)
    box = chosen.outer.points
    half = float(np.ptp(box[:, 0]) / 2)
    bad = flaws(r, half)
    material = str(r.choice(DARK + LIGHT if sheet.window_fill == "white" else LIGHT))
    rounding = float(r.uniform(0.08, 0.26)) if r.random() < 0.5 else 0.0
    tol = float(r.choice([0.1, 0.15, 0.2]))
    part = Part(
        as_made(chosen, bad),
        chosen.height_mm + float(r.uniform(-0.8, 0.8)) * tol,
        rounding,
        rounding > 0 and r.random() < 0.25,
        MATERIALS[material],
        turn_deg=float(r.uniform(0, 360)),
    )
    part_ = _laid(r, part, sheet)
    if part_ is None:
        return None
    scene = Scene(sheet, (part_,), PHONES[device], light(r), printed=printed(r),
                  desk=str(r.choice(["concrete", "slate", "oak", "felt", "white"])),
                  seed=int(r.integers(1 << 30)))  # fmt: skip
    scene = replace(scene, stand=standing(r, scene))
    near = scene.phone.f_px / scene.stand.distance_mm
    if in_picture(scene) < LEAST_IN_PICTURE or near < LEAST_PX_A_MM:
        return None
    hint = round(part_.turn_deg / 15) * 15.0 % 360
    no_hint = not chosen.turns_onto_itself and chosen.name != "disc" and r.random() < 0.3
    bars = tuple(
        bar.nominal_mm * scale + float(r.normal(0, BAR_U95_MM / 2))
        for bar, scale in zip((sheet.bar("x"), sheet.bar("y")), scene.printed.scale, strict=True)
    )
    tolerances = {
        each.id: float(r.choice(TOLERANCES_DEG if each.unit == "deg" else TOLERANCES_MM))
        for each in chosen.asked
    }
    return Shot(scene, chosen, bad, material, device, tol, None if no_hint else hint, tolerances,
                (bars[0], bars[1]))  # fmt: skip


def _laid(r: np.random.Generator, part: Part, sheet: Sheet) -> Part | None:
    """Somewhere in the window, 3 mm from its border; None when it is too big."""
    low_x, low_y, high_x, high_y = placed_outline(replace(part, at_mm=(0.0, 0.0))).bounds
    w, h = sheet.window_mm
    x, y = (3 - low_x, w - 3 - high_x), (3 - low_y, h - 3 - high_y)
    if x[0] >= x[1] or y[0] >= y[1]:
        return None
    middle_x, middle_y = sum(x) / 2, sum(y) / 2
    spread = float(r.uniform(0, 1))
    at_x = middle_x + spread * float(r.uniform(-0.5, 0.5)) * (x[1] - x[0])
    at_y = middle_y + spread * float(r.uniform(-0.5, 0.5)) * (y[1] - y[0])
    return replace(part, at_mm=(at_x, at_y))


def standing(r: np.random.Generator, scene: Scene) -> Stand:
    """As near as the sheet fills half to nearly all of the picture; up to 25 deg of tilt."""
    phone, paper = scene.phone, scene.sheet.paper_mm
    upright = r.random() < 0.2
    long, short = (paper[1], paper[0]) if upright else (paper[0], paper[1])
    near = max(phone.f_px * long / phone.width_px, phone.f_px * short / phone.height_px)
    fill = float(r.uniform(0.85, 0.98) if phone.name == "E" else r.uniform(0.6, 0.97))
    roll = (90.0 if upright else 0.0) + float(r.normal(0, 5)) + 180.0 * float(r.integers(2))
    w, h = scene.sheet.window_mm
    aim = (w / 2 + float(r.normal(0, 4)), h / 2 + float(r.normal(0, 4)))
    tilt = float(abs(r.normal(0, 11)))
    return Stand(near / fill, min(tilt, 26.0), float(r.uniform(0, 360)), roll, aim)


def in_picture(scene: Scene) -> float:
    """Share of the markers that lie wholly in the picture; 0 when the part does not."""
    camera = camera_of(scene)
    size = np.array([scene.phone.width_px, scene.phone.height_px])

    def inside(points: np.ndarray) -> bool:
        pixels = camera.project(points)
        return bool(((pixels > 12) & (pixels < size - 12)).all())

    for part in scene.parts:
        corners = np.asarray(placed_outline(part).exterior.coords)[:, :2]
        if not inside(np.column_stack([corners, np.full(len(corners), part.height_mm)])):
            return 0.0
    seen = [
        inside(np.column_stack([np.asarray(m.corners_mm), np.zeros(4)]))
        for m in scene.sheet.markers
    ]
    return float(np.mean(seen))


def calibration(r: np.random.Generator, device: str, count: int = 8) -> list[Scene]:
    """The bare A5 sheet from all sides by one phone, one print."""
    base = Scene(
        PAPERS["A5"],
        (),
        PHONES[device],
        light(r),
        printed=replace(printed(r), bow_mm=(0.0, 0.0, 0.0)),
    )
    scenes: list[Scene] = []
    while len(scenes) < count:
        k = len(scenes)
        stand = replace(
            standing(r, base),
            tilt_deg=float(r.uniform(14, 28)) if k % 2 else float(r.uniform(0, 10)),
            roll_deg=float(r.uniform(-8, 8)) + (90.0 if k % 4 == 2 else 0.0),
        )
        made = replace(base, stand=stand, light=light(r), seed=int(r.integers(1 << 30)))
        if in_picture(made) >= 0.7:
            scenes.append(made)
    return scenes


def nominal_outline(chosen: Design) -> dict[str, object]:
    """The design file."""
    polygon = shapely.set_precision(chosen.polygon, 1e-4)
    return {
        "name": chosen.name,
        "units": "mm",
        "nominal_height_mm": round(chosen.height_mm, 3),
        "outer": [list(p) for p in polygon.exterior.coords[:-1]],
        "holes": [[list(p) for p in ring.coords[:-1]] for ring in polygon.interiors],
    }
