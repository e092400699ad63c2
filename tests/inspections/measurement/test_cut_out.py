"""A cut-out that no longer tells its whole size: sizes stay within what is said of them."""

import io
import json
from pathlib import Path

from PIL import Image

from inspections.measurement.measure import Measurement, measure_photo
from inspections.measurement.task import Measured
from inspections.measurement_commands.task_file import read_task_file

# a tall part: what is wrong in the lens's place moves its top most
PHOTO, CUT = "images/d09_block.jpg", 0.08


def test_a_tall_part_on_a_cut_out_is_measured_within_its_uncertainty(shared: Path) -> None:
    folder = shared / "photos"
    asked = next(e for e in read_task_file(folder / "task.json").photos if e.key == PHOTO)
    truth = json.loads((folder / "truth.json").read_text())["images"][PHOTO]["features"]
    image = Image.open(asked.path)
    width, height = image.size
    out = io.BytesIO()
    image.crop((int(width * CUT), int(height * CUT), width, height)).save(out, "JPEG", quality=92)
    found = measure_photo(out.getvalue(), task=asked.task, profile=None)
    assert isinstance(found, Measurement)
    sizes = [each for each in found.features if isinstance(each, Measured)]
    assert len(sizes) >= 4
    missed = {e.id for e in sizes if abs(e.value - truth[e.id]["true_value_mm"]) > e.U95}
    assert not missed
