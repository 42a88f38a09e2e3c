"""The paragraphs of reports on the campaign: what was organised, reached and not reached, and what comes next.

Every function gives (heading, text) pairs, none where there is nothing to say. Names of indicators, figures, dates
and reasons that the office typed; what units wrote is not quoted, because it might name a child.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from weibao.compute.model import Level, ReturnStatus, Verdict
from weibao.compute.verdict import NO, YES
from weibao.compute.words import member_name, verdict_text
from weibao.documents import wording
from weibao.documents.kinds import report_words as words
from weibao.documents.kinds.report_figures import (
    by_category,
    is_void,
    lost_reason,
    percent,
    points,
    standings,
    total,
)
from weibao.documents.kinds.supervision_parts import tallied

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weibao.compute.model import VetoEvent, VetoResult
    from weibao.documents.kind import Case
    from weibao.documents.kinds.report_figures import Standing

Pair = tuple[str, str]

_NAMED: Final = 12  # indicators named in a sentence; more are counted
NO_MATERIAL: Final = "佐证材料不全。"
NOT_RETURNED: Final = "部分单位未报送。"
OVERDUE: Final = "部分整改超期。"
UNRESOLVED: Final = "部分查验意见尚未整改。"
CLOCK: Final = ("问题", "下步", "节")
"""Fields that say what is overdue and what lies ahead: the clock alone changes them."""
_TOLD: Final = 10  # lost points told one by one; more are named and explained in the table


def organisation(case: Case, period: tuple[date, date] | None = None) -> Iterator[Pair]:
    """责任分解, 填报, 会议 (of the period) and 核定督办, each as far as it has happened."""
    book = case.rulebook
    asked = words.asked(case)
    duties = f"{len(book.indicators)}项指标" + (f"、{len(book.vetoes)}项负面清单" if book.vetoes else "")
    who = words.count_units(case, [unit.id for unit in book.units])
    yield (
        "分解落实责任。",
        f"{wording.day(book.issued)}，{book.issuer}印发{words.plan(case)}，将{duties}分解到{who}。",
    )
    yield "组织清单填报。", _returns(case, asked)
    yield "召开会议研究。", _meetings(case, period)
    yield "开展核定督办。", _checked(case, period)
    yield "接受查验验收。", _inspected(case, period)


def _inspected(case: Case, period: tuple[date, date] | None) -> str:
    """What each level that has begun scored, beside ours, and how many of its remarks are put right.

    Of a period not those whose last day, where it is known, lies outside of it.
    """
    found, told = case.assessment.inspections, []
    for item in found.begun:
        if period and item.on and not period[0] <= item.on <= period[1]:
            continue
        parts = [f"{item.level.name}{f'（{wording.day(item.on)}）' if item.on else ''}"]
        if item.total is not None:
            parts.append(f"总分{points(case.rulebook, item.total)}分")
        if item.scores:
            open_ = f"（其中{item.unassessed}项未评）" if item.unassessed else ""
            ours = f"本地这些指标得{points(case.rulebook, item.ours)}分{open_}"
            parts.append(f"对{len(item.scores)}项指标评分，合计{points(case.rulebook, item.scored)}分，{ours}")
        remarks = [state for state in found.remarks if state.item.level == item.level.name]
        if remarks:
            done = sum(not state.is_open for state in remarks)
            parts.append(f"提出意见{len(remarks)}条，已整改{done}条")
        told.append("，".join(parts))
    return words.joined(told)


def _returns(case: Case, asked: Sequence[str]) -> str:
    number = case.assessment.round
    entry = next((item for item in case.office.rounds if item.number == number), None)
    if entry is None and not case.submissions:
        return ""
    name = words.round_name(case)
    issued = f"{wording.day(entry.issued)}下发{name}指标清单" if entry and entry.issued else f"下发{name}指标清单"
    returned = [unit for unit in asked if unit in case.submissions]
    if not returned:
        return f"{issued}，应报送单位{len(asked)}个，尚无单位报送。"
    materials = total(standings(case)).materials
    listed = f"，登记佐证材料{materials}件" if materials else ""
    back = f"已全部报送{listed}" if len(returned) == len(asked) else f"已报送{len(returned)}个{listed}"
    return f"{issued}，应报送单位{len(asked)}个，{back}。"


def _meetings(case: Case, period: tuple[date, date] | None) -> str:
    first, last = period or (date.min, case.assessment.as_of)
    last = min(last, case.assessment.as_of)
    held = [item for item in case.office.meetings if item.held_on and first <= item.held_on <= last]
    if not held:
        return ""
    kinds = {item.id: item.name for item in case.rulebook.meetings}
    named = [f"{wording.day(item.held_on)}{kinds.get(item.kind) or item.title}" for item in held if item.held_on]
    decisions = [item for item in case.office.decisions if item.meeting in {meeting.id for meeting in held}]
    closed = sum(item.closed is not None and item.closed <= last for item in decisions)
    made = f"；议定事项{len(decisions)}项，已办结{closed}项" if decisions else ""
    return f"召开会议{len(held)}次（{'、'.join(named)}）{made}。"


def _checked(case: Case, period: tuple[date, date] | None) -> str:
    verified = total(standings(case)).verified
    return words.joined([f"已核定指标{verified}项" if verified else "", words.supervised(case, period)])


def achievements(case: Case) -> Iterator[Pair]:
    """What is reached in every category: verified first, what rests on the units' word apart."""
    for category, rows in by_category(case):
        met = [row for row in rows if row.level is Level.MET]
        if not met:
            continue
        sure = [row.indicator.title for row in met if row.result.figures.verified is not None]
        told = [row.indicator.title for row in met if row.result.figures.verified is None]
        reached = "全部达标" if len(met) == len(rows) else f"达标{len(met)}项"
        unit = "项" if sure and told else ""  # one list of them has its number in `reached`
        parts = [f"经核定达标的有{wording.some(sure, _NAMED, unit)}"] if sure else []
        parts += [f"按单位自评达标的有{wording.some(told, _NAMED, unit)}"] if told else []
        listed = total(met).materials
        materials = f"。达标指标登记佐证材料{listed}件" if listed else ""
        yield f"{category.name}。", f"{len(rows)}项指标{reached}。{'；'.join(parts)}{materials}。"


