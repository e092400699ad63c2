"""Who may sign what: two organisations, two persons, never the maker, never a stranger."""

from uuid import UUID

import pytest

from certificates.issuing.model import Party, four_eyes, second_eyes
from qa_service.identity import records as identity
from qa_service.identity.model import Role
from qa_service.ids import uuid7
from tests.certificates.releasable import Releasable
from tests.checklists.makers import done

W1, LAB, OPS, ALLIANCE = (UUID(int=n) for n in range(1, 5))
ANN, BEN, CAT, DAN = (UUID(int=n) for n in range(11, 15))


def closed(eyes: object) -> list[str]:
    assert isinstance(eyes, tuple)
    return [each.code for each in eyes if not each.ok]


def party(person: UUID, home: UUID, *parents: UUID) -> Party:
    return Party(person, home, frozenset({home, *parents}))


@pytest.mark.parametrize(
    ("inspector", "reviewer", "issuer", "is_low_risk", "expected"),
    [
        (party(ANN, LAB), party(BEN, LAB), party(CAT, LAB), False, []),
        (party(ANN, LAB), party(BEN, LAB), party(CAT, W1), False, ["issuer_not_maker"]),
        (party(ANN, W1), party(BEN, LAB), party(CAT, LAB), False, ["inspector_not_maker"]),
        (party(ANN, LAB), party(BEN, LAB), party(ANN, LAB), True, ["issuer_not_inspector"]),
        (party(ANN, LAB), party(BEN, LAB), party(BEN, LAB), False, ["issuer_not_reviewer"]),
        (party(ANN, LAB), party(BEN, LAB), party(BEN, LAB), True, []),
        (party(ANN, LAB, W1), party(BEN, LAB), party(CAT, LAB), True, ["inspector_not_maker"]),
    ],
)
def test_first_eyes(
    inspector: Party, reviewer: Party, issuer: Party, is_low_risk: bool, expected: list[str]
) -> None:
    eyes = four_eyes(
        maker=frozenset({W1}), inspector=inspector, reviewer=reviewer, issuer=issuer,
        is_low_risk=is_low_risk,
    )  # fmt: skip
    assert closed(eyes) == expected


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (party(DAN, OPS), []),
        (party(ANN, OPS), ["two_persons"]),
        (party(DAN, LAB), ["two_organisations"]),
        (party(DAN, OPS, LAB), ["two_organisations"]),
        (party(DAN, OPS, W1), ["second_not_maker"]),
        (party(ANN, LAB), ["two_persons", "two_organisations"]),
    ],
)
def test_second_eyes(second: Party, expected: list[str]) -> None:
    eyes = second_eyes(maker=frozenset({W1}), first=party(ANN, LAB), second=second)
    assert closed(eyes) == expected


def grant(ready: Releasable, login: str, role: Role) -> None:
    with ready.house.database.write() as session:
        identity.add(
            session,
            identity.RoleGrant(
                id=uuid7(), person_id=ready.network.person_id(login), role=role.value,
                granted_at=ready.house.clock(),
            ),
        )  # fmt: skip


def belongs_to(ready: Releasable, child: str, parent: str) -> None:
    with ready.house.database.write() as session:
        row = identity.organisation(session, ready.network.organisation_id(child))
        row.parent_id = ready.network.organisation_id(parent)
        identity.add(session, row)


@pytest.mark.parametrize("login", ["lab-inspector-1", "lab-reviewer", "ops-admin", "aid-store"])
def test_who_is_no_issuer_cannot_sign(ready: Releasable, login: str) -> None:
    refused = ready.sign_first(login)
    assert refused.status_code == 403
    assert ready.certificates() == []


def test_other_inspection_body_does_not_even_see_the_lot(ready: Releasable) -> None:
    assert ready.sign_first("lab2-issuer").status_code == 404
    done(ready.sign_first())
    assert ready.sign_second("lab2-issuer").status_code == 404
    path = f"/api/certificates/{ready.certificate_id}"
    assert ready.lot.by("lab2-issuer").get(path).status_code == 404
    assert ready.lot.by("w2-lead").get(path).status_code == 404
    assert ready.lot.get("lab2-issuer", "certificates") == []


