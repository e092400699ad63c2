"""A report as it was sent by the form. Pure."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs
from uuid import UUID

MOST_TEXT, MOST_CONTACT = 2000, 200
MOST_BYTES = 30_000
"""A text of the longest kind in a script that takes three times three bytes a sign in a form."""
MOST_FIELDS = 10
LONGEST_CODE = 40


class BadForm(Exception):
    """What was sent is not the form; `code` says what is wrong."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Item:
    """The number that somebody reports about, as it stands in the address."""

    gtin: str
    lot: str
    serial: str

    def is_code(self) -> bool:
        """Whether a label could carry this: so that nonsense is not kept."""
        parts = (self.gtin, self.lot, self.serial)
        return all(re.fullmatch(rf"[0-9A-Za-z._-]{{1,{LONGEST_CODE}}}", each) for each in parts)


@dataclass(frozen=True, slots=True)
class Sent:
    """What is wrong, and whom to ask about it; the contact may be empty."""

    id: UUID
    text: str
    contact: str


def read_form(body: bytes) -> Sent:
    """The fields of an urlencoded form. Raises BadForm."""
    try:
        fields = parse_qs(
            body.decode("ascii"),
            max_num_fields=MOST_FIELDS,
            errors="strict",
            keep_blank_values=True,
        )
    except ValueError:
        raise BadForm("complaint.unreadable") from None
    try:
        id_ = UUID(fields.get("id", [""])[0])
    except ValueError:
        raise BadForm("complaint.no_id") from None
    text = _tidy(fields.get("text", [""])[0], lines=True)
    contact = _tidy(fields.get("contact", [""])[0], lines=False)
    if not text:
        raise BadForm("complaint.text_missing")
    if len(text) > MOST_TEXT or len(contact) > MOST_CONTACT:
        raise BadForm("complaint.too_long")
    return Sent(id_, text, contact)


def _tidy(text: str, *, lines: bool) -> str:
    """Printable signs, and new lines where they are wanted."""
    kept = text.replace("\r\n", "\n")
    return "".join(c if c.isprintable() or (lines and c == "\n") else " " for c in kept).strip()
