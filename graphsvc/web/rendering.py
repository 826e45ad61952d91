"""Writes a page: its template, filled in the reader's language, everything escaped."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from graphsvc.language import Language, Message, Named, language, message
from graphsvc.model.vocabulary import PROVINCES
from graphsvc.viz.page import json_block
from graphsvc.viz.picture import stroke, symbol
from graphsvc.web import addresses, assets, names
from graphsvc.web.report import ReportPart
from graphsvc.web.views import Page, Shell


@cache
def environment(code: str) -> Environment:
    """Return the templates for one language, "en" or "fr"."""
    reader = language(code)
    templates = Environment(
        loader=PackageLoader("graphsvc.web"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.install_gettext_callables(  # type: ignore[attr-defined] # added by the extension
        reader.gettext, reader.ngettext, newstyle=True
    )
    templates.globals.update(
        address=addresses.with_query,
        asset=assets.address,
        in_language=in_language,
        in_title=in_title,
        json_block=json_block,
        other_name=lambda record: names.other(record, reader.code),
        page_address=addresses.page,
        map_address=addresses.map_of,
        paths=addresses,
        stroke=stroke,
        symbol=symbol,
    )
    templates.filters.update(
        named=lambda text: _named(text, reader),
        found=lambda text: names.found(text, reader.code),
        number=reader.number,
        percent=reader.percent,
        day=reader.date,
        host=_host,
        province=lambda code: _province(code, reader),
        safe_link=lambda address: address if addresses.is_safe(address) else None,
    )
    return templates


def in_language(part: ReportPart) -> Markup:
    """Write a part of a page that is in a language of its own."""
    template = environment(part.language).get_template("report_part.html")
    return Markup(template.render(page=part))  # noqa: S704 - written by a template that escapes


def in_title(part: ReportPart) -> str:
    """Return the title of a report in its own language."""
    reader = language(part.language)
    return reader.render(message("Yearly report: {partnership}", partnership=part.record))


def _named(text: Named | Message | str, reader: Language) -> names.Name:
    """Bring whatever can be the text of a link to a name with its language."""
    if isinstance(text, (str, Message)):
        return names.Name(reader.render(text), None)
    return names.shown(text, reader.code)


def _host(address: str) -> str:
    """Return the host of a web address, which is shorter to read; the address where it has none."""
    try:
        return (urlsplit(address).hostname or address).removeprefix("www.")
    except ValueError:
        return address


def _province(code: str | None, reader: Language) -> str:
    if code is None:
        return ""
    english, french = PROVINCES.get(code, (code, code))
    return french if reader.code == "fr" else english


def render(page: Page, shell: Shell) -> str:
    """Write a page.

    Parameters
    ----------
    page
        What the page holds; its class names its template.
    shell
        What stands around every page: language, search, links, date of the data.

    Returns
    -------
    str
        A whole HTML document without any inline script, style or handler.
    """
    template = environment(shell.language).get_template(page.template)
    return sendable(template.render(page=page, shell=shell))


def sendable(text: str) -> str:
    """Return a text without halves of surrogate pairs: what lost its other half cannot be sent."""
    return text.encode("utf-8", "replace").decode()
