"""Draw a measuring sheet: vectors in true millimetres, nothing that a printer may smooth."""

import io
from collections.abc import Sequence

import cv2
import numpy as np
from reportlab.lib.colors import Color, HexColor, black, white
from reportlab.pdfgen.canvas import Canvas

from inspections.measurement.sheet_code import code_text
from inspections.measurement.sheets import Area, CheckBar, Checker, Marker, Pocket, Sheet
from inspections.printed_sheets.designs import GAP_MM, Backing
from inspections.printed_sheets.instructions import draw_instructions
from inspections.printed_sheets.pockets import HEADER_MM
from inspections.printed_sheets.writing import Pen, Words, put, titled, width_of
from qa_service.lettering.text import is_right_to_left
from qa_service.qr import qr_modules, runs

MM = 72 / 25.4
TICK_MM, TICK_HALF_MM = 0.5, 1.6
BAR_MM = 0.25
TEXT_PT = 6.0
CORNER_MM = 3.0
QUIET_INK = HexColor("#3c4750")


def draw_sheets(sheet: Sheet, serials: Sequence[str], words: Words) -> bytes:
    """A PDF, two pages a serial: the sheet, then what to do with it and room for the readings."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(sheet.paper_mm[0] * MM, sheet.paper_mm[1] * MM), invariant=1)
    canvas.setTitle(f"{words['title']} {sheet.name}")
    for serial in serials:
        canvas.scale(MM, MM)
        canvas.translate(-sheet.paper_lower_left_mm[0], -sheet.paper_lower_left_mm[1])
        _places(canvas, sheet, words)
        for marker in sheet.markers:
            _marker(canvas, marker, sheet.dictionary)
        for checker in sheet.checkers:
            _checker(canvas, checker)
        for bar in sheet.bars:
            _check_bar(canvas, bar)
        for patch in sheet.patches:
            _tone(canvas, patch.area, patch.ink)
        _code(canvas, sheet, serial)
        _texts(canvas, sheet, serial, words)
        canvas.showPage()
        draw_instructions(canvas, sheet, serial, words)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _places(canvas: Canvas, sheet: Sheet, words: Words) -> None:
    """The window, or the pockets in it with their numbers and the places of their tags."""
    if not sheet.pockets:
        _backing(canvas, sheet.window_fill, Area((0.0, 0.0), sheet.window_mm))
        return
    for pocket in sheet.pockets:
        _backing(canvas, sheet.window_fill, pocket.area)
        if sheet.window_fill == Backing.WHITE:
            _corner_marks(canvas, pocket.area)
        _header(canvas, pocket, words, shows_number=len(sheet.pockets) > 1)


def _backing(canvas: Canvas, fill: str, area: Area) -> None:
    (x, y), (width, height) = area.lower_left_mm, area.size_mm
    if fill == Backing.BLACK:
        _rect(canvas, black, x, y, width, height)
    elif fill == Backing.CUT_OUT:
        canvas.setStrokeColor(QUIET_INK)
        canvas.setLineWidth(0.15)
        canvas.setDash(2, 1.5)
        canvas.rect(x, y, width, height, stroke=1, fill=0)
        canvas.setDash()


def _corner_marks(canvas: Canvas, area: Area) -> None:
    """Just outside the pocket: its inside stays clean paper."""
    (x, y), (width, height) = area.lower_left_mm, area.size_mm
    canvas.setStrokeColor(QUIET_INK)
    canvas.setLineWidth(0.2)
    for at_x, way_x in ((x - 0.6, 1), (x + width + 0.6, -1)):
        for at_y, way_y in ((y - 0.6, 1), (y + height + 0.6, -1)):
            canvas.line(at_x, at_y, at_x + way_x * CORNER_MM, at_y)
            canvas.line(at_x, at_y, at_x, at_y + way_y * CORNER_MM)


def _header(canvas: Canvas, pocket: Pocket, words: Words, *, shows_number: bool) -> None:
    (x, y), (_, height) = pocket.area.lower_left_mm, pocket.area.size_mm
    canvas.setFillColor(QUIET_INK)
    if shows_number:
        canvas.setFont("Helvetica-Bold", HEADER_MM * 0.75)
        canvas.drawString(x + 0.5, y + height + HEADER_MM * 0.25, str(pocket.number))
    if pocket.tag is not None:
        (tag_x, tag_y), (width, tag_height) = pocket.tag.lower_left_mm, pocket.tag.size_mm
        canvas.setStrokeColor(QUIET_INK)
        canvas.setLineWidth(0.15)
        canvas.rect(tag_x, tag_y, width, tag_height, stroke=1, fill=0)
        size = TEXT_PT / MM
        reach = width_of(words["tag_here"], size)
        put(canvas, tag_x + (width - reach) / 2, tag_y + tag_height + 0.8, words["tag_here"], size)


def _marker(canvas: Canvas, marker: Marker, dictionary: str) -> None:
    table = cv2.aruco.getPredefinedDictionary(int(getattr(cv2.aruco, dictionary)))
    modules = table.markerSize + 2
    dark = np.asarray(table.generateImageMarker(marker.id, modules, borderBits=1)) < 128
    (x, top), (right, _), _, (_, bottom) = marker.corners_mm
    side = (right - x) / modules
    # a black square with white modules: no hairline between dark modules in any viewer
    _rect(canvas, black, x, bottom, right - x, top - bottom)
    for row, first, length in runs(~dark):
        _rect(canvas, white, x + first * side, top - (row + 1) * side, length * side, side)


def _checker(canvas: Canvas, checker: Checker) -> None:
    """Dark cells touch in their corners alone: no hairline can be between them."""
    (x, y), side = checker.lower_left_mm, checker.cell_mm
    for column in range(checker.columns):
        for row in range(checker.rows):
            if checker.is_dark(column, row):
                _rect(canvas, black, x + column * side, y + row * side, side, side)


def _check_bar(canvas: Canvas, bar: CheckBar) -> None:
    """A line between two blocks; the calliper reads their outer faces."""
    (x0, y0), (x1, y1) = bar.p0_mm, bar.p1_mm
    half, tick = TICK_HALF_MM, TICK_MM
    if bar.name == "x":
        _rect(canvas, black, x0, y0 - BAR_MM / 2, x1 - x0, BAR_MM)
        for x in (x0, x1 - tick):
            _rect(canvas, black, x, y0 - half, tick, 2 * half)
    else:
        _rect(canvas, black, x0 - BAR_MM / 2, y0, BAR_MM, y1 - y0)
        for y in (y0, y1 - tick):
            _rect(canvas, black, x0 - half, y, 2 * half, tick)


def _tone(canvas: Canvas, area: Area, ink: float) -> None:
    _rect(canvas, Color(1 - ink, 1 - ink, 1 - ink), *area.lower_left_mm, *area.size_mm)


def _code(canvas: Canvas, sheet: Sheet, serial: str) -> None:
    if sheet.code is None:
        return
    modules = qr_modules(code_text(sheet, serial))
    x, y = sheet.code.lower_left_mm
    side = sheet.code.side_mm / len(modules)
    for row, first, length in runs(modules):
        _rect(
            canvas, black, x + first * side, y + sheet.code.side_mm - (row + 1) * side,
            length * side, side,
        )  # fmt: skip


def _texts(canvas: Canvas, sheet: Sheet, serial: str, words: Words) -> None:
    """In the band of the bars, where neither a part nor a marker lies."""
    canvas.setFillColor(QUIET_INK)
    canvas.setFont("Helvetica", TEXT_PT / MM)
    bar = sheet.bar("x")
    low = bar.p1_mm[1] - TEXT_PT / MM / 3
    canvas.drawString(bar.p1_mm[0] + 2, low, f"X {bar.nominal_mm:g} mm: {words['three_readings']}")
    y_bar = sheet.bar("y").nominal_mm
    high = sheet.window_mm[1] + GAP_MM / 2 - TEXT_PT / MM / 3
    name = titled(words["title"], f"{sheet.name} r{sheet.revision}  {serial}")
    pen = Pen(canvas, 2, sheet.window_mm[0] - 2, is_mirrored=is_right_to_left(name))
    pen.write(0, high, f"{name}   {words['print_at_100']}", TEXT_PT / MM)
    canvas.setFont("Helvetica", TEXT_PT / MM)
    canvas.saveState()
    canvas.translate(sheet.window_mm[0] + GAP_MM / 2 + TEXT_PT / MM / 3, 2)
    canvas.rotate(90)
    canvas.drawString(0, 0, f"Y {y_bar:g} mm: {words['three_readings']}")
    canvas.restoreState()


def _rect(canvas: Canvas, colour: Color, x: float, y: float, width: float, height: float) -> None:
    canvas.setFillColor(colour)
    canvas.rect(x, y, width, height, stroke=0, fill=1)
