"""What the service answers: plain data, and tables of it for pandas."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

Record = Mapping[str, Any]


def frame(rows: Sequence[Record]) -> pd.DataFrame:
    """Make a table of rows: a part of a row becomes columns with its name in front.

    Measures have the one name they have everywhere, and ranks `_rank` behind it, as in CSV.

    Raises
    ------
    ImportError
        pandas is not installed; it comes with the extra `client`.
    """
    import pandas as pd  # noqa: PLC0415 - the client works without it

    return pd.json_normalize([_with_measures(row) for row in rows], sep="_")


def _with_measures(row: Record) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in row.items():
        if key in {"counts", "found", "ranks", "values"} and isinstance(value, Mapping):
            behind = "_rank" if key == "ranks" else ""
            found |= {f"{name}{behind}": each for name, each in value.items()}
        else:
            found[key] = value
    return found


@dataclass(frozen=True, slots=True)
class Answer(Mapping[str, Any]):
    """An answer of the service, as it was sent.

    Attributes
    ----------
    data
        All of it.
    key
        Where its rows are; empty where it has none.
    """

    data: dict[str, Any]
    key: str = ""

    def __getitem__(self, name: str) -> Any:
        return self.data[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Its rows; the answer itself as the only one where it has none."""
        found: list[dict[str, Any]] = self.data[self.key] if self.key else [self.data]
        return found

    @property
    def revision(self) -> int | None:
        """Revision of the graph the answer stands on; None where it does not stand on one."""
        found = self.data.get("provenance", self.data).get("revision")
        return None if found is None else int(found)

    def to_pandas(self) -> pd.DataFrame:
        """Return its rows as a table."""
        return frame(self.rows)


@dataclass(frozen=True, slots=True)
class Table:
    """What a query in Cypher found.

    Attributes
    ----------
    columns, rows
        Names, and a list of values for each row.
    truncated
        Whether there is more than was read.
    revision
        Revision of the graph that was read.
    """

    columns: tuple[str, ...]
    rows: list[list[Any]]
    truncated: bool
    revision: int

    def to_pandas(self) -> pd.DataFrame:
        """Return it as a table with the same columns."""
        import pandas as pd  # noqa: PLC0415 - the client works without it

        return pd.DataFrame(self.rows, columns=list(self.columns) or None)


class Pages:
    """A long list, read page by page while it is gone through; each time from the beginning."""

    def __init__(self, read: Callable[[str | None], Record]) -> None:
        self._read = read

    def pages(self) -> Iterator[Record]:
        """Go through the pages as they were sent."""
        cursor: str | None = None
        while True:
            page = self._read(cursor)
            yield page
            cursor = page["next"]
            if cursor is None:
                return

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Go through everything on the list."""
        for page in self.pages():
            yield from page["items"]

    def __len__(self) -> int:
        """Return how many there are, told by the first page."""
        return int(self._read(None)["total"])

    def to_pandas(self) -> pd.DataFrame:
        """Read the whole list as a table."""
        return frame(list(self))
