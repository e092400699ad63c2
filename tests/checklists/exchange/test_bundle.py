"""The three designs of the demo: nothing gets lost without being named, and all can be released."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

import certificates.demo
from checklists.designs.characteristics import Method
from checklists.designs.completeness import missing as missing_in_revision
from checklists.designs.content import DesignFile, FileRole
from checklists.exchange.bundle import BadBundle, DesignBundle, design_from_yaml
from checklists.templates.asking import lot_tests
from checklists.templates.completeness import missing as missing_in_checklist
from qa_service.ids import uuid7
from tests.checklists.makers import Drawing, done
from tests.network import Network

CONTENT = Path(certificates.demo.__file__).parent / "content"
NAMES = ("tourniquet_buckle", "ear_saver", "windlass_tourniquet")
each_design = pytest.mark.parametrize("name", NAMES)


def bundle(name: str) -> DesignBundle:
    refs = json.loads((CONTENT / "refs.json").read_text(encoding="utf-8"))
    return design_from_yaml((CONTENT / f"{name}.yaml").read_text(encoding="utf-8"), refs.get(name))


@each_design
def test_a_demo_design_misses_nothing(name: str) -> None:
    made = bundle(name)
    files = tuple(
        DesignFile(path=each.path, role=FileRole(each.role), sha256=each.sha256, size_bytes=1)
        for each in made.files
    )
    assert list(missing_in_revision(made.revision, files)) == []
    assert list(missing_in_checklist(made.checklist, made.revision.characteristics)) == []


@each_design
def test_what_is_left_out_is_known_by_name(name: str) -> None:
    unknown = [each for each in bundle(name).left_out if each.endswith("not known")]
    assert unknown == []


@each_design
def test_the_files_beside_the_text_have_the_digests_it_says(name: str) -> None:
    for each in bundle(name).files:
        content = (CONTENT / each.path).read_bytes()
        assert hashlib.sha256(content).hexdigest() == each.sha256, each.path


@each_design
def test_all_four_languages_arrive(name: str) -> None:
    made = bundle(name)
    names = [each.names for each in made.revision.characteristics]
    names += [each.names for each in made.checklist.items]
    assert all(set(each) == {"en", "fr", "sw", "ar"} for each in names)


def test_the_buckle_is_what_the_text_says() -> None:
    made = bundle("tourniquet_buckle")
    by_photo = [
        each.code for each in made.revision.characteristics if each.method is Method.PHOTO_DIMENSION
    ]
    assert by_photo == ["length", "width", "slot_1", "slot_2", "hole", "hole_to_bot", "corner_r"]
    assert lot_tests(made.checklist.items, made.revision.characteristics) == {"break": 2}
    kinds = {each.code: each.type for each in made.checklist.items}
    assert (kinds["B04"], kinds["B05"], kinds["B08"]) == ("photo_dimension", "attribute", "number")
    assert made.checklist.sampling.B.lq_percent == 5


def test_the_ten_paper_checks_are_asked_on_every_unit() -> None:
    items = bundle("windlass_tourniquet").checklist.items
    every = [each.code for each in items if each.every_unit]
    assert every == [f"T{number:02d}" for number in range(1, 11)]


def test_a_key_that_nobody_reads_is_named() -> None:
    text = (CONTENT / "ear_saver.yaml").read_text(encoding="utf-8")
    made = design_from_yaml(text.replace("design:\n", "design:\n  moon: full\n", 1))
    assert "design.moon: not known" in made.left_out


@pytest.mark.parametrize(
    "text",
    ["", "[]", "schema: other/1", "schema: qa-demo-design/1", "a: [", "{schema: qa-demo-design/1, design: 3}"],
    ids=repr,
)  # fmt: skip
def test_what_is_no_such_file_is_refused(text: str) -> None:
    with pytest.raises(BadBundle):
        design_from_yaml(text)


@pytest.mark.parametrize("name", ["tourniquet_buckle", "windlass_tourniquet"])
def test_a_demo_design_goes_through_the_api_to_its_release(network: Network, name: str) -> None:
    made, drawing = bundle(name), Drawing(network)
    design: dict[str, Any] = made.design_json() | {"id": str(uuid7())}
    revision: dict[str, Any] = made.revision_json() | {"id": str(uuid7())}
    done(drawing.owner.post("/api/designs", json=design))
    done(drawing.owner.post(f"/api/designs/{design['id']}/revisions", json=revision))
    for each in made.files:
        done(
            drawing.owner.put(
                f"/api/revisions/{revision['id']}/files",
                params={"path": each.path, "role": each.role},
                content=(CONTENT / each.path).read_bytes(),
            )
        )
    done(drawing.owner.post(f"/api/revisions/{revision['id']}/submit"))
    done(drawing.second.post(f"/api/revisions/{revision['id']}/release"))
    asked: dict[str, Any] = made.checklist_json() | {
        "id": str(uuid7()),
        "revision_id": revision["id"],
    }
    done(drawing.owner.post("/api/checklists", json=asked))
    released = done(drawing.owner.post(f"/api/checklists/{asked['id']}/release"))
    assert released["items"] == json.loads(json.dumps(asked["items"]))
