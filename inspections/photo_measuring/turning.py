"""Whether a photo of some sizes needs somebody to say which way the part lay. Pure."""

from collections.abc import Sequence

from pydantic import BaseModel

from checklists.designs.characteristics import Characteristic
from checklists.designs.outline import Outline
from checklists.designs.symmetry import symmetry_of
from inspections.measurement.outline import outline_from_rings
from inspections.measurement.turns import told_by_turn
from inspections.photo_measuring.work import feature_of


class TurnAsked(BaseModel):
    """`ways`: in how many turns the part looks the same. Where it is `needed`, something stays undecided
    without the turn; else it only says which of equal sizes is which, for photos taken together.
    """

    ways: int
    needed: bool


def turn_asked(shape: Outline, asked: Sequence[Characteristic]) -> TurnAsked | None:
    """None where the photo shows the turn, or where it makes no difference to these sizes."""
    symmetry = symmetry_of(shape.polygon)
    if not symmetry.needs_hint:
        return None
    features = [feature_of(each) for each in asked if each.refs is not None]
    told = told_by_turn(features, outline_from_rings(shape.outer, shape.holes), symmetry.order)
    return TurnAsked(ways=symmetry.order, needed=bool(told.undecided)) if told.unnamed else None
