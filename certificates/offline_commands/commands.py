"""`qa-service verify` and `qa-service scan`: a scanned text and files in, an answer out."""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from certificates.label import grammar
from certificates.label.model import LabelFault
from certificates.label.payload import to_cwt
from certificates.offline_commands import knowledge
from certificates.scanning.scan import Scanned, Unreadable, read
from certificates.verification.knowledge import Knowledge
from certificates.verification.model import Party, Report, ScannedKind, Verdict
from certificates.verification.verify import verify as check
from qa_service.clock import iso, system_clock
from qa_service.command import JsonOption, answer, read_settings
from qa_service.errors import Invalid, NotFound
from qa_service.i18n.catalogue import catalogue
from qa_service.i18n.catalogue import text as words

GOOD = (Verdict.VALID, Verdict.VALID_STALE)
NO = 1


def register(app: typer.Typer) -> None:
    """Add both commands."""
    app.command()(verify)
    app.command()(scan)


def verify(
    trust: Annotated[Path, typer.Option(help="Trust file: root and trust list.")],
    text: Annotated[str | None, typer.Argument(help="The scanned text.")] = None,
    file: Annotated[
        Path | None, typer.Option("--file", help="Texts, one a line; answers JSON Lines.")
    ] = None,
    root: Annotated[
        Path | None, typer.Option(help="The root that you trust: a root or an older trust file.")
    ] = None,
    status: Annotated[Path | None, typer.Option(help="Status list.")] = None,
    recalls: Annotated[Path | None, typer.Option(help="Recall feed.")] = None,
    at: Annotated[str | None, typer.Option(help="Time to check at, RFC 3339; default now.")] = None,
    cwt: Annotated[
        Path | None, typer.Option(help="Write the label as a standard CWT for other libraries.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Check a scanned label or packing slip with files alone; exit 1 unless all are valid labels."""
    if cwt is not None:
        _export(text or "", cwt)
    if (text is None) == (file is None):
        raise Invalid("verify.text_or_file")
    now = _moment(at)
    pinned = read_settings(None).trusted_root
    known = knowledge.load(trust=trust, root=root, status=status, recalls=recalls, pinned=pinned)
    if file is not None:
        good = _verify_lines(file, known, now)
    else:
        report = check(text or "", known, now=now)
        answer(as_value(report), _told(report), as_json=as_json)
        good = report.verdict in GOOD
    raise typer.Exit(0 if good else NO)


def _export(text: str, path: Path) -> None:
    """The label as COSE_Sign1 with tag 18, external_aad QA-LABEL-1; whether it holds is asked apart."""
    try:
        label = grammar.from_text(text.strip(" \t\r\n"))
    except LabelFault as fault:
        raise Invalid("verify.no_label_to_export", reason=fault.reason) from None
    path.write_bytes(to_cwt(label))


def scan(
    text: Annotated[str, typer.Argument(help="What the scanner sent.")],
    as_json: JsonOption = False,
) -> None:
    """Read what any scanner may send: our label or packing slip, a GS1 link, a GS1 element string."""
    try:
        found = read(text, today=system_clock().date())
    except Unreadable as fault:
        raise Invalid(
            "scan.unreadable",
            reason=fault.reason,
            why=words(
                "scan.value" if fault.reason.startswith("ai_") else f"scan.{fault.reason}", "en"
            ),
            where="".join(each if each.isprintable() else "?" for each in fault.where),
        ) from None
    value = asdict(found)
    lines = [f"{name}: {each}" for name, each in value.items() if each is not None]
    answer(_dated(found, value), "\n".join(lines), as_json=as_json)


def as_value(report: Report) -> dict[str, object]:
    """A report as JSON: times RFC 3339, dates YYYY-MM-DD, absent null."""
    value = report._asdict()
    for name in ("maker", "issuer", "inspected_by"):
        party: Party | None = value[name]
        value[name] = party._asdict() if party else None
    for name in ("status_as_of", "trust_as_of"):
        moment: datetime | None = value[name]
        value[name] = iso(moment) if moment else None
    for name in ("produced_on", "expires_on", "signed_on"):
        value[name] = value[name].isoformat() if value[name] else None
    value["verdict"], value["kind"] = report.verdict.value, report.kind.value
    return value


def _verify_lines(path: Path, known: Knowledge, now: datetime) -> bool:
    """One line of JSON for each line of the file; true when all are good."""
    if not path.is_file():
        raise NotFound("file.not_found", file=str(path))
    content = path.read_bytes().decode("utf-8-sig", errors="replace")
    if not content:
        raise Invalid("file.empty", file=str(path))
    good = True
    for line in content.removesuffix("\n").split("\n"):
        report = check(line, known, now=now)
        sys.stdout.write(json.dumps(as_value(report), ensure_ascii=False) + "\n")
        good = good and report.verdict in GOOD
    return good


def _moment(text: str | None) -> datetime:
    if text is None:
        return system_clock()
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError("no zone")
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Invalid("verify.time", given=text[:40]) from None


def _told(report: Report) -> str:
    """For a person: headline, what to do, and what the label says."""
    is_excepted = report.verdict is Verdict.VALID and report.concession
    code = "concession" if is_excepted else _words(report)
    lines = [
        words(f"verdict.{code}.headline", "en"),
        _advice(code, report.reason),
        f"reason: {report.reason}",
    ]
    said = as_value(report)
    names = (
        "product", "gtin", "lot", "serial", "certificate_number", "quantity", "produced_on",
        "expires_on", "status_as_of",
    )  # fmt: skip
    lines += [f"{name}: {said[name]}" for name in names if said[name]]
    parties = {
        "maker": report.maker,
        "inspected_by": report.inspected_by,
        "issuer": report.issuer,
    }
    for name, party in parties.items():
        if party is not None:
            lines.append(f"{name}: {party.name}")
    if report.concession and not is_excepted:
        lines.append(words("verdict.concession.headline", "en"))
    lines += [f"{name}: {said[name]}" for name in ("action", "contact") if said[name]]
    if not report.trust_pinned:
        lines.append(words("verify.not_pinned", "en"))
    return "\n".join(lines)


def _words(report: Report) -> str:
    """Which words: those for a packing slip where it has its own."""
    own = f"slip_{report.verdict.value}"
    is_slip = report.kind is ScannedKind.PACKING_SLIP
    has_own = f"verdict.{own}.headline" in catalogue("en")
    return own if is_slip and has_own else report.verdict.value


def _advice(code: str, reason: str) -> str:
    """What to do: for this reason where there are words for it, else for the verdict."""
    known = catalogue("en")
    return known.get(f"verdict.{code}.do.{reason}") or known[f"verdict.{code}.do"]


def _dated(found: Scanned, value: dict[str, object]) -> dict[str, object]:
    for name in ("expiry", "production_date", "best_before"):
        day = getattr(found, name)
        value[name] = day.isoformat() if day else None
    return value
