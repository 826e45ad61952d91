"""Who next: suggestions with their reasons. Pure: snapshot in, answer out."""

from graphsvc.recommend.answer import (
    FeatureScore,
    RecommendationsAnswer,
    Sense,
    Suggestion,
    TablesAnswer,
    TableSuggestion,
)
from graphsvc.recommend.backtest import (
    BacktestAnswer,
    backtest,
    check_question,
    seconds_of_backtest,
)
from graphsvc.recommend.features import Feature, features
from graphsvc.recommend.purposes import (
    FeatureName,
    Purpose,
    PurposeName,
    Weight,
    purposes,
)
from graphsvc.recommend.ranking import invitations, partners
from graphsvc.recommend.table_features import table_features
from graphsvc.recommend.tables import tables

__all__ = [
    "BacktestAnswer",
    "Feature",
    "FeatureName",
    "FeatureScore",
    "Purpose",
    "PurposeName",
    "RecommendationsAnswer",
    "Sense",
    "Suggestion",
    "TableSuggestion",
    "TablesAnswer",
    "Weight",
    "backtest",
    "check_question",
    "features",
    "invitations",
    "partners",
    "purposes",
    "seconds_of_backtest",
    "table_features",
    "tables",
]
