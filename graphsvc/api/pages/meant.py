"""Which organization is meant by a name that was typed into a form."""

from __future__ import annotations

from collections.abc import Sequence

from graphsvc.api.pages.frame import Frame
from graphsvc.language import Message, message
from graphsvc.model.sectors import Sector
from graphsvc.search import Index
from graphsvc.web.pieces import Text

NEW = "new"
# What an organization that is not known yet can be given.
SECTORS: tuple[tuple[str, Text], ...] = (
    ("", message("not known")),
    *((str(each), each.label) for each in Sector),
)
_MOST_ALIKE, _MOST_OFFERED = 6, 300
_EXACT = 100.0


def offered(frame: Frame, items: set[str]) -> tuple[str, ...]:
    """Return the names of organizations, to be offered while one types."""
    names = sorted(frame.speech.name(frame.snapshot.organizations[each]) for each in items)
    return tuple(names[:_MOST_OFFERED])


def choices(frame: Frame, name: str) -> list[tuple[str, Text]]:
    """Return the organizations that a name may mean, and that it is a new one."""
    new = (NEW, message("A new organization: “{name}”", name=name))
    return [*known_choices(frame, name), new]


def question(frame: Frame, name: str) -> Message:
    """Ask which organization is meant, by how many it may be."""
    known = len(known_choices(frame, name))
    if not known:
        return message("Is it a new one?")
    return message("Is it this one?") if known == 1 else message("Which one do you mean?")


def known_choices(frame: Frame, name: str) -> list[tuple[str, Text]]:
    """Return the organizations that a name may mean, the best first."""
    return [(item, frame.snapshot.organizations[item]) for item, _ in _alike(frame, name)]


def _alike(frame: Frame, name: str) -> list[tuple[str, float]]:
    """Return the organizations that a name may mean, the best first, with how well it fits."""
    index = frame.keeper.answer(frame.snapshot, "search index", lambda: Index(frame.snapshot))
    return [(hit.id, hit.score) for hit in index.find(name, ("organizations",), _MOST_ALIKE)]


def exactly(frame: Frame, name: str) -> list[str]:
    """Return the organizations that bear just this name."""
    return [item for item, score in _alike(frame, name) if score == _EXACT]


def chosen(
    frame: Frame, name: str, choice: str, asked: str
) -> tuple[str, dict[str, Sequence[Text]]]:
    """Return the organization that is meant, or `NEW`; and what is wrong with what was typed.

    Parameters
    ----------
    frame
        The request.
    name
        What was typed into the field `organization`.
    choice, asked
        What was chosen in the field `choice`, and for which name it was offered.
    """
    if not name:
        return "", {"organization": [message("This field is empty.")]}
    if choice and asked == name:
        known = choice == NEW or choice in frame.snapshot.organizations
        return choice, {} if known else {"organization": [message("Choose one of those below.")]}
    exact = exactly(frame, name)
    if len(exact) == 1:
        return exact[0], {}
    if exact:
        problem = message("Several organizations bear this name.")
    elif not known_choices(frame, name):
        problem = message("No organization has a name like this.")
    else:
        problem = message("No organization bears just this name. Choose one, or add a new one.")
    return "", {"choice": [problem]}
