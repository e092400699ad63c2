"""The trust kit: what a phone needs to check labels without network, in one file that any mirror serves."""

import json

from sqlmodel import Session

from certificates.publishing import actions, roots
from certificates.trust import reading
from certificates.trust.words import six_words

SCHEMA = "qa-kit/1"


def kit(session: Session) -> str:
    """Every root from the oldest on, trust list, freshness, status list and recall feed, as signed.

    Raises NotFound before the first start.
    """
    bundle = json.loads(actions.published(session, actions.TRUST))
    value = {
        "schema": SCHEMA,
        "roots": roots.chain(session),
        "trust_list": bundle["trust_list"],
        "freshness": json.loads(actions.published(session, actions.FRESHNESS)),
        "status": json.loads(actions.published(session, actions.STATUS)),
        "recalls": json.loads(actions.published(session, actions.RECALLS)),
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def root_fingerprint(session: Session) -> str:
    """What pins the newest root. Raises NotFound before the first start."""
    bundle = json.loads(actions.published(session, actions.TRUST))
    return reading.read_bundle(bundle).root.fingerprint


def root_words(session: Session) -> tuple[str, ...]:
    """The six words of the newest root, for paper and screens; none before the first start."""
    found = roots.current(session)
    return six_words(found.root.value.fingerprint) if found else ()
