"""The map as one file: its scripts in one piece, its policy, and that names stay texts."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode

import pytest

from graphsvc.web import assets, bundle, rendering
from graphsvc.web.views.map_file import MapFile
from tests.web.pages import Author, shell
from tests.web.reading import read

HOSTILE = "</script></style><script>alert(1)</script>"


def written(text: str = "Georgian College", code: str = "en") -> str:
    page = Author(text, code=code).map()
    shared = ("heading", "form", "data", "picture", "measure", "node_legend", "tie_legend", "rows")
    more = {name: getattr(page, name) for name in (*shared, "facts", "limits")}
    return rendering.render(MapFile(notice=text, **more), shell(code))


def test_every_script_is_there_once_and_after_what_it_needs() -> None:
    text = str(bundle.script())
    names = [path.stem for path in (assets.FOLDER / "map").glob("*.js")]
    begun = {name: text.index(f"const of_{name} = ") for name in names}
    assert all(text.count(f"const of_{name} = ") == 1 for name in names)
    for path in (assets.FOLDER / "map").glob("*.js"):
        for other in re.findall(r'from "\./(\w+)\.js"', path.read_text()):
            assert begun[other] < begun[path.stem]
    assert not re.search(r"^(?:import|export) ", text, re.MULTILINE)


def test_the_drawing_library_cannot_end_its_element() -> None:
    text = str(bundle.library()).lower()
    assert len(text) > 400_000
    assert not [end for end in ("</script", "<!--", "</style") if end in text]
    with pytest.raises(ValueError, match="cannot stand in a script"):
        bundle._safe("let a = '</ScRipt>';")


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_policy_names_the_very_texts_of_the_file(code: str) -> None:
    text = written(code=code)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    told = policy[1].replace("&#39;", "'")
    inline = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", text, re.DOTALL)
    assert len(inline) == 3
    for each in inline:
        digest = b64encode(hashlib.sha256(each.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in told
    assert told.startswith("default-src 'none'; ")
    assert "unsafe" not in told


def test_the_file_leads_nowhere_and_asks_for_nothing() -> None:
    document = read(written())
    kinds = ("href", "src", "action", "srcset", "style")
    leading = [
        (element.tag, name)
        for element in document.elements
        for name in element.attributes
        if name in kinds or name.startswith("on")
    ]
    assert leading == []


def test_hostile_names_stay_texts() -> None:
    text = written(HOSTILE)
    assert "<script>alert" not in text
    assert text.count("<script") == written().count("<script")
