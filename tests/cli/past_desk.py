"""A small campaign with a past of two runs, for `weibao history|diff|verify|restore`."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from in_process import let_draw, no_pictures
from weibao.campaign.create import create_campaign
from weibao.campaign.folder import Campaign
from weibao.campaign.issue import issue_round
from weibao.campaign.lock import Holder
from weibao.campaign.pipeline import regenerate
from weibao.campaign.store import open_store
from weibao.sheets.checklist import write_checklist
from weibao.sheets.ledger_fill import fill_ledger
from weibao.sheets.prefill import Prefill, RowPrefill

if TYPE_CHECKING:
    from cli.conftest import Run

VILLAGE = Path(__file__).parent.parent / "village"
DRAFT = "文书/催报通知/催报通知（第1轮）.docx"


@pytest.fixture(scope="session")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs: on 1 April nobody had answered; then 谷文化站 did and an indicator was verified."""
    from datetime import date

    with pytest.MonkeyPatch.context() as patch:
        let_draw(patch, no_pictures)
        campaign = create_campaign(tmp_path_factory.mktemp("past") / "谷地", VILLAGE, as_of=date(2026, 3, 2))
        with open_store(campaign.history) as store:
            issue_round(campaign, store, number=1, issued=date(2026, 3, 2))
        run(campaign, "王办", date(2026, 4, 1))
        from weibao.campaign.grounds import read_grounds

        grounds = read_grounds(campaign)
        unit = next(unit for unit in grounds.rulebook.units if unit.name == "谷文化站")
        rows = {item.id: RowPrefill(level="达标") for item in grounds.rulebook.indicators}
        write_checklist(
            campaign.returned(1) / "谷文化站.xlsx", grounds.rulebook, grounds.settings, unit.id,
            grounds.office.rounds[0], grounds.calendar, as_of=date(2026, 3, 2), prefill=Prefill(rows=rows),
        )  # fmt: skip
        fill_ledger(campaign.ledger, campaign.rulebook, {"核定": [("I01", {"核定得分": 0.25, "理由": "=缺材料"})]})
        run(campaign, "李核", date(2026, 4, 2))
    return campaign.root


def run(campaign: Campaign, user: str, day: Any) -> None:
    who = Holder(user, "办公室-1", 1, "regenerate", f"{day}T09:30:00+08:00")
    with open_store(campaign.history, who=who) as store:
        regenerate(campaign, store, as_of=day)


@pytest.fixture
def root(past: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(past, tmp_path / "谷地"))


def bytes_below(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def states(weibao: Run, root: Path) -> dict[str, str]:
    found = weibao("verify", root, "--json").json["files"]
    return {item["path"]: item["state"] for item in found if item["state"] != "same"}


def kept(weibao: Run, root: Path, path: str) -> list[int]:
    return [item["no"] for item in weibao("restore", root, "--json").json["files"] if item["path"] == path]
