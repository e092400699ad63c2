"""Private keys lie encrypted, open with one passphrase only, and never sign for another row or an earlier time."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
from pydantic import SecretStr
from sqlmodel import Session

from certificates.issuing import freshness
from certificates.keyring import actions, files, records
from certificates.keyring.model import ANNOUNCED, LIFETIME, OVERLAP, KeyRole, KeyState
from certificates.publishing import actions as publishing
from certificates.trust.keys import LOW_ORDER_Y, P, is_acceptable_key
from certificates.trust.reading import TrustFault
from certificates.verification.model import Verdict
from qa_service.audit import actions as audit
from qa_service.errors import NotFound, Unavailable
from qa_service.ids import uuid7
from qa_service.settings import Settings
from tests.certificates.releasable import Releasable
from tests.checklists.makers import done
from tests.conftest import NOON, StandingClock
from tests.network import Network


def settings(folder: Path, passphrase: str = "correct horse") -> Settings:
    return Settings(data_dir=folder, key_passphrase=SecretStr(passphrase))


def test_key_is_kept_encrypted_and_private(tmp_path: Path) -> None:
    key_id, key = uuid7(), Ed25519PrivateKey.generate()
    files.save(settings(tmp_path), key_id, key)
    path = tmp_path / "keys" / f"{key_id}.pem"
    pem = path.read_bytes()
    assert pem.startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    with pytest.raises(TypeError):
        load_pem_private_key(pem, None)
    opened = files.load(settings(tmp_path), key_id)
    assert opened.private_bytes_raw() == key.private_bytes_raw()


def test_wrong_passphrase_is_said_clearly(tmp_path: Path) -> None:
    key_id = uuid7()
    files.save(settings(tmp_path), key_id, Ed25519PrivateKey.generate())
    with pytest.raises(Unavailable) as fault:
        files.load(settings(tmp_path, "wrong horse"), key_id)
    assert fault.value.code == "key.wrong_passphrase"
    assert "horse" not in str(fault.value)


def test_missing_readable_or_broken_file_is_said_clearly(tmp_path: Path) -> None:
    key_id = uuid7()
    with pytest.raises(Unavailable, match=r"key\.file_missing"):
        files.load(settings(tmp_path), key_id)
    files.save(settings(tmp_path), key_id, Ed25519PrivateKey.generate())
    path = tmp_path / "keys" / f"{key_id}.pem"
    path.chmod(0o640)
    with pytest.raises(Unavailable, match=r"key\.file_open_to_others"):
        files.load(settings(tmp_path), key_id)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(Unavailable, match=r"key\.wrong_passphrase"):
        files.load(settings(tmp_path), key_id)


def test_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    key_id = uuid7()
    files.save(settings(tmp_path), key_id, Ed25519PrivateKey.generate())
    other = X25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"correct horse")
    )
    (tmp_path / "keys" / f"{key_id}.pem").write_bytes(other)
    with pytest.raises(Unavailable, match=r"key\.unknown_kind"):
        files.load(settings(tmp_path), key_id)


def test_key_is_never_overwritten(tmp_path: Path) -> None:
    key_id = uuid7()
    files.save(settings(tmp_path), key_id, Ed25519PrivateKey.generate())
    with pytest.raises(FileExistsError):
        files.save(settings(tmp_path), key_id, Ed25519PrivateKey.generate())


def test_passphrase_from_a_file_of_the_operator(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("correct horse\n")
    by_file = Settings(data_dir=tmp_path, key_passphrase_file=tmp_path / "secret")
    key_id = uuid7()
    files.save(by_file, key_id, Ed25519PrivateKey.generate())
    files.load(settings(tmp_path), key_id)
    assert not (tmp_path / "keys" / "passphrase").exists()


def test_passphrase_made_here_is_the_owners_alone(tmp_path: Path) -> None:
    own = Settings(data_dir=tmp_path)
    key_id = uuid7()
    files.save(own, key_id, Ed25519PrivateKey.generate())
    files.load(own, key_id)
    path = tmp_path / "keys" / "passphrase"
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(path.read_bytes()) >= 32


def test_keys_of_low_order_are_refused() -> None:
    for y in LOW_ORDER_Y:
        assert not is_acceptable_key(y.to_bytes(32, "little"))
        assert not is_acceptable_key((y | 1 << 255).to_bytes(32, "little"))
    assert not is_acceptable_key(P.to_bytes(32, "little"))
    assert not is_acceptable_key(b"")
    assert is_acceptable_key(Ed25519PrivateKey.generate().public_key().public_bytes_raw())


def label_key(lot: Releasable) -> records.SigningKey:
    with lot.house.database.read() as session:
        return records.of_role(session, KeyRole.LABEL)[-1]


def test_row_with_a_low_order_key_neither_signs_nor_is_believed(ready: Releasable) -> None:
    done(ready.sign_first())
    with ready.house.database.write() as session:
        row = session.merge(label_key(ready))
        row.public_key_hex = (1).to_bytes(32, "little").hex()
    refused = ready.sign_second()
    assert refused.status_code == 503
    assert refused.json()["code"] == "key.file_of_another"
    with ready.house.database.write() as session, pytest.raises(TrustFault):
        publish_and_read(ready, session)


def publish_and_read(lot: Releasable, session: Session) -> None:
    publishing.publish(session, lot.house.settings, now=lot.house.clock())
    publishing.knowledge(session)


def test_file_of_another_key_signs_nothing(ready: Releasable) -> None:
    done(ready.sign_first())
    folder = ready.house.settings.data_dir / "keys"
    with ready.house.database.read() as session:
        log_key = records.of_role(session, KeyRole.LOG)[-1]
    shutil.copy(folder / f"{log_key.id}.pem", folder / f"{label_key(ready).id}.pem")
    refused = ready.sign_second()
    assert refused.status_code == 503
    assert refused.json()["code"] == "key.file_of_another"
    assert ready.row().state == "pending_second"


def test_lost_passphrase_stops_signing_and_says_so(ready: Releasable) -> None:
    done(ready.sign_first())
    path = ready.house.settings.data_dir / "keys" / "passphrase"
    path.write_text("another one")
    refused = ready.sign_second()
    assert refused.status_code == 503
    assert refused.json()["code"] == "key.wrong_passphrase"
    assert "passphrase" in refused.json()["title"]
    assert ready.row().state == "pending_second"


def test_clock_behind_the_last_entry_signs_nothing(ready: Releasable, clock: StandingClock) -> None:
    clock.now -= timedelta(minutes=1)
    refused = ready.sign_first()
    assert refused.status_code == 503
    assert refused.json()["code"] == "key.clock_behind"
    clock.now = NOON
    done(ready.sign_first())
    clock.now -= timedelta(hours=1)
    assert ready.sign_second().json()["code"] == "key.clock_behind"
    clock.now = NOON
    done(ready.sign_second())


def test_nobody_without_a_key_signs(network: Network) -> None:
    house = network.house
    with house.database.read() as session, pytest.raises(Unavailable, match=r"key\.none_active"):
        actions.current(
            session, house.settings, role=KeyRole.LABEL,
            organisation_id=network.organisation_id("OPS"), now=house.clock(),
        )  # fmt: skip
    with house.database.read() as session, pytest.raises(NotFound):
        records.get(session, uuid7())


@pytest.mark.parametrize("state", [KeyState.RETIRED, KeyState.REVOKED])
def test_key_that_is_no_longer_active_signs_nothing(ready: Releasable, state: KeyState) -> None:
    done(ready.sign_first())
    with ready.house.database.write() as session:
        session.merge(label_key(ready)).state = state.value
    assert ready.sign_second().json()["code"] == "key.none_active"


def test_revoked_inspection_key_gets_no_second_signature(ready: Releasable) -> None:
    done(ready.sign_first())
    with ready.house.database.write() as session:
        session.merge(records.get(session, ready.row().first_key_id)).state = "revoked"
    assert ready.sign_second().json()["code"] == "certificate.signature_not_right"
    assert ready.row().state == "pending_second"


def test_keys_get_a_successor_in_time_and_labels_of_both_hold(
    issued: Releasable, clock: StandingClock
) -> None:
    old, text = label_key(issued), issued.text()
    clock.now = old.valid_to - ANNOUNCED - timedelta(days=1)
    freshness.keep(issued.house, now=clock.now)
    assert label_key(issued).id == old.id
    clock.now = old.valid_to - ANNOUNCED
    assert freshness.keep(issued.house, now=clock.now)
    new = label_key(issued)
    assert (new.valid_from, new.valid_to) == (
        old.valid_to - OVERLAP,
        old.valid_to - OVERLAP + LIFETIME[KeyRole.LABEL],
    )
    assert not freshness.keep(issued.house, now=clock.now)
    operator = issued.network.organisation_id("OPS")
    for moment, expected in ((clock.now, old.id), (new.valid_from, new.id), (old.valid_to, new.id)):
        with issued.house.database.read() as session:
            found = actions.current(
                session, issued.house.settings, role=KeyRole.LABEL,
                organisation_id=operator, now=moment,
            )  # fmt: skip
        assert found.facts.id == expected
    clock.now = old.valid_to + timedelta(days=40)
    freshness.keep(issued.house, now=clock.now)
    assert issued.outsider(text).verdict is Verdict.VALID


def test_making_a_key_is_on_record(network_on_both: Network) -> None:
    house = network_on_both.house
    with house.database.write() as session:
        made = actions.make(
            session, house.settings, actor=None, role=KeyRole.LABEL,
            organisation_id=network_on_both.organisation_id("OPS"), now=house.clock(),
        )  # fmt: skip
    assert made.may_sign_at(house.clock())
    assert not made.may_sign_at(house.clock() - timedelta(seconds=1))
    assert made.may_sign_at(house.clock() + LIFETIME[KeyRole.LABEL])
    assert not made.may_sign_at(house.clock() + LIFETIME[KeyRole.LABEL] + timedelta(seconds=1))
    with house.database.read() as session:
        assert audit.verify(session).broken_at is None
