"""Over a table stands on what it stands: bodies, dates of sources, who answered, in words."""

from __future__ import annotations

import pytest

from graphsvc.analytics.centrality import centrality
from graphsvc.analytics.scope import Scope
from graphsvc.analytics.views import ViewKind
from graphsvc.cli.asking import tell
from graphsvc.cli.output import Form
from tests.analytics.test_analytics_response import DAY, network, ring


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "en",
            (
                "It stands on 2 councils and committees; none of the sources bears a date.",
                "partnerships looked at, 10 have reported with whom they work (100%).",
                "Of the ties between two that both report, about 3 in ten are confirmed by both.",
            ),
        ),
        ("fr", ("2 conseils et comités", "10 ont déclaré", "environ 3 sur dix")),
    ],
)
def test_a_table_says_on_what_it_stands(
    lang: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    snapshot = network(ring([1], [1, 2, 3]))
    answer = centrality(snapshot, Scope("lip:p", DAY), view=ViewKind.DECLARED, measures=["degree"])
    tell(answer, snapshot, Form.TABLE, lang, "rows", {"name": "name", "degree": "degree"})
    told = " ".join(capsys.readouterr().err.split())
    for each in words:
        assert each in told
    tell(answer, snapshot, Form.JSON, lang, "rows", {})
    spoken = capsys.readouterr()
    assert '"confirmed_share": 0.3' in spoken.out
    assert not spoken.err
