"""What else a revision holds: geometry, materials, process fields, regulatory fields, files. Pure."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from checklists.designs.characteristics import Characteristic
from checklists.text import Code, Finite, Line, Names, Passage

Length = Annotated[float, Field(gt=0, le=10_000, allow_inf_nan=False)]
Allowance = Annotated[float, Field(ge=0, le=1_000, allow_inf_nan=False)]


@dataclass(frozen=True, slots=True)
class Geometry:
    """What the photo measurement must know beside the outline, in mm.

    The height is that of the measured top edge over the sheet.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    height_mm: Length
    height_tol_mm: Allowance = 0.0
    edge_break_max_mm: Allowance = 0.0
    note: Passage = ""


@dataclass(frozen=True, slots=True)
class MaterialNote:
    """What the author adds to an allowed material, and for which parts it is used."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    code: Code
    note: Line = ""
    used_for: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class ForbiddenMaterial:
    """A material that must not be used, and why."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    code: Code
    reason: Line


@dataclass(frozen=True, slots=True)
class Component:
    """A part that goes into each unit: another design's revision, or made by the maker of the device."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    per_unit: Annotated[int, Field(ge=1, le=10_000)]
    design: Code | None = None
    revision: Code | None = None
    part: Code | None = None
    made_by: Line = ""


class FieldType(StrEnum):
    """What a process field holds; REF and REF_LIST name records of the service."""

    NUMBER = "number"
    CHOICE = "choice"
    TEXT = "text"
    REF = "ref"
    REF_LIST = "ref_list"


class Per(StrEnum):
    """Whether a process field is filled in once for a lot or for every unit."""

    LOT = "lot"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class ProcessField:
    """What the batch record must hold before a lot of this design can be inspected.

    A choice without options is chosen from the workshop's own list (machines). With `must_be`, any
    other choice is a nonconformity of the lot.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    code: Code
    type: FieldType
    names: Names
    unit: Annotated[str, Field(max_length=40)] | None = None
    min: Finite | None = None
    max: Finite | None = None
    options: tuple[Code, ...] = ()
    required: bool = True
    per: Per = Per.LOT
    must_be: Code | None = None


@dataclass(frozen=True, slots=True)
class Regulatory:
    """What is declared. The service does not say that a product may be sold or used anywhere."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    sterility: Code = "non_sterile"
    single_use: Annotated[str, Field(pattern="^(yes|no|not_applicable)$")] = "not_applicable"
    shelf_life_months: Annotated[int, Field(ge=1, le=600)] | None = None
    legal_manufacturer: Line | None = None
    authorisation: Line = "none declared"
    warnings: Names | None = None
    storage: Line = ""
    instruction_languages: tuple[Code, ...] = ()
    note: Passage = ""


@dataclass(frozen=True, slots=True)
class LabelRule:
    """What carries a label: each piece, or a pack of several; and where it is stuck.

    `gtin` is the pack's own number: GS1 gives every packing level another one.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    labels: Annotated[str, Field(pattern="^(piece|pack)$")] = "piece"
    pack_of: Annotated[int, Field(ge=2, le=10_000)] | None = None
    gtin: Annotated[str, Field(pattern=r"^[0-9]{14}$")] | None = None
    where: Names | None = None

    @property
    def pieces(self) -> int:
        """Pieces under one label."""
        return self.pack_of or 1 if self.labels == "pack" else 1


@dataclass(frozen=True, slots=True)
class FailureMode:
    """How it can fail, what that does and why: the author's own list, printed beside the checks."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    code: Code
    mode: Line
    effect: Line
    cause: Line


@dataclass(frozen=True, slots=True)
class Content:
    """All that the author writes of one revision; files are added beside it."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    label: Code
    change: Passage = ""
    geometry: Geometry | None = None
    characteristics: tuple[Characteristic, ...] = ()
    materials_allowed: tuple[Code, ...] = ()
    materials_forbidden: tuple[ForbiddenMaterial, ...] = ()
    material_notes: tuple[MaterialNote, ...] = ()
    components: tuple[Component, ...] = ()
    process_fields: tuple[ProcessField, ...] = ()
    regulatory: Regulatory = field(default_factory=Regulatory)
    label_rule: LabelRule = field(default_factory=LabelRule)
    failure_modes: tuple[FailureMode, ...] = ()
    no_class_a_reason: Passage | None = None


class FileRole(StrEnum):
    """What a file is for; exactly one outline feeds the photo measurement."""

    OUTLINE = "outline"
    DRAWING = "drawing"
    PICTURE = "picture"
    INSTRUCTIONS = "instructions"
    GAUGE = "gauge"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class DesignFile:
    """A file of a revision by its digest.

    An outline also names the digest of the polygons that were read from it, and how it was read.
    """

    path: str
    role: FileRole
    sha256: str
    size_bytes: int
    outline_sha256: str | None = None
    importer: str | None = None
