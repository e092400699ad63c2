"""A certificate as the document that a person reads, in their language."""

from collections.abc import Iterator, Mapping, Sequence

from sqlmodel import Session

from certificates.cose import slip
from certificates.documents.model import CertificateDocument, ClassRow, Signed, SizeRow, Words
from certificates.issuing import records
from certificates.issuing.model import CertificateState
from certificates.issuing.reading import Promise, promise
from certificates.keyring import records as keys
from certificates.public.item import checked_lines, named, risk_lines
from certificates.publishing.kit import root_words
from inspections.release.model import MeasuredSize
from inspections.verdicts.stating import stated
from qa_service.i18n.catalogue import text, unreviewed
from qa_service.installation import About
from qa_service.installation import read as read_installation
from qa_service.lettering.text import is_right_to_left, kept

HASHES = ("claims", "revision", "template", "sampling", "results", "photos", "serials")
KEY_LENGTH = 8
WITHDRAWN = (
    CertificateState.SUSPENDED.value,
    CertificateState.REVOKED.value,
    CertificateState.SUPERSEDED.value,
)


def document(
    session: Session, row: records.Certificate, *, language: str, picture: bytes | None
) -> CertificateDocument:
    """Everything on the page. The certificate has both signatures."""
    said = promise(session, row)
    about = read_installation(session)
    standing = text(f"document.standing_{row.state}", language) if row.state in WITHDRAWN else ""
    six = " ".join(root_words(session))
    return CertificateDocument(
        number=said.number,
        network=about.name,
        product=named(said.product, language),
        facts=tuple(_facts(said, about, language)),
        issued_on=said.issued_at.strftime("%Y-%m-%d") if said.issued_at else "",
        standing=standing,
        rows=tuple(
            ClassRow(
                class_=each.class_,
                meaning=text(f"document.class_{each.class_}", language),
                lot_size=each.lot_size,
                sample_size=each.sample_size,
                looked_at=each.looked_at,
                failed=each.failed,
                allowed=each.acceptance_number,
            )
            for each in said.classes
        ),
        checked=tuple(checked_lines(said, language)),
        not_checked=tuple(_not_checked(said, language)),
        sizes=tuple(_size(each, language) for each in said.measured),
        shared=tuple(shared_lines(said.measured, language)),
        risks=tuple(risk_lines(said.classes, language)),
        concessions=said.concessions,
        open_points=tuple(open_lines(said.open_points, language, _size_names(said, language))),
        hashes=tuple(
            (text(f"document.hash_{name}", language), said.hashes[name]) for name in HASHES
        ),
        signatures=tuple(_signatures(session, row, said)),
        slip=slip.to_text(about.label_host, row.first_signed or b"", row.second_signed or b""),
        is_demo=about.is_demo or about.has_demo_prefix,
        is_right_to_left=is_right_to_left(text("document.title", language)),
        picture=picture,
        root_words=text("document.root_words", language, words=six),
    )


def shared_lines(measured: tuple[MeasuredSize, ...], language: str) -> Iterator[str]:
    """Errors that all pieces of the visit have in common, once for the lot (decision 20)."""
    photographed = [each.shared for each in measured if each.shared]
    if photographed:
        largest = {
            name: max(each.get(name, 0.0) for each in photographed)
            for name in ("scale", "edge", "height")
        }
        parts = {name: f"{value:.2f}" for name, value in largest.items()}
        yield text("document.shared_photo", language, **parts)
    if len(photographed) < len(measured) or not measured:
        yield text("document.shared_gauge", language)


def _size_names(said: Promise, language: str) -> dict[str, str]:
    """Names of sizes in the reader's language by the English ones, in which open points name them."""
    return {each.names.get("en", ""): named(each.names, language) for each in said.measured}


