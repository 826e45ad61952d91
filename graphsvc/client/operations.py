"""What the service does, by the name that a method of the client asks for it with.

To add one: a line here and a method in `asking`. A test holds both to the OpenAPI document.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing the service does.

    Attributes
    ----------
    method, path
        Its address; what stands in braces is an id, or the ending of a file.
    rows
        Where its answer has rows.
    common
        Which of `as_of`, `exclude` and `lang` it takes.
    repeatable
        Whether sending it twice does no harm; None where its method says so.
    """

    method: str
    path: str
    rows: str = ""
    common: frozenset[str] = frozenset({"as_of", "lang"})
    repeatable: bool | None = None


_QUESTION = frozenset({"as_of", "exclude", "lang"})
_WORDS = frozenset({"lang"})
_NONE = frozenset[str]()

OPERATIONS: Mapping[str, Operation] = {
    "centrality": Operation("GET", "/v1/centrality", "rows", _QUESTION),
    "bridging": Operation("GET", "/v1/bridging", "rows", _QUESTION),
    "between": Operation("GET", "/v1/bridging/between", "rows", _QUESTION),
    "role": Operation("GET", "/v1/organizations/{item}/role", "", _QUESTION),
    "sectors": Operation("GET", "/v1/partnerships/{item}/sectors", "rows", _QUESTION),
    "recommendations": Operation(
        "GET", "/v1/organizations/{item}/recommendations", "suggestions", _QUESTION
    ),
    "body_invitations": Operation("GET", "/v1/bodies/{item}/invitations", "suggestions", _QUESTION),
    "partnership_invitations": Operation(
        "GET", "/v1/partnerships/{item}/invitations", "suggestions", _QUESTION
    ),
    "tables": Operation("GET", "/v1/organizations/{item}/tables", "suggestions", _QUESTION),
    "backtest": Operation("GET", "/v1/backtest", "judged", _QUESTION),
    "sector_matrix": Operation("GET", "/v1/sectors", "rows", _QUESTION),
    "mixing": Operation("GET", "/v1/mixing", "rows", _QUESTION),
    "key_players": Operation("GET", "/v1/key-players", "rows", _QUESTION),
    "communities": Operation("GET", "/v1/communities", "rows", _QUESTION),
    "changes": Operation("GET", "/v1/changes", "rows", frozenset({"exclude", "lang"})),
    # Sent with POST, for its length; nothing is kept.
    "evaluate": Operation("POST", "/v1/scenarios/evaluate", "ranking", _QUESTION, repeatable=True),
    "scenario_result": Operation("GET", "/v1/scenarios/{item}/result", "ranking", _QUESTION),
    "scenarios": Operation("GET", "/v1/scenarios", "", _WORDS),
    "scenario": Operation("GET", "/v1/scenarios/{item}", "", _WORDS),
    "put_scenario": Operation("PUT", "/v1/scenarios/{item}", "", _WORDS),
    "forget_scenario": Operation("DELETE", "/v1/scenarios/{item}", "", _WORDS),
    "views": Operation("GET", "/v1/views", "", _WORDS),
    "view": Operation("GET", "/v1/views/{item}", "", _WORDS),
    "put_view": Operation("PUT", "/v1/views/{item}", "", _WORDS),
    "remove_view": Operation("DELETE", "/v1/views/{item}", "", _WORDS),
    "feedback": Operation("GET", "/v1/feedback", "items", _WORDS),
    "said": Operation("GET", "/v1/feedback/{asker}/{candidate}", "", _WORDS),
    "say": Operation("PUT", "/v1/feedback/{asker}/{candidate}", "", _WORDS),
    "take_back": Operation("DELETE", "/v1/feedback/{asker}/{candidate}", "", _WORDS),
    "edits": Operation("GET", "/v1/edits", "items", _WORDS),
    "edit": Operation("GET", "/v1/edits/{item}", "records", _WORDS),
    "undo": Operation("POST", "/v1/edits/{item}/undo", "records", _WORDS),
    "targets": Operation("GET", "/v1/partnerships/{item}/targets", "targets"),
    "put_targets": Operation("PUT", "/v1/partnerships/{item}/targets", "targets", _WORDS),
    "search": Operation("GET", "/v1/search", "items"),
    "measures": Operation("GET", "/v1/measures", "", _WORDS),
    "pair_measures": Operation("GET", "/v1/measures/pairs", "items", _QUESTION),
    "group_measures": Operation("GET", "/v1/measures/groups", "rows", _QUESTION),
    "network_measures": Operation("GET", "/v1/measures/network", "rows", _QUESTION),
    "purposes": Operation("GET", "/v1/purposes", "", _WORDS),
    "features": Operation("GET", "/v1/features", "", _WORDS),
    "jobs": Operation("GET", "/v1/jobs", "items", _WORDS),
    "job": Operation("GET", "/v1/jobs/{item}", "", _WORDS),
    "cancel_job": Operation("DELETE", "/v1/jobs/{item}", "", _WORDS),
    "follow_job": Operation("GET", "/v1/jobs/{item}/events", "", _WORDS),
    "export": Operation("GET", "/v1/exports/graph.{form}", "", _QUESTION),
    # Sent with POST, for its length; it only reads.
    "cypher": Operation("POST", "/v1/cypher", "", _WORDS, repeatable=True),
    "alive": Operation("GET", "/healthz", "", _NONE),
    "ready": Operation("GET", "/readyz", "", _NONE),
    "partnerships": Operation("GET", "/v1/partnerships", "items"),
    "partnership": Operation("GET", "/v1/partnerships/{item}"),
    "put_partnership": Operation("PUT", "/v1/partnerships/{item}"),
    "create_partnership": Operation("POST", "/v1/partnerships"),
    "bodies": Operation("GET", "/v1/bodies", "items"),
    "body": Operation("GET", "/v1/bodies/{item}"),
    "put_body": Operation("PUT", "/v1/bodies/{item}"),
    "create_body": Operation("POST", "/v1/bodies"),
    "organizations": Operation("GET", "/v1/organizations", "items"),
    "organization": Operation("GET", "/v1/organizations/{item}"),
    "put_organization": Operation("PUT", "/v1/organizations/{item}"),
    "create_organization": Operation("POST", "/v1/organizations"),
    "memberships": Operation("GET", "/v1/memberships", "items"),
    "membership": Operation("GET", "/v1/memberships/{item}"),
    "put_membership": Operation("PUT", "/v1/memberships/{item}"),
    "create_membership": Operation("POST", "/v1/memberships"),
    # Ending twice with the same day changes nothing.
    "end_membership": Operation("POST", "/v1/memberships/{item}/end", repeatable=True),
}
