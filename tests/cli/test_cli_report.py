"""The yearly report from the command line, on a small graph, in the process of the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from graphsvc.cli.app import gather
from graphsvc.errors import InvalidInput, NoPrinter, NotFound
from graphsvc.settings import Settings
from graphsvc.store import journal, migrations, open_store
from tests.cli.test_cli_suggest import small

Ask = Callable[..., Result]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with the graph in it, and the server kept running in between."""
    folder = tmp_path_factory.mktemp("data")
    with open_store(Settings(data_dir=folder, neo4j_uri=None)) as store:
        migrations.migrate(store)
        journal.apply(store, small())
        yield folder


@pytest.fixture
def ask(data: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """The command."""
    monkeypatch.setenv("GRAPHSVC_DATA_DIR", str(data))
    monkeypatch.delenv("GRAPHSVC_NEO4J_URI", raising=False)
    return lambda *words: CliRunner().invoke(gather(["report", "search"]), ["report", *words])


def test_a_report_about_a_fiscal_year_in_both_languages(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    answer = ask("lip:one", "--year", "2024", "--language", "both", "--out", str(file))
    assert answer.exit_code == 0, answer.output
    assert "Report about 2024-04-01 to 2025-03-31 written" in answer.output
    text = file.read_text()
    for words in (
        "on March 31, 2025, 5 organizations sit on the councils and committees of One",
        "5 organismes siègent aux conseils et comités (One) le 31 mars 2025.",
        "size: letter",
    ):
        assert words in text
    assert 'href="/' not in text


def test_without_a_browser_pdf_is_refused_and_html_is_not(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRAPHSVC_CHROMIUM", "/nowhere/chromium")
    assert isinstance(ask("lip:one", "--out", str(tmp_path / "a.pdf")).exception, NoPrinter)
    assert list(tmp_path.iterdir()) == []
    answer = ask("lip:one", "--to", "2020-12-31", "--out", str(tmp_path / "a.html"))
    assert "Report about 2020-01-01 to 2020-12-31" in answer.output


def test_what_makes_no_report_is_refused(ask: Ask, tmp_path: Path) -> None:
    out = ("--out", str(tmp_path / "report.html"))
    assert isinstance(ask("lip:two", *out).exception, NotFound)
    assert isinstance(ask("lip:one", "--from", "2020-02-30", *out).exception, InvalidInput)
    lost = ("--out", str(tmp_path / "nowhere" / "report.html"))
    assert isinstance(ask("lip:one", *lost).exception, InvalidInput)
    for words in (
        ("lip:one", "--out", "report.doc"),
        ("lip:one", "--year", "2024", "--to", "2020-12-31", *out),
    ):
        assert isinstance(ask(*words).exception, InvalidInput), words
    for unread in (
        ("lip:one", "--language", "de", *out),
        ("lip:one", "--year", "12", *out),
    ):
        assert ask(*unread).exit_code == 2, unread
