"""年度工作要点 of the group, the enclosure of a 通知 （关于印发《…》的通知）: 要点 is no 文种 (条例 art. 8).

From the plan's tasks and their indicators that are not reached yet, its points in time of the year, its meetings, and
open supervision. On request only.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from weibao.compute.words import member_name
from weibao.documents import layout as lay
from weibao.documents import layouts, wording
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document, Group, Kind, Layout
from weibao.documents.kinds import annual_words, year_words
from weibao.documents.kinds import report_words as words
from weibao.documents.kinds.report_body import PARAGRAPHS, SECTIONS, closing, listed, section
from weibao.documents.kinds.report_figures import Standing, points, standings, total
from weibao.documents.kinds.report_settings import report_settings
from weibao.documents.kinds.supervision_parts import tallied
from weibao.documents.letterhead import letterhead

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from weibao.documents.kinds.report_sections import Pair
    from weibao.rulebook.model import Task

NAME: Final = "work_points"
TITLE: Final = "年度工作要点"
_NUMBER: Final = re.compile(r"^[(（][一二三四五六七八九十]+[)）]")

FIELDS: Final = {
    **layouts.fields(Layout.GENERAL),
    "要点": "要点名称，不带书名号，如：创建……2024年工作要点",
    "要点标题": "附件的标题，已分好行",
    "年": "年度（数字）",
    "办公室": "办公室简称",
    "节": SECTIONS,
    "目标": "工作目标一段",
    "任务组": "重点任务各组，每组有 题 和 项；每项有 题 和 文",
    "节点": PARAGRAPHS,
    "督办": "督查督办一段；没有时为空",
    "会议": PARAGRAPHS,
    "汇总": annual_words.GATHERED,
}


def build() -> bytes:
    """The template's bytes, always the same."""
    # Two paragraphs: the last one goes to the next page with the signature, the first page must show text (7.3.2).
    body = lay.paragraph("WBBody", "现将《{{ 要点 }}》印发给你们，请结合实际认真贯彻落实。") + closing(
        "各单位落实情况于{{ 年 }}年底前报送{{ 办公室 }}，由{{ 办公室 }}汇总上报。"
    )
    task = lay.paragraph("WBBody", "{{ 项.题 }}{{ 项.文 }}")
    content = (
        section("目标", "工作目标", lay.paragraph("WBBody", "{{ 目标 }}"))
        + section(
            "任务组",
            "重点任务",
            lay.each("组", "任务组", lay.paragraph("WBHeading2", "{{ 组.题 }}"), lay.each("项", "组.项", task)),
        )
        + section("节点", "时间节点", listed("节点"))
        + section("督办", "督查督办", lay.paragraph("WBBody", "{{ 督办 }}"))
        + section("会议", "会议安排", listed("会议"))
        + section("汇总", "各单位上年报送的情况", annual_words.blocks(level=2))
    )
    enclosure = lay.enclosure("附件", "{{ 要点标题 }}", content)
    return layouts.compose(Layout.GENERAL, body, title=f"{TITLE}模板", enclosures=(enclosure,))


def documents(case: Case) -> Iterator[Document]:
    """One, of the year of the settings."""
    settings, head = report_settings(case), letterhead(case, NAME)
    year = settings.year
    name = f"{words.campaign_name(case.rulebook)}{year}年工作要点"
    title = words.title(
        str(head["署名"]), f"关于印发《{words.campaign_name(case.rulebook)}", f"{year}年工作要点》", "的通知"
    )
    told = _content(case, year)
    yield Document(
        key=f"Y{year}",
        path=f"{TITLE}/{year}年工作要点.docx",
        title="".join(title),
        context={
            **head,
            **layouts.opening(Layout.GENERAL, title=title, send_to=settings.everybody, enclosures=(name,)),
            "要点": name,
            "要点标题": "\n".join(words.title("", words.campaign_name(case.rulebook), f"{year}年工作要点")),
            "年": year,
            "办公室": words.office(case),
            **told,
        },
        facts=facts_of(year, {key: told[key] for key in told if key not in ("节点", "节")}),
    )