def open_lines(
    codes: Sequence[str], language: str, names: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Open points, those of one kind in one line with all they are about, each named once."""
    known = names or {}
    about: dict[str, dict[str, None]] = {}
    for code in codes:
        kind, _, what = code.partition(":")
        about.setdefault(kind, {})[what] = None
    for kind, told in about.items():
        parts = [known.get(each, each) for what in sorted(told) for each in what.split(", ")]
        yield text(f"open_point.{kind}", language, what=", ".join(parts))


def words(language: str) -> Words:
    """The headings."""

    def said(code: str) -> str:
        return text(f"document.{code}", language)

    return Words(
        title=said("title"),
        checked=text("public.checked", language),
        not_checked=text("public.not_checked", language),
        sizes=said("sizes"),
        shared=said("shared"),
        risk=text("public.risk", language),
        assumes=said("assumes"),
        concessions=said("concessions"),
        open_points=said("open_points"),
        none=said("none"),
        evidence=said("evidence"),
        signed=said("signed"),
        slip=said("slip"),
        table=(
            said("column_class"),
            said("column_pieces"),
            said("column_to_look_at"),
            said("column_looked_at"),
            said("column_failed"),
            said("column_allowed"),
        ),
        demo=text("public.demo_strip", language),
        foot=said("foot"),
        page=said("page"),
        unreviewed=unreviewed(language),
    )


def quantity(said: Promise, language: str) -> str:
    """So many pieces, or packs of so many."""
    if said.pack_of > 1:
        return text("document.packs", language, count=said.quantity, pieces=said.pack_of)
    return text("public.pieces", language, count=said.quantity)


def _facts(said: Promise, about: About, language: str) -> Iterator[tuple[str, str]]:
    def row(code: str, value: str) -> tuple[str, str]:
        return text(f"document.{code}", language), value

    place = f", {said.maker_place}" if said.maker_place else ""
    yield row("lot", f"{kept(said.lot)}, {quantity(said, language)}")
    yield row("made_at", f"{said.maker}{place}, {kept(said.produced_on.isoformat())}")
    if said.expires_on:
        yield row("expires_on", said.expires_on.isoformat())
    yield row("inspected_by", said.inspected_by)
    yield row("released_by", said.released_by)
    yield row("design", text("document.revision", language, label=said.revision_label))
    yield row("gtin", text("document.gtin_of", language, gtin=said.gtin, owner=about.name))
    if said.seals:
        yield row("seals", ", ".join(said.seals))


def _not_checked(said: Promise, language: str) -> Iterator[str]:
    """What nobody looked at; what is declared about it, as declared."""
    for code in said.not_checked:
        line = text(f"not_checked.{code}", language)
        declared = said.declared.get(code, "")
        if declared:
            value = text(f"declared.{declared}", language).removeprefix("declared.")
            line = text("document.declared", language, what=line, declared=value)
        yield line


def _size(each: MeasuredSize, language: str) -> SizeRow:
    # to the decimals of the widest uncertainty, which is rounded up
    low, high = (
        stated(value, each.u95)[0] if each.u95 else f"{value:.2f}"
        for value in (each.values[0], each.values[-1])
    )
    spread = low if low == high else f"{low}\u2026{high}"
    u95 = f" \u00b1{stated(0.0, each.u95)[1]}" if each.u95 else ""
    return SizeRow(
        name=named(each.names, language),
        lsl=each.lsl,
        usl=each.usl,
        values=each.values,
        said=text(
            "document.size",
            language,
            spread=kept(f"{spread}{u95} {each.unit}"),
            count=each.count,
        ),
    )


def _signatures(session: Session, row: records.Certificate, said: Promise) -> Iterator[Signed]:
    for by, at, key_id in (
        (said.inspected_by, row.first_signed_at, row.first_key_id),
        (said.released_by, row.issued_at, row.second_key_id),
    ):
        if at is not None and key_id is not None:
            key = keys.get(session, key_id).facts()
            yield Signed(by, at.strftime("%Y-%m-%d"), key.public_key.hex()[:KEY_LENGTH])
