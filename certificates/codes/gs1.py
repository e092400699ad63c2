"""GS1 identification: check digits, dates, element strings. Rules: GS1 General Specifications 3, 7.9."""

import calendar
import re
from collections.abc import Iterable
from datetime import date

GS = "\x1d"
FIXED_LENGTH = {"01": 14, "11": 6, "17": 6, "02": 14, "00": 18, "13": 6, "15": 6}
VARIABLE_LENGTH = {"10": 20, "21": 20, "30": 8, "37": 8, "22": 20, "240": 30, "241": 30}
LONGEST_VALUE = 90
LONGEST_WHERE = 40
_CHARSET_82 = re.compile(r"[!\"%&'()*+,\-./0-9:;<=>?A-Z_a-z]+")
# digits of an application identifier by its first two (GS1 General Specifications 3.2)
_AI_DIGITS = {
    **dict.fromkeys(("23", "24", "25", "40", "41", "42", "71"), 3),
    **dict.fromkeys(("31", "32", "33", "34", "35", "36", "39", "43", "70", "72", "80", "82"), 4),
    **{f"{n:02}": 2 for n in (0, 1, 2, 10, 11, 12, 13, 15, 16, 17, 20, 21, 22, 30, 37)},
    **{str(n): 2 for n in range(90, 100)},
}
# identifier and value together, of values of predefined length: no FNC1 follows (7.8.5)
_PREDEFINED = {
    **{f"{n:02}": 8 for n in range(11, 20)},
    **{str(n): 10 for n in range(31, 37)},
    "00": 20, "01": 16, "02": 16, "20": 4, "41": 16,
}  # fmt: skip


class Gs1Fault(ValueError):
    """A text that is no valid GS1 data; `reason` is a stable code, `where` the identifier or the text."""

    def __init__(self, reason: str, where: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.where = where[:LONGEST_WHERE]


def check_digit(digits: str) -> str:
    """Mod-10 check digit with weights 3 and 1 from the right (GS1 7.9.1)."""
    total = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits)))
    return str(-total % 10)


def has_check_digit(number: str) -> bool:
    """Whether the last digit is right."""
    return number.isascii() and number.isdigit() and check_digit(number[:-1]) == number[-1]


def gtin14(text: str) -> str:
    """A GTIN of 8, 12, 13 or 14 digits as 14 digits. Raises Gs1Fault."""
    if len(text) not in (8, 12, 13, 14) or not has_check_digit(text):
        raise Gs1Fault("gtin", text)
    return text.zfill(14)


def read_date(yymmdd: str, *, today: date) -> date:
    """A date: century by the 51/49-year rule (GS1 7.12), day 00 is the last day of the month."""
    if not (len(yymmdd) == 6 and yymmdd.isascii() and yymmdd.isdigit()):
        raise Gs1Fault("date", yymmdd)
    year_2, month, day = int(yymmdd[:2]), int(yymmdd[2:4]), int(yymmdd[4:])
    century, here = divmod(today.year, 100)
    if year_2 - here >= 51:
        century -= 1
    elif year_2 - here <= -50:
        century += 1
    year = century * 100 + year_2
    try:
        if day == 0:
            day = calendar.monthrange(year, month)[1]
        return date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        raise Gs1Fault("date", yymmdd) from None


def read_value(ai: str, value: str) -> str:
    """Check one value against its application identifier. Raises Gs1Fault."""
    if ai in FIXED_LENGTH:
        if len(value) != FIXED_LENGTH[ai] or not value.isascii() or not value.isdigit():
            raise Gs1Fault(f"ai_{ai}", f"({ai}){value}")
        if ai in ("01", "02", "00") and not has_check_digit(value):
            raise Gs1Fault("check_digit", f"({ai}){value}")
        return value
    if not _is_known(ai):
        raise Gs1Fault("unknown_ai", f"({ai})")
    longest = VARIABLE_LENGTH.get(ai, LONGEST_VALUE)
    if not 1 <= len(value) <= longest or not _CHARSET_82.fullmatch(value):
        raise Gs1Fault(f"ai_{ai}", f"({ai}){value}")
    if ai in ("30", "37") and not value.isdigit():
        raise Gs1Fault(f"ai_{ai}", f"({ai}){value}")
    predefined = _PREDEFINED.get(ai[:2])
    if predefined is not None and len(ai) + len(value) != predefined:
        raise Gs1Fault(f"ai_{ai}", f"({ai}){value}")
    return value


def read_bracketed(text: str) -> dict[str, str]:
    """An element string written with brackets: (01)...(10)... Raises Gs1Fault."""
    parts = re.findall(r"\((\d{2,4})\)([^(]*)", text)
    if "".join(f"({ai}){value}" for ai, value in parts) != text or not parts:
        raise Gs1Fault("brackets", text)
    return _collect((ai, value) for ai, value in parts)


def read_element_string(text: str) -> dict[str, str]:
    """An element string as a scanner sends it: FNC1 as GS after values of variable length."""
    pairs: list[tuple[str, str]] = []
    rest = text.removeprefix(GS)
    while rest:
        ai = rest[: _AI_DIGITS.get(rest[:2], 0)]
        if not _is_known(ai):
            raise Gs1Fault("unknown_ai", rest)
        predefined = _PREDEFINED.get(ai[:2])
        if predefined is not None:
            value, rest = rest[len(ai) : predefined], rest[predefined:].removeprefix(GS)
        else:
            value, _, rest = rest[len(ai) :].partition(GS)
        pairs.append((ai, value))
    return _collect(pairs)


def bracketed(values: dict[str, str]) -> str:
    """Write an element string with brackets."""
    return "".join(f"({ai}){value}" for ai, value in values.items())


def _is_known(ai: str) -> bool:
    """Whether it has the form of an application identifier; what it means need not be known."""
    digits = ai.isascii() and ai.isdigit()
    return digits and _AI_DIGITS.get(ai[:2]) == len(ai)


def _collect(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for ai, value in pairs:
        checked = read_value(ai, value)
        if found.get(ai, checked) != checked:
            raise Gs1Fault("said_twice", f"({ai})")
        found[ai] = checked
    if not found:
        raise Gs1Fault("empty")
    return found
