"""What the validation of forms says most often, in words that can be translated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphsvc.language import Message, message
from graphsvc.model.values import HALF, WHOLE_WANTED

_SAID = {
    "missing": message("This field is missing."),
    "extra_forbidden": message("There is no such field."),
    "string_type": message("This has to be a text."),
    "int_parsing": message("This has to be a whole number."),
    "int_type": message("This has to be a whole number."),
    "int_from_float": message("This has to be a whole number."),
    "finite_number": message("This has to be a number that exists."),
    "string_unicode": HALF,
    "bool_parsing": message("This has to be true or false."),
    "bool_type": message("This has to be true or false."),
    "list_type": message("This has to be a list."),
    "json_invalid": message("The body is not JSON."),
    "model_attributes_type": message("This has to be an object."),
    "model_type": message("This has to be an object."),
}
_REMEDIES = {"string_unicode": WHOLE_WANTED}


def said(each: Mapping[str, Any]) -> Message:
    """Say what is wrong with a field, from the details that pydantic gives."""
    known = _SAID.get(each["type"])
    if known:
        return known
    if each["type"] in {"enum", "literal_error"}:
        return message("Use one of: {codes}.", codes=each["ctx"]["expected"])
    if each["type"] in {"string_too_long", "too_long"}:
        return message("At most {most} fit.", most=each["ctx"]["max_length"])
    return message("It cannot be accepted: {why}.", why=each["msg"])


def remedy(each: Mapping[str, Any]) -> Message | None:
    """Say what would mend it, where that does not go without saying."""
    return _REMEDIES.get(each["type"])
