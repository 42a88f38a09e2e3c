"""督办通知: what a notice says, and one draft per unit that is asked for something.

Drafts only: 文号 and 成文日期 stay open, a limit that runs from the day of issue is computed from the as-of date and
marked 暂. The words that never change stand in the template; every county word comes from rulebook and settings.
What units wrote about negative items is not quoted: it might name a child.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from weibao.compute.deadlines import due_date
from weibao.compute.model import Status
from weibao.documents import notice_words as words
from weibao.documents import wording
from weibao.documents.drafts import Draft, DraftFolder, DraftReport
from weibao.documents.kind import Layout
from weibao.documents.layouts import opening
from weibao.documents.supervision_template import FIELDS, NAME
from weibao.documents.titles import title_lines
from weibao.errors import CalendarRangeError
from weibao.findings import finding
from weibao.resources import template

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from weibao.compute.model import Assessment, SupervisionItem
    from weibao.compute.settings import Settings
    from weibao.documents.render import Renderer
    from weibao.rulebook.model import Rulebook, Unit
    from weibao.workdays import WorkCalendar

FOLDER: Final = "督办通知"
_ENCLOSURE: Final = "整改问题清单"
_BLANKS: Final = {
    "office": "办公室全称", "issuer_mark": "发文机关标志", "doc_code": "机关代字", "printer": "印发机关",
    "office_contact": "办公室联系人", "office_phone": "办公室联系电话",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice: its unit, the items it asks for, the template's context, and what it rests on.

    `facts` leaves out what only the clock or the office's own particulars change.
    """

    unit: Unit
    items: tuple[SupervisionItem, ...]
    context: Mapping[str, Any]
    title: str
    facts: str


def draft_path(unit: Unit, round_number: int) -> str:
    """`督办通知/07 市教育局－督办通知（第1轮）.docx`, below the folder of documents."""
    return f"{FOLDER}/{unit.order:02d} {wording.file_name(unit.name)}{_suffix(round_number)}"


def _suffix(round_number: int) -> str:
    return f"－督办通知（第{round_number}轮）.docx"


def supervision_notices(
    rulebook: Rulebook, settings: Settings, calendar: WorkCalendar, assessment: Assessment
) -> Iterator[Notice]:
    """A notice for every unit with items that are still asked for, in the order of the units.

    Nothing is issued yet: the limit runs from the as-of date, as if the notice went out on it, whenever the matter was
    put on the list. Only what is overdue by the list keeps its date.
    """
    as_of = assessment.as_of
    try:
        limit = due_date(as_of, settings.rectify_limit, settings.rectify_unit, calendar)
    except CalendarRangeError:
        limit = None
    asked: dict[str, list[SupervisionItem]] = {}
    for item in assessment.items:
        if item.asked:
            late = item.status is Status.OVERDUE
            asked.setdefault(item.unit, []).append(item if late else replace(item, opened=as_of, due=limit))
    for unit in rulebook.units:
        if items := asked.get(unit.id):
            yield _notice(rulebook, settings, calendar, assessment, unit, items)


def draft_notices(
    rulebook: Rulebook,
    settings: Settings,
    calendar: WorkCalendar,
    assessment: Assessment,
    *,
    out: Path,
    templates: Path,
    known: Mapping[str, str],
    progress: Callable[[str, int, int], None] | None = None,
) -> DraftReport:
    """Bring the drafts below `out` up to date by the rules of `drafts`, and say what happened.

    `templates` is where the clerk's template may lie; one that is not there is taken from the package. `known` are
    the receipts of the last run. Raises TemplateError where the template asks for what a notice does not have.
    """
    from weibao.documents.render import Renderer

    notices = tuple(supervision_notices(rulebook, settings, calendar, assessment))
    own = templates / NAME
    renderer = Renderer(own if own.is_file() else template(NAME), FIELDS)
    folder = DraftFolder(out, known)
    for number, notice in enumerate(notices, 1):
        folder.settle(_draft(renderer, settings, assessment, notice))
        if progress:
            progress("起草督办通知", number, len(notices))
    suffix = _suffix(assessment.round).removesuffix(".docx")
    folder.clear(lambda path: path.startswith(f"{FOLDER}/") and suffix in path)
    if notices and (empty := _empty_settings(settings)):
        folder.report.findings.append(finding("draft-blanks", names=empty))
    return folder.report


