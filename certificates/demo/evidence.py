"""Evidence pictures that the photo set has none of (spool label, scale, broken piece): drawn, and saying so."""

import io

from PIL import Image, ImageDraw, ImageFont

WIDTH_PX, HEIGHT_PX = 960, 720
PAPER, INK, MARK = (247, 243, 234), (18, 32, 43), (27, 46, 120)


def drawn(title: str, *lines: str) -> bytes:
    """A JPEG with the words of what a real photo would show, marked as drawn."""
    image = Image.new("RGB", (WIDTH_PX, HEIGHT_PX), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((24, 24, WIDTH_PX - 24, HEIGHT_PX - 24), outline=MARK, width=6)
    pen.text((64, 64), title, fill=MARK, font=ImageFont.load_default(64))
    for number, line in enumerate(lines):
        pen.text((64, 190 + 80 * number), line, fill=INK, font=ImageFont.load_default(48))
    pen.text(
        (64, HEIGHT_PX - 110),
        "Drawn for the demo, no photo",
        fill=INK,
        font=ImageFont.load_default(32),
    )
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()
