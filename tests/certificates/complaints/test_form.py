"""Anybody reports a problem by a plain form; it reaches those who answer for the lot, a few at a time."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from httpx2 import Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certificates.complaints.model import MOST_BYTES, MOST_TEXT, BadForm, read_form
from qa_service.ids import uuid7
from tests.certificates.public.test_page import HOSTILE, LONGEST_PAGE, path_of, read
from tests.certificates.releasable import Releasable
from tests.checklists.makers import Json, done, refused
from tests.conftest import StandingClock
from tests.variants import POSTGRESQL_THOROUGHLY

FORM = {"content-type": "application/x-www-form-urlencoded"}


def form_of(lot: Releasable) -> str:
    return path_of(lot.labels()[0]) + "/report"


def send(
    lot: Releasable, path: str, fields: Json | bytes, headers: dict[str, str] | None = None
) -> Response:
    body = fields if isinstance(fields, bytes) else urlencode(fields).encode()
    answer: Response = lot.network.client().post(path, content=body, headers=FORM | (headers or {}))
    return answer


def filled(text: str = "The buckle broke.", **changes: object) -> Json:
    return {"id": str(uuid7()), "text": text, "contact": "+254 700 000000"} | changes


def listed(lot: Releasable, login: str = "ops-release") -> list[Json]:
    found: list[Json] = lot.lot.get(login, "complaints")
    return found


@POSTGRESQL_THOROUGHLY
def test_the_page_of_an_item_leads_to_the_form_and_the_form_works_without_script(
    ready_on_both: Releasable,
) -> None:
    issued = ready_on_both.issued()
    client = issued.network.client()
    page = client.get(path_of(issued.labels()[0]))
    (link,) = re.findall(r'href="(/01/[^"]+/report\?lang=en)"', page.text)
    form = client.get(link)
    assert form.status_code == 200
    assert "<script" not in form.text
    assert 'method="post"' in form.text
    (id_,) = re.findall(r'name="id" value="([^"]+)"', form.text)
    sent = send(issued, form_of(issued), filled(id=id_))
    assert sent.status_code == 201
    assert "Report sent" in sent.text
    label = issued.labels()[0]
    for login in ("ops-release", "lab-issuer", "lab-reviewer"):
        (seen,) = listed(issued, login)
        assert (seen["lot"], seen["serial"]) == (label.lot, label.serial)
        assert (seen["text"], seen["contact"]) == ("The buckle broke.", "+254 700 000000")
        assert seen["batch_id"] == str(issued.lot.id)


@pytest.mark.parametrize("language", ["en", "fr", "sw", "ar"])
def test_the_form_is_small_in_each_language(issued: Releasable, language: str) -> None:
    form = issued.network.client().get(form_of(issued), headers={"accept-language": language})
    assert f'lang="{language}"' in form.text
    assert len(form.content) < LONGEST_PAGE
    assert not re.search(r"\breport\.[a-z_]+", form.text)


def test_others_do_not_see_it(issued: Releasable) -> None:
    assert send(issued, form_of(issued), filled()).status_code == 201
    for login in ("lab2-issuer", "lab2-reviewer"):
        assert listed(issued, login) == []
    for other in ("w1-lead", "aid-store", None):
        answer = issued.network.client(other).get("/api/complaints")
        assert answer.status_code in (401, 403)
    wrong = issued.lot.post(
        "lab2-issuer", f"complaints/{listed(issued)[0]['id']}/close", {"text": "x"}
    )
    assert refused(wrong) == (404, "complaint.not_found")


def test_a_number_that_is_not_on_record_is_reported_to_the_operator(issued: Releasable) -> None:
    path = path_of(issued.labels()[0])[:-7] + "FAKE123/report"
    assert send(issued, path, filled("No such label?")).status_code == 201
    (seen,) = listed(issued)
    assert (seen["serial"], seen["product"], seen["batch_id"]) == ("FAKE123", {}, None)
    assert listed(issued, "lab-issuer") == []


def test_a_report_holds_nothing_back(ready: Releasable) -> None:
    issued = ready.issued()
    assert send(issued, form_of(issued), filled()).status_code == 201
    assert issued.lot.state == "accepted"
    assert issued.outsider(issued.text()).verdict.value == "valid"


def test_the_same_report_sent_twice_is_one(issued: Releasable) -> None:
    body = filled()
    for _ in range(2):
        assert send(issued, form_of(issued), body).status_code == 201
    assert len(listed(issued)) == 1
    assert send(issued, form_of(issued), body | {"text": "Another"}).status_code == 409


def test_a_flood_from_one_place_is_stopped_and_passes(
    issued: Releasable, clock: StandingClock
) -> None:
    codes = [send(issued, form_of(issued), filled(str(n))).status_code for n in range(7)]
    assert codes == [201] * 5 + [429] * 2
    late = send(issued, form_of(issued), filled("late"))
    assert 'data-code="complaint.too_many"' in late.text
    assert late.headers["retry-after"] == "600"
    assert ">late</textarea>" in late.text  # what was written is not lost
    clock.now += timedelta(minutes=11)
    assert send(issued, form_of(issued), filled("later")).status_code == 201


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        (filled("  \n"), 422, "complaint.text_missing"),
        (filled("x" * (MOST_TEXT + 1)), 422, "complaint.too_long"),
        (filled(contact="x" * 201), 422, "complaint.too_long"),
        (filled(id="no"), 422, "complaint.no_id"),
        ({"text": "no id"}, 422, "complaint.no_id"),
        (b"", 422, "complaint.no_id"),
        (b"text=%ff%fe&id=1", 422, "complaint.unreadable"),
        (b"\xff\xfe\x00", 422, "complaint.unreadable"),
        (b"&".join(b"a=%d" % n for n in range(50)), 422, "complaint.unreadable"),
    ],
    ids=["empty", "long", "contact", "bad id", "no id", "nothing", "not utf-8", "bytes", "many"],
)
def test_a_bad_form_says_what_is_wrong(
    issued: Releasable, fields: Json | bytes, status: int, code: str
) -> None:
    answer = send(issued, form_of(issued), fields)
    assert answer.status_code == status
    assert f'data-code="{code}"' in answer.text
    assert listed(issued) == []


def test_more_bytes_than_a_form_needs_are_refused(issued: Releasable) -> None:
    answer = send(issued, form_of(issued), b"text=" + b"x" * MOST_BYTES)
    assert refused(answer) == (413, "request.too_large")


def test_the_longest_text_in_arabic_fits(issued: Releasable) -> None:
    assert send(issued, form_of(issued), filled("م" * MOST_TEXT)).status_code == 201
    assert listed(issued)[0]["text"] == "م" * MOST_TEXT


def test_another_site_cannot_send_for_its_visitors(issued: Releasable) -> None:
    answer = send(issued, form_of(issued), filled(), {"sec-fetch-site": "cross-site"})
    assert refused(answer) == (403, "request.foreign_page")


@pytest.mark.parametrize("serial", ["%00", "<script>alert(1)", "x" * 41, "%D9%85"])
def test_nonsense_is_no_number(issued: Releasable, serial: str) -> None:
    path = f"/01/0/10/0/21/{serial}/report"
    assert issued.network.client().get(path).status_code == 404
    assert send(issued, path, filled()).status_code == 404
    assert listed(issued) == []


def test_what_was_written_is_shown_as_text(issued: Releasable) -> None:
    answer = send(issued, form_of(issued), filled(HOSTILE, id="no", contact='"><img src=x>'))
    words = read(answer)
    assert "img" not in words.open
    assert "script" not in words.open


def test_somebody_signed_in_may_report_too(issued: Releasable) -> None:
    client = issued.network.client("aid-store")
    del client.headers["x-qa-csrf"]  # a plain form cannot send it
    body = urlencode(filled()).encode()
    assert client.post(form_of(issued), content=body, headers=FORM).status_code == 201


def test_closing_says_what_was_done_once(issued: Releasable) -> None:
    assert send(issued, form_of(issued), filled()).status_code == 201
    path = f"complaints/{listed(issued)[0]['id']}/close"
    assert refused(issued.lot.post("lab-reviewer", path, {"text": " "})) == (
        422, "complaint.outcome",
    )  # fmt: skip
    for _ in range(2):
        done(issued.lot.post("lab-reviewer", path, {"text": "Lot put on hold."}))
    assert listed(issued)[0]["closing"]["person"] == "Person lab-reviewer"
    other = issued.lot.post("ops-release", path, {"text": "Nothing."})
    assert refused(other) == (409, "complaint.closed")


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300))
def test_any_bytes_are_a_form_or_a_named_fault(body: bytes) -> None:
    try:
        sent = read_form(body)
    except BadForm as fault:
        told = fault.code
    else:
        told = f"complaint.{sent.id}"
    assert told.startswith("complaint.")
