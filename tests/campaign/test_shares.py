"""None, ten and all of the 54 units have returned: ledger, console and JSON agree, and their figures add up."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from weibao.campaign.create import create_campaign
from weibao.campaign.folder import Campaign
from weibao.campaign.grounds import read_grounds
from weibao.campaign.pipeline import regenerate
from weibao.campaign.score_json import score_object
from weibao.campaign.store import open_store
from weibao.compute.model import Round
from weibao.sheets.checklist import write_checklist
from weibao.sheets.layout import LEVELS
from weibao.sheets.ledger_update import add_round
from weibao.sheets.prefill import Prefill, RowPrefill, VetoPrefill

ROUND = Round(1, "申报自评", "自评", date(2023, 9, 1), date(2023, 9, 28))
AS_OF = date(2023, 10, 9)
TEN = ("D01", "D05", "D07", "D09", "D10", "D12", "D19", "D25", "T01", "T09")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    made = create_campaign(tmp_path_factory.mktemp("shares") / "创建", as_of=AS_OF, pinned=True)
    add_round(made.ledger, made.rulebook, ROUND)
    return made


@pytest.fixture(scope="module")
def returns(empty: Campaign, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """A full return of every unit: everything 达标, no negative item."""
    folder = tmp_path_factory.mktemp("returns")
    grounds = read_grounds(empty)
    prefill = Prefill(
        rows={item.id: RowPrefill(level=LEVELS[0]) for item in grounds.rulebook.indicators},
        vetoes={item.id: VetoPrefill(happened="无") for item in grounds.rulebook.vetoes},
    )
    for unit in grounds.rulebook.units:
        write_checklist(
            folder / f"{unit.id}.xlsx", grounds.rulebook, grounds.settings, unit.id, ROUND, grounds.calendar,
            as_of=AS_OF, prefill=prefill,
        )  # fmt: skip
    return {path.stem: path for path in folder.iterdir()}


def under(path: Path, sheet: str, heading: str) -> Any:
    """The cell below the first cell that holds `heading`."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    row, column = next((r, c) for r, line in enumerate(rows) for c, cell in enumerate(line) if cell == heading)
    return rows[row + 1][column]


@pytest.mark.parametrize("units", [(), TEN, None], ids=["none", "ten", "all"])
def test_every_figure_agrees_everywhere(
    empty: Campaign, returns: Mapping[str, Path], tmp_path: Path, units: tuple[str, ...] | None
) -> None:
    campaign = Campaign.open(Path(shutil.copytree(empty.root, tmp_path / "创建")))
    back = campaign.returned(1)
    back.mkdir(parents=True, exist_ok=True)
    chosen = tuple(returns) if units is None else units
    for unit in chosen:
        shutil.copy2(returns[unit], back)
    with open_store(campaign.history) as store:
        situation, _ = regenerate(campaign, store, as_of=AS_OF)
    score = json.loads(json.dumps(score_object(situation.grounds.rulebook, situation.assessment)))
    total = score["total"]

    assert total["full"] == sum(item["full"] for item in score["indicators"]) == 100
    assert total["possible"] == total["earned"] + total["unassessed"]
    for key in ("earned", "possible", "unassessed", "full"):
        assert total[key] == sum(item[key] for item in score["categories"]), key
        assert total[key] == sum(item[key] for item in score["indicators"]), key
    assert len(score["silent_units"]) == 54 - len(chosen)
    if units is None:
        assert (total["earned"], score["verdict"], score["final"]) == (100, "clear", True)
    else:
        assert (score["verdict"], score["final"]) == ("undecided", False)
    if not chosen:
        assert (total["earned"], total["claimed"], total["unassessed"]) == (0, None, 100)

    for sheet, headings in (
        (
            ("核定台账.xlsx", "核定"),
            {"总分": "full", "有效得分": "effective", "可能得分": "possible", "未评": "unassessed"},
        ),
        (("总台账.xlsx", "总览"), {"满分": "full", "得分": "effective", "可能得分": "possible"}),
    ):
        for heading, key in headings.items():
            shown = under(campaign.root / sheet[0], sheet[1], heading)
            expected = total[key]
            if key == "effective" and expected is None:
                assert shown in ("", 0, "未评"), (sheet, heading)
            else:
                assert shown == expected, (sheet, heading)
