"""The time on a device when something was made there, as its body says it."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime

YEARS = range(
    2000, 2200
)  # clocks start in 2000 where a battery is empty; others do not fit a database


def _in_this_age(said: datetime) -> datetime:
    if said.year not in YEARS:
        raise ValueError("a year from 2000 to 2199 is asked")
    return said


DeviceTime = Annotated[AwareDatetime, AfterValidator(_in_this_age)]
