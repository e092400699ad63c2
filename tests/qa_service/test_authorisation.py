"""Every route has a rule; every role is tried on every route; a route without a rule fails here."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from fastapi.routing import APIRoute

from qa_service import features
from qa_service.app import create_app
from qa_service.identity.model import Role
from tests.network import PEOPLE, Network

NOBODY = "00000000-0000-7000-8000-000000000000"


class Operation(NamedTuple):
    """One method of one route and the action that guards it."""

    method: str
    path: str
    action: str | None


def _operations() -> Iterator[Operation]:
    routes = (route for each in features.installed() for r in each.routers for route in r.routes)
    for route in routes:
        assert isinstance(route, APIRoute)
        guards = [getattr(each.call, "action", None) for each in route.dependant.dependencies]
        action = next((each for each in guards if each is not None), None)
        for method in sorted(route.methods or ()):
            yield Operation(method, route.path_format, action)


def _filled(path: str) -> str:
    return re.sub(r"\{[^}]+\}", NOBODY, path)


def test_every_route_names_an_action_that_has_a_rule(network: Network) -> None:
    operations = list(_operations())
    documented = create_app(network.house).openapi()["paths"]
    assert {each.path for each in operations} >= set(documented), "a route outside the features"
    without = [each for each in operations if each.action not in features.rules()]
    assert not without


def _logins() -> Iterator[object]:
    """Nobody and the first person of each role; the others of a role with the stated numbers."""
    yield None
    tried: set[Role] = set()
    for login, (_, role) in PEOPLE.items():
        yield pytest.param(login, marks=pytest.mark.thorough) if role in tried else login
        tried.add(role)


@pytest.mark.parametrize("login", [*_logins()])
def test_nobody_gets_further_than_their_role(network: Network, login: str | None) -> None:
    """Unknown ids everywhere: right roles get a plain 4xx or a list, wrong roles 403, nobody 401."""
    client = network.client(login)
    role = PEOPLE[login][1] if login else None
    for each in _operations():
        if (each.method, each.path) == ("DELETE", "/api/session"):
            continue  # would sign out; tried elsewhere
        answer = client.request(each.method, _filled(each.path), json={})
        assert answer.status_code < 500, (each, answer.text)
        rule = features.rules()[each.action or ""]
        if rule.public:
            continue
        if role is None:
            assert answer.status_code == 401, each
        elif rule.roles and Role(role) not in rule.roles:
            assert answer.status_code == 403, each
        else:
            assert answer.status_code not in {401}, each
