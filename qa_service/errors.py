"""The few ways in which a request cannot be granted.

Each carries a stable code ("batch.not_found") and named details: no sentence, no status number.
`problems.py` alone knows HTTP; the locale files alone know sentences.
"""

Detail = str | int | float | bool | None | list[str]


class QaError(Exception):
    """A request that cannot be granted; the base of all others."""

    def __init__(self, code: str, **details: Detail) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def __str__(self) -> str:
        named = ", ".join(f"{name}={_plain(value)}" for name, value in self.details.items())
        return f"{self.code} ({named})" if named else self.code


def _plain(value: Detail) -> Detail:
    """A list as people read one."""
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else value


class Unauthenticated(QaError):
    """Nobody is signed in, or the sign-in did not hold."""


class Forbidden(QaError):
    """Somebody is signed in and may not do this."""


class NotFound(QaError):
    """It does not exist, or belongs to others: the answer is the same."""


class Conflict(QaError):
    """It exists in a state, or with a content, that does not allow this."""


class RefusedOnRecord(Conflict):
    """A refusal that is itself part of the record: what was written before it is committed.

    Raise it only through `audit.actions.refuse`, before anything else of the action is written.
    """


class Invalid(QaError):
    """What was sent does not make sense; details name what and where."""


class TooLarge(QaError):
    """More bytes, pixels or items than accepted."""


class TooMany(QaError):
    """Too many tries; details say how long to wait."""


class Unavailable(QaError):
    """Something that we depend on does not answer now; nothing was changed."""
