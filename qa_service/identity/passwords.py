"""Passwords by argon2id, at the OWASP minimum that a Raspberry Pi bears; codes and tokens.

Parameters: OWASP Password Storage Cheat Sheet, argon2id m = 19 MiB, t = 2, p = 1.
"""

import hashlib
import secrets
from functools import cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

SHORTEST = 10
LONGEST = 200
_HASHER = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19_456, parallelism=1),))


def hashed(password: str) -> str:
    """A salted argon2id hash."""
    return _HASHER.hash(password)


def matches(password: str, stored: str | None) -> bool:
    """Compare; an unknown person costs the same time as a known one."""
    if stored is None:
        _HASHER.verify(password, _nobody())
        return False
    return _HASHER.verify(password, stored)


def is_acceptable(password: str) -> bool:
    """Long enough to be worth something, short enough to be hashed."""
    return SHORTEST <= len(password) <= LONGEST


def new_token() -> str:
    """256 random bits for a sign-in."""
    return secrets.token_urlsafe(32)


def token_digest(token: str) -> str:
    """What is stored of a token: a stolen database opens no session."""
    return hashlib.sha256(token.encode()).hexdigest()


@cache
def _nobody() -> str:
    return _HASHER.hash(secrets.token_urlsafe(16))
