"""A 核定台账 that waits for its first update, for the tests of what an update keeps."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from corpus.packages import parts_of
from sheets.ledger_sample import Case
from sheets.ledger_view import named, shown
from weibao.sheets import layout
from weibao.sheets.ledger import SHEETS
from weibao.sheets.ledger_update import update_ledger

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.ledger_parts import Parts
    from weibao.compute.model import Assessment, Office
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.ledger_update import UpdateResult
    from weibao.workdays import WorkCalendar

# The sheets of a ledger: the tables, the help on functions, the machine sheets with _calc as the last.
_FACTS = (layout.CLAIM_FACTS, layout.RETURN_FACTS, layout.ITEM_FACTS, layout.EVENT_FACTS, layout.CALENDAR_FACTS)
SHEET_COUNT = len(SHEETS) + len(_FACTS) + 3


class World(NamedTuple):
    """A ledger that waits for its first update, as parts, and what the update is made of."""

    parts: Parts
    case: Case
    assessment: Assessment
    settings: Settings
    rulebook: Rulebook
    office: Office

    @classmethod
    def make(cls, path: Path, rulebook: Rulebook, calendar: WorkCalendar) -> World:
        """A ledger of the rulebook with one round's returns, not in it yet."""
        case = Case.create(path, rulebook, calendar)
        assessment, settings, own = case.assess()
        return cls(shorter(parts_of(case.path)), case, assessment, settings, own, case.office()[0])

    def update(self, path: Path) -> UpdateResult:
        return update_ledger(path, self.rulebook, self.settings, self.assessment, self.case.returns)

    def arrived(self, path: Path) -> None:
        """The update is there: every item has its row and its words."""
        items = shown(path, "督办")
        for item in self.assessment.items:
            assert (items[item.id]["问题"], items[item.id]["状态"]) == (item.problem, item.status.label)
        assert named(path, "wb_earned") == float(self.rulebook.scale.points(self.assessment.total.earned))
        with zipfile.ZipFile(path) as package:
            assert package.testzip() is None


def shorter(parts: Parts) -> Parts:
    """Without most of the prepared rows: the same sheets, quicker to read."""
    for name, last in (("sheet3", 25), ("sheet4", 12), ("sheet7", 9), ("sheet8", 9), (f"sheet{SHEET_COUNT}", 40)):
        part = f"xl/worksheets/{name}.xml"

        def kept(row: re.Match[bytes], last: int = last) -> bytes:
            return row[0] if int(row[1]) <= last else b""

        parts[part] = re.sub(rb'<row r="(\d+)".*?</row>', kept, parts[part], flags=re.S)
    return parts
