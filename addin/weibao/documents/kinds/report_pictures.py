"""Pictures of the scores in reports: which are shown, how they are numbered, and the words that point to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.documents import layout as lay

if TYPE_CHECKING:
    from weibao.documents.kind import Case, Kind

POINTS: Final = "points_by_category"
WATERFALL: Final = "waterfall"
WANTED: Final = (POINTS, WATERFALL)
"""The names of the figures that these reports show, in their order."""

_FIELD_OF: Final = {POINTS: "得分图", WATERFALL: "失分图"}
_SEEN: Final = "见图"
FIELDS: Final = {
    "得分图": f"各项目得分的{lay.FIGURES}",
    "失分图": f"失分去向的{lay.FIGURES}",
    _SEEN: "说明哪件事见图几的一句（带句号）；没有图时为空",
}


def shows(kind: Kind) -> bool:
    """Whether documents of a kind show figures."""
    return _SEEN in kind.fields


def shown(case: Case) -> dict[str, Any]:
    """The fields: each figure that there is, numbered in the order of the page, and the sentence on them."""
    found = [figure for name in WANTED for figure in case.figures if figure.name == name]
    fields: dict[str, Any] = {field: [] for field in _FIELD_OF.values()}
    for number, figure in enumerate(found, 1):
        entry = {"图": figure, "号": str(number), "题": figure.title, "源": figure.source}
        fields[_FIELD_OF[figure.name]].append(entry)
    seen = "，".join(f"{figure.title}见图{number}" for number, figure in enumerate(found, 1))
    return {**fields, _SEEN: f"{seen}。" if seen else ""}
