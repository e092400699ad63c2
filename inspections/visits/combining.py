"""Several photos of one unit and item: one value for each size, or the word that they disagree. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checklists.designs.characteristics import Characteristic
from inspections.measurement.deciding import decide
from inspections.measurement.feature_kinds import KINDS
from inspections.measurement.record import MANY_DOF
from inspections.photo_measuring.work import FeatureFound, Worked, feature_of
from inspections.statistics.repeats import Disagree, Seen, combine
from inspections.verdicts.conformity import expanded
from qa_service.audit.model import Json

DISAGREE = "photos_disagree"


@dataclass(frozen=True, slots=True)
class Combined:
    """What all photos say of one size; `said` goes into the record, None with a single value."""

    found: FeatureFound
    said: dict[str, Json] | None = None


def together(characteristic: Characteristic, photos: Sequence[Worked]) -> Combined | None:
    """None when no photo speaks of it. One value stands alone; several become their mean.

    A photo whose turn nobody gave may show another size in this place: it is left aside where another
    photo is sure, and never averaged.
    """
    code = characteristic.code
    spoken = [each for photo in photos for each in photo.features if each.code == code]
    # not sure in any: all sizes of the first photo, so that none of them stands for two
    every = [each for each in spoken if each.is_named] or spoken[:1]
    measured = [each for each in every if each.value is not None]
    if len(measured) < 2:
        one = measured or every
        return Combined(one[0]) if one else None
    values = [each.value for each in measured if each.value is not None]
    seen = [Seen(v, each.rows) for v, each in zip(values, measured, strict=True)]
    found = combine(seen)
    said: dict[str, Json] = {
        "n": found.n, "values": [*values], "spread": found.spread, "limit": found.limit,
        "agree": not isinstance(found, Disagree),
    }  # fmt: skip
    if isinstance(found, Disagree):
        return Combined(FeatureFound(code, None, None, "inconclusive", DISAGREE), said)
    # by the rule of its kind: what only informs does not decide with two photos either
    kind, asked = KINDS[characteristic.kind], feature_of(characteristic)
    decision, anew = decide(kind, asked, found.value, found.u, found.dof)
    u95 = expanded(found.u, found.dof)
    said |= {
        "value": found.value, "u": found.u, "U95": u95, "rows": _plain(found.rows),
        "dof": round(found.dof, 1) if found.dof < MANY_DOF else None,
        "guard_band": round(anew.guard_band, 5),
        "conformance_probability": round(anew.conformance_probability, 5),
    }  # fmt: skip
    whole = FeatureFound(code, found.value, u95, decision.value, None, dict(found.rows))
    return Combined(whole, said)


def _plain(rows: Mapping[str, float]) -> dict[str, Json]:
    return {name: round(u, 6) for name, u in rows.items()}
