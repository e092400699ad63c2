"""Every scan of scans.json, as the tablet's twin reads it."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest

from certificates.scanning.scan import Unreadable, read
from tests.vectors import scans

CASES = json.loads((Path(scans.__file__).parent / "scans.json").read_text())["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_scan(case: dict[str, object]) -> None:
    today = date.fromisoformat(str(case["today"]))
    if case["says"] is None:
        with pytest.raises(Unreadable) as caught:
            read(str(case["text"]), today=today)
        assert caught.value.reason == case["reason"]
        return
    said = asdict(read(str(case["text"]), today=today))
    del said["elements"]
    assert {name: _plain(value) for name, value in said.items()} == case["says"]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
