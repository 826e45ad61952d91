"""Which tables an import knows, which columns each has, and what people call them.

A table is recognised by the name of its file or sheet, or else by its columns. Headers are compared
folded: "Nom de l'organisme", "nom_de_l_organisme" and "NOM DE L'ORGANISME" are the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from graphsvc.ingest.sources import Sheet
from graphsvc.model.ids import fold


@dataclass(frozen=True)
class Table:
    """One kind of table.

    Attributes
    ----------
    name
        The field of `Changes` its rows end up in.
    called
        Further names of files and sheets that hold it.
    columns
        Its columns with the further headers each may have.
    required
        Columns without which no row can be understood; of "name|id", one is enough.
    """

    name: str
    called: tuple[str, ...]
    columns: dict[str, tuple[str, ...]]
    required: tuple[str, ...] = ()

    @cached_property
    def headers(self) -> dict[str, str]:
        """Every folded header that is understood, with the column it means."""
        found = {other: column for column, others in self.columns.items() for other in others}
        return found | {column: column for column in self.columns}


_ID = {"id": ("identifier", "identifiant", "code")}
_NAMES = {
    "name": ("nom", "name_en", "nom_anglais"),
    "name_fr": ("nom_fr", "nom_francais", "french_name"),
}
_DATES = {
    "since": ("start", "start_date", "from", "began", "depuis", "debut", "date_de_debut"),
    "until": ("end", "end_date", "to", "ended", "jusqu_a", "jusqu_au", "fin", "date_de_fin"),
}
_EVIDENCE = {
    "sources": (),
    "confidence": ("confiance",),
    "source_url": ("url", "source", "link", "lien"),
    "source_date": ("source_date_if_known", "date_of_source", "date_de_la_source"),
    "evidence_kind": ("source_kind", "type_de_source"),
}
_ORGANIZATION = {
    "organization": (
        "organization_name",
        "organization_id",
        "organisation",
        "organisme",
        "nom_de_l_organisme",
        "member_organization",
        "organisme_membre",
    )
}
_PARTNERSHIP = {"partnership": ("lip_id", "lip", "partnership_id", "partenariat", "pli")}
_BODY = {"body": ("body_name", "body_id", "committee", "council", "table", "comite", "instance")}

TABLES = (
    Table(
        "sources",
        (),
        {**_ID, "url": ("link", "lien"), "title": ("titre",), "date": (), "kind": ("type",)},
        ("id",),
    ),
    Table(
        "places",
        ("lieux", "areas", "zones"),
        {**_ID, **_NAMES, "kind": ("type",), "within": ("in", "dans", "part_of")},
        ("id", "name"),
    ),
    Table(
        "partnerships",
        ("lips", "partenariats", "plis"),
        {
            **_ID,
            **_NAMES,
            "kind": ("type", "genre"),
            "province": ("territory", "territoire"),
            "area": ("zone", "territoire_desservi", "catchment"),
            "covers": (),
            "host_organization": ("host", "hote", "organisme_hote"),
            "host_type": ("type_d_hote",),
            "website": ("website_domain", "site_web", "web"),
            "notes": ("note", "remarques"),
            **_DATES,
            **_EVIDENCE,
        },
        ("id",),
    ),
    Table(
        "partnership_links",
        ("liens_entre_partenariats", "successions"),
        {
            **_ID,
            **_PARTNERSHIP,
            "kind": ("type",),
            "other": ("successor", "to_partnership"),
            **_DATES,
            **_EVIDENCE,
        },
        ("partnership", "kind", "other"),
    ),
    Table(
        "organizations",
        ("organisations", "organismes", "inventory", "asset_map", "inventaire"),
        {
            **_ID,
            "name": (*_NAMES["name"], *_ORGANIZATION["organization"], "organization"),
            "name_fr": _NAMES["name_fr"],
            "aliases": ("alias", "also_known_as", "autres_noms", "acronym", "sigle"),
            "sectors": ("sector", "secteur", "secteurs"),
            "part_of": ("department_of", "parent", "parent_organization", "fait_partie_de"),
            "languages": ("langues", "language", "langue"),
            "populations": (
                "populations_served",
                "population_served",
                "population",
                "clientele",
                "clienteles",
                "populations_desservies",
                "population_desservie",
            ),
            "website": ("site_web", "web"),
            "serves": ("area_served", "dessert", "territoire_desservi"),
            "located_in": ("location", "city", "ville", "situe_a"),
            **_DATES,
            **_EVIDENCE,
        },
        ("name|id",),
    ),
    Table(
        "bodies",
        ("councils", "committees", "comites", "conseils", "instances", "tables"),
        {
            **_ID,
            **_NAMES,
            "part_of": (
                "parent",
                "under",
                "fait_partie_de",
                *_PARTNERSHIP["partnership"],
                "partnership",
            ),
            "kind": ("type", "body_kind", "genre"),
            "local_kind": ("local_type", "type_local"),
            "theme": ("topic", "themes"),
            **_DATES,
            **_EVIDENCE,
        },
        ("name", "part_of"),
    ),
    Table(
        "memberships",
        ("members", "membres", "adhesions", "roster", "rosters", "seats", "sieges"),
        {
            **_ID,
            **_ORGANIZATION,
            **_PARTNERSHIP,
            **_BODY,
            "body_kind": ("body_type", "type_d_instance", "type_de_comite"),
            "role": ("roles", "fonction", "titre"),
            "role_as_printed": (),
            "sector": ("secteur",),
            "name_as_printed": ("printed_name", "nom_imprime"),
            "seats": ("sieges",),
            "voting": ("votes", "vote", "droit_de_vote"),
            "complete_roster": ("complete", "liste_complete"),
            **_DATES,
            **_EVIDENCE,
        },
        ("organization", "body"),
    ),
    Table(
        "partnership_ties",
        ("hosts", "hotes"),
        {
            **_ID,
            "kind": ("type", "tie"),
            **_ORGANIZATION,
            **_PARTNERSHIP,
            **_DATES,
            **_EVIDENCE,
        },
        ("organization", "kind", "partnership"),
    ),
    Table(
        "place_ties",
        ("services",),
        {**_ID, "kind": ("type",), **_ORGANIZATION, "place": ("lieu",), **_DATES, **_EVIDENCE},
        ("organization", "kind", "place"),
    ),
    Table(
        "seat_targets",
        ("targets", "cibles", "cibles_de_sieges"),
        {
            **_ID,
            **_PARTNERSHIP,
            "sector": ("secteur",),
            "seats": ("sieges", "target", "cible"),
            **_DATES,
            **_EVIDENCE,
        },
        ("partnership", "sector", "seats"),
    ),
    Table(
        "meetings",
        ("reunions",),
        {**_ID, **_BODY, "date": ("meeting_date", "date_de_reunion"), **_EVIDENCE},
        ("id", "body", "date"),
    ),
    Table(
        "attendance",
        ("presences",),
        {**_ORGANIZATION, "meeting": ("meeting_id", "reunion"), "status": ("statut", "presence")},
        ("organization", "meeting", "status"),
    ),
    Table(
        "collaborations",
        ("collaboration", "ties", "survey", "sondage"),
        {
            **_ID,
            **_ORGANIZATION,
            "other": ("partner", "partenaire", "other_organization"),
            "kind": ("type",),
            "level": ("niveau", "intensity"),
            "wave": ("vague", "year", "annee"),
            **_EVIDENCE,
        },
        ("organization", "other", "kind", "level"),
    ),
    Table(
        "plans",
        (),
        {**_ID, **_PARTNERSHIP, **_NAMES, **_DATES, **_EVIDENCE},
        ("id", "partnership", "name"),
    ),
    Table(
        "actions",
        (),
        {
            **_ID,
            "plan": ("plan_id",),
            **_NAMES,
            "theme": (),
            "status": ("statut",),
            "due": ("due_date", "echeance"),
        },
        ("id", "plan", "name"),
    ),
    Table(
        "action_ties",
        (),
        {**_ORGANIZATION, "action": ("action_id",), "kind": ("type", "role")},
        ("organization", "action", "kind"),
    ),
    Table(
        "feedback",
        ("retours", "suggestions"),
        {
            **_ID,
            "asker": ("for", "pour", "demandeur"),
            "candidate": ("suggested", "candidat", "suggestion"),
            "verdict": ("reponse", "answer"),
            "date": ("said_on", "dit_le"),
            "author": ("said_by", "auteur", "dit_par"),
        },
        ("asker", "candidate", "verdict", "date", "author"),
    ),
)

# Columns about persons: never stored, whatever they hold.
PERSONAL = frozenset(
    {
        "email", "e_mail", "courriel", "mail", "phone", "telephone", "tel", "mobile", "cell",
        "contact", "contact_name", "contact_person", "personne_contact", "first_name", "last_name",
        "prenom", "nom_de_famille", "representative", "representant", "representante", "person",
        "personne", "attendee", "delegate", "fax", "address", "adresse",
    }
)  # fmt: skip


def missing(table: Table, sheet: Sheet) -> list[str]:
    """Return the columns a table cannot do without and a sheet does not have."""
    given = {table.headers.get(header) for header in sheet.headers}
    return [each for each in table.required if not given.intersection(each.split("|"))]


def recognise(sheet: Sheet) -> Table | None:
    """Tell which table a sheet holds: by its name, by a word in its name, or by its columns."""
    name = fold(sheet.name).replace(" ", "_")
    called = {other: table for table in TABLES for other in (table.name, *table.called)}
    if name in called:
        return called[name]
    within = {called[word].name: called[word] for word in called if word in name.split("_")}
    if len(within) == 1:
        return next(iter(within.values()))
    fits = [table for table in TABLES if table.required and not missing(table, sheet)]
    # A roster names organization and body; nothing else does, so it wins over other tables: with
    # partnership, sector and seats of each member beside them it still lists no targets.
    return max(
        fits, key=lambda table: (table.name == "memberships", len(table.required)), default=None
    )
