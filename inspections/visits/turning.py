"""Items of a visit whose photos need somebody to say which way the part lay."""

from collections.abc import Mapping

from sqlmodel import Session

from checklists.designs import actions as designs
from checklists.designs.characteristics import Characteristic
from checklists.templates.model import Item
from inspections.instruments import records as instruments
from inspections.photo_measuring.turning import TurnAsked, turn_asked
from inspections.visits.reading import PHOTO_DIMENSION, VisitView
from qa_service.storage.model import Store


def photo_sizes(view: VisitView, item: Item) -> tuple[Characteristic, ...]:
    """What one photo of an item measures."""
    return tuple(
        found
        for code in item.characteristics
        if (found := view.revision.characteristic(code)) is not None
        and found.refs is not None
        and (not found.applies_to or view.ground.materials & set(found.applies_to))
    )


def by_item(session: Session, store: Store, view: VisitView) -> Mapping[str, TurnAsked]:
    """By the code of the item; those are left out whose photos show all that matters."""
    asked = {
        each.code: photo_sizes(view, each)
        for each in view.checklist.items
        if each.type == PHOTO_DIMENSION
    }
    return _turns(session, store, view, asked)


def by_piece(session: Session, store: Store, view: VisitView) -> Mapping[str, TurnAsked]:
    """The same of reference pieces, by the id of the instrument."""
    asked = {str(each.id): _known(view, each) for each in view.pieces}
    return _turns(session, store, view, asked)


def _known(view: VisitView, piece: instruments.Instrument) -> tuple[Characteristic, ...]:
    return tuple(c for c in view.revision.characteristics if c.code == piece.characteristic)


def _turns(
    session: Session,
    store: Store,
    view: VisitView,
    asked: Mapping[str, tuple[Characteristic, ...]],
) -> Mapping[str, TurnAsked]:
    if not asked or view.revision.outline_sha256 is None:
        return {}
    shape = designs.outline(session, store, view.revision.id)
    found = {name: turn_asked(shape, sizes) for name, sizes in asked.items()}
    return {name: each for name, each in found.items() if each is not None}
