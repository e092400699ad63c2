"""What checking costs, beside the raw signature; the size of a status list. Run by hand:

    python -m tests.benchmarks.verification

Ratios come from one run, blocks of both sides in turn, so that a busy machine slows both.
"""

import base64
import random
import statistics
import time
from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from certificates.cose.sign1 import to_be_signed
from certificates.label import grammar
from certificates.label.model import AAD
from certificates.label.payload import as_sign1
from certificates.trust import reading, status
from certificates.trust.envelope import raw_public
from certificates.verification.knowledge import Knowledge
from certificates.verification.model import Verdict
from certificates.verification.verify import verify
from tests.vectors import build_vectors, world

BLOCK, BLOCKS = 40, 60
ITEMS = 100_000


def knowledge() -> Knowledge:
    """A device that just synchronised."""
    bundle = reading.read_bundle(world.bundle())
    return Knowledge(
        trust=bundle,
        status=reading.read_status(world.status_list(), bundle.root),
        recalls=reading.read_recalls(world.recall_feed(), bundle.root),
        pinned_root=bundle.root.fingerprint,
    )


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    for _ in range(BLOCK):
        work()
    return (time.process_time() - began) / BLOCK


def verify_ratio() -> tuple[float, float]:
    """Median seconds of a raw verification and of a whole label."""
    known, text = knowledge(), build_vectors.text()
    message = as_sign1(grammar.from_text(text))
    signed = to_be_signed(message.protected, message.payload, aad=AAD)
    raw = raw_public(world.key("label"))

    def plain() -> None:
        Ed25519PublicKey.from_public_bytes(raw).verify(message.signature, signed)

    def whole() -> None:
        assert verify(text, known, now=world.NOW).verdict is Verdict.VALID

    pairs = [(_seconds(plain), _seconds(whole)) for _ in range(BLOCKS)]
    return statistics.median(p for p, _ in pairs), statistics.median(w for _, w in pairs)


def status_sizes() -> dict[str, int]:
    """Bytes of 100,000 items with 1 % revoked: in whole batches, and here and there."""
    chance = random.Random(4)
    batches = [
        index
        for first in chance.sample(range(0, ITEMS, 50), ITEMS // 100 // 50)
        for index in range(first, first + 50)
    ]
    scattered = chance.sample(range(ITEMS), ITEMS // 100)
    return {
        name: len(base64.b64decode(status.pack(ITEMS, [(index, 1) for index in marked])))
        for name, marked in (("in batches of 50", batches), ("one by one", scattered))
    }


def main() -> None:
    """Print the table."""
    raw, whole = verify_ratio()
    print(f"raw Ed25519 verification      {raw * 1e6:7.0f} us")
    print(f"a label, all eight steps      {whole * 1e6:7.0f} us   {whole / raw:.2f} x   (<= 1.5)")
    for name, size in status_sizes().items():
        print(f"status of 100,000, 1 % {name:17} {size:6} B   (<= 2,000 in batches)")


if __name__ == "__main__":
    main()
