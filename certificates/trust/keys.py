"""Ed25519 public keys that are refused: low order and non-canonical points.

With a key of small order one signature fits many messages, and verifiers disagree on them
(certificates.md 2.5, measured on the CCTV vectors). RFC 8032, 5.1.3; y below p = 2^255 - 19.
"""

from certificates.trust import curve

P = curve.P
_Y_OF_ORDER_8 = 2707385501144840649318225287225658788936804267575313519463743609750303402022
LOW_ORDER_Y = frozenset({0, 1, P - 1, _Y_OF_ORDER_8, P - _Y_OF_ORDER_8})


def is_acceptable_key(public_key: bytes) -> bool:
    """32 bytes, canonical, not of low order."""
    if len(public_key) != 32:
        return False
    y = int.from_bytes(public_key, "little") & ((1 << 255) - 1)
    return y < P and y not in LOW_ORDER_Y


def is_safe_key(public_key: bytes) -> bool:
    """What is asked once, at enrolment: acceptable, on the curve, and no part of small order in it.

    With such a part verifiers of two kinds (with and without the cofactor) disagree on signatures.
    """
    if not is_acceptable_key(public_key):
        return False
    point = curve.decode(public_key)
    return point is not None and curve.is_of_prime_order(point)
