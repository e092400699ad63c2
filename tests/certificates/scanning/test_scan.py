"""Whatever a scanner sends becomes the same values, or is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.scanning.scan import Kind, Scanned, Unreadable, read
from tests.certificates.making import GTIN, HOST, label_text

TODAY = date(2026, 11, 24)
ALL = f"01{GTIN}112611221731112210K7M3A2\x1d21ABC"


def _same(text: str) -> None:
    found = read(text, today=TODAY)
    assert (found.kind, found.gtin, found.lot, found.serial) == (
        Kind.ELEMENT_STRING,
        GTIN,
        "K7M3A2",
        "ABC",
    )
    assert (found.production_date, found.expiry) == (date(2026, 11, 22), date(2031, 11, 22))


@pytest.mark.parametrize("prefix", ["", "]d2", "]C1", "]Q3", "\x1d", "]d2\x1d", "]C1<GS>"])
@pytest.mark.parametrize("separator", ["\x1d", "<GS>", "{GS}", "^]"])
@pytest.mark.parametrize("end", ["", "\r\n", "\x1d"])
def test_prefixes_separators_and_ends(prefix: str, separator: str, end: str) -> None:
    _same(prefix + ALL.replace("\x1d", separator) + end)


def test_brackets() -> None:
    _same(f"(01){GTIN}(11)261122(17)311122(10)K7M3A2(21)ABC")
    _same(f"(21)ABC(10)K7M3A2(17)311122(11)261122(01){GTIN}")


def test_a_value_may_end_in_what_looks_like_an_identifier() -> None:
    found = read(f"10LOT17\x1d01{GTIN}", today=TODAY)
    assert (found.lot, found.gtin, found.expiry) == ("LOT17", GTIN, None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("17260200", date(2026, 2, 28)),
        ("17280200", date(2028, 2, 29)),
        ("17261100", date(2026, 11, 30)),
        ("17761231", date(2076, 12, 31)),
        ("17770101", date(1977, 1, 1)),
        ("17000101", date(2000, 1, 1)),
    ],
)
def test_dates_by_the_century_rule_and_day_00(text: str, day: date) -> None:
    assert read(text, today=TODAY).expiry == day


def test_counts_of_a_pack_and_of_a_carton() -> None:
    assert read(f"01{GTIN}3012", today=TODAY).count == 12
    carton = read(f"02{GTIN}370120\x1d10A", today=TODAY)
    assert (carton.gtin, carton.count, carton.lot) == (GTIN, 120, "A")


def test_identifiers_that_we_do_not_use_are_kept_and_do_not_hide_the_others() -> None:
    found = read(f"01{GTIN}3103001250710DE123\x1d8008261122\x1d99own\x1d21S1", today=TODAY)
    assert found.serial == "S1"
    assert found.elements["3103"] == "001250"
    assert found.elements["710"] == "DE123"
    assert found.elements["99"] == "own"


def test_our_label() -> None:
    found = read("]Q1" + label_text(expires="311122"), today=TODAY)
    assert found == Scanned(
        Kind.LABEL, gtin=GTIN, lot="K7M3A2", serial="7F3K9QX", expiry=date(2031, 11, 22),
        production_date=date(2026, 11, 22), host=HOST, elements=found.elements,
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        f"https://id.example.org/01/{GTIN}/10/K7M3A2/21/ABC?17=311122&11=261122&linkType=gs1:pip",
        f"HTTPS://ID.EXAMPLE.ORG/some/path/01/{GTIN}/10/K7M3A2/21/ABC?17=311122&11=261122#x",
        f"]Q1http://example.org/01/{GTIN[1:]}/22/V1/10/K7M%33A2/21/ABC/?17=311122;11=261122",
    ],
)
def test_digital_links_of_any_host(text: str) -> None:
    found = read(text, today=TODAY)
    assert (found.kind, found.gtin, found.lot, found.serial) == (
        Kind.DIGITAL_LINK,
        GTIN,
        "K7M3A2",
        "ABC",
    )
    assert (found.production_date, found.expiry) == (date(2026, 11, 22), date(2031, 11, 22))


def test_our_label_with_a_damaged_block_is_a_link_only() -> None:
    assert read(label_text()[:-1], today=TODAY).kind is Kind.DIGITAL_LINK


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "]d2",
        "(",
        "()",
        "(01)",
        f"(01){GTIN[:-1]}4",
        f"01{GTIN[:-1]}",
        f"(01){GTIN}(10)",
        f"(01){GTIN}(10)" + "x" * 21,
        f"(01){GTIN}(99)" + "x" * 91,
        f"(01){GTIN}(10)ä",
        f"(01){GTIN}(05)1",
        f"(01){GTIN}(17)261332",
        f"(01){GTIN}(17)26112",
        f"(01){GTIN}(30)1x",
        f"(01){GTIN}(10)A(10)B",
        f"01{GTIN}\x1d\x1d10A",
        f"https://example.org/01/{GTIN}/21/A/10/B",
        f"https://example.org/01/{GTIN}/10/",
        f"https://example.org/01/{GTIN}/10/A/21/B/77/C",
        f"https://example.org/01/{GTIN}?17=261332",
        f"https://example.org/01/{GTIN}/10/A%ff",
        "https://example.org/",
        "https://01/" + GTIN,
        f"ftp://example.org/01/{GTIN}",
        "٠١" + GTIN,
        "x" * 3000,
    ],
)
def test_what_is_none_of_them_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text, today=TODAY)


@pytest.mark.parametrize(
    ("text", "reason", "where"),
    [
        (f"(01){GTIN}(17)261332", "date", "(17)261332"),
        (f"(01){GTIN[:-1]}4(10)A", "check_digit", f"(01){GTIN[:-1]}4"),
        (f"(01){GTIN}(10)A(10)B", "said_twice", "(10)"),
        (f"01{GTIN}10A\x1dXX12", "unknown_ai", "XX12"),
        (f"https://example.org/01/{GTIN}?11=260231", "date", "(11)260231"),
        ("https://example.org/somewhere", "link_path", "somewhere"),
        ("x" * 3000, "too_long", "3000"),
    ],
)
def test_a_refusal_says_what_and_where(text: str, reason: str, where: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(text, today=TODAY)
    assert (caught.value.reason, where in caught.value.where) == (reason, True)


PARTS = st.sampled_from(
    [
        "01", "(01)", GTIN, "10", "(10)", "17", "(17)", "000000", "261100", "30", "37", "21", "(21)",
        "\x1d", "<GS>", "{GS}", "^]", "]d2", "]C1", "]Q1", "]Q3", "https://", "HTTP://", "A.B", "/01/",
        "/10/", "/21/", "?17=", "&11=", "#", "%", "%41", "(", ")", "\u0661", "00", "8008", "\ud800",
    ]
)  # fmt: skip


@given(st.lists(st.one_of(PARTS, st.text(max_size=6)), max_size=12).map("".join))
def test_no_text_is_a_fault_of_ours(text: str) -> None:
    try:
        found = read(text, today=TODAY)
    except Unreadable:
        return
    for value in (found.gtin, found.sscc):
        assert value is None or value.isdigit()
    assert found.count is None or found.count >= 0
