"""Photos that must not be measured, each with the codes that are right for it."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from PIL import Image, ImageDraw

from tests.scene.chance import PAPERS, Shot, in_picture, shot
from tests.scene.shapes import MAKERS, Ring, as_made, circle
from tests.scene.solid import placed_outline
from tests.scene.world import MATERIALS, Part, Scene

Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Trap:
    """What is asked (`shot`), what is shown (`scene`), what is done to the file, the right codes."""

    name: str
    codes: Codes
    shot: Shot
    scene: Scene
    change: Callable[[bytes], bytes] | None = None


def trap_shots(r: np.random.Generator, count: int) -> list[Trap]:
    """The kinds in turn."""
    made: list[Trap] = []
    while len(made) < count:
        kind = KINDS[len(made) % len(KINDS)]
        device = "ABC"[int(r.integers(3))]
        made.append(kind(r, shot(r, device, "A5")))
    return made


def _defocused(r: np.random.Generator, s: Shot) -> Trap:
    radius = float(r.uniform(3.5, 7)) * s.scene.phone.width_px / 4032
    return Trap("defocused", ("blurred",), s, replace(s.scene, defocus_px=radius))


def _shaken(r: np.random.Generator, s: Shot) -> Trap:
    streak = float(r.uniform(8, 14)) * s.scene.phone.width_px / 4032, float(r.uniform(0, 180))
    return Trap("shaken", ("blurred",), s, replace(s.scene, shake_px=streak))


def _covered(r: np.random.Generator, s: Shot) -> Trap:
    """A cloth over one side of the ring."""
    w, h = s.scene.sheet.window_mm
    box = (-30.0, h + 1.0, w + 30.0, h + 30.0)
    right = (w + 1.0, -30.0, w + 30.0, h + 30.0)
    scene = replace(s.scene, printed=replace(s.scene.printed, covered_mm=(box, right)))
    return Trap("covered", ("few_markers", "overlaps_markers"), s, scene)


def _cut_off(r: np.random.Generator, s: Shot) -> Trap:
    """Too near: half of the ring lies outside the picture."""
    part = s.scene.parts[0]
    near = replace(s.scene.stand, distance_mm=s.scene.stand.distance_mm * 0.6, aim_mm=part.at_mm)
    return Trap("cut_off", ("few_markers", "part_outside"), s, replace(s.scene, stand=near))


def _glare(r: np.random.Generator, s: Shot) -> Trap:
    """A lamp mirrored over an edge that is asked for."""
    part = s.scene.parts[0]
    rim = placed_outline(part).exterior
    at = rim.interpolate(float(r.uniform(0, 1)), normalized=True)
    glossy = replace(s.scene.light, glare_mm=(at.x, at.y, float(r.uniform(4, 8))))
    return Trap("glare", ("glare",), s, replace(s.scene, light=glossy))


def _glare_inside(r: np.random.Generator, s: Shot) -> Trap:
    """The same over a hole of the part."""
    part = s.scene.parts[0]
    holes = placed_outline(part).interiors
    at = holes[0].centroid if holes else placed_outline(part).centroid
    glossy = replace(s.scene.light, glare_mm=(at.x, at.y, float(r.uniform(4, 7))))
    return Trap("glare_inside", ("glare",), s, replace(s.scene, light=glossy))


def _over_markers(r: np.random.Generator, s: Shot) -> Trap:
    part = s.scene.parts[0]
    side = int(r.integers(4))
    w, h = s.scene.sheet.window_mm
    at = [(w / 2 + 12, h + 6.0), (w + 6.0, h / 2), (w / 2 - 12, -6.0), (-6.0, h / 2)][side]
    return Trap("over_markers", ("overlaps_markers",), s, _placed(s.scene, replace(part, at_mm=at)))


def _part_cut_off(r: np.random.Generator, s: Shot) -> Trap:
    """The part lies at a corner of the window, the phone looks elsewhere: its end is cut off."""
    w, h = s.scene.sheet.window_mm
    scene = s.scene
    part = replace(scene.parts[0], at_mm=(w - 8.0, h / 2))
    low = placed_outline(replace(part, at_mm=(0, 0))).bounds
    part = replace(part, at_mm=(w - 3 - low[2], h / 2))
    stand = replace(scene.stand, roll_deg=0.0, tilt_deg=3.0)
    along = 0.0
    while in_picture(scene) > 0.0 and along < 300.0:
        along += 2.0
        stand = replace(stand, aim_mm=(w / 2 - along, h / 2))
        scene = replace(scene, parts=(part,), stand=stand)
    scene = replace(scene, stand=replace(stand, aim_mm=(w / 2 - along - 6.0, h / 2)))
    return Trap("part_cut_off", ("part_outside", "few_markers"), s, scene)


def _other_sheet(r: np.random.Generator, s: Shot) -> Trap:
    return Trap("other_sheet", ("wrong_sheet",), s, replace(s.scene, sheet=PAPERS["A5-black"]))


def _other_revision(r: np.random.Generator, s: Shot) -> Trap:
    """The same markers, moved a little, and a code that says so."""
    old = s.scene.sheet
    moved = tuple(
        replace(m, corners_mm=tuple((x * 1.01, y * 1.01) for x, y in m.corners_mm))  # type: ignore[arg-type]  # four corners stay four
        for m in old.markers
    )
    return Trap(
        "other_revision", ("wrong_sheet",), s,
        replace(s.scene, sheet=replace(old, markers=moved, revision=old.revision + 1)),
    )  # fmt: skip


def _other_part(r: np.random.Generator, s: Shot) -> Trap:
    part = s.scene.parts[0]
    while True:
        other = MAKERS[int(r.integers(len(MAKERS)))](r)
        if other.name != s.design.name:
            break
    shown = replace(part, outline=as_made(other, s.flaws))
    return Trap(
        "other_part", ("wrong_part", "overlaps_markers", "part_outside"), s, _placed(s.scene, shown)
    )


def _other_holes(r: np.random.Generator, s: Shot) -> Trap:
    """The outer size is the same, the holes lie elsewhere."""
    polygon = s.design.outer.points
    solid = shapely.Polygon(polygon)
    holes: list[Ring] = []
    for _ in range(300):
        low, high = polygon.min(axis=0), polygon.max(axis=0)
        at = r.uniform(low, high)
        radius = float(r.uniform(1.8, 3.5))
        near = shapely.Point(*at).buffer(radius + 2.0)
        old = any(shapely.Polygon(h.points).buffer(1.5).intersects(near) for h in s.design.holes)
        new = any(shapely.Polygon(h.points).intersects(near) for h in holes)
        if (
            solid.contains(near)
            and not new
            and not old
            and len(holes) < max(len(s.design.holes), 2)
        ):
            holes.append(circle((float(at[0]), float(at[1])), radius))
    other = replace(s.design, holes=tuple(holes))
    shown = replace(s.scene.parts[0], outline=as_made(other, s.flaws))
    return Trap("other_holes", ("wrong_part",), s, replace(s.scene, parts=(shown,)))


def _mirrored(r: np.random.Generator, s: Shot) -> Trap:
    """An asymmetric part lies face down."""
    while s.design.name not in ("bracket", "wedge", "comb", "tee", "window"):
        s = shot(r, s.device, "A5")
    part = s.scene.parts[0]
    flipped = shapely.transform(part.outline, lambda p: p * np.array([-1.0, 1.0]))
    flipped = shapely.transform(flipped, lambda p: p + 2 * np.array([part.outline.centroid.x, 0]))
    return Trap("mirrored", ("wrong_part",), s, _placed(s.scene, replace(part, outline=flipped)))


def _no_part(r: np.random.Generator, s: Shot) -> Trap:
    return Trap("no_part", ("no_part",), s, replace(s.scene, parts=()))


def _two_parts(r: np.random.Generator, s: Shot) -> Trap:
    """A second piece of the same design beside the first."""
    while s.design.name not in ("block", "hexagon", "disc"):
        s = shot(r, s.device, "A5")
    part, (w, h) = s.scene.parts[0], s.scene.sheet.window_mm
    first = replace(part, at_mm=(w * 0.3, h / 2))
    second = replace(
        part, at_mm=(w * 0.7, h / 2), turn_deg=part.turn_deg + float(r.uniform(-10, 10))
    )
    scene = replace(s.scene, parts=(_centred(first), _centred(second)))
    return Trap("two_parts", ("several_parts",), s, scene)


def _two_different(r: np.random.Generator, s: Shot) -> Trap:
    """Another, smaller part beside the one that is asked for."""
    while s.design.name not in ("block", "hexagon", "disc", "bracket"):
        s = shot(r, s.device, "A5")
    w, h = s.scene.sheet.window_mm
    other = shapely.Polygon(circle((0, 0), 9.0).points, [circle((2, 0), 2.5).points])
    material = MATERIALS[str(r.choice(list(MATERIALS)))]
    second = Part(other, 3.0, 0.0, False, material, (w * 0.78, h * 0.3))
    first = _centred(replace(s.scene.parts[0], at_mm=(w * 0.35, h / 2)))
    return Trap("two_different", ("several_parts",), s, replace(s.scene, parts=(first, second)))


def _screenshot(r: np.random.Generator, s: Shot) -> Trap:
    return Trap("screenshot", ("few_markers", "unreadable", "blurred"), s, s.scene, _as_screenshot)


def _off_screen(r: np.random.Generator, s: Shot) -> Trap:
    """The sheet shown on a screen at 93 %; the calliper says so."""
    scale = (0.93, 0.93)
    bars = (100.0 * scale[0], 80.0 * scale[1])
    scene = replace(s.scene, printed=replace(s.scene.printed, scale=scale))
    return Trap("off_screen", ("wrong_sheet",), replace(s, bars_mm=bars), scene)


def _oblique(r: np.random.Generator, s: Shot) -> Trap:
    """52 degrees from above."""
    stand = replace(s.scene.stand, tilt_deg=52.0, distance_mm=s.scene.stand.distance_mm * 1.25)
    return Trap("oblique", ("few_markers", "blurred"), s, replace(s.scene, stand=stand))


def _cut_file(r: np.random.Generator, s: Shot) -> Trap:
    return Trap("cut_file", ("unreadable",), s, s.scene, _first_half)


def _first_half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _as_screenshot(data: bytes) -> bytes:
    """The photo in a gallery app on a phone's screen."""
    screen = Image.new("RGB", (1080, 2340), (16, 16, 18))
    photo = Image.open(io.BytesIO(data)).resize((1080, 810))
    screen.paste(photo, (0, 760))
    draw = ImageDraw.Draw(screen)
    draw.rectangle((0, 0, 1080, 90), fill=(34, 34, 38))
    draw.rectangle((0, 2180, 1080, 2340), fill=(34, 34, 38))
    for k in range(5):
        draw.ellipse((100 + 200 * k, 2220, 160 + 200 * k, 2280), fill=(220, 220, 224))
    out = io.BytesIO()
    screen.save(out, "PNG")
    return out.getvalue()


def _centred(part: Part) -> Part:
    """Moved so that its middle, not its origin, lies where it was to lie."""
    low_x, low_y, high_x, high_y = placed_outline(replace(part, at_mm=(0.0, 0.0))).bounds
    x, y = part.at_mm
    return replace(part, at_mm=(x - (low_x + high_x) / 2, y - (low_y + high_y) / 2))


def _placed(scene: Scene, part: Part) -> Scene:
    return replace(scene, parts=(_centred(part),))


KINDS: Sequence[Callable[[np.random.Generator, Shot], Trap]] = (
    _defocused, _shaken, _covered, _cut_off, _glare, _glare_inside, _over_markers, _part_cut_off,
    _other_sheet, _other_revision, _other_part, _other_holes, _mirrored, _no_part, _two_parts,
    _two_different, _screenshot, _off_screen, _oblique, _cut_file,
)  # fmt: skip
