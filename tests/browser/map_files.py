"""Maps as files of their own, as the service saves them, of networks that it does not hold."""

from __future__ import annotations

from pathlib import Path

from graphsvc.language import language, message
from graphsvc.viz.page import network_of
from graphsvc.viz.picture import svg
from graphsvc.viz.scene import Scene
from graphsvc.web.pieces import ViewForm
from graphsvc.web.rendering import environment, render
from graphsvc.web.views import Shell
from graphsvc.web.views.map_file import MapFile


def write_map(scene: Scene, file: Path, code: str = "en") -> str:
    """Write a map in a language; returns the address of the file."""
    speech = language(code)
    page = MapFile(
        heading=message("Map"),
        form=ViewForm("", scene.caption.as_of),
        data=network_of(scene, speech, environment(code), lambda _: {}).data_block(),
        picture=svg(scene, speech),
        measure=scene.size_by.label,
        node_legend=scene.node_legend,
        tie_legend=scene.tie_legend,
        rows=scene.rows,
        notice="",
    )
    file.write_text(render(page, Shell(language=code, other_language_href="")), "utf-8")
    return file.as_uri()
