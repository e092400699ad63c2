"""What one photo shows: phone, materials, lamps, the place of the phone, parts, the printed sheet."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shapely.geometry import Polygon

from inspections.measurement.sheets import Sheet

Rgb = tuple[float, float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Phone:
    """Camera and picture pipeline; distortion as in OpenCV, blurs in px, noise as share of light."""

    name: str = "12 MP"
    width_px: int = 4032
    height_px: int = 3024
    f_px: float = 3150.0
    cx_off_px: float = -8.0
    cy_off_px: float = 6.0
    k1: float = 0.045
    k2: float = -0.08
    k3: float = 0.0
    p1: float = -0.0002
    p2: float = 0.0002
    blur_px: float = 0.7
    corner_blur_px: float = 0.9
    noise: float = 0.004
    sharpen: float = 0.25
    tone: float = 0.0
    vignette: float = 0.12
    quality: int = 92


@dataclass(frozen=True, slots=True)
class Material:
    """Reflectance of the top face; share of light that passes; gleam and its sharpness; print lines."""

    top: Rgb
    passes: float = 0.0
    gleam: float = 0.02
    polish: float = 12.0
    lines: float = 0.02


MATERIALS: Mapping[str, Material] = {
    "white_PLA": Material((0.70, 0.69, 0.65)),
    "grey_PLA": Material((0.13, 0.13, 0.13)),
    "blue_PLA": Material((0.05, 0.10, 0.38)),
    "red_PLA": Material((0.45, 0.05, 0.05)),
    "green_PLA": Material((0.08, 0.30, 0.10)),
    "orange_PETG": Material((0.62, 0.17, 0.04), gleam=0.06, polish=25.0),
    "black_PETG": Material((0.030, 0.030, 0.031), gleam=0.06, polish=25.0, lines=0.10),
    "translucent_PETG": Material((0.55, 0.55, 0.53), passes=0.5, gleam=0.06, polish=25.0),
    "grey_metal": Material((0.46, 0.46, 0.47), gleam=0.35, polish=40.0, lines=0.05),
    "brass": Material((0.55, 0.40, 0.15), gleam=0.30, polish=40.0, lines=0.04),
}


@dataclass(frozen=True, slots=True)
class Lamp:
    """One lamp far away: its share of all light; `width_deg` makes shadows soft."""

    azimuth_deg: float = 40.0
    elevation_deg: float = 55.0
    width_deg: float = 8.0
    share: float = 0.45


@dataclass(frozen=True, slots=True)
class Light:
    """Lamps and the light from all round (the rest to 1); exposure; slope across 100 mm; a reflection."""

    lamps: tuple[Lamp, ...] = (Lamp(),)
    exposure: float = 0.85
    tint: Rgb = (1.0, 1.0, 1.0)
    falloff: float = 0.08
    glare_mm: tuple[float, float, float] | None = None

    @property
    def ambient(self) -> float:
        """Share of the light that comes from all round."""
        return 1.0 - sum(lamp.share for lamp in self.lamps)


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the phone is: above `aim_mm`, tilted towards an azimuth, turned about its axis."""

    distance_mm: float = 280.0
    tilt_deg: float = 8.0
    azimuth_deg: float = 70.0
    roll_deg: float = 3.0
    aim_mm: tuple[float, float] = (77.0, 46.0)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A made part: true outline in the part frame, height, rounding of its upper rim, where it lies."""

    outline: Polygon
    height_mm: float
    rounding_mm: float = 0.0
    chamfered: bool = False
    material: Material = MATERIALS["orange_PETG"]
    at_mm: tuple[float, float] = (77.0, 46.0)
    turn_deg: float = 20.0


@dataclass(frozen=True, slots=True)
class Print:
    """How the sheet came out of the printer and lies there."""

    scale: tuple[float, float] = (1.0, 1.0)
    jitter_mm: float = 0.012
    gain_mm: float = 0.0
    bow_mm: tuple[float, float, float] = (0.0, 0.0, 0.0)
    serial: str = "S-0001"
    covered_mm: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen that shows the sheet: pitch of its pixels, how it is turned, sigma of the phone's lens."""

    pitch_mm: float = 0.1
    turn_deg: float = 0.0
    lens_px: float = 0.45


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """Everything that one photo shows."""

    sheet: Sheet
    parts: tuple[Part, ...] = ()
    phone: Phone = field(default_factory=Phone)
    light: Light = field(default_factory=Light)
    stand: Stand = field(default_factory=Stand)
    printed: Print = field(default_factory=Print)
    desk: str = "concrete"
    defocus_px: float = 0.0
    shake_px: tuple[float, float] = (0.0, 0.0)
    seed: int = 1
    screen: Screen | None = None
