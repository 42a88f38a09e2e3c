"""rounds.toml: the planned rounds and the levels of inspection, read and checked."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from weibao.rulebook.faults import Spot
from weibao.rulebook.round_records import ANNUAL, ROUND_KINDS, YEAR, InspectionLevel, PlannedRound
from weibao.rulebook.tables import Spec, optional, required

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weibao.rulebook.model import Rulebook
    from weibao.rulebook.reader import File

FILE: Final = "rounds.toml"
SPECS: Final[Mapping[str, Spec]] = MappingProxyType(
    {
        "ROUND": {
            "id": required(str, pattern=r"LC\d+"),
            "name": required(str),
            "kind": required(str, choices=ROUND_KINDS),
            "scored": required(bool),
            "start": optional(date, None),
            "due": required(date),
            "yearly": optional(bool, False),
            "milestone": optional(str, "", empty=True),
            "setting": optional(str, "", empty=True),
        },
        "INSPECTION": {
            "id": required(str, pattern=r"YS\d+"),
            "name": required(str),
            "organ": required(str),
            "short": required(str),
            "milestone": optional(str, "", empty=True),
        },
    }
)


def rounds(file: File) -> tuple[PlannedRound, ...]:
    """The planned rounds; names are told apart, dates are in order."""
    found: list[PlannedRound] = []
    for values, spot in file.records("rounds", SPECS["ROUND"]):
        item = PlannedRound(**values)
        if any(item.name == other.name for other in found):
            spot.fail(f"又一轮“{item.name}”", "轮次按名称认，每轮的名称不同")
        if item.start and item.due < item.start:
            spot.fail(f"due（{item.due}）早于 start（{item.start}）", "报送期限不能早于开始日期")
        if item.yearly != (YEAR in item.name):
            spot.fail(f"名称是“{item.name}”，与 yearly 不符", f"每年一轮的名称要有 {YEAR}，只有一轮的没有")
        if item.kind == ANNUAL and item.scored:
            spot.fail("kind = 'annual' 的轮次写了 scored = true", "年度工作情况不计分")
        found.append(item)
    return tuple(found)


def inspections(file: File) -> tuple[InspectionLevel, ...]:
    """The levels of inspection, in their order; names and short names are told apart."""
    found: list[InspectionLevel] = []
    for values, spot in file.records("inspections", SPECS["INSPECTION"]):
        item = InspectionLevel(**values)
        for key in ("name", "short"):
            if any(getattr(item, key) == getattr(other, key) for other in found):
                spot.fail(f"“{key}”又是“{getattr(item, key)}”", "每一级的名称不同")
        found.append(item)
    return tuple(found)


def check_milestone(book: Rulebook, item: PlannedRound | InspectionLevel) -> None:
    """The milestone that a record names is there."""
    if item.milestone and item.milestone not in {milestone.id for milestone in book.milestones}:
        Spot(FILE, f"记录 {item.id}").fail(f"“milestone”写的是“{item.milestone}”", "应为 phases.toml 中的里程碑编号")


def check_setting(book: Rulebook, item: PlannedRound) -> None:
    """The setting that a round names is there and holds a date."""
    if item.setting and item.setting not in {setting.id for setting in book.settings if setting.type == "date"}:
        Spot(FILE, f"记录 {item.id}").fail(
            f"“setting”写的是“{item.setting}”", "应为 settings.toml 中一个 type = 'date' 的设置的编号"
        )
