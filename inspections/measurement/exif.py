"""What a photo says of the camera that took it. Never trusted for lengths: it only finds a profile and
tells copies from originals.
"""

import io
import warnings
from dataclasses import dataclass
from typing import Any

from PIL import Image
from PIL.ExifTags import IFD, Base

from inspections.measurement.containers import open_formats

LONGEST = 80


@dataclass(frozen=True, slots=True)
class Taken:
    """Device and lens, empty when the photo does not say; the pixel size when it was taken, or zeros; the
    focal length that full format would need, or zero; the digital zoom, 1 for none.
    """

    device: str = ""
    lens: str = ""
    width_px: int = 0
    height_px: int = 0
    focal_35_mm: float = 0.0
    zoom: float = 1.0


def taken_with(photo: bytes) -> Taken:
    """Read the EXIF block; a photo without one, or with a broken one, says nothing."""
    exif, inner = _blocks(photo)
    return Taken(
        device=_device(_plain(exif.get(Base.Make)), _plain(exif.get(Base.Model))),
        lens=_lens(
            _plain(inner.get(Base.LensModel)),
            _number(inner.get(Base.FocalLength)),
            _number(inner.get(Base.DigitalZoomRatio)),
        ),
        width_px=int(_number(inner.get(Base.ExifImageWidth))),
        height_px=int(_number(inner.get(Base.ExifImageHeight))),
        focal_35_mm=_number(inner.get(Base.FocalLengthIn35mmFilm)),
        zoom=max(_number(inner.get(Base.DigitalZoomRatio)), 1.0),
    )


def taken_at(photo: bytes) -> str:
    """When the shutter opened, as the camera wrote it, to its fraction of a second; empty where it did not."""
    _, inner = _blocks(photo)
    moment, part = (
        _plain(inner.get(each)) for each in (Base.DateTimeOriginal, Base.SubsecTimeOriginal)
    )
    return f"{moment} {part}".strip() if moment else ""


def _blocks(photo: bytes) -> tuple[Image.Exif, dict[int, Any]]:
    """The EXIF of a photo and its inner block, both empty where there is none or a broken one."""
    try:
        with (
            warnings.catch_warnings(),
            Image.open(io.BytesIO(photo), formats=open_formats()) as image,
        ):
            warnings.simplefilter("ignore")
            exif = image.getexif()
            return exif, exif.get_ifd(IFD.Exif)
    except Exception:  # broken blocks raise many kinds; all mean that nothing is said
        return Image.Exif(), {}


def _device(make: str, model: str) -> str:
    return model if model.lower().startswith(make.lower()) else f"{make} {model}".strip()


def _lens(model: str, focal_mm: float, zoom: float) -> str:
    """Lens name or focal length; a digital zoom is another camera as far as pixels go."""
    named = model or (f"{focal_mm:.2f} mm" if focal_mm > 0 else "")
    return f"{named} x{zoom:.2g}" if zoom > 1.01 else named


def _plain(value: object) -> str:
    text = value if isinstance(value, str) else ""
    return " ".join("".join(c for c in text if c.isprintable()).split())[:LONGEST]


def _number(value: object) -> float:
    """Zero for what is no sensible number."""
    try:
        found = float(value)  # type: ignore[arg-type]  # EXIF holds anything
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return 0.0
    return found if 0 < found < 1e6 else 0.0
