"""tables, feedback, backtest: what to join, what was said of suggestions, how good they are."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from graphsvc import recommend
from graphsvc.analytics.choices import MOST_SEED
from graphsvc.analytics.scope import WHOLE
from graphsvc.api.feedback import FeedbackOut, shown
from graphsvc.api.foretold import beside, keep
from graphsvc.api.keeper import Keeper
from graphsvc.cli.asking import (
    AsCsv,
    AsJson,
    AsOf,
    Exclude,
    Within,
    form_of,
    graph_and_figures,
    left_out,
    tell,
)
from graphsvc.cli.database import ready_store, told_by_field
from graphsvc.cli.output import Form, at_work, print_json, print_table, say
from graphsvc.cli.speech import Lang, Speech
from graphsvc.dates import today
from graphsvc.errors import InvalidInput, NotFound
from graphsvc.exchange.sheets import as_csv as written_as_csv
from graphsvc.language import language, message
from graphsvc.model import ids
from graphsvc.model.entities import Changes, Feedback
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import Verdict
from graphsvc.recommend import PurposeName
from graphsvc.recommend.backtest import MOST_ASKERS
from graphsvc.recommend.judging import Estimate
from graphsvc.store.bolt import Store
from graphsvc.store.snapshot import read_snapshot

_MEASURES = ("mrr", "hit_5", "hit_10", "average_precision", "sector_coverage")


def tables(
    organization: Annotated[str, typer.Argument(help="Id of the organization.")],
    purpose: Annotated[PurposeName, typer.Option(help="What for.")] = PurposeName.BALANCED,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many at most.")] = 10,
    scope: Within = WHOLE,
    as_of: AsOf = None,
    exclude: Exclude = None,
    lang: Lang = Speech.EN,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Who next: councils and committees that an organization could join."""
    form = form_of(as_json=as_json, as_csv=as_csv)
    day, out = as_of or today(), left_out(exclude)
    with graph_and_figures(message("Looking for tables")) as (snapshot, figures):
        answer = recommend.tables(
            snapshot, organization, day, purpose=purpose, limit=limit, exclude=out, scope=scope
        )
    columns = {"rank": "rank", "body_name": "table", "score": "score", "sentence": "why"}
    tell(beside(answer, figures), snapshot, form, lang, "suggestions", columns)


def backtest(
    split: Annotated[
        str | None,
        typer.Option(
            help="First day to be foretold; left out, the day on which the latest fifth of the "
            "memberships begins."
        ),
    ] = None,
    purpose: Annotated[PurposeName, typer.Option(help="Whose weights.")] = PurposeName.LIKELY,
    most: Annotated[
        int, typer.Option(min=1, help="The most organizations to ask; more are drawn by lot.")
    ] = MOST_ASKERS,
    seed: Annotated[
        int, typer.Option(min=0, max=MOST_SEED, help="Of all that is drawn by lot.")
    ] = 0,
    as_of: AsOf = None,
    exclude: Exclude = None,
    lang: Lang = Speech.EN,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """How good suggestions are: whether they would have foretold who joined which table.

    Beside the order of suggestions stand the largest tables first, the largest nearby first, and an
    order by lot. Numbers are means over organizations with 95% intervals.
    """
    form = form_of(as_json=as_json, as_csv=as_csv)
    day, out = as_of or today(), left_out(exclude)
    with ready_store() as store:
        snapshot = read_snapshot(store)
        with at_work(message("Asking the past")):
            answer = recommend.backtest(
                snapshot, day, split=split, purpose=purpose, most=most, seed=seed, exclude=out
            )
        keep(store, snapshot, ("backtest", day, split, purpose, most, seed, out), answer)
    if form is not Form.TABLE:
        tell(answer, snapshot, form, lang, "judged", {})
        return
    say(language(lang).render(answer.sentence))
    print_table(
        f"Tables joined from {answer.split} on",
        [
            {"order": each.ranker, **{name: _interval(getattr(each, name)) for name in _MEASURES}}
            for each in answer.judged
        ],
    )


def _interval(found: Estimate) -> str:
    return f"{found.mean:.2f} ({found.lower:.2f}–{found.upper:.2f})"


def feedback(
    asker: Annotated[
        str | None, typer.Argument(help="Id of the organization, body or partnership that asks.")
    ] = None,
    candidate: Annotated[
        str | None, typer.Argument(help="Id of the organization or body that was suggested.")
    ] = None,
    verdict: Annotated[
        Verdict | None, typer.Argument(help="What is said of it; left out, what was said is shown.")
    ] = None,
    author: Annotated[
        str, typer.Option(help="Who says so: an organization or a role, never a person.")
    ] = "",
    date: Annotated[str | None, typer.Option(help="When it was said; today if left out.")] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """What was said of suggestions: accepted, declined, tried already. Lists it, or says it.

    What is declined or tried is not suggested again. taken_back takes a word back.
    """
    form = form_of(as_json=as_json, as_csv=as_csv)
    with ready_store() as store:
        if asker and candidate and verdict:
            _say(store, asker, candidate, verdict, author, date)
            if form is Form.TABLE:
                return
        elif author or date:
            raise InvalidInput.single(
                message("Name asker, candidate and verdict to say something.")
            )
        snapshot = Keeper(store).snapshot()
    rows = [
        shown(snapshot, said).model_dump(mode="json")
        for said in snapshot.feedback
        if asker in (None, said.asker)
        and candidate in (None, said.candidate)
        and said.verdict is not Verdict.TAKEN_BACK
    ]
    _print(rows, form)


def _print(rows: list[dict[str, Any]], form: Form) -> None:
    if form is Form.JSON:
        print_json(rows)
    elif form is Form.CSV:
        typer.echo(written_as_csv(rows, list(FeedbackOut.model_fields)), nl=False)
    elif rows:
        names = {"asker_name": "for", "candidate_name": "suggested", "verdict": "", "date": ""}
        names["author"] = "by"
        print_table(
            "Feedback", [{new or old: row[old] for old, new in names.items()} for row in rows]
        )
    else:
        say(message("Nothing has been said of any suggestion."))


def _say(
    store: Store, asker: str, candidate: str, verdict: Verdict, author: str, date: str | None
) -> None:
    item = ids.of_feedback(asker, candidate)

    def work_out(snapshot: Snapshot) -> Changes:
        held = snapshot.said_to.get(asker, {}).get(candidate)
        if verdict is Verdict.TAKEN_BACK and held is None:
            raise NotFound(item)
        by = author or (held.author if held and verdict is Verdict.TAKEN_BACK else "")
        said = Feedback(
            id=item,
            asker=asker,
            candidate=candidate,
            verdict=verdict,
            date=date or today(),
            author=by,
        )
        return Changes(feedback=(said,))

    with told_by_field():
        Keeper(store).change(work_out)
    gaps = {"verdict": verdict.label, "candidate": candidate, "asker": asker}
    say(message("{verdict}: {candidate}, for {asker}.", **gaps))
