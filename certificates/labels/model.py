"""What is drawn on one label. Pure."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LabelData:
    """A signed text with what a person reads beside it."""

    text: str
    product: str
    gtin: str
    lot: str
    serial: str
    maker_serial: str
    maker: str
    produced_on: date | None
    expires_on: date | None
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The few words of a label, in the language of the print."""

    lot: str = "Lot"
    serial: str = "SN"
    maker_serial: str = "No."
    made: str = "Made"
    expires: str = "Use by"
    demo: str = "DEMO, not for use"
    scale: str = "This line must be 50 mm long: print at 100 %."
