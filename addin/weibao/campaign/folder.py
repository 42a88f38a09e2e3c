"""The campaign folder: what lies where, and which rulebook it runs under.

    下发/第N轮/      checklists as issued (written once, by `issue` only)
    回收/第N轮/      what the units sent back (read only)
    退回/            slips and marked copies for units that have something to mend (`collect --report`)
    佐证材料/        a folder per unit, a sub-folder per indicator
    文书/  图表/     drafts and charts
    核定台账.xlsm    all that the office types        总台账.xlsx   output, rebuilt by every run
                     (.xlsx without the macros: the same sheets, the same formulas)
    .weibao/         campaign.json, history.sqlite, rulebook/ (only where the campaign brought its own),
                     rulebooks/N/ (where the rules were changed: every version, the one before included)

`.weibao/` holds nothing that a person typed, but for as long as a return counts what was read of it (`readings`).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from weibao.atomic import replace_file
from weibao.campaign.manifest import MACHINE
from weibao.campaign.rule_versions import RuleVersion, in_campaign, marker_of, read_marker
from weibao.errors import CampaignError
from weibao.rulebook import load_rulebook
from weibao.rulebook.create import load_new
from weibao.rulebook.loader import DEFAULT_RULEBOOK, find_folder
from weibao.rulebook.model import Rulebook, Unit

LEDGER, LEDGER_SUFFIXES = "核定台账", (".xlsm", ".xlsx")
CONSOLE = "总台账.xlsx"


@dataclass(frozen=True)
class Campaign:
    """An existing campaign folder. `rulebook_ref` names a built-in rulebook, or is "own" for the copy inside it.

    `versions` is empty until the rules are changed; then it has every version, and `numbers` what number each unit has
    had since. `unfinished`: 核定台账 has not been brought to the last version yet.
    """

    root: Path
    rulebook_ref: str
    versions: tuple[RuleVersion, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    unfinished: bool = False

    @classmethod
    def open(cls, root: Path) -> Campaign:
        """The campaign at `root`; CampaignError where the folder is none."""
        marker = root / MACHINE / "campaign.json"
        if not root.is_dir():
            raise CampaignError(f"找不到文件夹“{root}”。请检查路径，或先用 weibao new 新建一个创建文件夹。")
        try:
            data = json.loads(marker.read_text(encoding="utf-8-sig"))
            reference, versions, numbers, unfinished = read_marker(data)
        except FileNotFoundError:
            here = f"没有写是哪个文件夹，当前的“{root.resolve()}”和它的上级都不是"
            named = here if root == Path() else f"“{root}”不是"
            raise CampaignError(
                f"{named}创建文件夹（缺少 {MACHINE}/campaign.json）。"
                "如果是新开展的创建工作，请先运行 weibao new；如果是复制过来的，请把隐藏的 .weibao 文件夹一起复制。"
            ) from None
        except (ValueError, KeyError, TypeError):  # not UTF-8 and no JSON are ValueErrors both
            raise CampaignError(f"“{marker}”已损坏，无法识别所用规则库。请从备份恢复此文件。") from None
        return cls(root, reference, versions, numbers, unfinished)

    @classmethod
    def create(cls, root: Path, rulebook: Path | None = None) -> Campaign:
        """A new campaign in an empty or new folder; a rulebook of its own is checked and copied into it.

        Raises CampaignError where `root` already holds something, RulebookError where the rulebook is faulty.
        """
        if root.exists() and (not root.is_dir() or any(root.iterdir())):
            raise CampaignError(f"“{root}”已经存在而且不是空文件夹。为避免覆盖，请换一个名称或清空后再建。")
        load_new(rulebook or DEFAULT_RULEBOOK)
        machine = root / MACHINE
        machine.mkdir(parents=True)
        if rulebook:
            shutil.copytree(rulebook, machine / "rulebook")
        reference = "own" if rulebook else DEFAULT_RULEBOOK
        cls(root, reference).write_marker()
        for name in ("下发", "回收", "佐证材料", "文书", "图表"):
            (root / name).mkdir()
        return cls(root, reference)

    def write_marker(self) -> None:
        """Write campaign.json in one step."""
        text = json.dumps(
            marker_of(self.rulebook_ref, self.versions, self.numbers, self.unfinished), ensure_ascii=False
        )
        with replace_file(self.machine / "campaign.json") as temporary:
            temporary.write_text(text + "\n", encoding="utf-8")

    @cached_property
    def rulebook(self) -> Rulebook:
        """The rulebook in force as published, before the settings replace its towns."""
        return self.load(self.rulebook_ref)

    @property
    def rulebook_folder(self) -> Path:
        """Where the files of the rulebook in force lie."""
        return self.folder_of(self.rulebook_ref)

    @property
    def first_round(self) -> int:
        """The first round under the rulebook in force."""
        return self.versions[-1].first if self.versions else 1

    def version_of(self, number: int) -> RuleVersion | None:
        """The version that a round is judged by; None where the rules were never changed."""
        return next((item for item in reversed(self.versions) if item.first <= number), None)

    def rulebook_of(self, number: int) -> Rulebook:
        """The rulebook, as published, that round `number` is judged by."""
        version = self.version_of(number)
        return self.rulebook if version is None or version.ref == self.rulebook_ref else self.load(version.ref)

    def folder_of(self, ref: str) -> Path:
        """The folder of a version's files."""
        inside = {"own": self.machine / "rulebook"}.get(ref, self.machine / ref if "/" in ref else None)
        return inside if inside is not None else find_folder(ref)

    def load(self, ref: str) -> Rulebook:
        """A version as published, with what the campaign keeps through all of them."""
        book = load_rulebook(self.folder_of(ref) if ref == "own" or "/" in ref else ref)
        if not self.versions:
            return book
        known = (load_rulebook(self.folder_of(item.ref)) for item in self.versions if item.ref != ref)
        return in_campaign(book, self.numbers, known)

    @property
    def machine(self) -> Path:
        return self.root / MACHINE

    @property
    def history(self) -> Path:
        return self.machine / "history.sqlite"

    @property
    def ledger(self) -> Path:
        """核定台账 as it lies there, with or without macros. CampaignError where there are both."""
        return ledger_in(self.root)

    @property
    def console(self) -> Path:
        return self.root / CONSOLE

    @property
    def documents(self) -> Path:
        return self.root / "文书"

    @property
    def charts(self) -> Path:
        return self.root / "图表"

    @property
    def slips(self) -> Path:
        """What goes back to units that have something to mend."""
        return self.root / "退回"

    def issued(self, number: int) -> Path:
        return self.root / "下发" / f"第{number}轮"

    def returned(self, number: int) -> Path:
        return self.root / "回收" / f"第{number}轮"

    def evidence(self, unit: Unit) -> Path:
        return self.root / "佐证材料" / folder_name(unit)

    def checklist(self, number: int, unit: Unit) -> Path:
        """Where a unit's checklist of a round is issued: `下发/第1轮/07 市教育局－指标清单（第1轮）.xlsx`."""
        return self.issued(number) / f"{folder_name(unit)}－指标清单（第{number}轮）.xlsx"

    def yearly(self, number: int, unit: Unit) -> Path:
        """The same for a round of 年度工作情况: `下发/第2轮/07 市教育局－年度工作情况（第2轮）.xlsx`."""
        return self.issued(number) / f"{folder_name(unit)}－年度工作情况（第{number}轮）.xlsx"

    def handed_out(self, number: int, unit: Unit) -> Path:
        """The one of both that is there; where none is, where the checklist would be."""
        yearly = self.yearly(number, unit)
        return yearly if yearly.is_file() else self.checklist(number, unit)

    def relative(self, path: Path) -> str:
        """The path as findings and JSON show it: below the campaign folder, with forward slashes."""
        return path.relative_to(self.root).as_posix()


def campaign_around(path: Path) -> Path | None:
    """The campaign folder that a file or folder lies in, however deep, or is itself; None where there is none."""
    here = path.resolve()
    return next((folder for folder in (here, *here.parents) if (folder / MACHINE / "campaign.json").is_file()), None)


def ledger_in(root: Path) -> Path:
    """核定台账 of the campaign at `root`; where there is none, where the one with macros would lie.

    Raises CampaignError where there are two: only a person knows which of them holds what was typed last.
    """
    names = [f"{LEDGER}{suffix}" for suffix in LEDGER_SUFFIXES]
    found = [root / name for name in names if (root / name).exists()]
    if len(found) > 1:
        raise CampaignError(
            f"“{root}”里有两本核定台账（{'、'.join(names)}），无法判断以哪一本为准。"
            "请打开看清楚，把不用的一本移到别处或改名后再运行。"
        )
    return found[0] if found else root / names[0]


def folder_name(unit: Unit) -> str:
    """`07 市教育局`."""
    return f"{unit.order:02d} {unit.name}"