def test_nobody_signed_in_reads_or_signs(ready: Releasable) -> None:
    stranger = ready.network.client()
    path = f"/api/certificates/{ready.certificate_id}"
    body = {"id": str(uuid7()), "password": "x"}
    assert stranger.get(path).status_code == 401
    assert stranger.post(f"{path}/release", json=body).status_code == 401


def test_operator_does_not_give_the_first_signature(ready: Releasable) -> None:
    refused = ready.sign_first("ops-release")
    assert refused.status_code == 403
    assert refused.json()["code"] == "certificate.not_the_inspection_body"


def test_inspection_body_does_not_give_the_second_signature(ready: Releasable) -> None:
    done(ready.sign_first())
    assert ready.sign_second("lab-issuer").status_code == 403
    assert ready.row().state == "pending_second"


def test_inspector_who_also_issues_cannot_sign_the_own_inspection(ready: Releasable) -> None:
    grant(ready, "lab-inspector-1", Role.ISSUER)
    refused = ready.sign_first("lab-inspector-1")
    assert refused.status_code == 403
    assert refused.json()["details"]["rules"] == ["issuer_not_inspector"]
    assert ready.certificates() == []


def test_workshop_above_the_inspection_body_closes_both_eyes(ready: Releasable) -> None:
    belongs_to(ready, "LAB", "W1")
    refused = ready.sign_first()
    assert refused.status_code == 403
    assert refused.json()["details"]["rules"] == ["issuer_not_maker", "inspector_not_maker"]


def test_operator_under_the_inspection_body_is_no_second_organisation(ready: Releasable) -> None:
    done(ready.sign_first())
    belongs_to(ready, "OPS", "LAB")
    refused = ready.sign_second()
    assert refused.json()["details"]["rules"] == ["two_organisations"]
    assert ready.row().state == "pending_second"


def test_person_who_moved_to_the_operator_cannot_sign_a_second_time(ready: Releasable) -> None:
    done(ready.sign_first())
    with ready.house.database.write() as session:
        person = identity.person(session, ready.network.person_id("lab-issuer"))
        person.organisation_id = ready.network.organisation_id("OPS")
        identity.add(session, person)
    refused = ready.sign_second("lab-issuer")
    assert refused.status_code == 403
    assert refused.json()["code"] == "certificate.four_eyes"
    assert "two_persons" in refused.json()["details"]["rules"]


def test_signature_asks_for_the_password_again(ready: Releasable) -> None:
    assert ready.sign_first(password="not this").status_code == 401
    assert ready.certificates() == []
    done(ready.sign_first())
    assert ready.sign_second(password="not this").status_code == 401
    assert ready.row().second_person_id is None


def test_another_issuer_cannot_finish_what_somebody_else_began(ready: Releasable) -> None:
    done(ready.sign_first())
    with ready.house.database.write() as session:
        row = ready.row()
        row.state, row.first_signed, row.first_signed_at = "prepared", None, None
        session.merge(row)
    grant(ready, "lab-inspector-2", Role.ISSUER)
    refused = ready.sign_first("lab-inspector-2")
    assert refused.status_code == 409
    assert refused.json()["code"] == "envelope.other_content"
    assert ready.row().state == "prepared"


def test_release_view_says_who_may_sign_and_why_not(ready: Releasable) -> None:
    path = f"batches/{ready.lot.id}/release"
    assert ready.lot.get("lab-issuer", path)["may_sign"] == "first"
    assert (
        "first_signature_is_the_inspection_bodys" in ready.lot.get("ops-release", path)["why_not"]
    )
    done(ready.sign_first())
    assert ready.lot.get("ops-release", path)["may_sign"] == "second"
    assert "two_persons" in ready.lot.get("lab-issuer", path)["why_not"]
