"""The leaflet: one A4 page for a receiver whom nobody told how to check a label.

The texts are as large as the page allows: they differ in length by language.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportlab.pdfgen.canvas import Canvas

from certificates.documents import gauge
from certificates.documents.gauge import MM
from certificates.documents.pen import HEIGHT, INNER, MARGIN, WIDTH, Pen
from certificates.documents.shapes import shape
from qa_service.lettering import text
from qa_service.qr import QUIET_MODULES, qr_modules

SIZES = tuple(quarter / 4 for quarter in range(42, 25, -1))
GAP = 7 * MM
COLUMN = (INNER - GAP) / 2
BAR = 20 * MM
LOWEST = 8 * MM
CODE = 24 * MM
WORDS_PT, ADDRESS_PT = 23.0, 11.0
SHAPE = 7.6 * MM
BESIDE = SHAPE + 2.5 * MM


@dataclass(frozen=True, slots=True)
class Meaning:
    """One verdict: its shape, the words of the plate, what to do."""

    shape: str
    headline: str
    todo: str


@dataclass(frozen=True, slots=True)
class Steps:
    """Numbered steps, and the address that a code opens. The address is never cut."""

    title: str
    steps: tuple[str, ...]
    address: str
    caption: str


@dataclass(frozen=True, slots=True)
class Leaflet:
    """Everything on the page, in the reader's language. `demo` and `unreviewed` are empty where they do not hold."""

    title: str
    network: str
    demo: str
    what_title: str
    what: str
    check: Steps
    prepare: Steps
    words_title: str
    words: tuple[str, ...]
    words_note: str
    meanings_title: str
    meanings: tuple[Meaning, ...]
    wrong_title: str
    wrong: str
    call: str
    unreviewed: str
    is_right_to_left: bool


@lru_cache(maxsize=16)
def draw_leaflet(leaflet: Leaflet) -> bytes:
    """The PDF, one page; the same input gives the same bytes. Kept, as anybody may ask for it any number of times."""
    made = b""
    for size in SIZES:
        made, lowest = _drawn(leaflet, size)
        if lowest >= LOWEST:
            break
    return made


def _drawn(leaflet: Leaflet, size: float) -> tuple[bytes, float]:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1)
    canvas.setTitle(leaflet.title)
    drawing = _Drawing(leaflet, Pen(canvas, leaflet.is_right_to_left), size)
    for part in (drawing.head, drawing.what, drawing.how, drawing.words, drawing.meanings):
        part()
    drawing.wrong()
    canvas.save()
    return out.getvalue(), drawing.y


