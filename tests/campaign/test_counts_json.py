"""量化情况 in `score --json` and on the screen: figures, who typed them, what they support."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from weibao.campaign.counts_json import counts_object
from weibao.cli.count_views import show_ceilings
from weibao.compute.assessment import assess
from weibao.compute.model import CountInput, Office, Submission
from weibao.compute.settings import Settings

if TYPE_CHECKING:
    from weibao.compute.model import Assessment
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

ROW = {
    "id", "title", "requirements", "done", "total", "figures", "threshold", "part", "points", "reached", "hint",
    "light", "deadline", "asked", "answered", "reason", "units",
}  # fmt: skip


def scored(rugao: Rulebook, calendar: WorkCalendar, **texts: str) -> Assessment:
    """One town: 17 of 20 villages with a place, two of three with more directors than the least."""
    settings, _ = Settings.build(rugao, texts)
    counts = (CountInput("Q47", Decimal(17), Decimal(20)), CountInput("Q55", Decimal(2), Decimal(3)))
    sent = {"T01": Submission("T01", 1, "T01.xlsx", None, counts=counts)}
    return assess(rugao, calendar, settings, Office(), sent, [], round=1, as_of=date(2023, 10, 9))


def test_the_object_of_an_indicator(rugao: Rulebook, calendar: WorkCalendar) -> None:
    results = {item.indicator: item for item in scored(rugao, calendar).indicators}
    found = json.loads(json.dumps(counts_object(rugao, results["I60"].counts)))
    assert (found["ceiling"], found["limits"]) == (1.5, True)
    assert "17÷20＝85%" in found["reason"]
    (row,) = found["rows"]
    assert set(row) == ROW
    assert [row[key] for key in ("done", "total", "part", "points", "reached", "asked", "answered", "deadline")] == [
        17, 20, 2, 1.5, False, 14, 1, "2023-12-31",
    ]  # fmt: skip
    assert row["units"][rugao.towns[0].name] == {
        "done": 17, "total": 20, "reached": False, "ceiling": 1.5, "light": "green",
    }  # fmt: skip
    assert row["units"][rugao.towns[1].name] == {
        "done": None, "total": None, "reached": None, "ceiling": None, "light": "none",
    }  # fmt: skip
    # Without a standard the figures are there, and nothing follows from them.
    row = next(row for row in counts_object(rugao, results["I64"].counts)["rows"] if row["id"] == "Q55")  # type: ignore[index]
    assert (row["hint"], row["done"], row["points"], row["reached"], row["answered"]) == (True, 2, None, None, 1)
    assert {(unit["reached"], unit["light"]) for unit in row["units"].values()} == {(None, "none")}
    assert counts_object(rugao, results["I04"].counts) is None


@pytest.mark.parametrize(
    ("texts", "title"), [({}, "（已封顶申报得分）"), ({"counts_cap": "只提示"}, "（只提示）")], ids=["cap", "hint"]
)
def test_the_screen_names_what_the_figures_hold_down(
    texts: dict[str, str], title: str, rugao: Rulebook, calendar: WorkCalendar, capsys: pytest.CaptureFixture[str]
) -> None:
    situation = SimpleNamespace(assessment=scored(rugao, calendar, **texts), grounds=SimpleNamespace(rulebook=rugao))
    show_ceilings(cast("Any", situation))
    told = capsys.readouterr().out
    assert f"按所填的数最多几分{title}" in told
    assert [word for word in ("I60", "未评", "1.5", "2023-12-31") if word not in told] == []
    assert "I64" not in told
