"""GS1 Digital Links of any host: identifiers in the path, attributes in the query (GS1 Digital Link URI 1.x)."""

import re
from urllib.parse import unquote

from certificates.codes.gs1 import Gs1Fault, gtin14, read_value

_LINK = re.compile(
    r"https?://(?P<host>[^/?#]+)(?P<path>/[^?#]*)(?:\?(?P<query>[^#]*))?(?:#.*)?", re.I
)
_QUALIFIERS = {"01": ("22", "10", "21"), "00": ()}
ATTRIBUTES = ("11", "13", "15", "17", "30", "37")


def is_link(text: str) -> bool:
    """Whether a text is a web address at all."""
    return text[:8].lower().startswith(("http://", "https://"))


def read_link(text: str) -> tuple[str, dict[str, str]]:
    """Host and values by application identifier. Raises Gs1Fault."""
    found = _LINK.fullmatch(text)
    if found is None:
        raise Gs1Fault("link", text)
    values = _path(found["path"].strip("/").split("/"))
    for part in re.split("[&;]", found["query"] or ""):
        ai, _, value = part.partition("=")
        if ai in ATTRIBUTES:
            _add(values, ai, _decoded(value))
    return found["host"], values


def _path(segments: list[str]) -> dict[str, str]:
    """The last pair that names a thing begins the identifiers; what stands before belongs to the host."""
    starts = [n for n in range(len(segments) - 2, -1, -1) if segments[n] in _QUALIFIERS]
    for start in starts:
        rest = segments[start:]
        names, values = rest[::2], rest[1::2]
        allowed = iter(_QUALIFIERS[names[0]])
        if len(names) == len(values) and all(name in allowed for name in names[1:]):
            collected: dict[str, str] = {}
            for ai, value in zip(names, values, strict=True):
                _add(collected, ai, _decoded(value))
            return collected
    raise Gs1Fault("link_path", "/".join(segments))


def _add(values: dict[str, str], ai: str, value: str) -> None:
    checked = gtin14(value) if ai == "01" else read_value(ai, value)
    if values.get(ai, checked) != checked:
        raise Gs1Fault("said_twice", f"({ai})")
    values[ai] = checked


def _decoded(value: str) -> str:
    try:
        return unquote(value, errors="strict")
    except UnicodeDecodeError:
        raise Gs1Fault("percent", value) from None
