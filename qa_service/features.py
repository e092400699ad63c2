"""How the three features reach the house: by name, as installed applications. Nothing is imported from them here."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from fastapi import APIRouter
from sqlmodel import Session, SQLModel

if TYPE_CHECKING:
    from datetime import datetime

    import typer

    from qa_service.audit.model import Announcement, Json
    from qa_service.health.model import Finding
    from qa_service.identity.model import Rule
    from qa_service.jobs.model import JobHandler
    from qa_service.web import House

FEATURES = ("qa_service", "checklists", "inspections", "certificates")

V = TypeVar("V")
Listener = Callable[[Session, "Announcement"], None]
GivenUp = Callable[[Session, Mapping[str, "Json"], "datetime"], None]


@dataclass(frozen=True)
class Feature:
    """What a package brings: each part may be empty.

    `given_up` maps a kind of job to what is kept when no attempt came through, so that whoever waits
    for it is told; it runs in the transaction that ends the job.
    `rules` maps an action to who may do it; `listeners` maps an announced action to functions that
    run in the same transaction; `commands` add themselves to the command line; `page_packages` hold
    a folder `templates` each; `at_start` runs before the first request is taken and returns lines
    that the operator must read; `checks` are further findings of `doctor`.
    """

    name: str
    routers: tuple[APIRouter, ...] = ()
    tables: tuple[type[SQLModel], ...] = ()
    commands: tuple[Callable[[typer.Typer], None], ...] = ()
    jobs: Mapping[str, JobHandler] = field(default_factory=dict)
    given_up: Mapping[str, GivenUp] = field(default_factory=dict)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    listeners: Mapping[str, tuple[Listener, ...]] = field(default_factory=dict)
    page_packages: tuple[str, ...] = ()
    at_start: tuple[Callable[[House], Sequence[str]], ...] = ()
    checks: tuple[Callable[[House], Sequence[Finding]], ...] = ()


@cache
def installed() -> tuple[Feature, ...]:
    """All features, the house first, in the order of their arrows."""
    return tuple(importlib.import_module(f"{name}.feature").FEATURE for name in FEATURES)


@cache
def rules() -> Mapping[str, Rule]:
    """Every action that exists and who may do it."""
    return _merged([feature.rules for feature in installed()])


@cache
def job_handlers() -> Mapping[str, JobHandler]:
    """What each kind of job does."""
    return _merged([feature.jobs for feature in installed()])


@cache
def given_up() -> Mapping[str, GivenUp]:
    """What is kept of each kind of job that was given up."""
    return _merged([feature.given_up for feature in installed()])


def listeners(action: str) -> tuple[Listener, ...]:
    """Who wants to know of an action."""
    return tuple(each for feature in installed() for each in feature.listeners.get(action, ()))


def _merged(parts: list[Mapping[str, V]]) -> Mapping[str, V]:
    whole: dict[str, V] = {}
    for part in parts:
        for name, value in part.items():
            if name in whole:
                raise ValueError(f"{name!r} is registered twice")
            whole[name] = value
    return whole
