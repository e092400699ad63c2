"""The main job, step by step, every step real: the same actions that the pages call."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pypdfium2
import zxingcpp

from certificates.demo import designing, inspecting, making, tools
from certificates.demo.making import Made
from certificates.demo.network import PASSWORD, actor, establish
from certificates.demo.steps import Told
from certificates.issuing import preparing, records, releasing
from certificates.printing import actions as printing
from certificates.printing.certificates import certificate_pdf
from certificates.printing.model import Run
from certificates.publishing import actions as publishing
from certificates.receiving import actions as receiving
from certificates.receiving.model import Condition
from certificates.verification.model import Verdict
from certificates.verification.verify import verify
from inspections.release import reading as cases
from inspections.verdicts.lot import LotOutcome
from inspections.visits import reading
from inspections.visits import records as visit_records
from inspections.visits.evidence import PHOTO_OF_ANOTHER_UNIT
from qa_service.errors import Conflict
from qa_service.ids import uuid7
from qa_service.web import House

BUCKLES = ("x01", "x02", "x03", "x04", "x05")
SHEET = "a4_65"
PRINT_DPI = 300
# the rows of a square code may by chance read as a bar code
_SQUARE = zxingcpp.BarcodeFormats(
    [zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.DataMatrix]
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the demo made, for `--json`."""

    label_text: str
    trust_list: Path
    status_list: Path
    labels_pdf: Path
    certificate_pdf: Path
    batch: str


def tell(house: House, told: Told) -> Outcome:
    """Run all ten steps; raises Conflict when the folder belongs to another installation."""
    with house.database.write() as session:
        is_new = establish(session, house.settings, now=house.clock())
    folder = house.settings.data_dir / "demo"
    folder.mkdir(exist_ok=True)
    _design(house, told, is_new=is_new)
    made = _batch(house, told)
    tools.register(house)
    visit_id = _inspect(house, told, made)
    _bad_pieces(house, told)
    certificate_id = _certify(house, told, made, visit_id, folder)
    labels_pdf = _print(house, told, made, folder)
    text = _verify(house, told, certificate_id, labels_pdf, folder)
    _receive(house, told, text)
    return Outcome(
        label_text=text,
        trust_list=folder / "trust.json",
        status_list=folder / "status.json",
        labels_pdf=labels_pdf,
        certificate_pdf=folder / f"certificate-{made.lot}.pdf",
        batch=made.lot,
    )


def _design(house: House, told: Told, *, is_new: bool) -> None:
    buckle, checklist = designing.release(house, "tourniquet_buckle")
    designing.release(house, "ear_saver")
    found = "Released" if is_new else "Found"
    told.say(
        "design",
        f"{found} {buckle.names['en']}, revision {buckle.label}: "
        f"{len(buckle.characteristics)} characteristics, {len(buckle.files)} files, two persons",
    )
    told.say(
        "checklist",
        f"{checklist.code} version {checklist.version}: {len(checklist.items)} questions, "
        f"hash {checklist.hash[:12]}, bound to revision {buckle.label}",
    )


def _batch(house: House, told: Told) -> Made:
    serials = tuple(f"{number:03d}" for number in range(1, len(BUCKLES) + 1))
    made = making.make(house, "tourniquet_buckle", serials)
    told.say(
        "batch",
        f"Lot {made.lot}: {len(serials)} buckles by Korongo Lane Print Bench, each numbered, "
        "handed over to Upeo Measurement Room",
    )
    return made


def _inspect(house: House, told: Told, made: Made) -> UUID:
    visit_id = inspecting.begin(house, made)
    files = {
        serial: f"{name}_buckle.jpg" for serial, name in zip(made.serials, BUCKLES, strict=True)
    }
    inspecting.photograph(house, visit_id, files, told.progress)
    with house.database.read() as session:
        view = reading.view(session, visit_records.get(session, visit_id))
    measured = [each for each in view.results if each.measurement_id]
    decided = [each for each in measured if each.outcome == "pass"]
    reused = sum(each.reason == PHOTO_OF_ANOTHER_UNIT for each in measured)
    again = "; photos of an earlier lot were known again and did not count" if reused else ""
    inspecting.answer_rest(house, made, visit_id, files)
    inspecting.sign(house, visit_id)
    told.say(
        "inspection",
        f"{len(view.ground.sample.units)} units drawn with a stored seed, checked one by one, "
        "signed by Inspector 1",
    )
    overlays = _overlays(house, visit_id, made)
    told.say(
        "measurement",
        f"{len(files)} photos measured: {len(measured)} sizes, {len(decided)} pass by the guard "
        f"band, {len(measured) - len(decided)} went to another method (the photos are drawn, "
        f"with exact truth{again})",
        *overlays,
    )
    return visit_id


def _overlays(house: House, visit_id: UUID, made: Made) -> tuple[Path, ...]:
    folder = house.settings.data_dir / "demo"
    paths = []
    with house.database.read() as session:
        visit = visit_records.get(session, visit_id)
        for each in visit_records.answers(session, visit):
            row = visit_records.measurement_of(session, each.id)
            if row is not None and row.overlay_sha256:
                path = folder / f"measured-{made.lot}-{row.photo_sha256[:8]}.jpg"
                path.write_bytes(house.store.get(row.overlay_sha256))
                paths.append(path)
    return tuple(paths)


