"""GS1 identification: check digits, dates, element strings. Rules: GS1 General Specifications 3, 7.9."""

import calendar
import re
from collections.abc import Iterable
from datetime import date

GS = "\x1d"
FIXED_LENGTH = {"01": 14, "11": 6, "17": 6, "02": 14, "00": 18, "13": 6, "15": 6}
VARIABLE_LENGTH = {"10": 20, "21": 20, "30": 8, "37": 8, "22": 20, "240": 30, "241": 30}
_CHARSET_82 = re.compile(r"[!\"%&'()*+,\-./0-9:;<=>?A-Z_a-z]+")


class Gs1Fault(ValueError):
    """A text that is no valid GS1 data; `reason` is a stable code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


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
        raise Gs1Fault("gtin")
    return text.zfill(14)


def read_date(yymmdd: str, *, today: date) -> date:
    """A date: century by the 51/49-year rule (GS1 7.12), day 00 is the last day of the month."""
    if not (len(yymmdd) == 6 and yymmdd.isascii() and yymmdd.isdigit()):
        raise Gs1Fault("date")
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
        raise Gs1Fault("date") from None


def read_value(ai: str, value: str) -> str:
    """Check one value against its application identifier. Raises Gs1Fault."""
    if ai in FIXED_LENGTH:
        if len(value) != FIXED_LENGTH[ai] or not value.isascii() or not value.isdigit():
            raise Gs1Fault(f"ai_{ai}")
        if ai in ("01", "02", "00") and not has_check_digit(value):
            raise Gs1Fault("check_digit")
        return value
    longest = VARIABLE_LENGTH.get(ai)
    if longest is None:
        raise Gs1Fault("unknown_ai")
    if not 1 <= len(value) <= longest or not _CHARSET_82.fullmatch(value):
        raise Gs1Fault(f"ai_{ai}")
    if ai in ("30", "37") and not value.isdigit():
        raise Gs1Fault(f"ai_{ai}")
    return value


def read_bracketed(text: str) -> dict[str, str]:
    """An element string written with brackets: (01)...(10)... Raises Gs1Fault."""
    parts = re.findall(r"\((\d{2,4})\)([^(]*)", text)
    if "".join(f"({ai}){value}" for ai, value in parts) != text or not parts:
        raise Gs1Fault("brackets")
    return _collect((ai, value) for ai, value in parts)


def read_element_string(text: str) -> dict[str, str]:
    """An element string as a scanner sends it: FNC1 as GS after values of variable length."""
    pairs: list[tuple[str, str]] = []
    rest = text.removeprefix(GS)
    while rest:
        ai = next((rest[:n] for n in (2, 3, 4) if _is_known(rest[:n])), None)
        if ai is None:
            raise Gs1Fault("unknown_ai")
        rest = rest[len(ai) :]
        if ai in FIXED_LENGTH:
            value, rest = rest[: FIXED_LENGTH[ai]], rest[FIXED_LENGTH[ai] :]
            rest = rest.removeprefix(GS)
        else:
            value, _, rest = rest.partition(GS)
        pairs.append((ai, value))
    return _collect(pairs)


def bracketed(values: dict[str, str]) -> str:
    """Write an element string with brackets."""
    return "".join(f"({ai}){value}" for ai, value in values.items())


def _is_known(ai: str) -> bool:
    return ai in FIXED_LENGTH or ai in VARIABLE_LENGTH


def _collect(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for ai, value in pairs:
        checked = read_value(ai, value)
        if found.get(ai, checked) != checked:
            raise Gs1Fault("said_twice")
        found[ai] = checked
    if not found:
        raise Gs1Fault("empty")
    return found
