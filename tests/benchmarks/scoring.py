"""Answers of a method against the truth of a folder of photos, as figures."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import beta

Answers = Mapping[str, Mapping[str, Any]]
Truth = Mapping[str, Mapping[str, Any]]
RADII = "corner_radius"


@dataclass(frozen=True, slots=True)
class Row:
    """One feature with a value."""

    photo: str
    feature: str
    kind: str
    unit: str
    material: str
    error: float
    u95: float
    decision: str
    conforms: bool


@dataclass(frozen=True, slots=True)
class Spread:
    """Errors of some features: count, median, root mean square, 95th percentile, largest, median U95, covered."""

    count: int
    median: float
    rms: float
    p95: float
    worst: float
    u95: float
    covered: int

    @property
    def coverage(self) -> float:
        """Share of errors within U95."""
        return self.covered / max(self.count, 1)

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true coverage lies with 95 % (Clopper-Pearson)."""
        n, k = self.count, self.covered
        low = 0.0 if k == 0 else float(beta.ppf(0.025, k, n - k + 1))
        high = 1.0 if k == n else float(beta.ppf(0.975, k + 1, n - k))
        return low, high


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Decisions on all features of ordinary photos."""

    features: int
    decided: int
    right: int
    false_accepts: int
    nonconforming: int


@dataclass(frozen=True, slots=True)
class Refusals:
    """Photos refused that should not be, and traps refused, with a right code or not."""

    good: int
    good_refused: tuple[str, ...]
    traps: int
    traps_refused: int
    traps_right: int
    measured: tuple[str, ...]
    other_code: tuple[str, ...]


def rows_of(answers: Answers, truth: Truth) -> list[Row]:
    """Every value on an ordinary photo."""
    found = []
    for photo, known in truth.items():
        if known["trap"] or "refused" in answers.get(photo, {}):
            continue
        for name, true in known["features"].items():
            got = answers.get(photo, {}).get(name) or {}
            value = got.get("value_mm")
            if value is None or not math.isfinite(value):
                continue
            found.append(
                Row(photo, name, true["kind"], true["unit"], known["material"],
                    float(value) - true["true_value_mm"], float(got.get("U95_mm") or 0.0),
                    got["decision"], true["conforms"])
            )  # fmt: skip
    return found


def spread(rows: Iterable[Row]) -> Spread:
    """Figures of some rows."""
    chosen = list(rows)
    errors = np.abs([row.error for row in chosen]) if chosen else np.zeros(1)
    u95 = [row.u95 for row in chosen if row.u95 > 0]
    return Spread(
        len(chosen),
        float(np.median(errors)),
        float(np.sqrt(np.mean(errors**2))),
        float(np.percentile(errors, 95)),
        float(errors.max()),
        float(np.median(u95)) if u95 else math.nan,
        sum(abs(row.error) <= row.u95 for row in chosen),
    )


def verdicts(answers: Answers, truth: Truth) -> Verdicts:
    """Decisions over all features of ordinary photos, answered or not."""
    decided = right = false_accepts = nonconforming = features = 0
    for photo, known in truth.items():
        if known["trap"]:
            continue
        for name, true in known["features"].items():
            features += 1
            nonconforming += not true["conforms"]
            decision = (answers.get(photo, {}).get(name) or {}).get("decision")
            if decision not in ("pass", "fail"):
                continue
            decided += 1
            right += (decision == "pass") == true["conforms"]
            false_accepts += decision == "pass" and not true["conforms"]
    return Verdicts(features, decided, right, false_accepts, nonconforming)


def refusals(answers: Answers, truth: Truth) -> Refusals:
    """Who was refused, and whether with a right code (where the truth names codes)."""
    good = [name for name, known in truth.items() if not known["trap"]]
    traps = {name: known for name, known in truth.items() if known["trap"]}
    code = {name: str(answers.get(name, {}).get("refused", "")).split(":")[0] for name in truth}
    right = {
        name: code[name] in known.get("codes", [known["trap"]]) for name, known in traps.items()
    }
    return Refusals(
        len(good),
        tuple(f"{name}: {answers[name]['refused']}" for name in good if code[name]),
        len(traps),
        sum(bool(code[name]) for name in traps),
        sum(right.values()),
        tuple(f"{name} ({traps[name]['trap']})" for name in traps if not code[name]),
        tuple(f"{name} ({traps[name]['trap']}): {answers[name]['refused']}"
              for name in traps if code[name] and not right[name]),
    )  # fmt: skip
