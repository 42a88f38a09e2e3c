"""What is missing in 资料汇编: indicators and units without material, rows without their file, empty years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from weibao.compute.compilation import Kept
from weibao.compute.terms import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from weibao.compute.compilation import Chapter, Compiled, Entry
    from weibao.compute.proof_records import Proofs
    from weibao.compute.results import IndicatorResult
    from weibao.findings import Finding


class Lack(StrEnum):
    """What kind of thing is missing."""

    INDICATOR = "indicator"
    UNIT = "unit"
    SILENT = "silent"
    FILE = "file"
    PAPER = "paper"
    ONLINE = "online"
    PERIOD = "period"
    STRANGER = "stranger"
    UNREGISTERED = "unregistered"

    @property
    def label(self) -> str:
        """The words for it."""
        return {
            "indicator": "指标没有材料", "unit": "单位没有材料", "silent": "单位没有报送", "file": "登记了没有文件",
            "paper": "只有纸质", "online": "只有网址", "period": "缺年度或时段", "stranger": "没有归到指标",
            "unregistered": "有文件没有登记",
        }[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing; `number` of the material where it is one's."""

    lack: Lack
    text: str
    indicator: str = ""
    unit: str = ""
    number: str = ""


# Findings that say the same: years and seasons, and what could not be told apart.
_PERIODS: Final = ("proof-year-gap", "proof-node-gap")
_FILES: Final[Mapping[str, str]] = {
    "proof-path-missing": "存放位置写的文件不在，按名称也没有找到",
    "proof-no-files": "登记的文件夹里没有对得上的文件",
    "proof-no-location": "没有写存放位置，也没有找到文件",
    "": "文件夹打不开，不知道在不在",
}
_SEVERAL: Final = ("proof-several", "proof-path-refused")
_OPEN: Final = (Level.MET, Level.PARTIAL)


def gaps(proofs: Proofs, compiled: Compiled, found: Iterable[Finding]) -> tuple[Gap, ...]:
    """All of them: of the whole first, then by indicator; `found` are the findings of the checks."""
    listed = tuple(found)
    results = {result.indicator: result for result in proofs.assessment.indicators}
    chapters = [chapter for volume in compiled.volumes for chapter in volume.chapters]
    wanted = {chapter.indicator.id for chapter in chapters}
    several = {(item.unit, item.sheet, item.cell): item.message for item in listed if item.code in _SEVERAL}
    told: list[Gap] = [*_silent(proofs, results, wanted)]
    for chapter in chapters:
        told += _bare(chapter, results[chapter.indicator.id])
        for entry in chapter.entries:
            told += _of(entry, several.get((entry.unit, *entry.place), ""))
        told += (
            Gap(Lack.PERIOD, item.message, item.indicator, item.unit)
            for item in listed
            if item.code in _PERIODS and item.indicator == chapter.indicator.id
        )
    told += _strangers(compiled)
    told += (
        Gap(Lack.UNREGISTERED, item.message, unit=item.unit) for item in listed if item.code == "proof-unregistered"
    )
    return tuple(told)


def _silent(proofs: Proofs, results: Mapping[str, IndicatorResult], wanted: set[str]) -> Iterator[Gap]:
    """Units of which nothing came at all, once for all their indicators."""
    asked = Counter(unit for key, result in results.items() if key in wanted for unit in result.units)
    for unit in proofs.rulebook.units:
        if asked[unit.id] and unit.id not in proofs.submissions:
            yield Gap(Lack.SILENT, f"没有报送清单，涉及 {asked[unit.id]} 项指标", unit=unit.id)


def _bare(chapter: Chapter, result: IndicatorResult) -> Iterator[Gap]:
    key = chapter.indicator.id
    if not chapter.in_it:
        yield Gap(Lack.INDICATOR, "没有一件能收录的材料", key)
    listed = {entry.unit for entry in chapter.entries}
    for unit, row in result.units.items():
        if unit in listed or not row.spoke:
            continue
        if row.level in _OPEN:
            yield Gap(Lack.UNIT, f"填了“{row.level.label}”，没有登记材料", key, unit)


def _of(entry: Entry, several: str) -> Iterator[Gap]:
    about = {"indicator": entry.indicator, "unit": entry.unit, "number": entry.number}
    if entry.kept is Kept.MISSING:
        why = several or _FILES.get(entry.lack, "没有文件")
        yield Gap(Lack.FILE, f"“{entry.title}”：{why}", **about)
    elif entry.kept is Kept.PAPER:
        yield Gap(Lack.PAPER, f"“{entry.title}”：原件在{entry.location or '登记的位置'}", **about)
    elif entry.kept is Kept.ONLINE:
        yield Gap(Lack.ONLINE, f"“{entry.title}”：没有存下来的文件，网页会变，请截图或下载后放入", **about)


def _strangers(compiled: Compiled) -> Iterator[Gap]:
    for row in compiled.strangers:
        said = f"写的是“{row.item.indicator}”，不是该单位的指标" if row.item.indicator else "没有写指标编号"
        yield Gap(Lack.STRANGER, f"“{row.name}”：{said}", unit=row.unit)
