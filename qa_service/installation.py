"""What this installation is: set once at first start, printed on labels for ever."""

from dataclasses import dataclass
from typing import ClassVar

from sqlmodel import Field, Session, SQLModel, select

DEMO_PREFIX = "952"


class Installation(SQLModel, table=True):
    """The one row that says what was set up."""

    __tablename__: ClassVar[str] = "installation"

    id: int = Field(default=1, primary_key=True)
    name: str
    label_host: str
    gtin_prefix: str
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """Name of the network, host on the labels, GS1 company prefix."""

    name: str
    label_host: str
    gtin_prefix: str
    is_demo: bool

    @property
    def has_demo_prefix(self) -> bool:
        """GS1 prefix 952 is for demonstrations: a banner on every page and label."""
        return self.gtin_prefix.startswith(DEMO_PREFIX)


def read(session: Session) -> About:
    """What was set up; empty before the first start."""
    row = session.exec(select(Installation)).first()
    if row is None:
        return About(name="", label_host="", gtin_prefix="", is_demo=False)
    return About(row.name, row.label_host, row.gtin_prefix, row.is_demo)


def write(session: Session, about: About) -> None:
    """Keep what was set up."""
    session.add(
        Installation(
            name=about.name,
            label_host=about.label_host,
            gtin_prefix=about.gtin_prefix,
            is_demo=about.is_demo,
        )
    )
    session.flush()
