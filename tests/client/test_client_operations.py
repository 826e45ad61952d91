"""The client does what the API does: each address has a method that takes its parameters."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from graphsvc.client import Client
from graphsvc.client.connection import Common
from graphsvc.client.operations import OPERATIONS
from tools import documents

SERVICE = documents.description()
# Said by the method itself: the form of the answer, and where the next page is.
OWN = {"format", "cursor"}
# Parameters that have another name in Python, or are part of the address.
NAMES = {"search": {"q": "text"}}


def described(name: str) -> dict[str, Any]:
    operation = OPERATIONS[name]
    found: dict[str, Any] = SERVICE["paths"][operation.path][operation.method.lower()]
    return found


def method_of(name: str) -> Any:
    """The one method that asks for an operation."""
    [found] = [
        each
        for owner in Client.__mro__
        for each in vars(owner).values()
        if name in getattr(getattr(each, "__code__", None), "co_consts", ())
    ]
    return found


def test_every_address_of_the_api_has_an_operation_and_no_other() -> None:
    asked = [(each.method, each.path) for each in OPERATIONS.values()]
    known = {(method.upper(), path) for path, ways in SERVICE["paths"].items() for method in ways}
    assert len(asked) == len(set(asked))
    assert set(asked) == known


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_method_of_an_operation_takes_all_its_parameters(name: str) -> None:
    wanted = {
        each["name"] for each in described(name).get("parameters", ()) if each["in"] == "query"
    }
    common = set(Common.__annotations__)
    assert wanted & common == OPERATIONS[name].common
    taken = inspect.signature(method_of(name)).parameters
    renamed = {NAMES.get(name, {}).get(each, each) for each in wanted - common - OWN}
    assert renamed <= set(taken)
    assert ("common" in taken) == bool(wanted & common)


@pytest.mark.parametrize("name", OPERATIONS)
def test_rows_are_where_the_answer_has_them(name: str) -> None:
    answers = described(name)["responses"]
    said: dict[str, Any] = next((answers[code] for code in ("200", "201") if code in answers), {})
    reference = said.get("content", {}).get("application/json", {}).get("schema", {}).get("$ref")
    if OPERATIONS[name].rows:
        schema = SERVICE["components"]["schemas"][str(reference).rpartition("/")[2]]
        assert schema["properties"][OPERATIONS[name].rows]["type"] == "array"
