"""The words the graph is described with: kinds, roles, ties. Codes are stored, labels are shown."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, Self

from graphsvc.language import Message, message


class Word(StrEnum):
    """A code of a closed vocabulary with the label readers see."""

    label: Message

    def __new__(cls, code: str, label: Message) -> Self:
        """Make a member that is its code and carries its label."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


class PartnershipKind(Word):
    """What a node labelled LIP is."""

    LIP = "lip", message("Local Immigration Partnership")
    ZIP = "zip", message("Zonal Immigration Partnership")
    RIF = "rif", message("Francophone immigration network")
    CLIF = "clif", message("Local francophone immigration committee")
    SECRETARIAT = "secretariat", message("Secretariat")
    OTHER = "other", message("Other partnership")


class BodyKind(Word):
    """The normalised type of a council or committee; the local name is kept beside it."""

    COUNCIL = "council", message("Council")
    EXECUTIVE = "executive", message("Executive committee")
    STEERING = "steering", message("Steering committee")
    WORKING_GROUP = "working_group", message("Working group")
    SECTOR_TABLE = "sector_table", message("Sector table")
    SUB_COUNCIL = "sub_council", message("Sub-council")
    TASK_FORCE = "task_force", message("Task force")
    ADVISORY = "advisory", message("Advisory committee")
    OTHER = "other", message("Other group")


class Role(Word):
    """What an organization is on a body. From CHAIR to MEMBER: decides; after that: takes part."""

    CHAIR = "chair", message("Chair")
    CO_CHAIR = "co_chair", message("Co-chair")
    VICE_CHAIR = "vice_chair", message("Vice-chair")
    PAST_CHAIR = "past_chair", message("Past chair")
    LEAD = "lead", message("Lead")
    MEMBER = "member", message("Member")
    EX_OFFICIO = "ex_officio", message("Ex officio")
    ALTERNATE = "alternate", message("Alternate")
    OBSERVER = "observer", message("Observer")
    SECRETARIAT = "secretariat", message("Secretariat staff")
    FACILITATOR = "facilitator", message("Facilitator")
    PARTNER = "partner", message("Partner")
    SUPPORTER = "supporter", message("Supporter")
    PARTICIPANT = "participant", message("Participant")
    GUEST = "guest", message("Guest")


class PartnershipTieKind(Word):
    """What ties an organization to a partnership as a whole."""

    HOSTS = "hosts", message("Hosts")
    HOLDS_AGREEMENT = "holds_agreement", message("Holds the agreement")
    CO_SPONSORS = "co_sponsors", message("Co-sponsors")
    FUNDS = "funds", message("Funds")
    FOUNDED = "founded", message("Founded")


class PlaceTieKind(Word):
    """What ties an organization to a place."""

    SERVES = "serves", message("Serves")
    LOCATED_IN = "located_in", message("Located in")


class PartnershipLinkKind(Word):
    """What ties a partnership to another."""

    SUCCEEDED_BY = "succeeded_by", message("Succeeded by")
    UNDER = "under", message("Under")
    LINKED_TO = "linked_to", message("Linked to")


class PlaceKind(Word):
    """What a place is."""

    COUNTRY = "country", message("Country")
    PROVINCE = "province", message("Province or territory")
    AREA = "area", message("Area")
    MUNICIPALITY = "municipality", message("Municipality")
    NEIGHBOURHOOD = "neighbourhood", message("Neighbourhood")


class Confidence(Word):
    """How far a record can be relied on."""

    HIGH = "high", message("High")
    MEDIUM = "medium", message("Medium")
    LOW = "low", message("Low")


class SourceKind(Word):
    """What a source is, where it is one of these; any other is kept as written."""

    MINUTES = "minutes_attendance", message("attendance in minutes")
    COMPLETE_ROSTER = "complete_roster", message("complete list of members")
    PUBLISHED_LIST = "published_list", message("published list")
    PUBLISHED_LIST_CUT_OFF = "published_list_cut_off", message("published list, cut off")
    TERMS_OF_REFERENCE = "terms_of_reference_seats", message("seats in terms of reference")
    TERMS = "terms_of_reference", message("terms of reference")
    AGREEMENT = "agreement", message("agreement")
    DIRECTORY = "directory", message("directory")
    SURVEY = "survey", message("survey")
    ORGANIZATIONAL_PAGE = "organizational_page", message("page of an organization")
    ANNUAL_REPORT = "annual_report", message("annual report")
    NEWSLETTER = "newsletter", message("newsletter")
    PRESENTATION = "presentation", message("presentation")
    LETTER = "letter", message("letter")
    NEWS_RELEASE = "news_release", message("news release")
    NEWS_ARTICLE = "news_article", message("news article")
    STATED = "stated_by_coordinator", message("stated by the coordinator")


