"""What is drawn on one label, and how a run of labels is printed. Pure."""

from dataclasses import dataclass
from datetime import date

MOST_COPIES = 100
MOST_OFFSET_MM = 10.0


class PrintFault(ValueError):
    """Something that cannot be printed; `reason` is a stable code, `details` name the numbers."""

    def __init__(self, reason: str, **details: float | str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details


@dataclass(frozen=True, slots=True)
class LabelData:
    """A signed text with what a person reads beside it. Without a GTIN there is no DataMatrix."""

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
    test: str = "Test print: scan it, then throw it away."
    offset: str = (
        "Print this page at 100 % and hold it with a label sheet against the light. "
        "Read how many mm the labels lie right of (+) or left of (-), and below (+) or above (-), "
        "the lines. Give both numbers as the offset."
    )


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """How a run is printed. Raises PrintFault for numbers outside what a printer can do.

    `start_cell` counts from 1; `offset_mm` moves all print right and down;
    `cut_marks` None leaves it to the sheet; a test cell comes before the first label.
    """

    start_cell: int = 1
    copies: int = 1
    offset_mm: tuple[float, float] = (0.0, 0.0)
    cut_marks: bool | None = None
    has_test_cell: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.copies <= MOST_COPIES:
            raise PrintFault("copies", copies=self.copies)
        if not all(abs(each) <= MOST_OFFSET_MM for each in self.offset_mm):
            raise PrintFault("offset", most_mm=MOST_OFFSET_MM)


def test_label(words: Words) -> LabelData:
    """A label that shows whether the printer is sharp enough; its code says so and is no label."""
    return LabelData(
        text="PRINT TEST " + "1234567890" * 33,
        product=words.test,
        gtin="",
        lot="-",
        serial="-",
        maker_serial="-",
        maker="",
        produced_on=None,
        expires_on=None,
        is_demo=True,
    )
