"""Builds scans.json: what scanners send, and what it says. Expected values are written by hand."""

from collections.abc import Iterator

from tests.vectors import slips
from tests.vectors.build_vectors import text

Json = dict[str, object]
TODAY = "2026-11-24"
GTIN = "09521234000013"
NOTHING: Json = dict.fromkeys(
    ("gtin", "lot", "serial", "expiry", "production_date", "best_before", "count", "sscc", "host")
)
FULL: Json = {
    "gtin": GTIN,
    "lot": "K7M3A2",
    "serial": "7F3K9QX",
    "expiry": "2031-11-22",
    "production_date": "2026-11-22",
}
STRING = f"01{GTIN}1126112217311122" + "10K7M3A2\x1d217F3K9QX"
LINK = f"https://id.gs1.org/01/{GTIN}/10/K7M3A2/21/7F3K9QX?11=261122&17=311122"


def cases() -> Iterator[Json]:
    """Every case."""
    yield from readable()
    yield from unreadable()


def readable() -> Iterator[Json]:
    """Texts that say something."""
    bracketed = f"(01){GTIN}(11)261122(17)311122(10)K7M3A2(21)7F3K9QX"
    label = FULL | {"host": "QA.EXAMPLE.ORG"}
    yield good("our label", text(), "label", label)
    yield good("our label behind a prefix", f"]Q1{text()}", "label", label)
    yield good("our packing slip", slips.text(), "packing_slip",
               {"gtin": GTIN, "lot": "K7M3A2", "count": 65, "host": "QA.EXAMPLE.ORG"})  # fmt: skip
    yield good("a link", LINK, "digital_link", FULL | {"host": "id.gs1.org"})
    yield good("our link without the block", text().split("#")[0], "digital_link", label)
    yield good("a link with a path before", LINK.replace("/01/", "/shop/en/01/"), "digital_link",
               FULL | {"host": "id.gs1.org"})  # fmt: skip
    yield good("percent signs", f"https://e.org/01/{GTIN}/10/A%2FB", "digital_link",
               {"gtin": GTIN, "lot": "A/B", "host": "e.org"})  # fmt: skip
    yield good("GTIN of 13 digits", "https://e.org/01/9521234000013", "digital_link",
               {"gtin": GTIN, "host": "e.org"})  # fmt: skip
    yield good("http in capitals", f"HTTP://E.ORG/01/{GTIN}", "digital_link",
               {"gtin": GTIN, "host": "E.ORG"})  # fmt: skip
    yield good("brackets", bracketed, "element_string", FULL)
    for name, separator in (("GS", "\x1d"), ("<GS>", "<GS>"), ("{GS}", "{GS}"), ("^]", "^]")):
        yield good(f"separator {name}", STRING.replace("\x1d", separator), "element_string", FULL)
    for prefix in ("]d2", "]C1", "]Q3", "]e0"):
        yield good(f"prefix {prefix}", prefix + STRING, "element_string", FULL)
    yield good("separator in front", "\x1d" + STRING, "element_string", FULL)
    yield good("day 00", f"01{GTIN}17270200", "element_string",
               {"gtin": GTIN, "expiry": "2027-02-28"})  # fmt: skip
    yield good("day 00 of a leap year", f"01{GTIN}17280200", "element_string",
               {"gtin": GTIN, "expiry": "2028-02-29"})  # fmt: skip
    yield good("49 years ahead", f"01{GTIN}17750101", "element_string",
               {"gtin": GTIN, "expiry": "2075-01-01"})  # fmt: skip
    yield good("50 years ahead", f"01{GTIN}17760101", "element_string",
               {"gtin": GTIN, "expiry": "2076-01-01"})  # fmt: skip
    yield good("51 years ahead is the century before", f"01{GTIN}17770101", "element_string",
               {"gtin": GTIN, "expiry": "1977-01-01"})  # fmt: skip
    yield good("count of variable length", f"01{GTIN}3012", "element_string",
               {"gtin": GTIN, "count": 12})  # fmt: skip
    yield good(
        "content of a carton", f"02{GTIN}3740", "element_string", {"gtin": GTIN, "count": 40}
    )
    yield good("carton number", "(00)395212340000000014", "element_string",
               {"sscc": "395212340000000014"})  # fmt: skip
    yield good("best before", f"01{GTIN}15271231", "element_string",
               {"gtin": GTIN, "best_before": "2027-12-31"})  # fmt: skip
    yield good("an identifier that is only passed on", f"(01){GTIN}(3103)000750", "element_string",
               {"gtin": GTIN})  # fmt: skip


def unreadable() -> Iterator[Json]:
    """Texts that say nothing that could be relied on."""
    for name, given, reason in (
        ("empty", "", "empty"),
        ("a word", "hello", "unknown_ai"),
        ("check digit", "0109521234000014", "check_digit"),
        ("check digit in a link", "https://e.org/01/09521234000014", "gtin"),
        ("GTIN cut off", "010952123400", "ai_01"),
        ("month 13", f"01{GTIN}17271301", "date"),
        ("30 February", f"01{GTIN}17270230", "date"),
        ("lot of 21", f"01{GTIN}10" + "A" * 21, "ai_10"),
        ("a space in the lot", f"01{GTIN}10A B", "ai_10"),
        ("count with letters", f"01{GTIN}301A", "ai_30"),
        ("two lots", f"(01){GTIN}(10)A(10)B", "said_twice"),
        ("brackets that do not close", f"(01{GTIN}", "brackets"),
        ("a link to nothing", "https://example.org/genuine", "link_path"),
        ("serial before lot", f"https://e.org/01/{GTIN}/21/S/10/L", "link_path"),
        ("bytes that are no text", f"https://e.org/01/{GTIN}/10/%FF", "percent"),
        ("too long", "1" * 2001, "too_long"),
        ("a packing slip cut off", slips.text()[:-1], "packing_slip"),
        ("identifier 05", "0512345", "unknown_ai"),
    ):
        yield {"name": name, "text": given, "today": TODAY, "says": None, "reason": reason}


def good(name: str, given: str, kind: str, says: Json) -> Json:
    """One text and its values; those not named are null."""
    return {
        "name": name,
        "text": given,
        "today": TODAY,
        "says": {"kind": kind} | NOTHING | says,
        "reason": None,
    }
