"""Was this command taken before? (rule of ODK Central: identical is success, different is a conflict)"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from qa_service.audit.model import Json, digest_of
from qa_service.errors import Conflict
from qa_service.identity.model import Actor
from qa_service.sync import records


def is_new(
    session: Session,
    *,
    envelope_id: UUID,
    kind: str,
    content: Mapping[str, Json],
    actor: Actor,
    now: datetime,
    device_time: datetime | None = None,
) -> bool:
    """True the first time; False for an identical repeat; Conflict for the same id with other content.

    The caller does its work only when True and answers with the stored thing in both cases.
    """
    digest = digest_of(dict(content))
    known = records.envelope(session, envelope_id)
    if known is None:
        records.add(
            session,
            records.Envelope(
                id=envelope_id,
                kind=kind,
                content_digest=digest,
                person_id=actor.person_id,
                device_time=device_time,
                received_at=now,
            ),
        )
        return True
    if (known.kind, known.content_digest, known.person_id) != (kind, digest, actor.person_id):
        raise Conflict("envelope.other_content", id=str(envelope_id), kind=kind)
    return False
