"""Whatever a phone, a messenger or an editor makes of a photo: measured truthfully, or refused with the reason."""

import io
import sys
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from inspections.measurement import containers
from inspections.measurement.arrays import Codes
from inspections.measurement.copies import check_copy
from inspections.measurement.exif import Taken, taken_with
from inspections.measurement.gates import Gates
from inspections.measurement.images import (
    LIGHTNESS,
    decode_both,
    decode_colour,
    decode_grey,
    tint_along,
)
from inspections.measurement.measure import QuickLook, quick_check
from inspections.measurement.refusal import RefusalCode, Refused
from inspections.measurement.sheets import MeasuredBars
from inspections.photos.copies import make_copies
from inspections.photos.header import BadPhoto, read_header
from inspections.printed_sheets.designs import Wanted, design
from inspections.printed_sheets.printing import draw
from tests.inspections.printed import Print
from tests.variants import thorough

SHEET = design(Wanted("A5"))
SIZE = (2592, 1944)
FORMS: dict[str, tuple[str, dict[str, Any]]] = {
    "progressive": ("JPEG", {"quality": 92, "progressive": True}),
    "webp": ("WEBP", {"quality": 95}),
    "webp_lossless": ("WEBP", {"lossless": True, "method": 0}),
    "png": ("PNG", {"compress_level": 1}),
    # the quickest of the encoder: its others look twenty times as long for the same light
    "heic": ("HEIF", {"quality": 95, "enc_params": {"preset": "ultrafast"}}),
}


@pytest.fixture(scope="module")
def grey() -> Codes:
    """Five megapixels of an empty sheet."""
    return Print(SHEET, draw(Wanted("A5"), ["COPY1"]).pdf).photo(size_px=SIZE)


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    containers.opens_heic()
    image.save(out, form, **options)
    return out.getvalue()


def looked(photo: bytes) -> QuickLook:
    return quick_check(photo, sheet=SHEET, bars=MeasuredBars(100.0, 80.0, 0.05))


