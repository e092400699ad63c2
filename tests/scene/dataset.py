"""Folders of photos with truth, as `python -m tests.scene.dataset --out DIR --seed N --photos K`.

Layout and schemas are those of the shared photos: task.json, truth.json, sheets/, designs/, images/,
calib/. The first 40 % of photos come from phone A, and so on by `SHARES`; traps follow the ordinary.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np

from inspections.measurement.sheets import sheet_to_json
from tests.scene import photo
from tests.scene.chance import (
    BAR_U95_MM,
    EDGE_BREAK_MAX_MM,
    Shot,
    calibration,
    nominal_outline,
    shot,
)
from tests.scene.shapes import Flaws
from tests.scene.traps import Trap, trap_shots
from tests.scene.truth import DEFINITIONS, true_value
from tests.scene.world import Phone, Scene

SHARES = (("A", 0.34), ("B", 0.28), ("C", 0.30), ("E", 0.06), ("D", 0.02))
PROFILED = ("A", "B", "C")
QUALITY = Phone().quality


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One file to render."""

    name: str
    scene: Scene
    change: Callable[[bytes], bytes] | None = None


def write(
    out: Path, seed: int, photos: int, traps: int, workers: int, calib: int = 8,
    quality: int = QUALITY,
) -> None:  # fmt: skip
    """Make the folder. The same seed gives the same scenes at any quality of the JPEG."""
    r = np.random.default_rng(seed)
    shots = [shot(r, device) for device in _devices(photos)]
    lured = trap_shots(r, traps)
    cards = {device: calibration(r, device, calib) for device in PROFILED if calib}
    for folder in ("sheets", "designs", "images", "calib"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    task, truth = Book(out, seed), {}
    items = []
    for k, made in enumerate(shots):
        name = f"images/p{k:03d}_{made.design.name}.jpg"
        truth[name] = task.enter(name, made, None)
        items.append(Item(name, made.scene))
    for k, trap in enumerate(lured):
        name = f"images/t{k:02d}_{trap.name}.jpg"
        truth[name] = task.enter(name, trap.shot, trap)
        items.append(Item(name, trap.scene, trap.change))
    for device, scenes in cards.items():
        names = [f"calib/{device}_{k}.jpg" for k in range(len(scenes))]
        task.calibrate(device, scenes, names)
        items += [Item(name, scene) for name, scene in zip(names, scenes, strict=True)]
    items = [replace(each, scene=_kept_at(each.scene, quality)) for each in items]
    task.save()
    (out / "truth.json").write_text(
        json.dumps(
            {"schema": "photo-bench-truth/1", "set": f"rendered-{seed}", "images": truth}, indent=1
        )
    )
    render_all(out, items, workers)


def _kept_at(scene: Scene, quality: int) -> Scene:
    return replace(scene, phone=replace(scene.phone, quality=quality))


def render_all(out: Path, items: Sequence[Item], workers: int) -> None:
    """Render files in a process pool; files that are there already are kept."""
    missing = [(out / item.name, item) for item in items if not (out / item.name).exists()]
    todo = sorted(missing, key=lambda each: _print_of(each[1]))  # prints are cached
    if workers < 2:
        for path, item in todo:
            _render(path, item)
        return
    # spawned: a fork of a process in which OpenCV has started threads may wait for them for ever
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        list(pool.map(_render, *zip(*todo, strict=True), chunksize=4) if todo else ())


def _print_of(item: Item) -> tuple[object, ...]:
    return item.scene.sheet.name, item.scene.printed.serial, item.name


def _render(path: Path, item: Item) -> None:
    cv2.setNumThreads(1)
    data = photo(item.scene)
    path.write_bytes(item.change(data) if item.change else data)


def _devices(photos: int) -> Iterable[str]:
    edges = np.cumsum([share for _, share in SHARES])
    for k in range(photos):
        yield SHARES[int(np.searchsorted(edges, (k + 0.5) / photos * edges[-1]))][0]


class Book:
    """The task file and what stands beside it."""

    def __init__(self, out: Path, seed: int) -> None:
        self.out, self.seed = out, seed
        self.images: dict[str, object] = {}
        self.calibration: dict[str, object] = {}

    def enter(self, name: str, made: Shot, trap: Trap | None) -> dict[str, object]:
        """Enter a photo; gives its truth."""
        scene, part = made.scene, made.scene.parts[0]
        shared = self._shared(made)
        stem = Path(name).stem
        design = f"designs/{stem}.json"
        (self.out / design).write_text(json.dumps(nominal_outline(made.design)))
        features, truths = [], {}
        for each in made.design.asked:
            nominal = round(true_value(each, made.design, Flaws()), 4)
            true = true_value(each, made.design, made.flaws)
            tol = made.tolerances[each.id]
            plain = {"id": each.id, "kind": each.kind, "unit": each.unit, "nominal": nominal,
                     "lower_tol": -tol, "upper_tol": tol}  # fmt: skip
            refs: dict[str, object] = {}
            if each.edges:
                refs["edges"] = [[list(e.p), list(e.q)] for e in each.edges]
            whole = [c for c in each.rounds if c.is_whole]
            arcs = [c for c in each.rounds if not c.is_whole]
            if whole:
                refs["circles"] = [{"centre": list(c.centre), "radius": c.radius} for c in whole]
            if arcs:
                refs["arcs"] = [{"centre": list(c.centre), "radius": c.radius,
                                 "start_deg": c.start_deg, "end_deg": c.end_deg} for c in arcs]  # fmt: skip
            features.append({**plain, "refs": refs})
            truths[each.id] = {**plain, "true_value_mm": round(true, 5),
                               "conforms": bool(abs(true - nominal) <= tol)}  # fmt: skip
            del truths[each.id]["id"]
        self.images[name] = {
            **shared, "design": design, "part": made.design.name, "material": made.material,
            "nominal_height_mm": round(made.design.height_mm, 3), "height_tol_mm": made.height_tol_mm,
            "edge_break_max_mm": EDGE_BREAK_MAX_MM, "rotation_hint_deg": made.hint_deg,
            "features": features,
        }  # fmt: skip
        return {
            **shared, "part": made.design.name, "material": made.material, "sheet_used": scene.sheet.name,
            "part_height_mm": round(part.height_mm, 4), "fillet_mm": round(part.rounding_mm, 4),
            "chamfered": part.chamfered, "print_scale": dict(zip("xy", scene.printed.scale, strict=True)),
            "bow_mm": list(scene.printed.bow_mm), "tilt_deg": round(scene.stand.tilt_deg, 2),
            "distance_mm": round(scene.stand.distance_mm, 1), "at_mm_deg": [*part.at_mm, part.turn_deg],
            "trap": trap.name if trap else None, "codes": list(trap.codes) if trap else [],
            "features": truths,
        }  # fmt: skip

    def _shared(self, made: Shot) -> dict[str, object]:
        x, y = made.bars_mm
        return {"device": made.device, "sheet": self._sheet(made),
                "measured_bar_mm": {"x": round(x, 3), "y": round(y, 3)},
                "measured_bar_U95_mm": BAR_U95_MM}  # fmt: skip

    def _sheet(self, made: Shot) -> str:
        name = f"sheets/sheet_{made.scene.sheet.name}.json"
        path = self.out / name
        if not path.exists():
            path.write_text(json.dumps(sheet_to_json(made.scene.sheet)))
        return name

    def calibrate(self, device: str, scenes: Sequence[Scene], names: list[str]) -> None:
        """Photos of the bare sheet."""
        sheet, scale = scenes[0].sheet, scenes[0].printed.scale
        path = self.out / f"sheets/sheet_{sheet.name}.json"
        path.write_text(json.dumps(sheet_to_json(sheet)))
        self.calibration[device] = {
            "sheet": f"sheets/{path.name}",
            "measured_bar_mm": {"x": round(sheet.bar("x").nominal_mm * scale[0], 3),
                                "y": round(sheet.bar("y").nominal_mm * scale[1], 3)},
            "measured_bar_U95_mm": BAR_U95_MM, "images": names,
        }  # fmt: skip

    def save(self) -> None:
        """Write task.json."""
        whole = {"schema": "photo-bench-task/1", "definitions": DEFINITIONS, "images": self.images,
                 "calibration": self.calibration}  # fmt: skip
        (self.out / "task.json").write_text(json.dumps(whole, indent=1))


def main() -> None:
    """Command line."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--out", type=Path, required=True)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--photos", type=int, default=60)
    asked.add_argument("--traps", type=int, default=24)
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--calib", type=int, default=8)
    asked.add_argument("--quality", type=int, default=QUALITY, help="of the JPEG, 1 to 100")
    given = asked.parse_args()
    write(
        given.out, given.seed, given.photos, given.traps, given.workers, given.calib, given.quality
    )


if __name__ == "__main__":
    main()
