"""What the leaflet for receivers says: the host, the six words, and every verdict in the words of the app."""

from sqlmodel import Session

from certificates.documents import shapes
from certificates.documents.leaflet_pdf import Leaflet, Meaning, Steps, draw_leaflet
from certificates.publishing.kit import root_fingerprint
from certificates.trust.words import six_words
from certificates.verification.model import Verdict
from qa_service.errors import Invalid
from qa_service.i18n.catalogue import LANGUAGES, text, unreviewed
from qa_service.installation import read as read_installation
from qa_service.lettering.text import is_right_to_left, kept

CONCESSION = "concession"
# the good one, then what asks for care, then what is undecided, then what stops
SHAPES: dict[str, str] = {
    Verdict.VALID: shapes.PASS,
    CONCESSION: shapes.CARE,
    Verdict.VALID_STALE: shapes.CARE,
    Verdict.SUSPENDED: shapes.CARE,
    Verdict.NOT_ON_RECORD: shapes.ASK,
    Verdict.UNKNOWN_ISSUER: shapes.ASK,
    Verdict.CANNOT_VERIFY: shapes.RECORD,
    Verdict.INCOMPLETE: shapes.RECORD,
    Verdict.ON_RECORD: shapes.RECORD,
    Verdict.NOT_FOR_USE: shapes.RECORD,
    Verdict.INVALID: shapes.STOP,
    Verdict.SUSPECT: shapes.STOP,
    Verdict.RECALLED: shapes.STOP,
    Verdict.REVOKED: shapes.STOP,
    Verdict.EXPIRED: shapes.STOP,
}


def leaflet_pdf(session: Session, *, language: str) -> bytes:
    """The leaflet of this installation. Raises NotFound before the first start, Invalid for an unknown language."""
    if language not in LANGUAGES:
        raise Invalid("labels.language", given=language[:40], known=list(LANGUAGES))
    return draw_leaflet(leaflet(session, language))


def leaflet(session: Session, language: str) -> Leaflet:
    """Everything on the page."""
    about = read_installation(session)
    fingerprint = root_fingerprint(session)
    host = f"https://{about.label_host.lower()}/"

    def said(code: str, **details: object) -> str:
        return text(code, language, **details)

    return Leaflet(
        title=said("leaflet.title"),
        network=about.name,
        demo=said("public.demo_strip") if about.is_demo or about.has_demo_prefix else "",
        what_title=said("leaflet.what_title"),
        what=said("leaflet.what"),
        check=Steps(
            said("leaflet.check_title"),
            (
                said("leaflet.check_1"),
                said("leaflet.check_2", address=kept(host)),
                said("leaflet.check_3"),
            ),
            f"{host}app/scan",
            said("leaflet.check_code"),
        ),
        prepare=Steps(
            said("public.prepare"),
            (
                said("leaflet.prepare_1"),
                said("leaflet.prepare_2", button=said("trust.same")),
                said("leaflet.prepare_3", file=said("trust.from_file")),
            ),
            f"{host}app/trust",
            said("leaflet.prepare_code"),
        ),
        words_title=said("public.words_title"),
        words=six_words(fingerprint),
        words_note=said("leaflet.words_note"),
        meanings_title=said("leaflet.meanings_title"),
        meanings=tuple(
            Meaning(kind, said(f"verdict.{code}.headline"), said(f"verdict.{code}.do"))
            for code, kind in SHAPES.items()
        ),
        wrong_title=said("leaflet.wrong_title"),
        wrong=said("leaflet.wrong"),
        call=said("leaflet.call"),
        unreviewed=unreviewed(language),
        is_right_to_left=is_right_to_left(said("leaflet.title")),
    )