class AttendanceStatus(Word):
    """What minutes say of an organization at a meeting."""

    PRESENT = "present", message("Present")
    REGRETS = "regrets", message("Regrets")
    ABSENT = "absent", message("Absent")
    ALTERNATE = "alternate", message("Alternate attended")


class CollaborationKind(Word):
    """What two organizations report doing together."""

    INFORMATION = "information", message("Information")
    REFERRAL = "referral", message("Referral")
    JOINT_PLANNING = "joint_planning", message("Joint planning")
    JOINT_DELIVERY = "joint_delivery", message("Joint delivery")
    SHARED_RESOURCES = "shared_resources", message("Shared resources")
    SHARED_FUNDING = "shared_funding", message("Shared funding")
    DATA_SHARING = "data_sharing", message("Data sharing")
    ADVOCACY = "advocacy", message("Advocacy")


class Population(Word):
    """A group of people that an organization serves in particular.

    Newcomers at large are no group of their own: nearly everybody at these tables serves them.
    """

    REFUGEES = "refugees", message("refugees")
    CLAIMANTS = "refugee_claimants", message("refugee claimants")
    TEMPORARY_WORKERS = "temporary_workers", message("temporary foreign workers")
    STUDENTS = "international_students", message("international students")
    PROFESSIONALS = "trained_abroad", message("professionals trained abroad")
    CHILDREN = "children", message("children")
    YOUTH = "youth", message("youth")
    FAMILIES = "families", message("families")
    SENIORS = "seniors", message("seniors")
    WOMEN = "women", message("women")
    GENDER_DIVERSE = "2slgbtqi", message("2SLGBTQI+ people")
    DISABILITIES = "people_with_disabilities", message("people with disabilities")
    RACIALIZED = "racialized", message("racialized people")
    FRANCOPHONES = "francophones", message("Francophones")
    INDIGENOUS = "indigenous_people", message("Indigenous people")


class ActionStatus(Word):
    """How far an action of a plan has come."""

    PLANNED = "planned", message("Planned")
    UNDER_WAY = "under_way", message("Under way")
    DONE = "done", message("Done")
    DROPPED = "dropped", message("Dropped")


class ActionTieKind(Word):
    """What an organization does for an action."""

    LEADS = "leads", message("Leads")
    SUPPORTS = "supports", message("Supports")


class Verdict(Word):
    """What somebody said of a suggestion. Only one that was taken back is as if never said."""

    ACCEPTED = "accepted", message("Accepted")
    DECLINED = "declined", message("Declined")
    TRIED = "tried", message("Tried already")
    TAKEN_BACK = "taken_back", message("Taken back")


class Province(NamedTuple):
    """The names of a province or territory."""

    name: str
    name_fr: str


PROVINCES: dict[str, Province] = {
    "AB": Province("Alberta", "Alberta"),
    "BC": Province("British Columbia", "Colombie-Britannique"),
    "MB": Province("Manitoba", "Manitoba"),
    "NB": Province("New Brunswick", "Nouveau-Brunswick"),
    "NL": Province("Newfoundland and Labrador", "Terre-Neuve-et-Labrador"),
    "NS": Province("Nova Scotia", "Nouvelle-Écosse"),
    "NT": Province("Northwest Territories", "Territoires du Nord-Ouest"),
    "NU": Province("Nunavut", "Nunavut"),
    "ON": Province("Ontario", "Ontario"),
    "PE": Province("Prince Edward Island", "Île-du-Prince-Édouard"),
    "QC": Province("Quebec", "Québec"),
    "SK": Province("Saskatchewan", "Saskatchewan"),
    "YT": Province("Yukon", "Yukon"),
}
