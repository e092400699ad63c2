"""The outline as numbers: strict about units and shape."""

import pytest

from checklists.designs.importers.outline_json import KIND
from checklists.designs.outline import BadOutline


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"outer": [[0,0],[1,0],[1,1]]}', "outline.without_units"),
        (b'{"units": "in", "outer": [[0,0],[1,0],[1,1]]}', "outline.unreadable"),
        (b'{"units": "mm", "outer": [[0,0],[NaN,0],[1,1]]}', "outline.unreadable"),
        (b'{"units": "mm", "outer": [[0,0],["1",0],[1,1]]}', "outline.unreadable"),
        (b'{"units": "mm", "outer": [[0,0],[1,0,5],[1,1]]}', "outline.unreadable"),
        (b'{"units": "mm", "holes": []}', "outline.unreadable"),
        (b"[" * 100_000, "outline.unreadable"),
        (
            b'{"units": "mm", "outer": [[4,4],[5,4],[5,5]], "holes": [[[0,0],[9,0],[9,9],[0,9]]]}',
            "outline.several_parts",
        ),
    ],
)
def test_what_is_no_outline_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(BadOutline) as refusal:
        KIND.read(content, None)
    assert refusal.value.code == code
