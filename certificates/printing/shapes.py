"""What the endpoints of printing take and give."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session

from certificates.labels.fit import is_large_enough
from certificates.labels.own import OwnSheet
from certificates.labels.sheets._kind import LabelSheet
from certificates.printing.model import DEFAULT_SHEET, RUN, Form, Plan, Run
from certificates.printing.records import PrintJob
from qa_service.errors import Invalid
from qa_service.identity import records as identity

Length = Annotated[float, Field(allow_inf_nan=False)]


class SheetOut(BaseModel):
    """A sheet of labels; `usable`: whether a signed label fits into its cells."""

    name: str
    title: str
    columns: int
    rows: int
    paper: str
    page_mm: tuple[float, float]
    cell_mm: tuple[float, float]
    origin_mm: tuple[float, float]
    pitch_mm: tuple[float, float]
    articles: tuple[str, ...]
    has_datamatrix: bool
    usable: bool


class RunIn(BaseModel):
    """How labels are printed. `sheet` is a name of the list, or `own` with the lengths of a sheet."""

    model_config = ConfigDict(extra="forbid")

    sheet: str = Field(DEFAULT_SHEET, max_length=60)
    start_cell: int = Field(1, ge=1, le=10_000)
    copies: int = 1
    offset_x_mm: Length = 0.0
    offset_y_mm: Length = 0.0
    cut_marks: bool | None = None
    test_cell: bool = False
    format: Form = Form.PDF
    serials: list[Annotated[str, Field(max_length=40)]] = Field(
        default_factory=list, max_length=20_000
    )
    again: bool = False
    page_width_mm: Length = 210.0
    page_height_mm: Length = 297.0
    columns: int | None = None
    rows: int | None = None
    margin_left_mm: Length = 0.0
    margin_top_mm: Length = 0.0
    pitch_x_mm: Length | None = None
    pitch_y_mm: Length | None = None
    label_width_mm: Length | None = None
    label_height_mm: Length | None = None

    def run(self) -> Run:
        """As a value."""
        return Run(
            sheet=self.sheet,
            own=self._own(),
            start_cell=self.start_cell,
            copies=self.copies,
            offset_mm=(self.offset_x_mm, self.offset_y_mm),
            cut_marks=self.cut_marks,
            has_test_cell=self.test_cell,
            form=self.format,
            serials=tuple(self.serials),
            is_again=self.again,
        )

    def _own(self) -> OwnSheet | None:
        if self.columns is None and self.rows is None:
            return None
        if self.columns is None or self.rows is None:
            raise Invalid("labels.own_sheet_missing")
        return OwnSheet(
            page_width_mm=self.page_width_mm,
            page_height_mm=self.page_height_mm,
            columns=self.columns,
            rows=self.rows,
            margin_left_mm=self.margin_left_mm,
            margin_top_mm=self.margin_top_mm,
            pitch_x_mm=self.pitch_x_mm,
            pitch_y_mm=self.pitch_y_mm,
            label_width_mm=self.label_width_mm,
            label_height_mm=self.label_height_mm,
        )


class AskedIn(RunIn):
    """The same in a query, with the language of the print."""

    lang: str = Field("", max_length=20)


class PrintIn(RunIn):
    """A print, with an id made by the sender: sent twice it is one print."""

    id: UUID


class PlanOut(BaseModel):
    """What a print would need, and how many labels were printed and spoiled so far."""

    labels: int
    cells: int
    sheets: int
    sheet: SheetOut
    version: int
    modules: int
    module_mm: float
    is_long_host: bool
    printed: int
    spoiled: int
    pack_of: int
    where: dict[str, str]


class PrintJobOut(BaseModel):
    """A print on record and where its file is."""

    id: UUID
    at: datetime
    person: str
    sheet: str
    format: Form
    labels: int
    copies: int
    again: bool
    file: str


def sheet_out(sheet: LabelSheet) -> SheetOut:
    """A sheet of the list, or an own one."""
    return SheetOut(
        name=sheet.name,
        title=sheet.title,
        columns=sheet.columns,
        rows=sheet.rows,
        paper=f"{sheet.page_mm[0]:g} x {sheet.page_mm[1]:g} mm",
        page_mm=sheet.page_mm,
        cell_mm=sheet.cell_mm,
        origin_mm=sheet.origin_mm,
        pitch_mm=sheet.pitch_mm,
        articles=sheet.articles,
        has_datamatrix=sheet.has_datamatrix,
        usable=is_large_enough(sheet),
    )


def plan_out(plan: Plan) -> PlanOut:
    """What a print would need."""
    return PlanOut(
        labels=plan.labels,
        cells=plan.cells,
        sheets=plan.sheets,
        sheet=sheet_out(plan.sheet),
        version=plan.version,
        modules=plan.modules,
        module_mm=plan.module_mm,
        is_long_host=plan.is_long_host,
        printed=plan.printed,
        spoiled=plan.spoiled,
        pack_of=plan.pack_of,
        where=plan.where,
    )


def job_out(session: Session, job: PrintJob) -> PrintJobOut:
    """A print as a list shows it."""
    run = RUN.validate_json(job.request)
    return PrintJobOut(
        id=job.id,
        at=job.at,
        person=identity.person(session, job.person_id).name,
        sheet=job.sheet,
        format=run.form,
        labels=job.labels,
        copies=job.copies,
        again=job.is_again,
        file=f"/api/print-jobs/{job.id}/labels",
    )
