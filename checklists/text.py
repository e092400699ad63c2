"""Small values shared by designs and checklists: names in languages, codes, finite numbers. Pure."""

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import AfterValidator, Field

LANGUAGES: Final = frozenset({"en", "fr", "sw", "ar"})
LONGEST_NAME: Final = 500


def _checked(names: Mapping[str, str]) -> Mapping[str, str]:
    unknown = sorted(set(names) - LANGUAGES)
    if unknown:
        raise ValueError(f"unknown language {unknown[0][:20]!r}")
    if not names.get("en", "").strip():
        raise ValueError("the English text is missing")
    if any(len(each) > LONGEST_NAME for each in names.values()):
        raise ValueError(f"a text is longer than {LONGEST_NAME} characters")
    return names


Names = Annotated[Mapping[str, str], AfterValidator(_checked)]
"""The same words in up to four languages, English always."""

Finite = Annotated[float, Field(allow_inf_nan=False)]
"""A number; NaN and infinity are refused, because they compare as neither inside nor outside."""

Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$")]
"""A short name that programs use: it survives translation."""

Line = Annotated[str, Field(max_length=500)]
"""One line of free text."""

Passage = Annotated[str, Field(max_length=4000)]
"""Some lines of free text."""
