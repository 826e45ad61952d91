"""What each page holds. Routes fill these in; templates only lay them out.

Every class names its template. All fields are values: strings, numbers, messages, records with a
name, links. Pictures come as markup from `graphsvc.viz.picture`.
"""

from __future__ import annotations

from graphsvc.web.views.body import BodyPage
from graphsvc.web.views.bridges import BetweenPage, BridgesPage
from graphsvc.web.views.changes import ChangesPage
from graphsvc.web.views.editing import EditFormPage, HistoryPage
from graphsvc.web.views.home import HomePage, SearchPage
from graphsvc.web.views.maps import MapPage
from graphsvc.web.views.notices import AwayPage, MessagePage, SignInPage
from graphsvc.web.views.organization import OrganizationPage
from graphsvc.web.views.partnership import PartnershipPage
from graphsvc.web.views.report import ReportPage
from graphsvc.web.views.saved_views import SavedViewsPage
from graphsvc.web.views.sector_matrix import SectorMatrixPage
from graphsvc.web.views.shell import Page, Shell
from graphsvc.web.views.suggestions import SuggestionsPage
from graphsvc.web.views.waiting import WaitingPage
from graphsvc.web.views.what_if import WhatIfPage

__all__ = [
    "AwayPage",
    "BetweenPage",
    "BodyPage",
    "BridgesPage",
    "ChangesPage",
    "EditFormPage",
    "HistoryPage",
    "HomePage",
    "MapPage",
    "MessagePage",
    "OrganizationPage",
    "Page",
    "PartnershipPage",
    "ReportPage",
    "SavedViewsPage",
    "SearchPage",
    "SectorMatrixPage",
    "Shell",
    "SignInPage",
    "SuggestionsPage",
    "WaitingPage",
    "WhatIfPage",
]
