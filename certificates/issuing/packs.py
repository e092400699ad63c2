"""Which pieces stand under one label: each piece, or packs of equal size. Pure."""

from collections.abc import Sequence

from inspections.release.model import Piece

Pack = tuple[Piece, ...]


def packed(pieces: Sequence[Piece], pack_of: int) -> tuple[Pack, ...]:
    """Full packs of pieces that follow each other by number; what is left over gets no label."""
    ordered = sorted(pieces, key=lambda each: each.serial)
    full = len(ordered) // pack_of * pack_of
    return tuple(tuple(ordered[n : n + pack_of]) for n in range(0, full, pack_of))


def numbers(pack: Pack) -> str:
    """The maker's number, or the first and the last one of a pack."""
    first, last = pack[0].serial, pack[-1].serial
    return first if len(pack) == 1 else f"{first} - {last}"
