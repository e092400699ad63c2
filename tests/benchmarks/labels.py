"""10,000 signed labels as PDF beside one `qrcode` image a label with reportlab; sign beside raw Ed25519.

    python -m tests.benchmarks.labels [--labels 10000]

The baseline is extrapolated from 300 labels. Times are of one core (process time). Prints JSON.
"""

import argparse
import io
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pypdfium2
import qrcode
import zxingcpp
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from certificates.label import grammar
from certificates.label.model import Block, Identity
from certificates.label.payload import payload
from certificates.label.signing import kid_of, sign
from certificates.labels.cell import element_string
from certificates.labels.drawing import SHEETS, draw_labels
from certificates.labels.model import LabelData
from certificates.trust.envelope import raw_public
from tests.certificates.making import GTIN, HOST, key

BASELINE_LABELS = 300
SERIALS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MM = 72 / 25.4
KEY = key(1)
KID = kid_of(raw_public(KEY))
SAMPLED_PAGES = 3


def signed(number: int) -> LabelData:
    """Sign and format one label, as the release does."""
    serial = "".join(SERIALS[number * 7919 // 32**place % 32] for place in range(7))
    block = Block(KID, 2517, 7, 1, 10_000, number, 4)
    identity = Identity(GTIN, "K7M3A2", serial, "261122", None)
    return LabelData(
        text=grammar.to_text(sign(HOST, identity, block, KEY)), product="Tourniquet buckle",
        gtin=GTIN, lot="K7M3A2", serial=serial, maker_serial=f"{number:05d}", maker="Workshop 1",
        produced_on=date(2026, 11, 22), expires_on=None, is_demo=False,
    )  # fmt: skip


def ours(count: int, sheet: str) -> bytes:
    """Sign and draw."""
    return draw_labels([signed(number) for number in range(count)], SHEETS[sheet])


def baseline(count: int) -> bytes:
    """One `qrcode` image a label on reportlab's canvas, with five texts and a frame."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=1)
    sheet = SHEETS["a4_65"]
    for number in range(count):
        label = signed(number)
        if number and number % sheet.cells == 0:
            canvas.showPage()
        left, top = sheet.place_mm(number % sheet.cells)
        x, y = left * MM, A4[1] - (top + sheet.cell_mm[1]) * MM
        code = qrcode.QRCode(box_size=10, border=0)
        code.add_data(label.text)
        picture = code.make_image().get_image().convert("RGB")
        canvas.drawImage(ImageReader(picture), x + 6, y + 6, 46, 46)
        canvas.rect(x, y, sheet.cell_mm[0] * MM, sheet.cell_mm[1] * MM)
        canvas.setFont("Helvetica", 5)
        for line, words in enumerate(
            (label.product, label.lot, label.serial, label.maker_serial, label.maker)
        ):
            canvas.drawString(x + 56, y + 45 - line * 8, words)
    canvas.save()
    return out.getvalue()


def took(work: Callable[[], object]) -> float:
    """Seconds of this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def best(work: Callable[[], object], *, rounds: int = 7, times: int = 400) -> float:
    """Microseconds of one, the best of some rounds."""
    return min(took(lambda: [work() for _ in range(times)]) for _ in range(rounds)) / times * 1e6


def child(count: int, sheet: str) -> dict[str, float]:
    """Ours in a process of its own: seconds, bytes, and the largest memory in MB."""
    command = [sys.executable, "-m", "tests.benchmarks.labels", "--child", sheet, str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _child(sheet: str, count: int) -> None:
    draw_labels([signed(0)], SHEETS[sheet])  # fonts are read once
    made: list[bytes] = []
    seconds = took(lambda: made.append(ours(count, sheet)))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(json.dumps({"s": seconds, "mb": len(made[0]) / 1e6, "rss_mb": memory}))


def unread(sheet: str, count: int) -> int:
    """Codes of sampled pages that do not decode at 300 dpi."""
    kind = SHEETS[sheet]
    document = pypdfium2.PdfDocument(ours(count, sheet))
    pages = len(document)
    missing = 0
    for n in sorted({0, pages // 2, pages - 1})[:SAMPLED_PAGES]:
        picture = document[n].render(scale=300 / 72, grayscale=True).to_numpy()
        found = {each.text for each in zxingcpp.read_barcodes(np.ascontiguousarray(picture))}
        for number in range(n * kind.cells, min((n + 1) * kind.cells, count)):
            label = replace(signed(number))
            wanted = {label.text, *([element_string(label)] if kind.has_datamatrix else [])}
            missing += len(wanted - found)
    document.close()
    return missing


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--labels", type=int, default=10_000)
    parser.add_argument("--child", nargs=2)
    asked = parser.parse_args()
    if asked.child:
        _child(asked.child[0], int(asked.child[1]))
        return
    count = asked.labels
    made: list[bytes] = []
    other = took(lambda: made.append(baseline(BASELINE_LABELS))) / BASELINE_LABELS * count
    report: dict[str, object] = {
        "labels": count,
        "qrcode_and_reportlab": {
            "s_extrapolated": round(other, 1),
            "mb_extrapolated": round(len(made[0]) / BASELINE_LABELS * count / 1e6, 1),
        },
    }
    for name, sheet in (("qr_alone", "a4_65"), ("qr_and_datamatrix", "a4_24")):
        found = child(count, sheet)
        report[name] = {each: round(value, 2) for each, value in found.items()} | {
            "times_faster": round(other / found["s"], 1),
            "codes_not_read": unread(sheet, count),
        }
    message = payload(
        Identity(GTIN, "K7M3A2", "7F3K9QX", "261122", None), Block(KID, 1, 7, 1, 1, 1, 1)
    )
    raw = best(lambda: KEY.sign(b"\x00" * 34 + message))
    report["sign_and_format_to_raw_ed25519"] = round(best(lambda: signed(7)) / raw, 2)
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