def _bad_pieces(house: House, told: Told) -> None:
    """Two more lots: ear savers with a bad one among them, and one buckle out of tolerance."""
    savers = making.make(house, "ear_saver", ("001", "002", "003"))
    trial = making.make(house, "tourniquet_buckle", ("T01",))
    found = [
        _judge(house, told, savers, {f"00{n - 6}": f"x0{n}_ear_saver.jpg" for n in (7, 8, 9)}),
        _judge(house, told, trial, {"T01": "x06_buckle.jpg"}),
    ]
    told.say("verdict", f"Good lot: accepted after review. {'; '.join(found)}")


def _judge(house: House, told: Told, made: Made, files: dict[str, str]) -> str:
    visit_id = inspecting.begin(house, made)
    inspecting.photograph(house, visit_id, files, told.progress)
    inspecting.answer_rest(house, made, visit_id, files)
    with house.database.read() as session:
        view = reading.view(session, visit_records.get(session, visit_id))
    failed = sorted(
        {each.characteristic or each.item_code for each in view.results if each.outcome == "fail"}
    )
    if not view.standing.open_items:
        inspecting.sign(house, visit_id)
        inspecting.review(house, visit_id)
    outcome = view.standing.verdict.outcome.value.replace("_", " ")
    return f"lot {made.lot}: {outcome} ({', '.join(failed) or 'undecided'})"


def _certify(house: House, told: Told, made: Made, visit_id: UUID, folder: Path) -> UUID:
    with house.database.read() as session:
        view = reading.view(session, visit_records.get(session, visit_id))
    if view.standing.verdict.outcome is not LotOutcome.ACCEPT:
        raise Conflict("demo.lot_not_accepted", reasons=list(view.standing.verdict.reasons))
    inspecting.review(house, visit_id)
    with house.database.read() as session:
        case = cases.case(session, made.batch_id, today=house.clock().date())
        first, second = actor(session, "lab-issuer"), actor(session, "ops-release")
    certificate_id = uuid7()
    preparing.first_signature(
        house, actor=first, case=case, certificate_id=certificate_id, password=PASSWORD,
        now=house.clock(),
    )  # fmt: skip
    row = releasing.second_signature(
        house, actor=second, certificate_id=certificate_id, password=PASSWORD, now=house.clock()
    )
    path = folder / f"certificate-{made.lot}.pdf"
    with house.database.read() as session:
        path.write_bytes(certificate_pdf(session, house.store, row, language="en"))
    told.say(
        "certificate",
        f"{row.number} for {row.quantity} pieces, signed by Upeo Measurement Room and "
        f"Mtandao Wetu Office, leaf {row.leaf} of the log",
        path,
    )
    return certificate_id


def _print(house: House, told: Told, made: Made, folder: Path) -> Path:
    path = folder / f"labels-{made.lot}.pdf"
    with house.database.write() as session:
        maker = actor(session, making.MAKER)
        job = printing.print_labels(
            session, actor=maker, batch_id=made.batch_id, job_id=uuid7(), run=Run(sheet=SHEET),
            now=house.clock(),
        )  # fmt: skip
        drawn = printing.draw(session, actor=maker, job_id=job.id, language="en")
    path.write_bytes(drawn.content)
    told.say("labels", "One label for each piece that did not fail, on A4 with 65 cells", path)
    return path


def _verify(house: House, told: Told, certificate_id: UUID, labels_pdf: Path, folder: Path) -> str:
    """Read the codes off the printed page as a phone would; check one with the published files alone."""
    with house.database.read() as session:
        expected = [each.text for each in records.labels(session, certificate_id)]
        knowledge = publishing.knowledge(session)
        for kind in (
            publishing.TRUST,
            publishing.STATUS,
            publishing.RECALLS,
            publishing.FRESHNESS,
        ):
            (folder / f"{kind}.json").write_text(publishing.published(session, kind))
    scanned = _read_codes(labels_pdf)
    if sorted(scanned) != sorted(expected):
        raise Conflict("demo.codes_not_read", printed=len(expected), read=len(scanned))
    report = verify(expected[0], knowledge, now=house.clock())
    told.say(
        "verification",
        f"{len(scanned)} of {len(expected)} printed codes read at 300 dpi; serial {report.serial} "
        f"checked offline: {report.verdict.value}",
        folder / "trust.json",
        folder / "status.json",
    )
    if report.verdict is not Verdict.VALID:
        raise Conflict("demo.label_not_valid", verdict=report.verdict.value)
    return expected[0]


def _read_codes(pdf: Path) -> list[str]:
    """Render the page at 300 dpi and decode the square codes on it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0].render(scale=PRINT_DPI / 72, grayscale=True).to_numpy()
    finally:
        document.close()
    return [str(each.text) for each in zxingcpp.read_barcodes(page, _SQUARE)]


def _receive(house: House, told: Told, text: str) -> None:
    with house.database.write() as session:
        booking = receiving.Booking(
            uuid7(), text, "Central store, Nairobi", Condition.GOOD, "", house.clock()
        )
        store = actor(session, "aid-store-nbo")
        booked = receiving.book(session, actor=store, booking=booking, now=house.clock())
    told.say(
        "receipt",
        f"Bonde Relief Supply booked serial {booked.receipt.serial} as {booked.receipt.state} at "
        f"{booked.receipt.place}",
    )