def score_summary(case: Case) -> str:
    """The totals in one paragraph."""
    result = total(standings(case))
    full = points(case.rulebook, result.full)
    verified = ""
    if result.verified and result.verified < result.assessed:
        given = points(case.rulebook, result.verified_points)
        verified = f"其中核定{result.verified}项、{given}分，其余按单位自评计。"
    elif result.verified:
        verified = "各项均经核定。" if result.assessed == result.number else "已评定的均经核定。"
    open_ = case.assessment.provisional_rows
    provisional = f"有{open_}项指标还有单位{_silence(case)}，得分为暂计。" if open_ and result.assessed else ""
    levels = f"按完成情况，{words.levels(result)}。"
    return f"{result.number}项指标满分{full}分，{words.score(case.rulebook, result)}。{levels}{verified}{provisional}"


def _silence(case: Case) -> str:
    """Why answers are missing in rows that count for the time being: none was given, or none that can be counted."""
    missing = [
        answer
        for result in case.assessment.indicators
        if result.provisional
        for answer in result.units.values()
        if not answer.spoke
    ]
    void = [answer for answer in missing if answer.void]
    told = (("未填报", len(void) < len(missing)), ("填报内容无法采用", void))
    return "或".join(what for what, some in told if some) or "未填报"


def losses(case: Case) -> Iterator[Pair]:
    """Every lost point, by category: with its reason where they are few, else named, the reasons in the table."""
    few = sum(row.lost > 0 for row in standings(case)) <= _TOLD
    for category, rows in by_category(case):
        lost = [row for row in rows if row.lost]
        if lost:
            told = "；".join(_loss(case, row, few=few) for row in lost)
            yield f"{category.name}失{points(case.rulebook, total(rows).lost)}分。", f"{told}。"