@dataclass(slots=True)
class _Drawing:
    """The page so far; `y` is where the next part begins, `size` in points that of the text."""

    leaflet: Leaflet
    pen: Pen
    size: float
    y: float = HEIGHT

    @property
    def step(self) -> float:
        """From one line to the next."""
        return self.size * 1.28

    def head(self) -> None:
        """The bar, and the strip of demo numbers."""
        pen, canvas, leaflet = self.pen, self.pen.canvas, self.leaflet
        canvas.setFillColor(gauge.MARK)
        canvas.rect(0, HEIGHT - BAR, WIDTH, BAR, stroke=0, fill=1)
        gauge.logo(canvas, pen.left(MARGIN, 10 * MM), HEIGHT - BAR + 5 * MM, 10 * MM)
        x, room = MARGIN + 14 * MM, INNER - 14 * MM
        white = gauge.WHITE
        pen.line(x, HEIGHT - 9 * MM, leaflet.title, 17, bold=True, room=room, colour=white)
        pen.line(x, HEIGHT - 15.5 * MM, leaflet.network, 10.5, room=room, colour=white)
        gauge.steel_rule(canvas, 0, HEIGHT - BAR, WIDTH)
        self.y = HEIGHT - BAR - 4.5 * MM
        if leaflet.demo:
            canvas.setFillColor(gauge.CARE)
            canvas.rect(MARGIN, self.y - 6.5 * MM, INNER, 6.5 * MM, stroke=0, fill=1)
            inner = INNER - 6 * MM
            pen.line(MARGIN + 3 * MM, self.y - 4.7 * MM, leaflet.demo, 10.5, bold=True, room=inner)
            self.y -= 8 * MM

    def what(self) -> None:
        """What the square code is."""
        self.y = self._section(MARGIN, self.y, INNER, self.leaflet.what_title, self.leaflet.what)
        self.y -= 0.5 * MM

    def how(self) -> None:
        """Left how to check a label, right how to prepare a phone; the codes stand on one line."""
        parts = (self.leaflet.check, self.leaflet.prepare)
        places = (MARGIN, MARGIN + COLUMN + GAP)
        top = min(self._steps(x, self.y, each) for x, each in zip(places, parts, strict=True))
        for x, each in zip(places, parts, strict=True):
            self._address(x, top, each)
        self.y = top - CODE - 3 * MM

    def words(self) -> None:
        """The six words in a box, never mirrored."""
        pen, leaflet = self.pen, self.leaflet
        inner = INNER - 10 * MM
        notes = text.lines_of(leaflet.words_note, self.size, inner, most=3)
        height = 17.5 * MM + len(notes) * self.step
        pen.box(
            MARGIN, self.y - height, INNER, height,
            fill=gauge.CARE_SOFT, edge=gauge.MARK, thick=1.6,
        )  # fmt: skip
        x = MARGIN + 5 * MM
        pen.line(x, self.y - 5.5 * MM, leaflet.words_title, self.size + 1.5, bold=True, room=inner)
        six = " ".join(leaflet.words)
        pen.line(x, self.y - 14 * MM, six, _fitting(six, WORDS_PT, inner), bold=True)
        y = self.y - 16 * MM - self.size
        for each in notes:
            pen.line(x, y, each, self.size)
            y -= self.step
        self.y -= height + 3 * MM

    def meanings(self) -> None:
        """Every verdict with its shape, in two columns read one after the other."""
        title = self.size + 1.5
        self.pen.line(MARGIN, self.y - title, self.leaflet.meanings_title, title, bold=True)
        self.y -= title + 2 * MM
        heights = [self._height(each) for each in self.leaflet.meanings]
        half = min(range(len(heights)), key=lambda n: max(sum(heights[:n]), sum(heights[n:])))
        columns = (self.leaflet.meanings[:half], self.leaflet.meanings[half:])
        ends = [
            self._meanings(x, column)
            for x, column in zip((MARGIN, MARGIN + COLUMN + GAP), columns, strict=True)
        ]
        self.y = min(ends) - 1 * MM

    def wrong(self) -> None:
        """Whom to tell, a line to write on, and what the page says of its own words."""
        leaflet, pen = self.leaflet, self.pen
        self.y = self._section(MARGIN, self.y, INNER, leaflet.wrong_title, leaflet.wrong)
        self.y -= 5.5 * MM
        width = pen.line(MARGIN, self.y, leaflet.call, self.size, bold=True, room=INNER / 2)
        pen.rule(MARGIN + width + 2 * MM, self.y - 1, INNER - width - 2 * MM)
        self.y -= 2 * MM
        if leaflet.unreviewed:
            self.y -= 3 * MM
            pen.line(MARGIN, self.y, leaflet.unreviewed, 7.6, bold=True, room=INNER)

    def _title(self, x: float, y: float, room: float, title: str) -> float:
        """A heading; returns the base line of the text below."""
        large = self.size + 1.5
        below = self.pen.lines(
            x, y - large, title, large, room, step=large * 1.2, bold=True, most=2
        )
        return below + large * 1.2 - 1.2 * self.size - 0.4 * MM

    def _section(self, x: float, y: float, room: float, title: str, words: str) -> float:
        y = self._title(x, y, room, title)
        return self.pen.lines(x, y, words, self.size, room, step=self.step, most=5) + self.size / 2

    def _steps(self, x: float, y: float, part: Steps) -> float:
        y = self._title(x, y, COLUMN, part.title)
        for number, each in enumerate(part.steps, 1):
            self.pen.line(x, y, str(number), self.size, bold=True, colour=gauge.MARK)
            y = self.pen.lines(
                x + 5 * MM, y, each, self.size, COLUMN - 5 * MM, step=self.step, most=6
            )
            y -= 0.4 * MM
        return y + self.size - 2 * MM

    def _address(self, x: float, y: float, part: Steps) -> None:
        """The code, and beside it what it opens."""
        pen = self.pen
        modules = qr_modules(part.address)
        side = CODE / (modules.shape[0] + 2 * QUIET_MODULES)
        quiet = QUIET_MODULES * side
        pen.code(modules, x + quiet, y - CODE + quiet, side)
        room = COLUMN - CODE - 2 * MM
        at = x + CODE + 2 * MM
        below = pen.lines(at, y - 7 * MM, part.caption, self.size, room, step=self.step, most=3)
        below -= 1 * MM
        for piece in _pieces(part.address, room):
            pen.line(at, below, piece, _fitting(piece, ADDRESS_PT, room), bold=True)
            below -= ADDRESS_PT * 1.2

    def _meanings(self, x: float, meanings: Sequence[Meaning]) -> float:
        y, at = self.y, x + BESIDE
        room = COLUMN - BESIDE
        for each in meanings:
            shape(self.pen.canvas, each.shape, self.pen.left(x, SHAPE), y - SHAPE, SHAPE)
            self.pen.line(at, y - self.size, each.headline, self.size + 0.5, bold=True, room=room)
            line = y - self.size - self.step
            for words in self._todo(each):
                self.pen.line(at, line, words, self.size - 0.7)
                line -= self.step
            y -= self._height(each)
        return y

    def _height(self, each: Meaning) -> float:
        return max(SHAPE, self.size * 1.2 + len(self._todo(each)) * self.step) + 1.5 * MM

    def _todo(self, each: Meaning) -> list[str]:
        return text.lines_of(each.todo, self.size - 0.7, COLUMN - BESIDE, most=3)


def _fitting(words: str, size: float, room: float) -> float:
    """The size at which the words fit: an address with an ellipsis would be no address."""
    return min(size, size * room / max(text.width_of(words, size, bold=True), 1.0))


def _pieces(address: str, room: float) -> list[str]:
    """The address whole, or in lines of as many characters as fit for sure."""
    if text.width_of(address, ADDRESS_PT - 3, bold=True) <= room:
        return [address]
    most = max(1, int(room / text.width_of("m", ADDRESS_PT - 3, bold=True)))
    return [address[n : n + most] for n in range(0, len(address), most)]
