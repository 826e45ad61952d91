"""A small region in which every text from outside tries to be more than text.

Written as its users would: over the API, and where that has no words for it (hosts, places,
meetings, links between partnerships) with `graphsvc import` beside the running service.
"""

from __future__ import annotations

import csv
from pathlib import Path

from tests.browser.running_service import RunningService

# By what they try; the keys are also the ids of the organizations that bear them.
NAMES = {
    "image": "<img src=x onerror=alert(1)>",
    "script": "</script><script>alert(1)</script>",
    "svg": '"><svg onload=alert(1)>',
    "handler": "' onmouseover='alert(1)' onfocus='alert(1)' autofocus x='",
    "template": "{{7*7}} ${7*7} <%= 7*7 %> {% raw %}",
    "gaps": "{name} {what} %(name)s %s {0}",
    "address": "javascript:alert(1)",
    "link": 'see href <a href="javascript:alert(1)">x</a>',
    "prototype": "__proto__",
    "constructor": "constructor",
    "entities": "&lt;b&gt; &amp; &#60;script&#62;",
    "comment": "--><!--[if]><![CDATA[ ]]>",
    "arabic": "الجمعية السورية للاستقبال",
    "hebrew": "עמותת הקליטה (אוטווה) 2026",
    "emoji": "🧑‍🤝‍🧑🇨🇦 Newcomers 👩🏿‍🚀",
    "accents": "\u0301\u0302\u0308\u0327\u0300\u0304",
    "wide": "Ｃｏｍｉｔé ｄ’ａｃｃｕｅｉｌ",
    "long": "W" * 300,
    "long-words": "Regroupement intersectoriel " * 10 + "de l’Ontario",
}
PARTNERSHIP, NEIGHBOUR = "lip:hostile", "lip:neighbour"
BODIES = ("body:top", "body:second", "body:third", "body:fourth")
# What the graph may not hold at all: it turns the direction of what follows, or ends a line.
REFUSED = ("\u202egnp.exe", "\u2066left\u2069", "null\x00", "two\nlines", "\ud800", "  ")
_SECTORS = ("settlement", "health", "postsecondary", "francophone", "housing")
_SOURCE = {
    "url": "https://example.org/a?b=<i>&c='d'".replace("<i>", "%3Ci%3E").replace("'", "%27"),
    "title": NAMES["image"],
    "date": "2024-05-06",
    "kind": NAMES["svg"],
}


def write_hostile_records(service: RunningService, folder: Path) -> None:
    """Write the region into an empty graph; `folder` is for the tables that are imported."""
    _write_partnerships(service)
    _write_bodies(service)
    _write_organizations(service)
    _write_memberships(service)
    _import_the_rest(service, folder)


def _write_partnerships(service: RunningService) -> None:
    service.put(
        f"partnerships/{PARTNERSHIP}",
        {
            "name": NAMES["image"],
            "name_fr": NAMES["script"],
            "province": "ON",
            "website": "https://example.org/",
            "notes": "\n".join(NAMES[each] for each in ("link", "svg", "long", "hebrew")),
            "since": "2009",
            "source": _SOURCE,
        },
    )
    service.put(f"partnerships/{NEIGHBOUR}", {"name": NAMES["long"], "province": "QC"})


def _write_bodies(service: RunningService) -> None:
    names = ("script", "link", "long", "arabic")
    for place, (body, name) in enumerate(zip(BODIES, names, strict=True)):
        record = {
            "name": NAMES[name],
            "name_fr": NAMES["wide"] if name == "link" else None,
            "part_of": BODIES[place - 1] if place else PARTNERSHIP,
            "kind": "council" if place == 0 else "working_group",
            "local_kind": NAMES["handler"],
            "theme": NAMES["svg"],
            "source": _SOURCE,
        }
        service.put(f"bodies/{body}", record)
    service.put("bodies/body:beside", {"name": NAMES["emoji"], "part_of": NEIGHBOUR})


def _write_organizations(service: RunningService) -> None:
    for place, (key, name) in enumerate(NAMES.items()):
        record = {
            "name": name,
            "name_fr": NAMES["long-words"] if key == "emoji" else None,
            "aliases": [NAMES["handler"], f"alias {place} </title><img src=x onerror=alert(1)>"],
            "sectors": [_SECTORS[place % len(_SECTORS)]] if place % 4 else [],
            "part_of": "org:image" if key == "svg" else None,
            "languages": ["en", "ar"],
            "website": "https://example.org/%22%3E%3Csvg%3E",
            "source": _SOURCE,
        }
        service.put(f"organizations/org:{key}", record)


def _write_memberships(service: RunningService) -> None:
    for place, key in enumerate(NAMES):
        seat = {
            "organization": f"org:{key}",
            "body": BODIES[place % len(BODIES)],
            "role": "chair" if place < len(BODIES) else "member",
            "role_as_printed": NAMES["svg"],
            "name_as_printed": NAMES["script"],
            "seats": 1 + place % 3,
            "since": "2015-03",
            "until": "2020-01-31" if place % 5 == 4 else None,
            "source": _SOURCE,
        }
        service.put(f"memberships/seat:{key}", seat)
    for key in ("image", "arabic", "long", "template"):
        record = {"organization": f"org:{key}", "body": "body:beside"}
        service.put(f"memberships/seat:{key}-beside", record)
    record = {"organization": "org:image", "body": "body:fourth", "role_as_printed": NAMES["link"]}
    service.put("memberships/seat:image-fourth", record)


def _import_the_rest(service: RunningService, folder: Path) -> None:
    tables: dict[str, list[dict[str, str]]] = {
        "places": [{"id": "place:trap", "name": NAMES["svg"], "kind": "municipality"}],
        "partnership_ties": [
            {"organization": "org:link", "partnership": PARTNERSHIP, "kind": "hosts"},
            {"organization": "org:image", "partnership": PARTNERSHIP, "kind": "funds"},
        ],
        "place_ties": [{"organization": "org:image", "place": "place:trap", "kind": "serves"}],
        "partnership_links": [
            {"partnership": NEIGHBOUR, "other": PARTNERSHIP, "kind": "succeeded_by"}
        ],
        "meetings": [{"id": "meet:trap", "body": BODIES[0], "date": "2019-11-05"}],
        "attendance": [
            {"organization": "org:image", "meeting": "meet:trap", "status": "present"},
            {"organization": "org:gaps", "meeting": "meet:trap", "status": "regrets"},
        ],
    }
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            out = csv.DictWriter(file, rows[0])
            out.writeheader()
            out.writerows(rows)
    service.run("import", folder)
