"""Files of a revision: by digest, read apart, handed out as no page of ours."""

import hashlib

import pytest

from qa_service.limited import LimitedWorker
from tests.checklists.makers import SQUARE, Drawing, done, refused
from tests.network import Network


def test_a_file_comes_back_by_its_digest_and_cannot_run_as_a_page(network: Network) -> None:
    drawing = Drawing(network)
    made = drawing.draft()
    picture = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    address = f"/api/revisions/{made}/files"
    query = {"path": "zeichnung ä.svg", "role": "picture"}
    kept = done(drawing.owner.put(address, params=query, content=picture))
    assert kept["sha256"] == hashlib.sha256(picture).hexdigest()
    answer = drawing.owner.get(f"{address}/{kept['sha256']}")
    assert answer.content == picture
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert network.client("w1-lead").get(f"{address}/{kept['sha256']}").status_code == 404


def test_a_digest_of_another_design_is_not_handed_out(network: Network) -> None:
    made = Drawing(network).released()
    secret = network.house.store.put(b"somebody else's photo")
    answer = network.client("w1-lead").get(f"/api/revisions/{made}/files/{secret}")
    assert refused(answer) == (404, "stored_file.not_found")


@pytest.mark.parametrize("path", ["../x.json", "/etc/x.json", "a\\b.json", "a\u202e.json"])
def test_a_path_that_leaves_the_folder_is_refused(network: Network, path: str) -> None:
    drawing = Drawing(network)
    made = drawing.draft()
    address = f"/api/revisions/{made}/files"
    query = {"path": path, "role": "outline"}
    answer = drawing.owner.put(address, params=query, content=SQUARE)
    assert refused(answer) == (422, "file.bad_path")


def test_the_hash_of_a_revision_covers_its_files(network: Network) -> None:
    drawing = Drawing(network)
    first = drawing.released()
    other_shape = SQUARE.replace(b"10", b"11")
    made = drawing.draft(slug="plate-2")
    done(drawing.put_outline(made, other_shape))
    done(drawing.owner.post(f"/api/revisions/{made}/submit"))
    released = done(drawing.second.post(f"/api/revisions/{made}/release"))
    assert [each["sha256"] for each in released["files"]] == [
        hashlib.sha256(other_shape).hexdigest()
    ]
    assert released["hash"] != done(drawing.owner.get(f"/api/revisions/{first}"))["hash"]


def test_an_outline_without_units_is_taken_when_the_author_says_them(network: Network) -> None:
    drawing = Drawing(network)
    made = drawing.draft()
    bare = SQUARE.replace(b'"units": "mm", ', b"")
    assert refused(drawing.put_outline(made, bare)) == (422, "outline.without_units")
    query = {"path": "plate.json", "role": "outline", "units": "in"}
    done(drawing.owner.put(f"/api/revisions/{made}/files", params=query, content=bare))
    shape = done(drawing.owner.get(f"/api/revisions/{made}/outline"))
    assert max(x for x, _ in shape["outer"]) == pytest.approx(508)
    roles = {
        each["path"]: each["role"]
        for each in done(drawing.owner.get(f"/api/revisions/{made}"))["files"]
    }
    assert roles == {"designs/plate.json": "drawing", "plate.json": "outline"}


def test_a_refusal_crosses_the_border_of_the_limited_process(network: Network) -> None:
    answer = Drawing(network)
    made = answer.draft()
    crossing = b'{"units": "mm", "outer": [[0, 0], [10, 10], [10, 0], [0, 10]]}'
    refusal = answer.put_outline(made, crossing)
    assert refused(refusal) == (422, "outline.crosses_itself")
    assert refusal.json()["details"] == {"x_mm": 5.0, "y_mm": 5.0}
    assert isinstance(network.house.limited, LimitedWorker)


@pytest.mark.parametrize("path", ["a & 'b' <c>.json", "رسم.json", ".hidden/x.json"])
def test_an_odd_file_name_survives_the_release(network: Network, path: str) -> None:
    drawing = Drawing(network)
    made = drawing.draft()
    query = {"path": path, "role": "other"}
    done(drawing.owner.put(f"/api/revisions/{made}/files", params=query, content=b"x"))
    done(drawing.owner.post(f"/api/revisions/{made}/submit"))
    released = done(drawing.second.post(f"/api/revisions/{made}/release"))
    assert path in [each["path"] for each in released["files"]]
