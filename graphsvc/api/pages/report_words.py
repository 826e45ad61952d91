"""The paragraph of a yearly report that a council can read, and other sentences of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graphsvc.analytics import sentences
from graphsvc.analytics.bridging import BridgingAnswer
from graphsvc.analytics.change import ChangeKind, ChangesAnswer
from graphsvc.analytics.change_words import unknown
from graphsvc.analytics.engagement import SectorsAnswer
from graphsvc.analytics.scope import EXCLUSIONS, Exclusion
from graphsvc.analytics.views import Evidence
from graphsvc.api.pages.outlook import Outlook
from graphsvc.api.pages.report_year import Year
from graphsvc.language import Date, Message, message, messages
from graphsvc.recommend import RecommendationsAnswer
from graphsvc.web.pieces import Answer, Text
from graphsvc.web.report import Attendance


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers about a partnership that its report tells."""

    who: BridgingAnswer
    bridging: Answer
    missing: SectorsAnswer
    asked: RecommendationsAnswer
    change: ChangesAnswer


def summary(view: Outlook, item: str, year: Year, found: Answers) -> tuple[Text, ...]:
    """Tell in plain words who is there, what changed, what is missing, and whom to ask."""
    change = found.change
    told: list[Text] = []
    if year.is_running:
        told.append(message("The year is still running: this is how it stands today."))
    if view.exclude:
        told.append(message("Without {names}:", names=sentences.some(left_out(view.exclude))))
    stands_on = found.who.provenance.evidence
    told += view.doubts(stands_on, item)
    told += [_there(view, item, year, change, stands_on), _came_and_went(year, change)]
    told += unknown(change.rows, change.after)
    if found.who.rows:
        told += [found.missing.sentence, found.bridging.sentence]
    told.append(_asked(view, found.asked))
    return tuple(told)


def _there(
    view: Outlook, item: str, year: Year, change: ChangesAnswer, stands_on: Evidence
) -> Message:
    record, day = view.snapshot.partnerships[item], Date(year.last)
    count = change.after.organizations
    if not count:
        return message(
            "On {day}, nobody is recorded at any table of {partnership}.",
            day=day,
            partnership=record,
        )
    tables = change.after.bodies
    sit = messages(
        "{told}: on {day}, {count} organization sits on the councils and committees of "
        "{partnership}.",
        "{told}: on {day}, {count} organizations sit on the councils and committees of "
        "{partnership}.",
        count,
        told=_as_told(stands_on),
        day=day,
        count=count,
        partnership=record,
    )
    recorded = messages(
        "{tables} council or committee is recorded.",
        "{tables} councils and committees are recorded.",
        tables,
        tables=tables,
    )
    return sentences.paragraph([sit, recorded])


def _as_told(stands_on: Evidence) -> Message:
    """Say how old the sources are of those who sit there: a list stays true only for a while."""
    earliest, latest = stands_on.earliest, stands_on.latest
    if earliest is None or latest is None:
        return message("As far as sources without a date tell")
    if earliest == latest:
        return message("As far as sources dated {date} tell", date=Date(latest))
    return message(
        "As far as sources dated {earliest} to {latest} tell",
        earliest=Date(earliest),
        latest=Date(latest),
    )


def _came_and_went(year: Year, change: ChangesAnswer) -> Message:
    came, went = _count(change, ChangeKind.JOINED), _count(change, ChangeKind.LEFT)
    since = Date(year.first)
    if not came and not went:
        return message(
            "Since {since}, no organization is recorded to have joined or left.", since=since
        )
    if not went:
        return messages(
            "Since {since}, {count} organization joined and none left.",
            "Since {since}, {count} organizations joined and none left.",
            came,
            since=since,
            count=came,
        )
    if not came:
        return messages(
            "Since {since}, {count} organization left and none joined.",
            "Since {since}, {count} organizations left and none joined.",
            went,
            since=since,
            count=went,
        )
    joined = messages(
        "{count} organization joined", "{count} organizations joined", came, count=came
    )
    left = messages("{count} left", "{count} left", went, count=went)
    return message("Since {since}, {joined} and {left}.", since=since, joined=joined, left=left)


def _count(change: ChangesAnswer, kind: ChangeKind) -> int:
    return sum(row.kind is kind for row in change.rows)


def _asked(view: Outlook, asked: RecommendationsAnswer) -> Message:
    names = [view.snapshot.organizations[each.organization] for each in asked.suggestions]
    if not names:
        return message("The records support no suggestion whom to ask next.")
    return message("The partnership could ask next: {names}.", names=sentences.some(names))


def attended(found: Sequence[Attendance]) -> Message:
    """Say how often members came, where the minutes say anything of them."""
    recorded = sum(row.recorded for row in found)
    if not recorded:
        return message("No attendance at a meeting of this year is recorded.")
    came = sum(row.came for row in found)
    return message(
        "Where the minutes say whether a member came, it did so {came} of {recorded} times "
        "({percent}%). A member of whom the minutes say nothing is not counted.",
        came=came,
        recorded=recorded,
        percent=round(100 * came / recorded),
    )


def left_out(exclude: Iterable[Exclusion]) -> tuple[Message, ...]:
    """Name whom the reader leaves out."""
    return tuple(EXCLUSIONS[each] for each in sorted(exclude))
