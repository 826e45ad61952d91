"""docs/screenshots shows every page there is, in both languages and sizes."""

from __future__ import annotations

from graphsvc.web import views
from tools import screenshots

_START_OF_JPEG = b"\xff\xd8\xff"


def test_every_page_is_pictured() -> None:
    pages = {getattr(views, name) for name in views.__all__} - {views.Page, views.Shell}
    pictured = {picture.page for picture in screenshots.PICTURES}
    assert pictured | screenshots.NOT_PICTURED == pages
    assert not pictured & screenshots.NOT_PICTURED


def test_every_picture_is_there_and_no_other() -> None:
    wanted = {
        picture.file(size, language)
        for picture in screenshots.PICTURES
        for size in screenshots.SIZES
        for language in screenshots.LANGUAGES
    }
    files = {file.name: file for file in screenshots.FOLDER.iterdir()}
    assert set(files) == wanted | {screenshots.INDEX.name}
    assert all(files[name].read_bytes().startswith(_START_OF_JPEG) for name in wanted)
    assert screenshots.INDEX.read_text(encoding="utf-8") == screenshots.index()
