"""What people write for the words of the vocabulary, folded as by `model.ids.fold`.

Codes and labels, English and French, are known without being listed here.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from graphsvc.language import LANGUAGES, language
from graphsvc.model.ids import fold
from graphsvc.model.sectors import Sector
from graphsvc.model.vocabulary import (
    AttendanceStatus,
    BodyKind,
    CollaborationKind,
    Confidence,
    PartnershipKind,
    PartnershipLinkKind,
    PartnershipTieKind,
    PlaceTieKind,
    Population,
)

T = TypeVar("T", bound=StrEnum)

_SYNONYMS: dict[type[StrEnum], dict[StrEnum, tuple[str, ...]]] = {
    Sector: {
        Sector.SETTLEMENT: ("settlement services", "etablissement", "newcomer services"),
        Sector.LANGUAGE: ("language training", "literacy", "formation linguistique"),
        Sector.EMPLOYMENT: ("employment services", "emploi", "workforce"),
        Sector.BUSINESS: (
            "employer business",
            "employer",
            "employers",
            "employeurs",
            "entreprises",
            "chamber of commerce",
            "economic development",
            "media",
        ),
        Sector.PROFESSIONAL: ("union", "unions", "syndicat", "professional association"),
        Sector.SCHOOL: ("school board", "school boards", "education", "conseil scolaire"),
        Sector.POSTSECONDARY: ("college", "university", "post secondary", "universite", "research"),
        Sector.LIBRARY_CULTURE: ("library", "libraries", "culture", "bibliotheque", "recreation"),
        Sector.HEALTH: ("mental health", "sante"),
        Sector.HOUSING: ("homelessness", "logement"),
        Sector.SOCIAL: (
            "social services",
            "community services",
            "children youth",
            "services sociaux",
        ),
        Sector.JUSTICE_SAFETY: ("police", "police justice", "justice", "legal", "emergency"),
        Sector.GOV_MUNICIPAL: ("municipal government", "municipal", "municipalite", "city"),
        Sector.GOV_PROVINCIAL: ("provincial government", "provincial", "gouvernement provincial"),
        Sector.GOV_FEDERAL: ("federal government", "federal"),
        Sector.ETHNOCULTURAL: ("ethno cultural", "newcomer led", "organisme ethnoculturel"),
        Sector.FAITH: ("faith based", "religious", "church", "confessionnel"),
        Sector.FRANCOPHONE: ("french", "francophonie"),
        Sector.INDIGENOUS: ("first nations", "autochtone", "autochtones"),
        Sector.FUNDER_PLANNING: (
            "funder",
            "funders",
            "united way",
            "foundation",
            "bailleur de fonds",
        ),
    },
    PartnershipKind: {
        PartnershipKind.LIP: ("pli", "partenariat local en matiere d immigration"),
        PartnershipKind.RIF: ("reseau en immigration francophone",),
        PartnershipKind.CLIF: ("comite local en immigration francophone",),
        PartnershipKind.SECRETARIAT: ("national secretariat",),
    },
    BodyKind: {
        BodyKind.COUNCIL: ("partnership council", "conseil", "conseil du partenariat"),
        BodyKind.EXECUTIVE: ("executive committee", "executive", "comite executif"),
        BodyKind.STEERING: ("steering committee", "comite directeur", "comite de direction"),
        BodyKind.WORKING_GROUP: ("groupe de travail", "work group", "action team", "action area"),
        BodyKind.SECTOR_TABLE: ("table sectorielle", "table"),
        BodyKind.SUB_COUNCIL: ("sous conseil", "subcouncil"),
        BodyKind.TASK_FORCE: ("groupe d intervention", "taskforce"),
        BodyKind.ADVISORY: ("advisory table", "comite consultatif", "advisory"),
        BodyKind.OTHER: ("autre",),
    },
    PartnershipTieKind: {
        PartnershipTieKind.HOSTS: ("host", "hote", "lead agency"),
        PartnershipTieKind.HOLDS_AGREEMENT: ("contract holder", "agreement holder"),
        PartnershipTieKind.CO_SPONSORS: ("co sponsor", "cosponsor"),
        PartnershipTieKind.FUNDS: ("funder", "bailleur de fonds"),
        PartnershipTieKind.FOUNDED: ("founder", "founding partner", "fondateur"),
    },
    PartnershipLinkKind: {
        PartnershipLinkKind.SUCCEEDED_BY: ("merged into", "remplace par", "fusionne avec"),
        PartnershipLinkKind.LINKED_TO: ("linked", "lie a"),
    },
    PlaceTieKind: {
        PlaceTieKind.SERVES: ("dessert",),
        PlaceTieKind.LOCATED_IN: ("located", "situe a"),
    },
    Confidence: {
        Confidence.HIGH: ("haute", "elevee"),
        Confidence.MEDIUM: ("moyenne",),
        Confidence.LOW: ("basse", "faible"),
    },
    AttendanceStatus: {
        AttendanceStatus.PRESENT: ("attended", "here", "presente", "p"),
        AttendanceStatus.REGRETS: ("regret", "excuse", "excused", "excuse e", "r"),
        AttendanceStatus.ABSENT: ("absente", "a"),
    },
    CollaborationKind: {},
    Population: {
        Population.REFUGEES: ("refugee", "protected persons", "refugie", "refugies"),
        Population.CLAIMANTS: ("asylum seekers", "refugee claimant", "demandeur d asile"),
        Population.TEMPORARY_WORKERS: (
            "migrant workers",
            "temporary workers",
            "travailleurs migrants",
            "travailleurs temporaires",
        ),
        Population.STUDENTS: ("etudiants internationaux",),
        Population.PROFESSIONALS: (
            "internationally trained professionals",
            "foreign trained professionals",
        ),
        Population.CHILDREN: ("child", "enfant"),
        Population.YOUTH: ("young people", "jeunesse"),
        Population.FAMILIES: ("family", "parents", "famille"),
        Population.SENIORS: ("older adults", "elders", "aines", "ainees"),
        Population.WOMEN: ("woman", "women and girls", "femme"),
        Population.GENDER_DIVERSE: ("lgbtq", "lgbtq2s", "2slgbtq", "lgbt", "2elgbtqi"),
        Population.DISABILITIES: (
            "disabilities",
            "persons with disabilities",
            "personnes en situation de handicap",
        ),
        Population.RACIALIZED: ("racialized communities", "visible minorities", "racise"),
        Population.FRANCOPHONES: ("francophone", "french speaking newcomers", "french speakers"),
        Population.INDIGENOUS: ("indigenous", "indigenous peoples", "autochtone"),
    },
}


@cache
def words(kind: type[StrEnum]) -> dict[str, Any]:
    """Return every folded way to write a word of this vocabulary, with the word."""
    found: dict[str, Any] = {}
    for word, others in _SYNONYMS.get(kind, {}).items():
        found |= {fold(other): word for other in others}
    for word in kind:
        label = getattr(word, "label", None)
        short = getattr(word, "short", None)
        for code in LANGUAGES:
            for text in (label, short):
                if text is not None:
                    found.setdefault(fold(language(code).render(text)), word)
        found[fold(word.value)] = word
    return found


def read_word(text: str, kind: type[T]) -> T | None:
    """Return the word that is meant, or None."""
    return words(kind).get(fold(text))
