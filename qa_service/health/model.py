"""What a check found. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: `fault` is empty when all is well; advice does not make it unwell."""

    name: str
    fault: str = ""
    advice: str = ""
