"""What a reader says of a suggestion: accepted, declined, tried already; and taking it back."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Response

from graphsvc.api import feedback
from graphsvc.api.deps import KeeperDep, LanguageDep
from graphsvc.api.pages.forms import KEPT_FORM, SentDep, done
from graphsvc.dates import today
from graphsvc.errors import InvalidInput
from graphsvc.language import Message, message
from graphsvc.model import ids
from graphsvc.model.edits import tag_of
from graphsvc.model.entities import Feedback
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import Verdict
from graphsvc.web import addresses
from graphsvc.web.pieces import Told, Undo

router = APIRouter(include_in_schema=False, dependencies=[KEPT_FORM])
_SAID = {
    Verdict.ACCEPTED: message("Accepted: {candidate}. It stays on the list, marked as accepted."),
    Verdict.DECLINED: message("Declined: {candidate}. It is not suggested to {asker} again."),
    Verdict.TRIED: message("Tried already: {candidate}. It is not suggested to {asker} again."),
}
_BACK = message("Taken back. {candidate} may be suggested to {asker} again.")


@router.post(addresses.SUGGESTIONS)
def answer(keeper: KeeperDep, speech: LanguageDep, sent: SentDep) -> Response:
    """Say something of a suggestion.

    The button that was pressed says what and of whom: `answer` is "declined org:ymca". Without it,
    only in whose name the reader acts is remembered.
    """
    author, asker, pressed = sent.wanted("author"), sent.wanted("asker"), sent.one("answer")
    if not pressed:
        return done(sent.back, author=author)
    word, _, candidate = pressed.partition(" ")
    said = Feedback(
        id=ids.of_feedback(asker, candidate),
        asker=asker,
        candidate=candidate,
        verdict=_verdict(word),
        date=today(),
        author=author,
    )
    after, _ = feedback.say(keeper, said)
    which = {"asker": asker, "candidate": candidate, "tag": tag_of(said)}
    undo = Undo(addresses.SUGGESTIONS_BACK, {**which, "back": sent.back})
    told = speech.render(_named(_SAID[said.verdict], after, said))
    return done(sent.back, Told(told, undo), author)


@router.post(addresses.SUGGESTIONS_BACK)
def take_back(keeper: KeeperDep, speech: LanguageDep, sent: SentDep) -> Response:
    """Take back what was said of a suggestion."""
    asker, candidate = sent.wanted("asker"), sent.wanted("candidate")
    after, said = feedback.take_back_from(keeper, asker, candidate, sent.one("tag"))
    return done(sent.back, Told(speech.render(_named(_BACK, after, said))))


def _verdict(word: str) -> Verdict:
    for each in _SAID:
        if str(each) == word:
            return each
    raise InvalidInput.single(
        message("{word} is no answer to a suggestion.", word=word[:60]),
        message("Choose accepted, declined or tried."),
        field="answer",
    )


def _named(text: Message, snapshot: Snapshot, said: Feedback) -> Message:
    names = {"asker": said.asker, "candidate": said.candidate}
    return replace(text, params={key: snapshot.named(item) for key, item in names.items()})
