"""Photos of our own with exact truth: a printed sheet, extruded parts, light, a phone.

world                what one photo shows (values)
camera, solid        rays; a part as signed distance, its shadow and sky
surfaces, shading    sheet and desk; how a place on a part looks
render, screen, develop   light on the sensor, a screen's grid; codes and the JPEG of a phone
shapes, truth        parts of our own as drawn and as made; their true sizes
chance, traps        ordinary scenes by lot; scenes that must not be measured
dataset              folders of photos with truth, as a command
"""

from dataclasses import replace

from inspections.measurement.arrays import Codes
from tests.scene.camera import Camera, camera_of
from tests.scene.develop import developed, jpeg
from tests.scene.render import rendered
from tests.scene.world import (
    MATERIALS,
    Lamp,
    Light,
    Material,
    Part,
    Phone,
    Print,
    Scene,
    Screen,
    Stand,
)

__all__ = [
    "MATERIALS",
    "Camera",
    "Lamp",
    "Light",
    "Material",
    "Part",
    "Phone",
    "Print",
    "Scene",
    "Screen",
    "Stand",
    "camera_of",
    "codes",
    "photo",
    "replace",
]


def codes(scene: Scene) -> Codes:
    """sRGB codes."""
    return developed(rendered(scene, camera_of(scene)), scene)


def photo(scene: Scene) -> bytes:
    """The JPEG of a scene; the same scene gives the same bytes."""
    return jpeg(codes(scene), scene)
