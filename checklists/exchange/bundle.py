"""One text file of ours to a design, its revision and its checklist, ready for the API or the actions.

For our own content: the text is trusted, so an alias bomb in it would hurt only us.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import yaml
from pydantic import ValidationError

from checklists.designs.content import Content
from checklists.designs.model import CONTENT, HEAD, DesignHead
from checklists.exchange import characteristics, items, revision
from checklists.exchange.keys import reading
from checklists.templates import model as templates
from checklists.templates.model import ChecklistContent

SCHEMA: Final = "qa-demo-design/1"


class BadBundle(ValueError):
    """The text is not such a file; the message says where."""


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that belongs to the revision and lies beside the text, with its expected digest."""

    path: str
    role: str
    sha256: str


@dataclass(frozen=True, slots=True)
class DesignBundle:
    """What the file holds. `left_out` names everything that has no place here, with the reason."""

    design: DesignHead
    revision: Content
    checklist: ChecklistContent
    files: tuple[NamedFile, ...]
    left_out: tuple[str, ...]

    def design_json(self) -> dict[str, Any]:
        """Body of POST /api/designs, without the id."""
        return _plain(HEAD.dump_python(self.design, mode="json", by_alias=True))

    def revision_json(self) -> dict[str, Any]:
        """Body of POST /api/designs/{id}/revisions, without the id."""
        return _plain(CONTENT.dump_python(self.revision, mode="json", by_alias=True))

    def checklist_json(self) -> dict[str, Any]:
        """Body of POST /api/checklists, without id and revision_id."""
        return _plain(templates.CONTENT.dump_python(self.checklist, mode="json", by_alias=True))


def design_from_yaml(text: str, refs: Mapping[str, Any] | None = None) -> DesignBundle:
    """Read one file; `refs` maps characteristics to their places on the outline. Raises BadBundle."""
    try:
        whole = yaml.safe_load(text)
        if not isinstance(whole, dict) or whole.get("schema") != SCHEMA:
            raise BadBundle(f"schema is not {SCHEMA}")
        return _bundle(whole, refs or {})
    except yaml.YAMLError as fault:
        raise BadBundle(str(fault)) from fault
    except ValidationError as fault:
        first = fault.errors()[0]
        raise BadBundle(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from fault
    except (KeyError, TypeError, AttributeError) as fault:
        raise BadBundle(f"missing or misplaced: {fault}") from fault


def _bundle(whole: Mapping[str, Any], refs: Mapping[str, Any]) -> DesignBundle:
    left_out: list[str] = []
    with reading(whole, "file", left_out) as keys:
        keys.take("schema")
        head = revision.design(keys.take("design"), left_out)
        given_revision = keys.take("revision")
        content = revision.revision(given_revision, left_out)
        content["geometry"] = revision.geometry(keys.take("geometry"), left_out)
        content.update(revision.materials(keys.take("materials", {}), left_out))
        content["process_fields"] = revision.process_fields(
            keys.take("process_fields", []), left_out
        )
        content["regulatory"] = revision.regulatory(keys.take("regulatory", {}), left_out)
        content["failure_modes"] = revision.failure_modes(keys.take("failure_modes", []), left_out)
        rule = keys.take("label_rule", None)
        if rule is not None:
            content["label_rule"] = rule
        tests = {each["code"]: each for each in keys.take("tests", [])}
        made = characteristics.characteristics(keys.take("characteristics"), tests, refs, left_out)
        content["characteristics"] = made
        photos = {each["code"]: each for each in keys.take("photo_evidence", [])}
        checklist = _checklist(
            keys.take("checklist"), keys.take("sampling", {}), made, photos, left_out
        )
    return DesignBundle(
        design=HEAD.validate_python(head),
        revision=CONTENT.validate_python(content),
        checklist=templates.CONTENT.validate_python(checklist),
        files=tuple(
            NamedFile(path=each["path"], role=each["role"], sha256=each["sha256"])
            for each in given_revision.get("files", [])
        ),
        left_out=tuple(left_out),
    )


def _checklist(
    given: Mapping[str, Any],
    sampling: Mapping[str, Any],
    known: list[dict[str, Any]],
    photos: Mapping[str, Mapping[str, Any]],
    left_out: list[str],
) -> dict[str, Any]:
    with reading(sampling, "sampling", left_out) as keys:
        first = keys.take("first_lots", {})
        signs_every_unit = keys.take("sign_off_rule") is not None
        keys.leave("later", "Z1.4 plans with switching")
    with reading(given, "checklist", left_out) as keys:
        made = keys.has("code", "version")
        made["sampling"] = {name: _rule(rule) for name, rule in first.items()}
        offs = keys.take("sign_offs", [])
        made["sign_offs"] = [each["code"] if isinstance(each, dict) else each for each in offs]
        if any(isinstance(each, dict) for each in offs):
            left_out.append("checklist.sign_offs: who may sign each column, and remotely or not")
        keys.take("results_per")
        asked = keys.take("items")
        made["items"] = items.items(
            asked,
            {each["code"]: each for each in known},
            photos,
            left_out,
            every_unit=signs_every_unit,
        )
        keys.leave("fields", "fixed columns of every visit")
        keys.leave("hold_point_note", "hold points before assembly are not kept apart")
    used = {str(each.get("evidence", "")).removeprefix("photo ") for each in asked}
    left_out.extend(
        f"photo_evidence.{code}: no item names it" for code in photos if code not in used
    )
    return made


def _rule(given: object) -> dict[str, Any]:
    if given == "all":
        return {"scheme": "full"}
    if isinstance(given, dict) and given.get("c") == 0:
        return {"scheme": "c0", "lq_percent": given["lq_percent"], "risk": given["risk"]}
    raise BadBundle(f"sampling: {given!r} is not supported")


def _plain(dumped: Any) -> dict[str, Any]:
    return dict(dumped)
