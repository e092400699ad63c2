"""The chance that a lot passes a plan: the operating characteristic. Exact, no approximation."""

from math import comb, fsum, isfinite

from checklists.sampling.model import BadPlan


def probability_of_acceptance(lot: int, n: int, ac: int, bad: int) -> float:
    """Probability that at most `ac` of `n` drawn pieces are bad, in a lot with `bad` bad ones.

    Hypergeometric: drawn without putting back. n above the lot means all. Raises BadPlan.
    """
    if lot < 1 or n < 1 or ac < 0 or not 0 <= bad <= lot:
        raise BadPlan("sampling.numbers_impossible", lot=lot, n=n, ac=ac, bad=bad)
    drawn = min(n, lot)
    if ac >= min(drawn, bad):
        return 1.0
    few, many = sorted((drawn, bad))  # drawing bad pieces or marking drawn ones: the same count
    ways = sum(comb(many, k) * comb(lot - many, few - k) for k in range(min(ac, few) + 1))
    return ways / comb(lot, few)


def probability_binomial(n: int, ac: int, share_bad: float) -> float:
    """The same for an endless lot in which this share is bad. Raises BadPlan."""
    if n < 1 or ac < 0 or not (isfinite(share_bad) and 0 <= share_bad <= 1):
        raise BadPlan("sampling.numbers_impossible", lot=0, n=n, ac=ac, bad=None)
    if ac >= n:
        return 1.0
    good = 1.0 - share_bad
    return min(1.0, fsum(comb(n, k) * share_bad**k * good ** (n - k) for k in range(ac + 1)))


def chance_to_pass(lot: int, n: int, ac: int, share_bad: float) -> float:
    """For a share instead of a count: lot 0 is an endless lot; else the nearest whole bad piece."""
    if lot == 0:
        return probability_binomial(n, ac, share_bad)
    if not (isfinite(share_bad) and 0 <= share_bad <= 1):
        raise BadPlan("sampling.numbers_impossible", lot=lot, n=n, ac=ac, bad=None)
    return probability_of_acceptance(lot, n, ac, round(lot * share_bad))