def with_exif(image: Image.Image, width: int, height: int, orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Maker", "Maker Phone 7", orientation
    exif.get_ifd(0x8769).update({0xA002: width, 0xA003: height, 0x920A: 4.4, 0xA404: 2.0})
    return saved(image, "JPEG", quality=92, exif=exif)


@pytest.mark.parametrize("name", ["progressive", "png", "heic", *thorough("webp", "webp_lossless")])
def test_other_containers_hold_the_same_light(grey: Codes, name: str) -> None:
    form, options = FORMS[name]
    photo = saved(Image.fromarray(grey).convert("RGB"), form, **options)
    decoded = decode_grey(photo)
    assert not isinstance(decoded, Refused), decoded
    assert decoded.shape == grey.shape
    assert np.abs(decoded.astype(int) - grey).mean() < 2.0
    found = looked(photo)
    assert found.refused is None
    assert found.code is not None
    assert found.code.serial == "COPY1"
    assert make_copies(photo)


@pytest.mark.parametrize("mode", ["L", "CMYK", "I;16", "P", "RGBA", "LA", "1"])
def test_other_kinds_of_pixels_hold_the_same_light(grey: Codes, mode: str) -> None:
    image = Image.fromarray(grey)
    if mode == "I;16":
        photo = saved(Image.fromarray(grey.astype(np.uint16) * 257), "PNG", compress_level=1)
    elif mode in ("L", "CMYK"):
        photo = saved(image.convert(mode), "JPEG", quality=92)
    else:
        photo = saved(image.convert(mode), "PNG", compress_level=1)
    decoded = decode_grey(photo)
    assert not isinstance(decoded, Refused), decoded
    copy = np.asarray(Image.open(io.BytesIO(make_copies(photo)[0])).convert("L"))
    if mode == "1":
        return  # ink or paper, nothing between: the gates see no sharp edge there
    assert np.abs(decoded.astype(int) - grey).mean() < 3.0
    small = cv2.resize(grey, copy.shape[::-1], interpolation=cv2.INTER_AREA)
    assert np.abs(copy.astype(int) - small).mean() < 4.0
    assert looked(photo).refused is None


def test_a_photo_with_a_picture_behind_it_is_the_photo(grey: Codes) -> None:
    image = Image.fromarray(grey)
    photo = saved(image, "MPO", quality=92, save_all=True, append_images=[image.reduce(4)])
    assert read_header(photo, most_megapixels=50).media_type == "image/jpeg"
    assert looked(photo).refused is None


def test_a_moving_picture_is_refused() -> None:
    frames = [Image.new("RGB", (600, 600), (step, 0, 0)) for step in (0, 250)]
    for form in ("WEBP", "PNG"):
        photo = saved(frames[0], form, save_all=True, append_images=frames[1:])
        found = decode_grey(photo)
        assert isinstance(found, Refused)
        assert found.reason == "unreadable: a moving picture"


@pytest.mark.parametrize("orientation", [0, 3, 6, 8, 99])
def test_a_wrong_orientation_flag_changes_nothing(grey: Codes, orientation: int) -> None:
    photo = with_exif(Image.fromarray(grey), *SIZE, orientation=orientation)
    decoded = decode_grey(photo)
    assert not isinstance(decoded, Refused)
    assert decoded.shape == grey.shape
    colour = decode_colour(photo)
    assert not isinstance(colour, Refused)
    assert colour.shape[:2] == grey.shape


def test_a_smaller_copy_is_told_and_measured_and_a_cropped_one_refused(grey: Codes) -> None:
    image = Image.fromarray(grey)
    original = looked(with_exif(image, *SIZE))
    assert [g.ok for g in original.gates if g.code == "original_width_px"] == [True]
    smaller = looked(with_exif(image.resize((1600, 1200)), *SIZE))
    assert smaller.refused is None
    told = next(g for g in smaller.gates if g.code == "original_width_px")
    assert (told.ok, told.value, told.limit) == (False, 1600, 2592)
    turned = looked(with_exif(image, *SIZE[::-1]))
    assert [g.ok for g in turned.gates if g.code == "original_width_px"] == [True]
    cropped = looked(with_exif(image.crop((0, 0, 2592, 1800)), *SIZE))
    assert cropped.refused is not None
    assert cropped.refused.reason.startswith("unreadable: cropped_copy")


def test_stripped_or_broken_exif_says_nothing(grey: Codes) -> None:
    plain = saved(Image.fromarray(grey), "JPEG", quality=92)
    assert taken_with(plain) == Taken()
    gates = Gates()
    assert check_copy(gates, plain, grey) is None
    assert not gates.passed
    broken = (
        plain[:2] + b"\xff\xe1\x00\x20Exif\x00\x00II*\x00\xff\xff\xff\x7f" + bytes(14) + plain[2:]
    )
    assert taken_with(broken) == Taken()
    assert looked(broken).refused is None


def test_device_and_lens_are_named_from_exif(grey: Codes) -> None:
    found = taken_with(with_exif(Image.fromarray(grey[:600, :600]), 600, 600))
    assert found == Taken("Maker Phone 7", "4.40 mm x2", 600, 600, zoom=2.0)


def test_heic_without_its_decoder_is_refused_with_what_to_do(
    grey: Codes, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = saved(Image.fromarray(grey[:600, :600]).convert("RGB"), "HEIF")
    assert containers.is_heic(photo)
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    containers.opens_heic.cache_clear()
    try:
        found = decode_grey(photo)
        with pytest.raises(BadPhoto) as refusal:
            read_header(photo, most_megapixels=50)
    finally:
        containers.opens_heic.cache_clear()
    assert isinstance(found, Refused)
    assert found.reason == "unreadable: heic_not_opened_here"
    assert refusal.value.code == "photo.heic"


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_cut_file_is_refused_wherever_it_was_cut(grey: Codes, name: str) -> None:
    whole = saved(Image.fromarray(grey[:700, :900]).convert("RGB"), name)
    for share in (0.001, 0.3, 0.9):
        found = decode_grey(whole[: int(len(whole) * share)])
        assert isinstance(found, Refused), (name, share)
        assert found.code is RefusalCode.UNREADABLE


def test_a_damaged_file_is_refused_where_the_decoder_notices(grey: Codes) -> None:
    """What is shifted from a place on would be measured as if it were so."""
    whole = saved(Image.fromarray(grey).convert("RGB"), "JPEG", quality=92)
    for colours in (decode_grey, decode_both, decode_colour):
        decoded = colours(whole)
        assert not isinstance(decoded, Refused)
    cut = len(whole) // 2
    shortened = (
        whole[:cut] + whole[cut + 400 :]
    )  # both ends are there, and a piece between them is not
    for colours in (decode_grey, decode_both, decode_colour):
        found = colours(shortened)
        assert isinstance(found, Refused)
        assert found.reason == "unreadable: the file is damaged"


def test_colour_and_light_of_one_decoding_are_those_of_two(grey: Codes) -> None:
    """Large photos are decoded twice, to spare memory: the light is the same, to the code."""
    hues = np.stack([grey // 2 + 30, grey, 255 - grey // 3], axis=-1)
    photo = saved(Image.fromarray(hues), "JPEG", quality=92)
    decoded = decode_both(photo)
    alone = decode_grey(photo)
    assert not isinstance(decoded, Refused)
    assert not isinstance(alone, Refused)
    light, colour = decoded
    assert colour.shape == (*grey.shape, 3)
    apart = np.abs(light.astype(int) - alone)
    # colours that a screen cannot show are clipped on the way
    assert (apart > 1).mean() < 0.01
    assert (apart > 0).mean() < 0.05
    finer = decode_both(saved(Image.fromarray(hues), "JPEG", quality=92, subsampling=0))
    assert not isinstance(finer, Refused)
    assert finer[1].shape == (grey.shape[0] // 2, grey.shape[1] // 2, 3)
    assert finer[0].shape == grey.shape


@pytest.mark.parametrize("subsampling", [0, 2])
@pytest.mark.parametrize("at_px", [400.0, 400.5, 401.0])
def test_an_edge_of_light_under_a_warm_lamp_has_no_colour_of_its_own(
    subsampling: int, at_px: float
) -> None:
    """One hue everywhere: with lightness sharper than colour an edge of it is off by 10 codes."""
    away = np.clip((np.arange(800) - at_px) / 0.5, -50, 50)
    step = 20 + 220 / (1 + np.exp(-away))
    hues = np.broadcast_to(step[:, None] * [1.0, 0.7, 0.3], (600, 800, 3)).round().astype(np.uint8)
    decoded = decode_both(saved(Image.fromarray(hues), "JPEG", quality=98, subsampling=subsampling))
    assert not isinstance(decoded, Refused)
    places = np.stack(np.meshgrid(np.arange(390.0, 410.5, 0.5), np.arange(300.0, 311.0)), axis=-1)
    codes = tint_along(*decoded, places[None])[0].astype(np.float64)
    lightness = codes @ LIGHTNESS
    own = (codes[:, [0, 2]] - lightness[:, None]) / lightness[:, None]
    assert np.abs((own - own[-1]) * lightness[:, None]).max() < 7.0


@pytest.mark.parametrize(
    "junk", [b"", b"\xff\xd8\xff", b"GIF89a" + bytes(50), b"\0\0\0\x18ftypavif" + bytes(20), b"\0\0\0\x18ftypheic" + bytes(20), b"%PDF-1.7", bytes(1000)]
)  # fmt: skip
def test_what_is_no_photo_is_refused(junk: bytes) -> None:
    found = decode_grey(junk)
    assert isinstance(found, Refused)
    assert found.code is RefusalCode.UNREADABLE


@pytest.mark.parametrize(("megapixels", "is_measured"), [(2, True), (8, True), (0.25, False)])
def test_the_pixels_on_a_millimetre_decide_not_the_pixel_count(
    grey: Codes, megapixels: float, is_measured: bool
) -> None:
    scale = (megapixels * 1e6 / grey.size) ** 0.5
    made = Image.fromarray(grey).resize((round(2592 * scale), round(1944 * scale)), Image.Resampling.LANCZOS)  # fmt: skip
    found = looked(saved(made, "JPEG", quality=80))
    assert (found.refused is None) is is_measured, found.refused
