"""Kinds: one file each in a scanned folder, ending in `KIND = ...`. Nothing else lists the names."""

import importlib
import pkgutil
from types import ModuleType
from typing import Protocol, TypeVar


class Kind(Protocol):
    """What every kind has, whatever its contract adds."""

    @property
    def name(self) -> str:
        """The stored name; never derived from the class."""
        ...


K = TypeVar("K", bound=Kind)


def scan(package: ModuleType, contract: type[K]) -> dict[str, K]:
    """All kinds found in a folder, by name.

    Raises TypeError when a file has no KIND of the contract, ValueError when two share a name.
    """
    found: dict[str, K] = {}
    for module_name in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
        if module_name.startswith("_"):
            continue
        module = importlib.import_module(f"{package.__name__}.{module_name}")
        kind = getattr(module, "KIND", None)
        if not isinstance(kind, contract):
            raise TypeError(f"{module.__name__} has no KIND of {contract.__name__}")
        if kind.name in found:
            raise ValueError(f"two kinds are named {kind.name!r} in {package.__name__}")
        found[kind.name] = kind
    return found
