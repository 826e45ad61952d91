"""Replies with an answer of an analytic: JSON, or its rows as CSV."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fastapi import Response

from graphsvc.api.keeper import Body, Keeper
from graphsvc.api.schemas.answers import plain
from graphsvc.api.schemas.sheets import sheet
from graphsvc.api.told import Told
from graphsvc.language import Language
from graphsvc.model.snapshot import Snapshot


class Reply:
    """How answers are sent in this request."""

    def __init__(
        self,
        keeper: Keeper,
        snapshot: Snapshot,
        speech: Language,
        headers: dict[str, str],
        *,
        csv: bool,
    ) -> None:
        self._keeper = keeper
        self._snapshot = snapshot
        self._speech = speech
        self._headers = {**headers, "Content-Language": speech.code}
        self._csv = csv

    def whole(self, answer: Any) -> Response:
        """Send an answer as JSON."""
        return self._json(self._plain(answer))

    def with_rows(
        self, answer: Any, kind: type[Any], rows: str, limit: int | None = None
    ) -> Response:
        """Send an answer of a kind as JSON, or its rows alone as CSV."""
        found = self._plain(answer)
        found[rows] = found[rows][:limit]
        if self._csv:
            return self._send(sheet(found, kind, rows), "text/csv; charset=utf-8")
        return self._json(found)

    def told(self, answer: Any) -> Any:
        """Return an answer that a job has told as it is sent; any other as it is."""
        return answer.plain(self._speech) if isinstance(answer, Told) else answer

    def _plain(self, answer: Any) -> Any:
        if isinstance(answer, Told):
            return self.told(answer)
        return plain(answer, self._speech, self._snapshot)

    def _json(self, found: Any) -> Response:
        body = json.dumps(found, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return self._send(body, "application/json")

    def _send(self, text: str, media_type: str) -> Response:
        return kept(self._keeper, text.encode(), {**self._headers, "Content-Type": media_type})


def kept(keeper: Keeper, content: bytes, headers: Mapping[str, str]) -> Response:
    """Send an answer, and keep it for whoever asks the same again."""
    if "etag" in headers:
        keeper.keep(headers["etag"], Body(content, headers))
    return Response(content, headers=dict(headers))
