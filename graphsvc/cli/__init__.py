"""The command line: one function a command, in a module for each group of them."""

from __future__ import annotations

import os
import sys

from graphsvc.cli.app import called, gather
from graphsvc.cli.speech import asked, speak, told
from graphsvc.dispatch.preference import prefer
from graphsvc.errors import GraphsvcError, InvalidInput, NotFound, SettingsError

BAD_INPUT, FAILED = 2, 1


def main() -> None:
    """Run the command line; an error of ours is told in words, without a traceback."""
    prefer()
    arguments = sys.argv[1:]
    speak(asked(arguments, os.environ))
    try:
        gather(called(arguments))()
    except GraphsvcError as error:
        sys.stderr.write(f"{told(error)}\n")
        bad = isinstance(error, InvalidInput | NotFound | SettingsError)
        sys.exit(BAD_INPUT if bad else FAILED)
