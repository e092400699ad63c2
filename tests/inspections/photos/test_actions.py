"""Photos: kept byte for byte, served cleaned, refused when they are none."""

import io
import struct
import zlib

import pytest
from PIL import Image
from sqlmodel import select

from inspections.photos.records import Photo
from qa_service.errors import Unavailable
from tests.checklists.makers import done, refused
from tests.makers import digest, picture
from tests.network import Network


def _chunk(kind: bytes, content: bytes) -> bytes:
    crc = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", crc)


def _png_header(side_px: int) -> bytes:
    header = struct.pack(">IIBBBBB", side_px, side_px, 8, 2, 0, 0, 0)
    body = _chunk(b"IHDR", header) + _chunk(b"IDAT", b"") + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _animated(form: str) -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (64, 64), (step, 0, 0)) for step in (0, 250)]
    frames[0].save(out, form, save_all=True, append_images=frames[1:])
    return out.getvalue()


def _speck() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 9)).save(out, "JPEG")
    return out.getvalue()


def _with_gps() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned: shown 48 wide and 64 high
    exif[0x8825] = {1: "S", 2: (1.0, 17.0, 0.0), 3: "E", 4: (36.0, 49.0, 0.0)}
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (200, 10, 10)).save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", (422, "photo.empty")),
        (b"not a photo at all", (422, "photo.unreadable")),
        (picture()[:400], (422, "photo.unreadable")),
        (_png_header(30_000), (413, "photo.too_many_pixels")),
        (_animated("GIF"), (422, "photo.format")),
        (picture(form="TIFF"), (422, "photo.format")),
        (picture(form="BMP"), (422, "photo.format")),
        (_speck(), (422, "photo.too_few_pixels")),
        (_animated("PNG"), (422, "photo.format")),
        (_animated("WEBP"), (422, "photo.format")),
    ],
    ids=[
        "empty",
        "text",
        "truncated",
        "huge",
        "gif",
        "tiff",
        "bmp",
        "speck",
        "moving png",
        "moving webp",
    ],
)
def test_what_is_no_photo_is_refused(
    network: Network, content: bytes, expected: tuple[int, str]
) -> None:
    answer = network.client("lab-inspector-1").put(
        f"/api/photos/{digest(content)}", content=content
    )
    assert refused(answer) == expected


def test_bytes_that_do_not_match_their_digest_are_refused(network: Network) -> None:
    answer = network.client("lab-inspector-1").put(f"/api/photos/{'0' * 64}", content=picture())
    assert refused(answer) == (422, "photo.other_bytes")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_byte_for_byte_and_once(network_on_both: Network, form: str) -> None:
    content, inspector = picture(7, form=form), network_on_both.client("lab-inspector-1")
    address = f"/api/photos/{digest(content)}"
    done(inspector.put(address, content=content))
    kept = done(inspector.put(address, content=content))
    assert (kept["width_px"], kept["height_px"], kept["size_bytes"]) == (64, 48, len(content))
    assert network_on_both.house.store.get(digest(content)) == content
    with network_on_both.house.database.read() as session:
        assert len(session.exec(select(Photo)).all()) == 1


def test_the_served_copy_stands_upright_and_has_no_place_in_it(network: Network) -> None:
    content, inspector = _with_gps(), network.client("lab-inspector-1")
    done(inspector.put(f"/api/photos/{digest(content)}", content=content))
    for size in ("screen", "thumb"):
        served = inspector.get(f"/api/photos/{digest(content)}", params={"size": size}).content
        with Image.open(io.BytesIO(served)) as image:
            assert image.size == (48, 64)
            assert dict(image.getexif()) == {}
        assert b"Exif" not in served
    assert network.house.store.get(digest(content)) == content


def test_others_do_not_see_a_photo_and_get_it_by_sending_it_themselves_only(
    network: Network,
) -> None:
    content = picture(9)
    address = f"/api/photos/{digest(content)}"
    done(network.client("lab-inspector-1").put(address, content=content))
    other = network.client("lab2-inspector")
    assert refused(other.get(address)) == (404, "photo.not_found")
    # knowing the digest is not having the photo
    assert refused(other.put(address, content=b"something else")) == (422, "photo.other_bytes")
    assert refused(other.get(address)) == (404, "photo.not_found")
    assert network.client("lab-reviewer").get(address).status_code == 200


def test_a_store_that_cannot_write_leaves_no_photo_and_says_no_success(
    network_on_both: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = picture(11)

    def full(_content: bytes) -> str:
        raise Unavailable("storage.cannot_write")

    monkeypatch.setattr(network_on_both.house.store, "put", full)
    client = network_on_both.client("lab-inspector-1")
    answer = client.put(f"/api/photos/{digest(content)}", content=content)
    assert refused(answer) == (503, "storage.cannot_write")
    with network_on_both.house.database.read() as session:
        assert session.exec(select(Photo)).all() == []


def test_who_only_issues_sends_no_photos(network: Network) -> None:
    content = picture(12)
    answer = network.client("lab-issuer").put(f"/api/photos/{digest(content)}", content=content)
    assert refused(answer) == (403, "action.not_allowed")
