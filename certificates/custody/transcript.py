"""The transcript of a ceremony: one A4 page that the holders and witnesses sign with a pen."""

import io
from collections.abc import Iterator

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from certificates.custody.ceremony import Done
from certificates.custody.model import Plan
from certificates.trust.words import six_words
from qa_service.clock import iso
from qa_service.lettering import text

MM = 72 / 25.4
WIDTH, HEIGHT = A4
MARGIN = 18 * MM
LINE = 5.2 * MM


def lines(plan: Plan, done: Done) -> Iterator[tuple[str, bool]]:
    """The words, and whether they are a heading."""
    yield f"Root ceremony of {plan.network}", True
    yield (
        f"Root version {done.version}, held {iso(done.at)} at {plan.place or 'a place not named'}",
        False,
    )
    yield (
        f"Any {plan.threshold} of {len(done.kept)} keys sign a root. Valid until {iso(plan.expires_at)}.",
        False,
    )
    yield "The root in six words", True
    yield "   ".join(done.words), True
    yield f"fingerprint {done.fingerprint}", False
    if plan.previous is not None:
        before = plan.previous.root.value
        yield (
            f"It follows version {before.version}: {' '.join(six_words(before.fingerprint))}",
            False,
        )
        yield f"Signed by {len(done.signed_by_old)} keys of the version before.", False
    yield "Keys that the root names for the server", True
    for role, keys in (("trust list", plan.trust_list_keys), ("freshness", plan.freshness_keys)):
        for name in keys:
            yield f"{role}: {' '.join(six_words(name))}", False
    yield "Each holder keeps one key, signs here, and tells the passphrase to nobody", True


def draw(plan: Plan, done: Done) -> bytes:
    """The page as PDF."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setTitle(f"Root ceremony {plan.network} version {done.version}")
    y = HEIGHT - MARGIN
    for words, is_heading in lines(plan, done):
        y -= 2.5 * MM if is_heading else 0
        for line in text.lines_of(words, 11 if is_heading else 9.5, WIDTH - 2 * MARGIN):
            text.draw(canvas, MARGIN, y, line, 11 if is_heading else 9.5, bold=is_heading)
            y -= LINE
    for each in done.kept:
        kind = "made here" if each.pem is not None else "kept from before"
        told = (
            f"{' '.join(each.words)}   ({kind}, {'signed' if each.has_signed else 'did not sign'})"
        )
        y = _signature(canvas, y, each.name, told)
    y = _heading(canvas, y, "Witnesses: the words on the screen were the words on this page")
    for name in plan.witnesses or ("", ""):
        y = _signature(canvas, y, name, "")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _heading(canvas: Canvas, y: float, words: str) -> float:
    text.draw(canvas, MARGIN, y - 2.5 * MM, words, 11, bold=True)
    return y - 2.5 * MM - LINE


def _signature(canvas: Canvas, y: float, name: str, told: str) -> float:
    """A name, its words, and a line to sign on."""
    half = (WIDTH - 2 * MARGIN) * 0.55
    if y < MARGIN + 10 * MM:
        canvas.showPage()
        y = HEIGHT - MARGIN
    text.draw(canvas, MARGIN, y - 3 * MM, text.shortened(name, 10, half, bold=True), 10, bold=True)
    text.draw(canvas, MARGIN, y - 7.5 * MM, text.shortened(told, 8, half), 8)
    canvas.setLineWidth(0.4)
    canvas.line(MARGIN + half + 4 * MM, y - 7.5 * MM, WIDTH - MARGIN, y - 7.5 * MM)
    return y - 12 * MM
