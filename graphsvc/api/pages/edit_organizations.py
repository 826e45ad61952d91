"""Forms for organizations: adding one, and changing its record."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Response

from graphsvc.api.deps import ItemPath
from graphsvc.api.pages.edit_fields import add, change, filled, names, term, words
from graphsvc.api.pages.edit_form import (
    Form,
    Shown,
    State,
    Values,
    links,
)
from graphsvc.api.pages.forms import KEPT_FORM, Sent, SentDep
from graphsvc.api.pages.frame import Frame, FrameDep
from graphsvc.api.pages.meant import SECTORS
from graphsvc.errors import NotFound
from graphsvc.language import message
from graphsvc.model import ids
from graphsvc.model.edits import tag_of
from graphsvc.model.entities import Organization
from graphsvc.model.sectors import Sector
from graphsvc.model.vocabulary import Population
from graphsvc.web import addresses
from graphsvc.web.editing import Group
from graphsvc.web.pieces import Link
from graphsvc.web.views import EditFormPage

router = APIRouter(include_in_schema=False, dependencies=[KEPT_FORM])
_SECTOR = {str(each): each for each in Sector}
_POPULATION = {str(each): each for each in Population}
_GROUPS = tuple((str(each), each.label) for each in Population)


@router.get(addresses.ADD_ORGANIZATION)
def show_add_organization(frame: FrameDep) -> Response:
    """Show the form that adds an organization."""
    return frame.respond(_organization_page(frame, None, State({})))


@router.get("/organizations/{item}/change")
def show_organization(frame: FrameDep, item: ItemPath) -> Response:
    """Show the form that changes an organization."""
    record = frame.snapshot.organizations.get(item)
    if record is None:
        raise NotFound(item)
    start = {**_organization_values(record), "tag": (tag_of(record),)}
    return frame.respond(_organization_page(frame, record, State(start)))


def _organization_page(frame: Frame, record: Organization | None, state: State) -> EditFormPage:
    others = [option for option in SECTORS if option[0]]
    called = (
        *names(state),
        state.text(
            "aliases", message("Also written as"), kind="lines", hint=message("One name a line.")
        ),
    )
    kinds = (
        state.choice("sector", message("Main sector"), SECTORS, kind="select"),
        state.choice("sectors", message("Further sectors"), others, kind="checks"),
        state.text(
            "languages",
            message("Languages"),
            hint=message("In which it serves people, as codes with commas: en, fr, ar."),
        ),
        state.choice(
            "populations",
            message("Populations served"),
            _GROUPS,
            kind="checks",
            hint=message(
                "Those it serves in particular; none where it serves all newcomers alike."
            ),
        ),
        state.text(
            "website", message("Website"), hint=message("It begins with https:// or http://.")
        ),
        *term(state),
    )
    new = record is None
    return state.page(
        title=message("Add an organization") if new else message("Change {name}", name=record),
        trail=(Link(message("Search"), addresses.with_query(addresses.SEARCH, frame.kept)),)
        if record is None
        else links(frame, record.id),
        action=addresses.with_query(addresses.ADD_ORGANIZATION, frame.kept)
        if record is None
        else addresses.form(record.id, "change", **frame.kept),
        groups=(Group(called), Group(kinds)),
        hidden=(("tag", state.one("tag")),),
        button=message("Add the organization") if new else message("Store the change"),
    )


def _organization_values(record: Organization) -> Values:
    return filled(
        {
            "name": [record.name],
            "name_fr": [record.name_fr],
            "aliases": ["\n".join(record.aliases)],
            "sector": [str(each) for each in record.sectors[:1]],
            "sectors": [each for each in _SECTOR if each in record.sectors[1:]],
            "languages": [", ".join(record.languages)],
            "populations": [each for each in _POPULATION if each in record.populations],
            "website": [record.website],
            "since": [record.since],
            "until": [record.until],
        }
    )


def _organization_of(sent: Sent, before: Organization) -> Organization:
    first = _SECTOR.get(sent.one("sector"))
    further = [_SECTOR[each] for each in sent.fields.get("sectors", ()) if each in _SECTOR]
    sectors = tuple(dict.fromkeys([*([first] if first else []), *further]))
    lines = sent.one("aliases").splitlines()
    codes = sent.one("languages").replace(";", ",").split(",")
    return replace(
        before,
        name=sent.one("name"),
        name_fr=sent.one("name_fr") or None,
        aliases=tuple(dict.fromkeys(line.strip() for line in lines if line.strip())),
        sectors=sectors,
        languages=tuple(dict.fromkeys(code.strip().lower() for code in codes if code.strip())),
        populations=tuple(
            _POPULATION[each] for each in sent.fields.get("populations", ()) if each in _POPULATION
        ),
        website=sent.one("website") or None,
        since=sent.one("since") or None,
        until=sent.one("until") or None,
    )


@router.post(addresses.ADD_ORGANIZATION)
def add_organization(frame: FrameDep, sent: SentDep) -> Response:
    """Add an organization."""
    form = Form(frame, sent, lambda state: _organization_page(frame, None, state))
    item = ids.make(ids.ORGANIZATION, sent.one("name"))
    made = _organization_of(sent, Organization(id=item, name=""))
    taken = message("There is an organization of this name already.")
    return add(form, "organizations", made, taken)


@router.post("/organizations/{item}/change")
def change_organization(frame: FrameDep, item: ItemPath, sent: SentDep) -> Response:
    """Change an organization."""
    record = frame.snapshot.organizations.get(item)
    if record is None:
        raise NotFound(item)
    form = Form(frame, sent, lambda state: _organization_page(frame, record, state))
    return change(form, _ORGANIZATION, item, lambda before: _organization_of(sent, before))


_ORGANIZATION = Shown("organizations", _organization_values, words)
