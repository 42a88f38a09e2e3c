"""A clerk's desk: a village campaign with two drafts of notices, and the commands of `weibao documents`."""

from __future__ import annotations

import shutil
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from weibao.campaign.folder import Campaign
from weibao.compute.model import Paper
from weibao.documents import layout as lay
from weibao.documents import layouts, limits
from weibao.documents.controls import read_controls
from weibao.documents.kind import Layout
from weibao.documents.render import Renderer
from weibao.rulebook import load_calendar
from weibao.rulebook import load_rulebook as load_anew
from weibao.sheets.ledger_fill import fill_ledger
from weibao.sheets.ledger_read import read_office

if TYPE_CHECKING:
    from cli.conftest import Run

VILLAGE = Path(__file__).parent.parent / "village"
load_rulebook = cache(load_anew)
SIGNED, SENT, TODAY = date(2026, 3, 10), date(2026, 3, 12), date(2026, 12, 31)
FIRST, SECOND = "督办通知/甲－督办通知.docx", "督办通知/乙－督办通知.docx"
ITEM = "1-01-I03"


@pytest.fixture(scope="module")
def made(village_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A village campaign with two drafts of notices that ask for one item each."""
    root = tmp_path_factory.mktemp("life") / "谷地"
    campaign = Campaign.open(Path(shutil.copytree(village_made, root)))
    template = root.parent / "supervision_notice.docx"
    limit = lay.control(limits.tag(5, "日"), "{{ 时限 }}")
    day = lay.control(limits.tag(5, "日"), "{{ 表中时限 }}")
    body = lay.paragraph("WBBody", "请于", limit, "完成整改。") + lay.paragraph("WBBody", "时限：", day)
    template.write_bytes(layouts.compose(Layout.GENERAL, body, title="督办通知"))
    calendar = load_calendar()
    fields = {**layouts.fields(Layout.GENERAL), "时限": "", "表中时限": ""}
    for file, to in ((FIRST, "谷文化站"), (SECOND, "谷水务站")):
        content = Renderer(template, fields).render(
            {
                **layouts.opening(Layout.GENERAL, title=("示范谷管理处", "关于限期整改的通知"), send_to=to),
                "标志": "示范谷管理处", "文号": "示谷管〔2026〕　　号", "签发人": "", "署名": "示范谷管理处",
                "成文日期": "2026年　月　日", "附注": "联系人：甲", "抄送": "", "印发机关": "示范谷管理处",
                "印发日期": "2026年　月　日", "时限": limits.words(date(2026, 3, 2), 5, "日", calendar),
                "表中时限": limits.row(date(2026, 3, 2), 5, "日", calendar),
            },
            title="关于限期整改的通知", creator="谷管理处", created=date(2026, 3, 2), kind="supervision_notice", key=to,
            items=(ITEM,),
        )  # fmt: skip
        (campaign.documents / file).parent.mkdir(exist_ok=True)
        (campaign.documents / file).write_bytes(content)
    fill_ledger(campaign.ledger, load_rulebook(VILLAGE), {"督办": [("", {"督办编号": ITEM})]})
    return root


class Office:
    """The clerk's desk: a campaign and the commands."""

    def __init__(self, root: Path, run: Run) -> None:
        self.root, self._run, self.campaign = root, run, Campaign.open(root)

    def file(self, file: str) -> Path:
        return self.root / "文书" / file

    def run(self, step: str, *arguments: object, code: int = 0) -> Any:
        result = self._run("documents", step, *arguments, "--campaign", self.root, "--json")
        assert result.code == code, result.err
        return result.json if code == 0 else result.err

    def approve(self, *files: str, on: date = SIGNED) -> None:
        paths = [self.file(file) for file in files]
        self.run("approve", *paths, "--reviewer", "王核", "--signer", "李签", "--date", on)

    def listed(self) -> Any:
        return self._run("documents", "list", self.root, "--json").json

    def lose_history(self) -> None:
        """With its backups."""
        self.campaign.history.unlink()
        shutil.rmtree(self.campaign.history.with_name("backups"), ignore_errors=True)

    @property
    def papers(self) -> tuple[Paper, ...]:
        return read_office(self.campaign.ledger, load_rulebook(VILLAGE))[0].register

    def type(self, sheet: str, key: str, **values: str) -> None:
        fill_ledger(self.campaign.ledger, load_rulebook(VILLAGE), {sheet: [(key, dict(values))]})

    def texts(self, file: str) -> list[tuple[str, str]]:
        return [(control.tag.split(":")[1], control.text) for control in read_controls(self.file(file).read_bytes())]


@pytest.fixture
def office(made: Path, tmp_path: Path, weibao: Run, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr("weibao.cli.documents._today", lambda: TODAY)
    return Office(Path(shutil.copytree(made, tmp_path / "谷地")), weibao)


def numbered(number: str, draft: str) -> str:
    folder, name = draft.split("/")
    return f"印发/{folder}/示谷管〔2026〕{number}号 {name}"
