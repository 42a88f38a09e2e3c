"""Cases for the documents of supervision, from items, rows of 督办 and papers written out by hand. All invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from documents import notice_samples as samples
from documents.notice_samples import item
from weibao.compute.model import Closure, FeedbackInput, Mode, Office, Paper, Round, Status
from weibao.compute.papers import PaperState
from weibao.compute.settings import Settings
from weibao.documents.kind import Case

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weibao.compute.model import SupervisionItem
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

TYPED = {"office_contact": "王某某", "office_phone": "0000-12345678", "director": "李某某"}
OPENED, DUE, AS_OF = date(2023, 9, 25), date(2023, 10, 13), date(2023, 10, 9)
NOTICE = "皋未保办〔2023〕12号"
TITLE = "如皋市未成年人保护工作领导小组办公室关于限期整改未成年人保护示范创建有关问题的通知"


def matter(unit: str, indicator: str, *reasons: tuple[str, str, str], **changes: object) -> SupervisionItem:
    """An item with the id that the computation gives: 1-07-I22. `unit` is D07 or T03 (order 43)."""
    order = int(unit[1:]) + (40 if unit.startswith("T") else 0)
    made = item(unit, indicator, *(reasons or (samples.UNMET,)))
    made = replace(made, id=f"1-{order:02d}-{indicator or 'R'}")
    return replace(made, **changes)  # type: ignore[arg-type]


def case_item(unit: str, code: str, **changes: object) -> SupervisionItem:
    """A 重大事件 or 恶性案件, by its code."""
    made = matter(unit, "", ("case", f"重大事件、恶性案件（代号 {code}）的处置", "依法依规处置，跟踪帮扶"))
    return replace(made, id=code, mode=Mode.LISTED, **changes)  # type: ignore[arg-type]


def running(made: SupervisionItem, opened: date = OPENED, due: date = DUE, **changes: object) -> SupervisionItem:
    """The item once its notice has gone out."""
    return replace(made, opened=opened, due=due, **changes)  # type: ignore[arg-type]


def late(made: SupervisionItem, due: date = date(2023, 9, 28)) -> SupervisionItem:
    """The item past its limit."""
    return replace(made, opened=date(2023, 9, 6), due=due, status=Status.OVERDUE)


def done(made: SupervisionItem, measure: str, evidence: str) -> SupervisionItem:
    """The item as the office closed it."""
    feedback = FeedbackInput(made.id, measure, date(2023, 10, 8), evidence)
    return replace(running(made), status=Status.CLOSED, feedback=feedback)


def closure(made: SupervisionItem, **cells: object) -> Closure:
    """The item's row of 督办."""
    return replace(Closure(made.id, made.opened), **cells)  # type: ignore[arg-type]


def paper(
    kind: str, items: Iterable[SupervisionItem], dated: date, number: str = NOTICE, *,
    state: PaperState = PaperState.ISSUED, title: str = TITLE,
) -> Paper:  # fmt: skip
    """A numbered paper of the register."""
    return Paper(
        title=title, doc_no=number, dated=dated, issued=dated, state=state, kind=kind,
        items=tuple(one.id for one in items),
    )  # fmt: skip


def case(
    rulebook: Rulebook,
    calendar: WorkCalendar,
    items: Sequence[SupervisionItem],
    *,
    register: Sequence[Paper] = (),
    closures: Sequence[Closure] = (),
    as_of: date = AS_OF,
    typed: dict[str, str] | None = None,
) -> Case:
    """What the builders read."""
    settings, _ = Settings.build(rulebook, {**TYPED, **(typed or {})})
    office = Office(
        rounds=(Round(1, "申报自评", "自评", date(2023, 9, 1), date(2023, 9, 15)),),
        closures={one.item: one for one in closures},
        register=tuple(register),
    )
    book = settings.apply(rulebook)
    return Case(
        rulebook=book, settings=settings, calendar=calendar, office=office,
        assessment=samples.assessment(items, as_of=as_of),
    )  # fmt: skip


def mixed(rulebook: Rulebook, calendar: WorkCalendar) -> Case:
    """Closed, near its limit, past it, urged in vain, waiting for the office; three units."""
    first, second = matter("D07", "I22", samples.PARTIAL), matter("D07", "I23", samples.NO_EVIDENCE)
    urged = [late(first, date(2023, 9, 20)), late(second, date(2023, 9, 20))]
    passed = [late(matter("T03", "I07"), date(2023, 10, 7))]
    near = [running(matter("D08", "I29", samples.BLANK), due=date(2023, 10, 11)), running(matter("D08", "I33"))]
    ready = [done(matter("D10", "I09", samples.NO_EVIDENCE), "补报预算批复和资金下达文件", "皋财〔2023〕5号")]
    listed = [replace(running(matter("D05", "I53")), mode=Mode.LISTED, inspector="张某某")]
    items = [*urged, *passed, *near, *ready, *listed]
    number = "皋未保办〔2023〕9号"
    return case(
        rulebook, calendar, items,
        register=[
            paper("supervision_notice", [*urged, *passed], date(2023, 9, 6), number),
            paper("reminder_letter", urged, date(2023, 9, 21),
                  "皋未保办〔2023〕15号"),
            paper("supervision_notice", [*near, *ready], OPENED),
            paper("listed_notice", listed, OPENED, "皋未保办〔2023〕13号"),
        ],
        closures=[
            closure(ready[0], closed=AS_OF, handler="赵某某", closed_by="钱某某"),
            closure(listed[0], mode=Mode.LISTED, inspector="张某某"),
        ],
    )  # fmt: skip