def _loss(case: Case, row: Standing, *, few: bool) -> str:
    name, lost = row.indicator.title, points(case.rulebook, row.lost)
    return f"{name}失{lost}分，{lost_reason(case, row)}" if few else f"{name}失{lost}分"


def negative(case: Case) -> Iterator[Pair]:
    """The negative list: what has not happened, events with day and ruling, who has not answered, the verdict."""
    vetoes = case.assessment.vetoes
    if not vetoes:
        return
    start, end = (wording.day(day) for day in case.assessment.window)
    clear = [item for item in vetoes if not item.events and not item.silent]
    heard = f"其中{len(clear)}项有关单位均报告未发生" if clear and len(clear) < len(vetoes) else ""
    if len(clear) == len(vetoes):
        heard = "有关单位均报告未发生"
    yield "自查情况。", f"{words.joined([f'负面清单{len(vetoes)}项，影响期为{start}至{end}', heard])}"
    yield "报告事项。", words.joined([_event(case, item, event) for item in vetoes for event in item.events])
    yield "未作答情况。", words.joined([_silent(case, item) for item in vetoes if item.silent])
    yield "推荐意见。", _verdict(case)


def _event(case: Case, item: VetoResult, event: VetoEvent) -> str:
    title = case.rulebook.veto_by_id[item.veto].title
    who = "、".join(member_name(case.rulebook, unit) for unit in event.units) or words.office(case)
    when = wording.day(event.happened_on) if event.happened_on else "日期未填"
    if event.counted:
        state = "已认定计入" if event.ruling == YES else "尚未认定，暂计入"
    elif event.ruling == NO:
        state = "经认定不计入"
    elif not event.in_window and event.happened_on:
        state = "不在影响期内，不计入"
    else:
        state = "尚未认定"
    return f"“{title}”1件（{who}报告，{when}），{state}"


def _silent(case: Case, item: VetoResult) -> str:
    title, units = case.rulebook.veto_by_id[item.veto].title, words.short_list(case, item.silent)
    return f"“{title}”尚有{units}未作答"


def _verdict(case: Case) -> str:
    verdict, counted = case.assessment.verdict, sum(item.counted for item in case.assessment.vetoes)
    text = verdict_text(case.rulebook, verdict)
    if verdict is Verdict.UNDECIDED:
        return "有单位未作答或者事项未认定，尚不能判定。"
    if verdict is Verdict.CLEAR:
        return f"{text}。"
    events = [event for item in case.assessment.vetoes for event in item.events if event.counted]
    open_ = "；有事项尚未认定，为暂定意见" if any(event.ruling != YES for event in events) else ""
    if not case.assessment.final:
        open_ = "；尚有单位未作答或者事项未认定，为暂定意见"
    return f"计入{counted}项，按评分说明为“{text}”{open_}。"


def problems(case: Case) -> Iterator[Pair]:
    """What is not reached, by kind."""
    rows = standings(case)
    for level, heading in ((Level.UNMET, "部分指标未达标。"), (Level.PARTIAL, "部分指标没有完全达标。")):
        found = [row for row in rows if row.level is level]
        if found:
            lost, names = total(found).lost, [row.indicator.title for row in found]
            yield (
                heading,
                (
                    f"{level.label}{len(found)}项，失{points(case.rulebook, lost)}分："
                    f"{wording.some(names, _NAMED, '')}。"
                ),
            )
    open_ = [row for row in rows if row.level is Level.UNASSESSED and not _awaited(case, row)]
    yield "部分指标尚未评定。", _unassessed(case, open_)
    missing = [item for item in case.assessment.units if item.missing_evidence]
    if missing:
        number = sum(item.missing_evidence for item in missing)
        yield NO_MATERIAL, f"{len(missing)}个单位的{number}项指标填了达标或部分达标，没有登记佐证材料。"
    yield NOT_RETURNED, _not_returned(case)
    open_remarks = sum(state.is_open for state in case.assessment.inspections.remarks)
    yield UNRESOLVED, f"上级查验意见没有整改到位的{open_remarks}条。" if open_remarks else ""
    overdue = tallied(case).late
    yield OVERDUE, f"督办事项中超过整改时限的{overdue}项。" if overdue else ""


