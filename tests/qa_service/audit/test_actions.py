"""The chain holds, breaks where it was touched, and the database refuses to touch it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from qa_service.audit import actions
from qa_service.ids import uuid7
from tests.network import Network


def _write_three(network: Network) -> None:
    for number in range(3):
        with network.house.database.write() as session:
            actions.record(
                session, network.actor("w1-lead"), "batch.opened", subject=uuid7(),
                at=network.house.clock(), number=number, note="ä < \" العربية",
            )  # fmt: skip


def test_an_untouched_chain_holds(network_on_both: Network) -> None:
    _write_three(network_on_both)
    with network_on_both.house.database.read() as session:
        report = actions.verify(session)
    assert (report.entries, report.broken_at) == (3, None)


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entry SET action='x'", "DELETE FROM audit_entry"]
)
def test_the_database_refuses_to_change_an_entry(network_on_both: Network, statement: str) -> None:
    _write_three(network_on_both)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        network_on_both.house.database.write() as session,
    ):
        session.connection().execute(text(statement))


def test_an_entry_changed_behind_the_triggers_is_named(network: Network) -> None:
    _write_three(network)
    with network.house.database.write() as session:
        for verb in ("update", "delete"):
            session.connection().execute(text(f"DROP TRIGGER audit_entry_no_{verb}"))
        session.connection().execute(text("UPDATE audit_entry SET subject='other' WHERE seq=2"))
    with network.house.database.read() as session:
        report = actions.verify(session)
    assert (report.broken_at, report.reason) == (2, "its content was changed")


def test_a_removed_entry_is_noticed(network: Network) -> None:
    _write_three(network)
    with network.house.database.write() as session:
        session.connection().execute(text("DROP TRIGGER audit_entry_no_delete"))
        session.connection().execute(text("DELETE FROM audit_entry WHERE seq=2"))
    with network.house.database.read() as session:
        assert actions.verify(session).broken_at == 3