def _content(case: Case, year: int) -> dict[str, Any]:
    told: dict[str, Any] = {
        "目标": f"{year_words.closing_score(case, year)}{_goal(case, year)}",
        "任务组": _tasks(case),
        "节点": words.paragraphs(_points_in_time(case, year)),
        "督办": _supervision(case),
        "会议": words.paragraphs(_meetings(case)),
        "汇总": annual_words.gathered(case, NAME, year - 1, level=2),
    }
    return {"节": words.sections({key: bool(value) for key, value in told.items()}), **told}


def _goal(case: Case, year: int) -> str:
    result, book = total(standings(case)), case.rulebook
    deadline = words.row_deadline(case)
    ahead = deadline if deadline and deadline >= max(case.assessment.as_of, date(year, 1, 1)) else None
    by = f"{wording.day(ahead)}前" if ahead else f"{year}年内"
    if not result.assessed:
        return f"{by}，{result.number}项指标全部达到工作标准。"
    parts = [f"补齐{points(book, result.lost)}分失分"] if result.lost else []
    open_ = result.number - result.assessed
    parts += [f"完成{open_}项、{points(book, result.unassessed)}分未评指标的评定"] if open_ else []
    if not parts:
        return f"巩固{result.number}项达标指标，不出现回落。"
    return f"{by}，{'，'.join(parts)}，{result.number}项指标全部达到工作标准。"


def _tasks(case: Case) -> list[dict[str, Any]]:
    """Groups （一）… with their tasks 1. …; a task without a link to an indicator is told by its title alone."""
    rows = {row.indicator.id: row for row in standings(case)}
    groups: dict[str, list[Task]] = {}
    for task in case.rulebook.tasks:
        groups.setdefault(_NUMBER.sub("", task.group), []).append(task)
    return [
        {
            "题": f"（{wording.chinese_number(position)}）{name}",
            "项": [
                {"题": f"{number}.{task.title}。", "文": _task(case, task, rows)}
                for number, task in enumerate(tasks, 1)
            ],
        }
        for position, (name, tasks) in enumerate(groups.items(), 1)
    ]


def _task(case: Case, task: Task, rows: Mapping[str, Standing]) -> str:
    linked = [rows[link.indicator] for link in task.links if link.indicator in rows]
    weak = [row for row in linked if row.lost or row.unassessed]
    if not linked:
        return ""
    if not weak:
        return f"巩固{_titles(linked)}的达标成果。"
    return f"重点补齐{_titles(weak)}（{_who(case, weak)}）。"


def _titles(rows: Sequence[Standing]) -> str:
    return "、".join(row.indicator.title for row in rows)


def _who(case: Case, rows: Sequence[Standing]) -> str:
    members = dict.fromkeys(member for row in rows for member in row.indicator.claimants)
    return "、".join(member_name(case.rulebook, member) for member in members)


def _points_in_time(case: Case, year: int) -> Iterator[Pair]:
    """The plan's points in time that are still ahead in that year."""
    ahead = words.milestones_ahead(case, until=date(year, 12, 31))
    days: dict[date, list[str]] = {}
    for item in ahead:
        if item.end and item.end.year == year:
            days.setdefault(item.end, []).append(f"{item.title}（{item.who}）" if item.who else item.title)
    for end, titles in days.items():
        yield f"{wording.day(end)}前。", f"{'；'.join(titles)}。"


def _supervision(case: Case) -> str:
    """What supervision asks for, once a notice has gone out."""
    found = tallied(case)
    if not found.remaining:
        return ""
    late = f"，其中超过整改时限的{found.late}项" if found.late else ""
    return f"已立项督办{found.opened}项，正在整改{found.remaining}项{late}，逐项核验佐证材料后销号。"


def _meetings(case: Case) -> Iterator[Pair]:
    for kind in case.rulebook.meetings:
        if kind.per_year:
            yield (
                f"{kind.full_name}。",
                f"{kind.frequency}，{kind.purpose}。" if kind.purpose else f"{kind.frequency}。",
            )


KIND: Final = Kind(
    name=NAME,
    title=TITLE,
    genre="通知",
    layout=Layout.GENERAL,
    group=Group.ON_REQUEST,
    fields=FIELDS,
    named=("标题", "主送", "要点"),
    build=build,
    documents=documents,
)