def _unassessed(case: Case, rows: Sequence[Standing]) -> str:
    """What nobody has assessed: nothing said, and something said that could not be counted. The notices that go out
    call the latter the same.
    """
    silent = "未报送或未填报" if words.is_late(case) else "未填报"
    told = []
    for what, void in ((f"责任单位{silent}的", False), ("责任单位填报内容无法采用的", True)):
        found = [row for row in rows if is_void(case, row) is void]
        if found:
            names = [row.indicator.title for row in found]
            which = "" if len(found) == len(case.rulebook.indicators) else f"：{wording.some(names, _NAMED, '')}"
            told.append(f"{what}{len(found)}项、{points(case.rulebook, total(found).unassessed)}分{which}")
    return words.joined(told)


def _awaited(case: Case, row: Standing) -> bool:
    """Whether it is still in time that nobody has assessed it: somebody who has it is to return yet."""
    return not words.is_late(case) and any(unit not in case.submissions for unit in row.result.units)


def _not_returned(case: Case) -> str:
    if not words.is_late(case):
        return ""
    missing = words.with_status(case, ReturnStatus.MISSING, ReturnStatus.SENT_BACK, ReturnStatus.SET_ASIDE)
    if not missing:
        return ""
    if len(missing) == len(words.asked(case)):
        return f"{words.round_name(case)}指标清单尚无单位报送。"
    return f"{words.round_name(case)}指标清单尚未报送或未重新报送的{words.counted_units(case, missing)}。"


def next_steps(case: Case) -> Iterator[Pair]:
    """What has to be reached, by when: the indicators, the returns, supervision, the plan's next points in time."""
    rows = standings(case)
    weak = [row for row in rows if row.lost]
    deadline = words.row_deadline(case)
    by = (
        f"在{wording.day(deadline)}前达到工作标准"
        if deadline and deadline >= case.assessment.as_of
        else "尽快达到工作标准"
    )
    if weak:
        yield "补齐失分指标。", f"督促责任单位对失分的{len(weak)}项指标逐项整改，{by}，并补报佐证材料。"
    missing = words.with_status(case, ReturnStatus.MISSING, ReturnStatus.SENT_BACK, ReturnStatus.SET_ASIDE)
    open_ = [row for row in rows if row.unassessed]
    if open_ or missing:
        when = "" if words.is_late(case) else words.in_time(case)
        parts = [f"督促未报送或需重新报送的{len(missing)}个单位{when}报送"] if missing else []
        parts += [] if words.is_out(case) else ["下发指标清单，组织各单位填报"]
        parts += [f"对尚未评定的{len(open_)}项指标完成评定"] if open_ else []
        yield "完成填报和评定。", words.joined(parts)
    supervision = words.next_supervision(case)
    if supervision:
        yield "抓好督办销号。", f"{supervision}。"
    ahead = words.milestones_ahead(case)
    if ahead:
        yield "按节点推进创建。", words.joined(words.by_day(ahead))
    if not (weak or open_ or missing or supervision or ahead):
        yield "", "对已达标的指标定期复查，情况变化的及时更新。"


def rate(case: Case) -> str:
    """得分率 of what is assessed: 93.1%; "" where nothing is."""
    result = total(standings(case))
    return percent(result.earned, result.full - result.unassessed)
