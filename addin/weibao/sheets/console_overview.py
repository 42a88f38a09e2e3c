"""总览: the one page that a leader reads. Key figures, verdict, returns, supervision, next dates, native charts.

Twelve columns of one width; a card takes two of them. Nothing here is computed anew: sums come from the assessment,
counts from the frames.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from weibao.compute.meeting_checks import norms_text
from weibao.compute.meeting_states import DecisionStatus, MeetingStatus
from weibao.compute.model import Light, ReturnStatus, Status, Verdict
from weibao.compute.tally import tally
from weibao.compute.words import verdict_text
from weibao.sheets.book import GREY, HEAD, Book, merged, write
from weibao.sheets.console_charts import insert_charts
from weibao.sheets.console_head import OVERVIEW, WARNING
from weibao.sheets.heights import row_height
from weibao.workdays import day_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from pandas import DataFrame

    from weibao.compute.model import Assessment
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Rulebook

COLUMNS, WIDTH = 12, 10.8
_NAMED = 12  # so many units are named in a line; more are counted
_NEXT = 3  # so many coming dates are shown
NOT_OUT = "计分的清单还没有下发"

# 0-based rows of the fixed upper part.
_NOTICE, _TITLE, _SUBTITLE, _LINKS, _CARDS, _LINES = 0, 1, 2, 3, 6, 10
_LINK_ROWS, _LINK_WIDTH = 3, 2  # rows of links, two columns each where there is room: long names are not cut off


def write_overview(
    book: Book,
    rulebook: Rulebook,
    settings: Settings,
    assessment: Assessment,
    tables: Mapping[str, DataFrame],
    links: Sequence[str],
) -> None:
    """The first sheet. `links` are the names of the other sheets."""
    sheet = book.sheet(OVERVIEW)
    sheet.set_column(0, COLUMNS - 1, WIDTH)
    asked = any(tables["units"]["return_status"])
    number = f"第{assessment.round}轮" if asked else NOT_OUT
    _head(book, sheet, rulebook, f"基准日 {day_text(assessment.as_of)}　　{number}　　{settings.office_short}")
    _links(book, sheet, links)
    _cards(book, sheet, rulebook, assessment)
    for row, (label, text) in enumerate(_lines(rulebook, assessment, tables["units"]), _LINES):
        size = 13 if row == _LINES else 10  # the verdict itself comes first and larger
        write(sheet, row, 0, label, book.format(bold=True, valign="top", font_size=11))
        text_format = book.format(text_wrap=True, valign="top", font_size=size, bold=size > 10)
        merged(sheet, row, 1, COLUMNS - 1, text, text_format)
        sheet.set_row(row, row_height([(text, WIDTH * (COLUMNS - 1))], size=size))
    bottom = insert_charts(
        book, sheet, row + 2, tables["categories"], _return_counts(tables["units"]), _light_counts(assessment)
    )
    sheet.print_area(0, 0, bottom, COLUMNS - 1)
    sheet.fit_to_pages(1, 1)
    sheet.freeze_panes(_LINKS + _LINK_ROWS, 0)
    sheet.activate()


def _head(book: Book, sheet: Any, rulebook: Rulebook, facts: str) -> None:
    last = COLUMNS - 1
    merged(sheet, _NOTICE, 0, last, WARNING, book.format(font_color=GREY))
    merged(sheet, _TITLE, 0, last, f"{rulebook.title}工作总台账", book.format(bold=True, font_size=20))
    merged(sheet, _SUBTITLE, 0, last, facts, book.format(font_size=12, font_color=GREY))
    for row, height in ((_NOTICE, 18), (_TITLE, 34), (_SUBTITLE, 22)):
        sheet.set_row(row, height)


def _links(book: Book, sheet: Any, names: Sequence[str]) -> None:
    """A link to each of the other sheets; as many in a row as the printed page has room for."""
    link = book.format(font_color="#1B4F8A", underline=1, align="center")
    each = -(-len(names) // _LINK_ROWS)
    width = _LINK_WIDTH if each * _LINK_WIDTH <= COLUMNS else 1
    for place, name in enumerate(names):
        row, first = _LINKS + place // each, place % each * width
        if width > 1:
            sheet.merge_range(row, first, row, first + width - 1, "", link)
        sheet.write_url(row, first, f"internal:'{name}'!A1", link, string=name)
    for row in range(_LINKS, _LINKS + _LINK_ROWS):
        sheet.set_row(row, 20)


def _cards(book: Book, sheet: Any, rulebook: Rulebook, assessment: Assessment) -> None:
    """满分, 得分, 可能得分, 未评, 失分 and provisional rows, large."""
    total = assessment.total

    def points(steps: int) -> float:
        return float(rulebook.scale.points(steps))

    nothing = total.unassessed == total.full
    cards: tuple[tuple[str, float | str, str], ...] = (
        ("得分", "未评" if nothing else points(total.earned), "已核定或已申报"),
        ("可能得分", points(total.possible), "得分＋未评，补报后会变"),
        ("未评", points(total.unassessed), "还没有单位作答"),
        ("失分", "未评" if nothing else points(total.full - total.possible), "满分－可能得分"),
        ("满分", points(total.full), f"{len(rulebook.indicators)} 项指标"),
        ("暂计指标", assessment.provisional_rows, "有责任单位未填，得分还会变"),
    )
    for number, (label, value, note) in enumerate(cards):
        first, second = 2 * number, 2 * number + 1
        edge = {"border": 1, "border_color": "#FFFFFF", "bg_color": HEAD if number else "#1B4F8A"}
        ink = {} if number else {"font_color": "#FFFFFF"}
        merged(sheet, _CARDS, first, second, label, book.format(align="center", font_size=11, **edge, **ink))
        merged(
            sheet, _CARDS + 1, first, second, value, book.format(align="center", font_size=26, bold=True, **edge, **ink)
        )
        merged(sheet, _CARDS + 2, first, second, note, book.format(align="center", font_size=9, **edge, **ink))
    for row, height in ((_CARDS, 20), (_CARDS + 1, 42), (_CARDS + 2, 18), (_CARDS + 3, 8)):
        sheet.set_row(row, height)


def _lines(rulebook: Rulebook, assessment: Assessment, units: DataFrame) -> list[tuple[str, str]]:
    """The sentences below the cards as (label, text)."""
    lines = [
        ("推荐意见", _verdict(rulebook, assessment)),
        ("", _verdict_ground(rulebook, assessment)),
        ("报送情况", _returned(units)),
        ("督办情况", _supervised(assessment)),
        *([("会议和议定", met)] if (met := _met(assessment)) else []),
    ]
    dates = _next_dates(rulebook, assessment.as_of)
    return lines + [("" if number else "近期节点", text) for number, text in enumerate(dates)]


def _verdict(rulebook: Rulebook, assessment: Assessment) -> str:
    text = verdict_text(rulebook, assessment.verdict)
    return text if assessment.final or assessment.verdict is Verdict.UNDECIDED else f"{text}（未定）"


def _verdict_ground(rulebook: Rulebook, assessment: Assessment) -> str:
    """Why the verdict is what it is: which items count, who has not answered, the window."""
    counted = [rulebook.veto_by_id[result.veto] for result in assessment.vetoes if result.counted]
    ground = "负面清单没有计入的事项"
    if counted:
        ground = f"负面清单计入 {len(counted)} 项：{'、'.join(f'{veto.id} {veto.title}' for veto in counted)}"
    silent = [result.veto for result in assessment.vetoes if result.silent]
    if silent:
        ground += f"；{'、'.join(silent)} 还有责任单位未作答，答齐后才能定"
    start, last = assessment.window
    return f"{ground}。影响期 {day_text(start)}至{day_text(last)}。"


def _returned(units: DataFrame) -> str:
    counts = _return_counts(units)
    if not any(count for _, count in counts):
        return f"{NOT_OUT}。"
    out = {status.label for status in ReturnStatus if not status.counts} | {""}
    waiting = [name for name, status in zip(units["unit"], units["return_status"], strict=True) if status in out]
    text = f"应报 {len(units)} 个单位，" + "，".join(f"{status} {count} 个" for status, count in counts)
    if not waiting:
        return f"{text}。"
    named = "、".join(waiting[:_NAMED]) + (f"等 {len(waiting)} 个" if len(waiting) > _NAMED else "")
    return f"{text}。尚未计入：{named}。"


def _return_counts(units: DataFrame) -> list[tuple[str, int]]:
    """How many units stand how with their return: 已报送 and 未报送 always, the others where there are any.

    None stands anyhow before the round is out.
    """
    counts = Counter(map(str, units["return_status"]))
    always = (ReturnStatus.RETURNED, ReturnStatus.MISSING)
    order = (
        ReturnStatus.RETURNED,
        ReturnStatus.WAITING,
        ReturnStatus.CHOOSE,
        ReturnStatus.SENT_BACK,
        ReturnStatus.SET_ASIDE,
        ReturnStatus.MISSING,
    )
    return [(status.label, counts[status.label]) for status in order if status in always or counts[status.label]]


def _supervised(assessment: Assessment) -> str:
    lights = [(name, count) for name, count in _light_counts(assessment) if name != Status.DRAFTED.label]
    waiting = sum(item.asked for item in assessment.items)
    closed = sum(item.status is Status.CLOSED for item in assessment.items)
    settled = sum(item.status is Status.DONE for item in assessment.items)
    if not assessment.items:
        return "没有需要督办的事项。"
    text = f"待办 {waiting} 项" + (f"：{'，'.join(f'{name} {count} 项' for name, count in lights)}" if waiting else "")
    found = tally(assessment.stages)
    steps = f"拟督办（未印发通知）{found.drafted} 项，已立项、正在整改 {found.remaining} 项。" if waiting else ""
    return f"{text}；问题已解决、可以销号 {settled} 项；已销号 {closed} 项。{steps}"


def _met(assessment: Assessment) -> str:
    """Meetings held, what is to be seen to of them and of their decisions; "" while none is noted."""
    found = assessment.meetings
    if not found.meetings:
        return ""
    held = sum(state.standing.status is not MeetingStatus.PLANNED for state in found.meetings)
    open_ = [f"{state.name}（{state.standing.words}）" for state in found.meetings if state.standing.light is Light.RED]
    counts = Counter(state.status for state in found.decisions)
    told = "，".join(f"{status.label} {counts[status]} 件" for status in DecisionStatus if counts[status])
    split = [duty for duty in found.years if duty.is_split and duty.year == assessment.as_of.year]
    parts = [f"已开会议 {held} 次", f"手续逾期：{'、'.join(open_)}" if open_ else "会议手续没有逾期的"]
    parts += [f"议定事项 {len(found.decisions)} 件：{told}"] if found.decisions else []
    parts += [f"{duty.kind.full_name}{norms_text(duty)}" for duty in split]
    return "；".join(parts) + "。"


def _light_counts(assessment: Assessment) -> list[tuple[str, int]]:
    """Open supervision items by light; those without a limit that the calendar covers are 未定, drafts have none."""
    counts = Counter(item.light for item in assessment.items if item.asked)
    drafts = sum(item.status is Status.DRAFTED for item in assessment.items)
    shown = [(light.label, counts[light]) for light in (Light.RED, Light.YELLOW, Light.GREEN)]
    others = (("期限未定", counts[Light.NONE] - drafts), (Status.DRAFTED.label, drafts))
    return shown + [(name, count) for name, count in others if count]


def _next_dates(rulebook: Rulebook, as_of: date) -> list[str]:
    """The next dates of the plan from the as-of day on, those of one day together."""
    days: dict[date, list[str]] = {}
    for milestone in rulebook.milestones:
        if milestone.end and milestone.end >= as_of:
            days.setdefault(milestone.end, []).append(milestone.title)
    return [
        f"{day_text(day)}（{f'还有 {(day - as_of).days} 天' if day > as_of else '今天'}）：{'、'.join(days[day])}"
        for day in sorted(days)[:_NEXT]
    ] or ["各时间节点都已过。"]
