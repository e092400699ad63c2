"""`qa-service sampling plan` and `qa-service sampling oc`: a thin face over the pure sampling room."""

from typing import Annotated, Final

import typer

from checklists.sampling.model import BadPlan, Plan, PlanRule
from checklists.sampling.plans import LARGEST_LOT, SCHEMES, plan
from checklists.sampling.probability import chance_to_pass
from qa_service.command import JsonOption, answer
from qa_service.errors import Invalid

PERCENT: Final = 100.0
LotOption = Annotated[int, typer.Option("--lot", help="Pieces in the lot.")]


def register(app: typer.Typer) -> None:
    """Add `sampling` to the command line."""
    group = typer.Typer(no_args_is_help=True, help="Sample sizes and the risk that remains.")
    group.command("plan")(show_plan)
    group.command("oc")(show_oc)
    app.add_typer(group, name="sampling")


def show_plan(
    lot: LotOption,
    scheme: Annotated[str, typer.Option(help=f"One of {', '.join(SCHEMES)}.")] = "z14",
    level: Annotated[str, typer.Option(help="Inspection level (scheme z14).")] = "II",
    aql: Annotated[float | None, typer.Option(help="Acceptance quality limit, % (z14).")] = None,
    severity: Annotated[str, typer.Option(help="normal, tightened or reduced (z14).")] = "normal",
    lq: Annotated[float | None, typer.Option(help="Limiting quality, % (scheme c0).")] = None,
    risk: Annotated[float, typer.Option(help="Consumer's risk, 0 to 1 (scheme c0).")] = 0.10,
    n: Annotated[int | None, typer.Option("--n", help="Pieces (scheme fixed).")] = None,
    as_json: JsonOption = False,
) -> None:
    """How many pieces of a lot to look at, and how many of them may fail."""
    del level, aql, severity  # read by scheme z14 only
    if scheme not in SCHEMES:
        raise Invalid("sampling.unknown_scheme", scheme=scheme, known=", ".join(SCHEMES))
    found = _granted(scheme=scheme, lot=lot, lq=lq, risk=risk, n=n)
    said = {
        "scheme": found.scheme, "lot": found.lot, "code_letter": None, "plan_letter": None,
        "n": found.n, "ac": found.ac, "re": found.re,
    }  # fmt: skip
    words = f"look at {found.n} of {found.lot}, accept with at most {found.ac} failed"
    answer(said, words, as_json=as_json)


def _granted(*, scheme: str, lot: int, lq: float | None, risk: float, n: int | None) -> Plan:
    if lq is not None and not 0 < lq <= PERCENT:
        raise Invalid("sampling.out_of_range", name="--lq", given=lq)
    if not 0 < risk < 1:
        raise Invalid("sampling.out_of_range", name="--risk", given=risk)
    if n is not None and n < 1:
        raise Invalid("sampling.out_of_range", name="--n", given=n)
    try:
        return plan(PlanRule(scheme=scheme, lq_percent=lq, risk=risk, n=n), lot=lot)
    except BadPlan as fault:
        raise Invalid(fault.code, **fault.details) from fault


def show_oc(
    lot: Annotated[int, typer.Option("--lot", help="Pieces in the lot; 0 for an endless one.")],
    n: Annotated[int, typer.Option("--n", help="Pieces looked at.")],
    ac: Annotated[int, typer.Option("--ac", help="How many of them may fail.")],
    p: Annotated[str, typer.Option("--p", help="Shares of bad pieces, as 0.01,0.1")],
    as_json: JsonOption = False,
) -> None:
    """The probability that a lot passes, by the share of bad pieces in it."""
    if not 0 <= lot <= LARGEST_LOT or not 1 <= n <= LARGEST_LOT:
        raise Invalid("sampling.out_of_range", name="--lot, --n", given=lot)
    points = []
    for text in p.split(","):
        share = _share(text)
        try:
            chance = chance_to_pass(lot, n, ac, share)
        except BadPlan as fault:
            raise Invalid(fault.code, **fault.details) from fault
        bad = round(lot * share) if lot else None
        points.append({"p": share, "bad": bad, "probability_of_acceptance": chance})
    said = {"lot": lot, "n": min(n, lot) if lot else n, "ac": ac, "points": points}
    words = "\n".join(
        f"p {each['p']:g}: {each['probability_of_acceptance']:.6f}" for each in points
    )
    answer(said, words, as_json=as_json)


def _share(text: str) -> float:
    try:
        share = float(text.strip())
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise Invalid("sampling.out_of_range", name="--p", given=text.strip()[:40])
    return share
