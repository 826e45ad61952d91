"""Partnerships, bodies, organizations and memberships: lists, single ones, and changes.

What is changed can be changed in somebody's name (`author`: an organization or a role), and only if
it still is what it was when it was read (`tag`, which stands in each record): else ApiError with
the status 412 says who has changed what.
"""

from __future__ import annotations

from typing import Unpack

from graphsvc.client.answers import Answer, Pages, Record
from graphsvc.client.connection import Common, Connection


class Records(Connection):
    """What the service stores."""

    def partnerships(
        self,
        *,
        province: str | None = None,
        kind: str | None = None,
        limit: int | None = None,
        **common: Unpack[Common],
    ) -> Pages:
        """All partnerships; `limit` is how many are read at once."""
        return self._pages("partnerships", province=province, kind=kind, limit=limit, **common)

    def bodies(
        self,
        *,
        partnership: str | None = None,
        kind: str | None = None,
        limit: int | None = None,
        **common: Unpack[Common],
    ) -> Pages:
        """All councils and committees."""
        return self._pages("bodies", partnership=partnership, kind=kind, limit=limit, **common)

    def organizations(
        self,
        *,
        sector: str | None = None,
        partnership: str | None = None,
        limit: int | None = None,
        **common: Unpack[Common],
    ) -> Pages:
        """All organizations."""
        chosen = {"sector": sector, "partnership": partnership, "limit": limit}
        return self._pages("organizations", **chosen, **common)

    def memberships(
        self,
        *,
        organization: str | None = None,
        body: str | None = None,
        role: str | None = None,
        ended: bool | None = None,
        limit: int | None = None,
        **common: Unpack[Common],
    ) -> Pages:
        """Memberships: those active on the day, or with `ended` all of them."""
        chosen = {"organization": organization, "body": body, "role": role, "ended": ended}
        return self._pages("memberships", **chosen, limit=limit, **common)

    def partnership(self, item: str, **common: Unpack[Common]) -> Answer:
        """One partnership with its bodies."""
        return self._rows("partnership", item, **common)

    def body(self, item: str, **common: Unpack[Common]) -> Answer:
        """One council or committee with its members."""
        return self._rows("body", item, **common)

    def organization(self, item: str, **common: Unpack[Common]) -> Answer:
        """One organization with its memberships."""
        return self._rows("organization", item, **common)

    def membership(self, item: str, **common: Unpack[Common]) -> Answer:
        """One membership."""
        return self._rows("membership", item, **common)

    def put_partnership(
        self,
        item: str,
        record: Record,
        *,
        tag: str | None = None,
        author: str | None = None,
        **common: Unpack[Common],
    ) -> Answer:
        """Create a partnership under this id, or replace the one that has it."""
        return self._rows(
            "put_partnership", item, sent=dict(record), tag=tag, author=author, **common
        )

    def put_body(
        self,
        item: str,
        record: Record,
        *,
        tag: str | None = None,
        author: str | None = None,
        **common: Unpack[Common],
    ) -> Answer:
        """Create a body under this id, or replace the one that has it."""
        return self._rows("put_body", item, sent=dict(record), tag=tag, author=author, **common)

    def put_organization(
        self,
        item: str,
        record: Record,
        *,
        tag: str | None = None,
        author: str | None = None,
        **common: Unpack[Common],
    ) -> Answer:
        """Create an organization under this id, or replace the one that has it."""
        return self._rows(
            "put_organization", item, sent=dict(record), tag=tag, author=author, **common
        )

    def put_membership(
        self,
        item: str,
        record: Record,
        *,
        tag: str | None = None,
        author: str | None = None,
        **common: Unpack[Common],
    ) -> Answer:
        """Create a membership under this id, or replace the one that has it."""
        return self._rows(
            "put_membership", item, sent=dict(record), tag=tag, author=author, **common
        )

    def create_partnership(
        self, record: Record, *, author: str | None = None, **common: Unpack[Common]
    ) -> Answer:
        """Create a partnership under an id made of its name."""
        return self._rows("create_partnership", sent=dict(record), author=author, **common)

    def create_body(
        self, record: Record, *, author: str | None = None, **common: Unpack[Common]
    ) -> Answer:
        """Create a body under an id made of its name."""
        return self._rows("create_body", sent=dict(record), author=author, **common)

    def create_organization(
        self, record: Record, *, author: str | None = None, **common: Unpack[Common]
    ) -> Answer:
        """Create an organization under an id made of its name."""
        return self._rows("create_organization", sent=dict(record), author=author, **common)

    def create_membership(
        self, record: Record, *, author: str | None = None, **common: Unpack[Common]
    ) -> Answer:
        """Create a membership under an id made of organization and body."""
        return self._rows("create_membership", sent=dict(record), author=author, **common)

    def end_membership(
        self,
        item: str,
        until: str,
        *,
        source: Record | None = None,
        tag: str | None = None,
        author: str | None = None,
        **common: Unpack[Common],
    ) -> Answer:
        """End a membership: it counts until the day before `until`."""
        sent = {"until": until} | ({"source": dict(source)} if source else {})
        return self._rows("end_membership", item, sent=sent, tag=tag, author=author, **common)

    def edits(
        self, about: str | None = None, *, limit: int | None = None, **common: Unpack[Common]
    ) -> Pages:
        """What was changed, the newest first: of one record and what belongs to it, or of all."""
        return self._pages("edits", about=about, limit=limit, **common)

    def edit(self, item: str, **common: Unpack[Common]) -> Answer:
        """One edit, with its records before and after."""
        return self._rows("edit", item, **common)

    def undo(self, item: str, *, author: str | None = None, **common: Unpack[Common]) -> Answer:
        """Put the records back as they were before an edit, if nobody changed them since."""
        return self._rows("undo", item, author=author, **common)
