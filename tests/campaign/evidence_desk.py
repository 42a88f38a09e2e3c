"""A village campaign with one return and its evidence files, for the tests of `weibao evidence`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from evidence.papers import docx, photo, scan, text_pdf
from weibao.campaign.folder import Campaign
from weibao.campaign.grounds import read_grounds
from weibao.campaign.situation import Situation, look
from weibao.campaign.store import open_store
from weibao.compute.model import Round
from weibao.evidence import reader
from weibao.sheets.checklist import write_checklist
from weibao.sheets.layout import LEVELS
from weibao.sheets.prefill import EvidencePrefill, Prefill, RowPrefill

TODAY = date(2026, 3, 20)
DAY = date(2026, 3, 9)
UNIT = "谷文化站"
FOLDER = f"佐证材料/02 {UNIT}"
# title, indicator, type, location, note
ROWS = (
    ("书屋开放记录", "I01", "台账记录", f"{FOLDER}/杂/开放记录.pdf", ""),
    ("关于书屋管理的通知", "I02", "通知文件", "管理通知.pdf", "共2页"),
    ("巡查照片", "I03", "台账记录", f"{FOLDER}/I03 警示巡查", ""),
    ("季度走访台账", "I05", "台账记录", "档案室2柜", ""),
    ("安全宣传总结", "I07", "台账记录", "../../别处/总结.docx", ""),
    ("宣传折页", "I07", "台账记录", "没有这个.pdf", ""),
)


class Here:
    """The worker in this process: what it does has tests of its own."""

    def __init__(self, _function: str, *, memory: int | None = None) -> None:
        self.memory = memory

    def call(self, path: str, words: dict[str, object], *, seconds: float) -> object:
        assert seconds > 0
        return reader.read(path, words)

    def close(self) -> None:
        pass


def desk(campaign: Campaign) -> Campaign:
    """Files and a return of one unit."""
    folder = campaign.root / FOLDER
    for name in ("杂", "I03 警示巡查"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    scan(folder / "杂" / "开放记录.pdf", seal=True)
    (folder / "管理通知.pdf").write_bytes(text_pdf(["关于书屋管理的通知", "2026年3月9日"], pages=3))
    photo(folder / "I03 警示巡查" / "巡查照片1.jpg")
    docx(folder / "名册.docx", "学生李思思被欺凌")
    docx(folder / "通报.docx", "机密★1年", "正文")
    _return(campaign)
    return campaign


def _return(campaign: Campaign) -> None:
    from weibao.rulebook import load_calendar

    grounds = read_grounds(campaign)
    unit = next(unit for unit in grounds.rulebook.units if unit.name == UNIT)
    evidence = tuple(
        EvidencePrefill(indicator=indicator, title=title, dated=DAY, type=kind, location=location, note=note)
        for title, indicator, kind, location, note in ROWS
    )
    rows = {item.id: RowPrefill(level=LEVELS[0]) for item in grounds.rulebook.indicators}
    write_checklist(
        campaign.returned(1) / "文化站.xlsx", grounds.rulebook, grounds.settings, unit.id,
        Round(1, "第1轮", issued=date(2026, 3, 2), due=date(2026, 3, 22)), load_calendar(),
        as_of=date(2026, 3, 2), prefill=Prefill(rows=rows, evidence=evidence),
    )  # fmt: skip


def seen(campaign: Campaign) -> Situation:
    """The round as it stands."""
    with open_store(campaign.history, reading=True) as store:
        return look(campaign, store, as_of=TODAY)


def tree(root: Path) -> dict[str, bytes]:
    """Every file below 佐证材料/ by its path."""
    home = root / "佐证材料"
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in home.rglob("*") if path.is_file()}
