"""`qa-service msa grr FILE.csv`: how much of what was read comes from the measuring."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from inspections.statistics.anova import Anova, anova
from inspections.statistics.average_range import AverageRange, average_range
from inspections.statistics.crossed import LARGEST, SMALLEST_SPREAD, BadStudy, Crossed, crossed
from inspections.statistics.grading import grade
from inspections.statistics_commands.photo_command import photos
from inspections.statistics_commands.readings import read
from qa_service.command import JsonOption, answer
from qa_service.errors import Invalid


class Method(StrEnum):
    """How the words (not the JSON, which holds both) are worked out."""

    ANOVA = "anova"
    AVERAGE_RANGE = "average-range"


def register(app: typer.Typer) -> None:
    """Add `msa` to the command line."""
    group = typer.Typer(no_args_is_help=True, help="How good a way of measuring is.")
    group.callback()(_group)
    group.command("grr")(grr)
    group.command("photos")(photos)
    app.add_typer(group, name="msa")


def _group() -> None:
    """How good a way of measuring is."""


def grr(
    file: Annotated[Path, typer.Argument(help="CSV with a row for each reading.")],
    method: Annotated[Method, typer.Option(help="Which of the two to tell.")] = Method.ANOVA,
    part: Annotated[str, typer.Option(help="Column that names the part.")] = "part",
    operator: Annotated[str, typer.Option(help="Column of the inspector.")] = "operator",
    value: Annotated[str, typer.Option(help="Column of the reading.")] = "value",
    tolerance: Annotated[
        float | None, typer.Option(help="Width between the limits, in the unit of the readings.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Gauge R&R of a crossed study: every inspector measured every part equally often."""
    if tolerance is not None and not SMALLEST_SPREAD <= tolerance <= LARGEST:
        raise Invalid("msa.tolerance", given=tolerance)
    if len({part, operator, value}) != 3:
        raise Invalid("msa.same_column", part=part, operator=operator, value=value)
    try:
        study = crossed(read(file, part=part, operator=operator, value=value))
        ranges = _ranges(study, needed=method is Method.AVERAGE_RANGE)
    except BadStudy as fault:
        raise Invalid(fault.code, **fault.details) from None
    found = anova(study)
    words = _words(study, found, tolerance)
    if method is Method.AVERAGE_RANGE and ranges is not None:
        words = _range_words(ranges, tolerance)
    answer(_plain(found, ranges, tolerance), words, as_json=as_json)


def _ranges(study: Crossed, *, needed: bool) -> AverageRange | None:
    try:
        return average_range(study)
    except BadStudy:  # no factor for so many parts: analysis of variance has no such bound
        if needed:
            raise
        return None


def _plain(found: Anova, ranges: AverageRange | None, tolerance: float | None) -> dict[str, object]:
    var = found.var
    parts = {
        "repeatability": var.repeatability, "reproducibility": var.reproducibility,
        "grr": var.grr, "part": var.part,
    }  # fmt: skip
    return {
        "ss": {
            "part": found.ss.part, "operator": found.ss.operator,
            "interaction": found.ss.interaction, "repeatability": found.ss.repeatability,
            "total": found.ss.total,
        },
        "F_interaction": found.f_interaction,
        "p_interaction": found.p_interaction,
        "pooled": found.pooled,
        "var": {**parts, "total": var.total},
        "pct_study_var": dict(found.percent_study()),
        "pct_contribution": {name: 100 * each / var.total for name, each in parts.items()},
        "ndc_raw": found.categories,
        "pct_tolerance_grr": found.percent_tolerance(tolerance) if tolerance else None,
        "average_range": None if ranges is None else _plain_ranges(ranges),
    }  # fmt: skip


def _plain_ranges(found: AverageRange) -> dict[str, object]:
    return {
        "EV": found.ev, "AV": found.av, "GRR": found.grr, "PV": found.pv, "TV": found.tv,
        "pct_GRR": 100 * found.grr / found.tv, "pct_EV": 100 * found.ev / found.tv,
        "pct_AV": 100 * found.av / found.tv, "pct_PV": 100 * found.pv / found.tv,
        "ndc_raw": found.categories,
    }  # fmt: skip


def _words(study: Crossed, found: Anova, tolerance: float | None) -> str:
    p, o, r = study.values.shape
    share = found.percent_study()
    decisive = found.percent_tolerance(tolerance) if tolerance else share["grr"]
    lines = [
        f"{p} parts, {o} inspectors, {r} readings each",
        f"repeatability {share['repeatability']:.2f} %, reproducibility "
        f"{share['reproducibility']:.2f} %, GRR {share['grr']:.2f} % of the study variation",
        f"standard deviation of the measuring {found.var.grr**0.5:.4g}, below "
        f"{found.grr_upper():.4g} with 95 % confidence",
        "interaction " + ("pooled" if found.pooled else "kept") + f" (p {found.p_interaction:.3f})",
        f"parts told apart: {int(found.categories)} kinds",
    ]
    if tolerance:
        lines.append(f"GRR {decisive:.2f} % of the tolerance")
    return "\n".join([*lines, f"verdict: {grade(decisive).value}"])


def _range_words(found: AverageRange, tolerance: float | None) -> str:
    share = 100 * found.grr / found.tv
    decisive = 600 * found.grr / tolerance if tolerance else share
    return (
        f"EV {found.ev:.5g}, AV {found.av:.5g}, GRR {found.grr:.5g}, PV {found.pv:.5g}, "
        f"TV {found.tv:.5g}\nGRR {share:.2f} % of the study variation"
        + (f", {decisive:.2f} % of the tolerance" if tolerance else "")
        + f"\nverdict: {grade(decisive).value}"
    )
