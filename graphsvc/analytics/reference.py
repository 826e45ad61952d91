"""The register of measures as a page to read: docs/measures.md."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from graphsvc.analytics.measure import Level, Measure
from graphsvc.analytics.measures import measures

_TITLES = {
    Level.NODE: "Of a node",
    Level.PAIR: "Of a pair",
    Level.GROUP: "Of a group",
    Level.GRAPH: "Of the whole graph",
}
_HEAD = """\
# Measures

Written by `graphsvc.analytics.reference` from the docstrings of the functions that work the numbers
out. The names are the same in the command line, the API, exports and answers.

`NAME_weighted` uses the strengths of ties; on paths, a tie is 1 / strength long. `NAME_normalized`
is the normalized form. What is undefined is null, never a number. The kinds of graph: `one_mode`
(organizations with undirected ties), `directed`, `two_mode` (organizations and bodies).
"""


def as_markdown() -> str:
    """Write the page.

    Returns
    -------
    str
        Markdown, the measures in the order of the register, the forms of one under one heading. A
        name that different kinds of graph define differently has a heading for each, with the kind.
    """
    parts = [_HEAD]
    met = Counter(each.name for each in measures())
    for level, title in _TITLES.items():
        parts.append(f"## {title}\n")
        chosen = [each for each in measures() if each.level is level]
        for _, forms in groupby(chosen, key=lambda each: (each.family, each.shapes)):
            found = list(forms)
            parts.append(_entry(found, one_of_several=any(met[each.name] > 1 for each in found)))
    return "\n".join(parts)


def _entry(forms: list[Measure], *, one_of_several: bool) -> str:
    first = forms[0]
    names = ", ".join(f"`{each.name}`" for each in forms)
    shapes = ", ".join(sorted(first.shapes))
    told = str(first.definition)
    kind = f" ({shapes})" if one_of_several else ""
    lines = [f"### {names}{kind}\n", f"{told}\n", f"- Defined for: {shapes}."]
    for each in forms[1:]:
        more = str(each.definition).removeprefix(told).strip()
        lines += [f"- `{each.name}`. {more}"] if more else []
    for text, given in groupby(forms, key=_bounds):
        lines.append(f"- {_names(forms, list(given))}{text}.")
    for text, given in groupby((each for each in forms if each.undefined), key=_undefined):
        lines.append(f"- {_names(forms, list(given))}Null where: {text}")
    lines += [f"- Source: {source}" for source in first.sources]
    return "\n".join(lines) + "\n"


def _names(forms: list[Measure], given: list[Measure]) -> str:
    """Say which forms something is about, where it is not about all."""
    return "" if given == forms else ", ".join(f"`{each.name}`" for each in given) + ": "


def _bounds(each: Measure) -> str:
    least, most = each.bounds
    if least is None or most is None:
        return "Any number" if least is None else f"{least} or more"
    return f"From {least} to {most}"


def _undefined(each: Measure) -> str:
    return str(each.undefined)
