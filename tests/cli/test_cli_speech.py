"""Errors of the command line in the language that is asked for, or else of the locale."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from typer.testing import CliRunner

from graphsvc import cli
from graphsvc.cli.app import COMMANDS, called, gather
from graphsvc.cli.speech import asked, placed, speak, told
from graphsvc.errors import Fault, GraphsvcError, InvalidInput, NotFound, Where
from graphsvc.language import message

FRENCH = {"LANG": "fr_CA.UTF-8"}


@pytest.mark.parametrize(
    ("words", "environment", "code"),
    [
        ("bridging all --lang fr", {}, "fr"),
        ("bridging all --lang=fr --json", {}, "fr"),
        ("--lang fr seed", {}, "fr"),
        ("bridging all --lang en", FRENCH, "en"),
        ("--lang en bridging all --lang fr", {}, "fr"),
        ("bridging all --lang", {}, "en"),
        ("bridging all --lang de", FRENCH, "en"),
        ("seed", FRENCH, "fr"),
        ("seed", {**FRENCH, "LC_ALL": "C.UTF-8"}, "en"),
        ("seed", {**FRENCH, "LC_ALL": "", "LC_MESSAGES": "en_CA"}, "en"),
        ("seed", {"LANG": "de_DE.UTF-8"}, "en"),
        ("seed", {}, "en"),
    ],
)
def test_the_language_asked_for_wins_over_that_of_the_locale(
    words: str, environment: dict[str, str], code: str
) -> None:
    assert asked(words.split(), environment) == code


@pytest.fixture
def french() -> Iterator[None]:
    """Speak French for a while."""
    speak("fr")
    yield
    speak("en")


@pytest.mark.usefixtures("french")
def test_every_fault_is_told_with_its_place_in_french() -> None:
    place = Where(file="membres.csv", row=1002, column="Rôle")
    fault = Fault(place, message("The text is empty."), message("Shorten it."))
    assert told(InvalidInput([fault, Fault(Where(), message("There is no name."))])) == (
        "2 erreurs dans les données fournies; rien n’a été changé.\n"
        "membres.csv, ligne 1002, Rôle\u00a0: Le texte est vide. Raccourcissez-le.\n"
        "Il n’y a pas de nom."
    )
    assert told(NotFound("org:x")).startswith("Rien de ce genre ne porte l’identifiant org:x.")


def test_in_english_an_error_reads_as_it_does_elsewhere() -> None:
    fault = Fault(Where(file="a.csv", row=3), message("The text is empty."), message("Shorten it."))
    for error in (InvalidInput([fault]), InvalidInput([]), NotFound("org:x")):
        assert told(error) == str(error)
    assert placed(Where(), message("The text is empty.")) == "The text is empty."


def test_what_a_terminal_would_obey_is_taken_out() -> None:
    assert told(GraphsvcError(message("{text}", text="a\x1b[2Jb"))) == "a�[2Jb"


# What is wrong with a call without the graph being looked at, and how French begins to say so.
WRONG = {
    "bridging all --json --csv": "Demandez du JSON ou du CSV, pas les deux.",
    "measure no.csv --view two_mode --json --csv": "Demandez du JSON ou du CSV, pas les deux.",
    "targets lip:x health=3 --none": "Nommez des secteurs, ou mettez fin",
    "targets lip:x health=3 --as-of 2020-01-01": "Les cibles valent à partir d’un jour",
    "targets lip:x --since 2020-01-01": "Pour fixer des cibles, nommez",
    "scenarios --forget": "Nommez le scénario à oublier.",
    "import seats.csv --encoding ebcdic": "--encoding\u00a0: ebcdic n’est pas un encodage",
    "cypher RETURN --param value": "--param\u00a0: value n’a pas de nom. Écrivez nom=valeur.",
    "export-graph all.xls --as-of 2020-02-30": "n’indique aucun format.",
}


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_with_a_call_is_told_in_french(
    words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["graphsvc", "--lang", "fr", *words.split()])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    speak("en")
    said = capsys.readouterr().err
    assert (ended.value.code, WRONG[words] in said) == (2, True), said


def test_a_language_before_the_command_is_that_of_its_sentences() -> None:
    for words in (["--lang", "fr", "purposes", "--csv"], ["purposes", "--csv", "--lang=fr"]):
        assert called(words) == ("purposes",)
        told_in = CliRunner().invoke(gather(["purposes"]), words)
        assert "Partenaires probables" in told_in.output
    english = ["--lang", "fr", "purposes", "--csv", "--lang", "en"]
    assert "Likely partners" in CliRunner().invoke(gather(["purposes"]), english).output
    assert called(["--lang=fr", "seed"]) == ("seed",)
    assert called(["--lang", "fr"]) == called(["-h"]) == tuple(COMMANDS)
