"""The scripts and styles of the map in one piece, for a file that has nothing beside it.

Our scripts import one another by relative paths. A page opened from a disk may not load modules, so
each becomes a function that gives what it exports, in an order in which nothing is missing.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache

from markupsafe import Markup

from graphsvc.web import assets

_VIS = "vendor/vis-network-10.1.5/vis-network.min.js"
_IMPORT = re.compile(r'^import \{ ([\w, ]+) \} from "\./([\w-]+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|const|class) (\w+))", re.MULTILINE)
# What would end a script or a style element, or make it end somewhere else.
_ENDS = re.compile(r"</(?:script|style)|<!--", re.IGNORECASE)


@cache
def library() -> Markup:
    """Return the script that draws."""
    return _safe(_text(_VIS))


@cache
def script() -> Markup:
    """Return the scripts of the map and of sortable tables."""
    parts: dict[str, str] = {}
    _collect("start", parts)
    tables = f"(() => {{\n{_text('tables.js')}\n}})();"
    return _safe("\n".join(('"use strict";', *parts.values(), tables)))


@cache
def style() -> Markup:
    """Return the styles of a page with a map."""
    return _safe("\n".join(_text(name) for name in ("graphsvc.css", "map.css")))


def digest(text: str) -> str:
    """Return what a policy (CSP) calls a script or style by.

    >>> digest("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    found = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{found}'"


@cache
def policy() -> str:
    """Return the policy of the file: its own scripts and styles, and nothing from anywhere."""
    scripts = " ".join(map(digest, (library(), script())))
    return (
        f"default-src 'none'; script-src {scripts}; style-src {digest(style())}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'"
    )


def _collect(name: str, parts: dict[str, str]) -> None:
    """Put a script behind all those it imports."""
    text = _text(f"map/{name}.js")
    for _, other in _IMPORT.findall(text):
        if other not in parts:
            _collect(other, parts)
    exports = ", ".join(_EXPORT.findall(text))
    text = _IMPORT.sub(lambda found: f"const {{ {found[1]} }} = of_{found[2]};", text)
    text = _EXPORT.sub("", text)
    parts[name] = f"const of_{name} = (() => {{\n{text}\nreturn {{ {exports} }};\n}})();"


def _text(name: str) -> str:
    # A browser reads a return before a new line as the latter, and then the checksum is another.
    return (assets.FOLDER / name).read_text("utf-8").replace("\r", "")


def _safe(text: str) -> Markup:
    """Let a script of ours into a page.

    Raises
    ------
    ValueError
        It has something in it that would end its element.
    """
    found = _ENDS.search(text)
    if found:
        raise ValueError(f"{found[0]} cannot stand in a script")
    return Markup(text)  # noqa: S704 - our own files, looked through above
