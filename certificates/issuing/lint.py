"""What must hold of the claims before anybody signs them. Pure; each rule has a code."""

from collections.abc import Iterator

from certificates.codes.gs1 import has_check_digit
from certificates.cose.claims import BatchClaims, from_payload

MOST_QUANTITY = 65_535


def faults(payload: bytes) -> list[str]:
    """Codes of the rules that these bytes break; empty when they may be signed."""
    try:
        claims = from_payload(payload)
    except ValueError:
        return ["claims.unreadable"]
    return list(_broken(claims))


def _broken(claims: BatchClaims) -> Iterator[str]:
    rules = {
        "claims.check_digit": has_check_digit(claims.gtin) and len(claims.gtin) == 14,
        "claims.lot": 1 <= len(claims.lot) <= 20,
        "claims.quantity": 1 <= claims.quantity <= MOST_QUANTITY,
        "claims.no_class": bool(claims.outcomes),
        "claims.nothing_not_checked": bool(claims.not_checked),
        "claims.inspector_reviews": claims.inspector != claims.reviewer,
        "claims.one_organisation": claims.inspection_body != claims.releasing,
        "claims.seed": bool(claims.seed),
    }
    yield from (code for code, holds in rules.items() if not holds)
    for each in claims.outcomes:
        is_excepted = bool(claims.concessions) and each.class_ != "A"
        if each.failed > each.acceptance_number and not is_excepted:
            yield f"claims.class_{each.class_}_failed"
        if each.looked_at < each.sample_size:
            yield f"claims.class_{each.class_}_not_looked_at"
        if each.sample_size > each.lot_size:
            yield f"claims.class_{each.class_}_sample"
