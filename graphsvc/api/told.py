"""An answer as it is told: plain data in each language, packed. What jobs hand over and share.

It is JSON and nothing else. Whoever can write to the database could put anything there; read as
JSON it can only be data, where pickled objects would be commands to the service that reads them.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphsvc.api.schemas.answers import plain
from graphsvc.language import LANGUAGES, Language, language
from graphsvc.model.snapshot import Snapshot

_LARGEST = 1024 * 1024 * 1024  # bytes; more is no answer of ours
_LEVEL = 3  # nine times as quick as the best, and a quarter larger


class NotAnAnswer(ValueError):
    """What stands in the database is not the answer of a job."""


@dataclass(frozen=True, slots=True)
class Told:
    """An answer in every language.

    Attributes
    ----------
    texts
        By code of the language, JSON that was compressed.
    revision
        The revision it is given at; None for that at which it was worked out.
    """

    texts: Mapping[str, bytes]
    revision: int | None = None

    @classmethod
    def of(cls, answer: Any, snapshot: Snapshot) -> Told:
        """Tell an answer of an analytic about a snapshot."""
        return cls({code: _packed(plain(answer, language(code), snapshot)) for code in LANGUAGES})

    def plain(self, speech: Language) -> Any:
        """Return the answer as JSON can hold it, as `answers.plain` would."""
        found = _unpacked(self.texts[speech.code])
        if self.revision is not None:
            found["provenance"]["revision"] = self.revision
        return found

    def written(self) -> str:
        """Return it as text, to be kept in the database."""
        return json.dumps(
            {code: base64.b64encode(data).decode() for code, data in self.texts.items()}
        )

    @classmethod
    def read(cls, text: str) -> Told:
        """Read what `written` has written.

        Raises
        ------
        NotAnAnswer
            It was written by something else.
        """
        try:
            found = json.loads(text)
            texts = {code: base64.b64decode(found[code], validate=True) for code in LANGUAGES}
            told = cls(texts)
            for code in LANGUAGES:
                if not isinstance(_unpacked(texts[code])["provenance"]["revision"], int):
                    raise NotAnAnswer
        except (
            ValueError,
            KeyError,
            TypeError,
            RecursionError,
            binascii.Error,
            zlib.error,
        ) as error:
            raise NotAnAnswer from error
        return told


def _packed(found: Any) -> bytes:
    text = json.dumps(found, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return zlib.compress(text.encode(), _LEVEL)


def _unpacked(data: bytes) -> Any:
    unpacking = zlib.decompressobj()
    text = unpacking.decompress(data, _LARGEST)
    if unpacking.unconsumed_tail or not unpacking.eof:
        raise NotAnAnswer
    return json.loads(text)
