"""What the public page says of one number. Without a verified signature it is on record at best: slate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from certificates.issuing import records as issuing
from certificates.issuing.reading import Promise, promise
from certificates.receiving.report import find
from certificates.receiving.unsigned import recall_of, standing
from certificates.trust.model import Recall
from certificates.verification.model import Verdict
from inspections.release.model import ClassCase, Words
from qa_service.i18n.catalogue import text

TONES = {
    Verdict.ON_RECORD: ("plain", "record"),
    Verdict.NOT_ON_RECORD: ("care", "unsure"),
    Verdict.REVOKED: ("stop", "stop"),
    Verdict.RECALLED: ("stop", "stop"),
    Verdict.SUSPENDED: ("care", "care"),
}
LONGEST_VALUE = 20


@dataclass(frozen=True, slots=True)
class Plate:
    """Verdict, colour and shape, as in the table of the screens."""

    verdict: str
    tone: str
    shape: str


@dataclass(frozen=True, slots=True)
class Item:
    """The facts of the page; product is empty when nothing is on record."""

    product: str
    gtin: str
    lot: str
    serial: str
    maker_serial: str = ""
    quantity: int = 0
    pack_of: int = 1
    maker: str = ""
    produced_on: date | None = None
    expires_on: date | None = None
    is_recalled: bool = False
    inspected_by: str = ""
    released_by: str = ""
    issued_at: datetime | None = None
    certificate_number: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that the template shows."""

    plate: Plate
    item: Item
    checked: Sequence[str] = ()
    not_checked: Sequence[str] = ()
    risks: Sequence[str] = ()
    concessions: Sequence[str] = ()
    recall: Recall | None = None


def page(session: Session, *, gtin: str, lot: str, serial: str, language: str) -> Page:
    """The page of one Digital Link path."""
    label, certificate = find(session, gtin=gtin, lot=lot, serial=serial)
    if label is None or certificate is None:
        gtin, lot, serial = (each[:LONGEST_VALUE] for each in (gtin, lot, serial))
        return Page(_plate(Verdict.NOT_ON_RECORD), Item("", gtin, lot, serial))
    said = promise(session, certificate)
    recall = recall_of(session, gtin=gtin, lot=lot, serial=serial)
    return Page(
        plate=_plate(standing(certificate, is_recalled=recall is not None)),
        item=_item(said, label, language, is_recalled=recall is not None),
        recall=recall,
        checked=checked_lines(said, language),
        not_checked=[text(f"not_checked.{code}", language) for code in said.not_checked],
        risks=risk_lines(said.classes, language),
        concessions=said.exceptions_of(label),
    )


def checked_lines(said: Promise, language: str) -> list[str]:
    """What was checked: a line a class, then what was looked at once for the lot or on a few pieces."""
    lines = [_class_line(each, language) for each in said.classes if each.looked_at]
    for each in said.lot_checks:
        names = _plain(named(each.names, language))
        code = "public.some_pieces" if each.pieces else "public.whole_lot"
        lines.append(
            text(code, language, looked_at=each.pieces, lot_size=each.lot_size, names=names)
        )
    return lines


def _class_line(each: ClassCase, language: str) -> str:
    names = "; ".join(_plain(named(words, language)) for words in each.names)
    code = "public.every_piece" if each.looked_at >= each.lot_size else "public.some_pieces"
    return text(code, language, looked_at=each.looked_at, lot_size=each.lot_size, names=names)


def risk_lines(classes: Sequence[ClassCase], language: str) -> list[str]:
    """One sentence for each class: the chance that a bad lot would have passed."""
    lines = []
    whole = [each.class_ for each in classes if each.looked_at >= each.lot_size]
    if whole:
        lines.append(text("public.risk_all", language, class_=", ".join(whole)))
    for each in classes:
        if each.looked_at >= each.lot_size:
            continue
        chances = ", ".join(
            text(
                "public.risk_chance_one" if bad == 1 else "public.risk_chance",
                language,
                bad=bad,
                percent=percent(p),
            )
            for bad, p in each.risk()
        )
        lines.append(
            text(
                "public.risk_line",
                language,
                class_=each.class_,
                lot_size=each.lot_size,
                chances=chances,
            )
        )
    return lines


def percent(p: float) -> str:
    """Times in 100; what is rare is not never, and what is usual is not always."""
    if 0 < p < 0.01:
        return "<1"
    if 0.99 < p < 1:
        return ">99"
    return f"{100 * p:.0f}"


def _plain(sentence: str) -> str:
    return sentence.rstrip(". ")


def named(words: Words, language: str) -> str:
    """A name in the reader's language, English where there is none."""
    return words.get(language) or words.get("en") or next(iter(words.values()), "")


def _plate(verdict: Verdict) -> Plate:
    tone, shape = TONES[verdict]
    return Plate(verdict.value, tone, shape)


def _item(said: Promise, label: issuing.Label, language: str, *, is_recalled: bool) -> Item:
    return Item(
        product=named(said.product, language),
        gtin=label.gtin,
        lot=label.lot,
        serial=label.serial,
        maker_serial=label.maker_serial,
        quantity=said.quantity,
        pack_of=said.pack_of,
        maker=said.maker,
        produced_on=said.produced_on,
        expires_on=said.expires_on,
        is_recalled=is_recalled,
        inspected_by=said.inspected_by,
        released_by=said.released_by,
        issued_at=said.issued_at,
        certificate_number=said.number,
    )
