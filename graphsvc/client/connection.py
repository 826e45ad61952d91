"""A connection to a service: what every question is asked with, and how an answer is read."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, Self, TypedDict, Unpack
from urllib.parse import quote

from graphsvc.client.answers import Answer, Pages, Record
from graphsvc.client.operations import OPERATIONS, Operation
from graphsvc.client.transport import Progress, Transport


class Common(TypedDict, total=False):
    """What every question takes.

    Attributes
    ----------
    as_of
        The day to look at, as 2017-03-20.
    exclude
        Linking nodes to leave out: host, secretariat, funder.
    lang
        Language of sentences and errors: en or fr.
    """

    as_of: str
    exclude: str | Collection[str]
    lang: str


Words = str | Sequence[str]
# What stands in the braces of an address: one id, or several in their order.
Item = str | tuple[str, ...]


class Connection:
    """Asks one service."""

    def __init__(
        self,
        address: str = "http://127.0.0.1:8000",
        *,
        key: str | None = None,
        timeout: float = 60.0,
        tries: int = 5,
        progress: Progress | None = None,
        **common: Unpack[Common],
    ) -> None:
        self._transport = Transport(
            address, key=key, timeout=timeout, tries=tries, progress=progress
        )
        self._common = dict(common)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._transport.close()

    def _ask(self, name: str, item: Item = "", sent: Any = None, **given: Any) -> Any:
        """Ask for one operation and return the JSON of its answer."""
        return self._answer(OPERATIONS[name], item, sent, given).json()

    def _answer(self, operation: Operation, item: Item, sent: Any, given: Mapping[str, Any]) -> Any:
        common = {key: each for key, each in self._common.items() if key in operation.common}
        asked = {**common, **given}
        tag = asked.pop("tag", None)
        return self._transport.send(
            operation.method,
            _address(operation, item),
            asked,
            sent,
            repeatable=operation.repeatable,
            headers={"If-Match": f'"{tag}"'} if tag else None,
        )

    def _do(self, name: str, item: Item, **given: Any) -> None:
        """Have something done that answers nothing."""
        self._answer(OPERATIONS[name], item, None, given)

    def _events(self, name: str, item: Item, **given: Any) -> Iterator[Record]:
        """Read the data of server-sent events as they arrive."""
        operation = OPERATIONS[name]
        common = {key: each for key, each in self._common.items() if key in operation.common}
        for line in self._transport.lines(_address(operation, item), {**common, **given}):
            if line.startswith("data: "):
                yield json.loads(line.removeprefix("data: "))

    def _rows(self, name: str, item: Item = "", **given: Any) -> Answer:
        return Answer(self._ask(name, item, **given), OPERATIONS[name].rows)

    def _pages(self, name: str, **given: Any) -> Pages:
        def read(cursor: str | None) -> Record:
            found: Record = self._ask(name, **given, cursor=cursor)
            return found

        return Pages(read)


def _address(operation: Operation, item: Item) -> str:
    parts = iter((item,) if isinstance(item, str) else item)
    return re.sub(r"{\w+}", lambda _: quote(next(parts), safe=":~"), operation.path)