def _draft(renderer: Renderer, settings: Settings, assessment: Assessment, notice: Notice) -> Draft:
    creator = settings.office
    return Draft(
        path=draft_path(notice.unit, assessment.round),
        unit=notice.unit.id,
        facts=notice.facts,
        content=renderer.fingerprint(notice.context, title=notice.title, creator=creator),
        render=partial(renderer.render, notice.context, title=notice.title, creator=creator, created=assessment.as_of),
    )


def _notice(
    rulebook: Rulebook,
    settings: Settings,
    calendar: WorkCalendar,
    assessment: Assessment,
    unit: Unit,
    items: Sequence[SupervisionItem],
) -> Notice:
    as_of, round_text = assessment.as_of, f"第{assessment.round}轮"
    only_return = all(not item.indicator for item in items)
    lines = _title(settings, only_return)
    overdue = sum(item.status is Status.OVERDUE for item in items)
    context: dict[str, Any] = {
        **_head(settings, as_of.year),
        **opening(Layout.GENERAL, title=lines, send_to=unit.formal, enclosures=() if only_return else (_ENCLOSURE,)),
        "依据": _basis(rulebook),
        "轮次": round_text,
        "截至": wording.day(as_of),
        "称谓": words.address(unit),
        "仅未报送": only_return,
        "未报送情况": wording.tight("；".join(item.problem for item in items)) if only_return else "",
        "项数": len(items),
        "问题段": [] if only_return else words.problem_paragraphs(rulebook, items, round_text),
        "要求": words.requirements(items),
        "时限": words.limit_phrase(items, settings, calendar, as_of),
        "超期": overdue,
        "问题": [] if only_return else words.table_rows(rulebook, items, round_text, as_of),
    }
    return Notice(unit, tuple(items), context, "".join(lines), _facts(settings, assessment, unit, items))


def _head(settings: Settings, year: int) -> dict[str, str]:
    """The office's particulars, open places included."""
    contact = f"联系人：{wording.or_blank(settings.office_contact)}，电话：{wording.or_blank(settings.office_phone)}"
    return {
        "标志": wording.or_blank(settings.issuer_mark),
        "文号": f"{wording.or_blank(settings.doc_code)}〔{year}〕{wording.WIDE * 2}号",
        "办公室": wording.or_blank(settings.office_short or settings.office),
        "署名": wording.or_blank(settings.office),
        "成文日期": wording.open_day(year),
        "附注": contact,
        "抄送": "，".join(settings.cc),
        "印发机关": wording.or_blank(settings.printer),
        "印发日期": wording.open_day(year),
    }


def _title(settings: Settings, only_return: bool) -> tuple[str, ...]:
    """发文机关、事由和文种, in lines."""
    if only_return:
        matter = ("关于限期报送", "未成年人保护", "示范创建", "指标清单的通知")
    else:
        matter = ("关于限期整改", "未成年人保护", "示范创建", "有关问题的通知")
    return title_lines((settings.office.strip(), *matter))


def _basis(rulebook: Rulebook) -> str:
    """The plan, and its system of supervision where it names one."""
    systems = [rule.title for rule in rulebook.rules if rule.kind == "system" and "督办" in rule.title]
    return f"根据{wording.plan_name(rulebook.document)}{''.join(f'和{title}' for title in systems[:1])}"


def _facts(settings: Settings, assessment: Assessment, unit: Unit, items: Sequence[SupervisionItem]) -> str:
    rows = [
        (
            item.id,
            item.problem,
            item.request,
            item.status is Status.OVERDUE,
            None if words.is_provisional(item, assessment.as_of) or item.due is None else item.due.isoformat(),
        )
        for item in items
    ]
    text = json.dumps(
        [unit.formal, assessment.round, settings.rectify_limit, settings.rectify_unit, rows], ensure_ascii=False
    )
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _empty_settings(settings: Settings) -> str:
    empty = [title for key, title in _BLANKS.items() if not str(getattr(settings, key)).strip()]
    return "、".join(f"“{title}”" for title in empty)
