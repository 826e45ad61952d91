"""Brings the French catalogue up to date with the texts in the code and the templates.

    python tools/catalogue.py            # adds new texts, drops those that are gone, reports gaps

A text is whatever stands in `message("...")`, `messages("...", "...", n)`, or in a template in
`{{ _("...") }}`, `{{ ngettext("...", "...", n) }}` or a trans block; and what each measure means.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from graphsvc.analytics.measures import measures

PACKAGE = Path(__file__).parent.parent / "graphsvc"
CATALOGUE = PACKAGE / "locales" / "fr" / "LC_MESSAGES" / "graphsvc.po"
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
KEYWORDS = {
    "message": None,
    "messages": (1, 2),
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
}


def extract() -> Catalog:
    """Collect every text that can be translated, with no record of where: that changes daily."""
    found = Catalog(
        locale="fr",
        project="graphsvc",
        version="0",
        copyright_holder="the authors of graphsvc",
        msgid_bugs_address="",
        last_translator="",
        language_team="",
        header_comment="# French translations of graphsvc, under its licence.",
        charset="utf-8",
        fuzzy=False,
    )
    for _, _, text, _, context in extract_from_dir(
        str(PACKAGE),
        method_map=METHODS,
        keywords=KEYWORDS,  # type: ignore[arg-type]  # babel's stubs want a narrower mapping
        strip_comment_tags=True,
    ):
        if text:
            found.add(text, context=context)
    # What a measure means is told by the docstring of the function that works it out.
    for measure in measures():
        found.add(measure.definition.template)
        if measure.undefined is not None:
            found.add(measure.undefined.template)
    return found


def missing(catalogue: Catalog) -> list[str]:
    """Return the texts without a complete translation."""
    found = []
    for entry in catalogue:
        texts = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        if entry.id and not all(texts):
            found.append(entry.id if isinstance(entry.id, str) else entry.id[0])
    return found


def updated() -> Catalog:
    """Return the catalogue of the extracted texts with the translations there are."""
    fresh = extract()
    if CATALOGUE.exists():
        with CATALOGUE.open("rb") as file:
            known = read_po(file, locale="fr")
        for entry in fresh:
            before = known.get(entry.id) if entry.id else None
            if before is not None and before.string:
                entry.string = before.string
    return fresh


def main() -> int:
    """Write the catalogue; the exit code is 1 where translations are missing."""
    catalogue = updated()
    stream = io.BytesIO()
    write_po(stream, catalogue, width=100, omit_header=False, sort_output=True)
    lines = stream.getvalue().decode().splitlines(keepends=True)
    # Dates in the header would make every run a change.
    text = "".join(line for line in lines if "-Date:" not in line and "Generated-By" not in line)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_text(text, encoding="utf-8")
    gaps = missing(catalogue)
    for text in gaps:
        sys.stdout.write(f"not translated: {text}\n")
    return 1 if gaps else 0


if __name__ == "__main__":
    sys.exit(main())
