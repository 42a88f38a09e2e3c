"""Checks that need more than one record: sums, references, dates, defaults of settings."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

from weibao.rulebook.counts import check_counts
from weibao.rulebook.faults import Spot
from weibao.rulebook.rounds import check_milestone, check_setting
from weibao.rulebook.textual import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from weibao.rulebook.faults import Faults
    from weibao.rulebook.model import (
        Category,
        DocumentRule,
        EvidenceHint,
        Indicator,
        MeetingKind,
        Milestone,
        Phase,
        Post,
        Remark,
        Requirement,
        Rulebook,
        Setting,
        Task,
    )


META: Final = "meta"
"""The gap that a wrong value of the rulebook's own leaves."""


def check(book: Rulebook, gaps: Collection[str], faults: Faults) -> None:
    """Note what does not fit together. `gaps` are the arrays of which records are missing, because they have mistakes
    that were told: what needs them all is not looked at.
    """
    for needs, whole in _WHOLE:
        if needs.isdisjoint(gaps):
            with faults.noted():
                whole(book)
    for needs, items, single in _EACH:
        for item in getattr(book, items) if needs.isdisjoint(gaps) else ():
            with faults.noted():
                single(book, item)
    known = all(item.indicator in book.indicator_by_id for item in book.requirements)
    if known and _COUNTED.isdisjoint(gaps):
        check_counts(book, faults)


def _category(book: Rulebook, category: Category) -> None:
    points = book.scale.points
    total = sum(row.full for row in book.indicators if row.category == category.id)
    if total != category.full:
        Spot("meta.toml", f"记录 {category.id}").fail(
            f"“{category.name}”写的是 {points(category.full)} 分，它的指标合计却是 {points(total)} 分",
            "两边必须相等，请核对 full 和 indicators 中的分值",
        )


def _sum(book: Rulebook) -> None:
    points = book.scale.points
    total = sum(category.full for category in book.categories)
    if total != book.full:
        Spot("meta.toml").fail(
            f"“full”写的是 {points(book.full)} 分，各项目合计却是 {points(total)} 分", "两边必须相等"
        )


def _group(book: Rulebook) -> None:
    """A group without towns would be a member that can neither answer nor be silent."""
    if book.group and not book.towns:
        Spot("units.toml").fail(
            f"有集合名称“{book.group.name}”，却没有一个乡级单位（镇、街道、乡、苏木）",
            "写出 kind = 'town' 的单位，或者去掉 meta.toml 的 [group]",
        )


def _title(book: Rulebook, row: Indicator) -> None:
    first = next(other for other in book.indicators if other.title == row.title)
    if first is not row:
        Spot("indicators", f"记录 {row.id}").fail(
            f"短标题“{row.title}”与 {first.id} 相同", "短标题用作文件夹名，不能重复"
        )


def _ordered(_: Rulebook, record: Phase | Milestone) -> None:
    if record.start and record.end and record.end < record.start:
        Spot("phases.toml", f"记录 {record.id}").fail(
            f"end（{record.end}）早于 start（{record.start}）", "结束日期不能早于开始日期"
        )


def _phase(book: Rulebook, item: Milestone) -> None:
    phases = {phase.id for phase in book.phases}
    if item.phase not in phases or not item.id.startswith(f"{item.phase}."):
        Spot("phases.toml", f"记录 {item.id}").fail(
            f"阶段“{item.phase}”不认识或与编号不符", f"phase 只能是：{'、'.join(sorted(phases))}，编号以它开头"
        )


def _milestone(book: Rulebook, item: Milestone) -> None:
    spot = Spot("phases.toml", f"记录 {item.id}")
    wanted = {"deadline": (None, True), "period": (True, True), "open": (True, False)}
    for key, want, value in zip(("start", "end"), wanted[item.kind], (item.start, item.end), strict=True):
        if want is True and value is None:
            spot.fail(f"缺少“{key}”", f"kind = '{item.kind}' 必须有这个日期")
        if want is False and value is not None:
            spot.fail(f"多了“{key}”", f"kind = '{item.kind}' 没有这个日期")
    _ordered(book, item)
    if item.recheck and (item.kind != "open" or item.start is None or item.recheck < item.start):
        spot.fail(f"“recheck”写的是 {item.recheck}", "只有 kind = 'open' 的可以写，不早于 start")


def _deadline(book: Rulebook) -> None:
    deadline = next((item for item in book.milestones if item.id == book.row_deadline), None)
    if deadline is None or (deadline.end is None and deadline.kind == "open"):  # others must have one anyway
        Spot("meta.toml").fail(
            f"row_deadline 写的是“{book.row_deadline}”", "应为 phases.toml 中一个有 end 的里程碑编号"
        )


def _requirement(book: Rulebook, requirement: Requirement) -> None:
    if requirement.indicator not in book.indicator_by_id:
        _unknown_indicator("requirements.toml", requirement.id, requirement.indicator)


def _hint(book: Rulebook, hint: EvidenceHint) -> None:
    if hint.indicator not in book.indicator_by_id:
        _unknown_indicator("evidence.toml", hint.id, hint.indicator)
    if not hint.id.startswith(f"{hint.indicator}."):
        Spot("evidence.toml", f"记录 {hint.id}").fail(
            f"编号与指标 {hint.indicator} 不符", f"编号应为 {hint.indicator}. 加数字"
        )


def _material(book: Rulebook, hint: EvidenceHint) -> None:
    types = {item.id for item in book.material_types}
    if hint.type not in types:
        Spot("evidence.toml", f"记录 {hint.id}").fail(
            f"材料类型“{hint.type}”不认识", f"只能是：{'、'.join(sorted(types))}"
        )


def _unknown_indicator(file: str, record_id: str, indicator: str) -> None:
    Spot(file, f"记录 {record_id}").fail(f"指标“{indicator}”不认识", "只能写 indicators 中的编号")


def _links(book: Rulebook, task: Task) -> None:
    known, text = book.indicator_by_id, fold(task.text)
    for part, link in enumerate(task.links, 1):
        spot = Spot("tasks.toml", f"记录 {task.id}").inside("links", part)
        if link.indicator not in known:
            spot.fail(f"指标“{link.indicator}”不认识", "只能写 indicators 中的编号")
        if not link.shared and not link.assumption:
            spot.fail(f"与 {link.indicator} 的联系没有依据", "要有 shared（两边都有的话）或 assumption（理由）")
        standard = fold(known[link.indicator].standard)
        if link.shared and not (fold(link.shared) in text and fold(link.shared) in standard):
            spot.fail(f"“{link.shared}”不是任务与 {link.indicator} 都有的话", "shared 必须同时在两边的原文中")


def _setting(_: Rulebook, setting: Setting) -> None:
    spot = Spot("settings.toml", f"记录 {setting.id}")
    if (setting.type == "choice") != bool(setting.choices):
        spot.fail("choices 与 type 不符", "type = 'choice' 时要列出 choices，其他类型不写")
    value = setting.default
    allowed = {
        "date": "应为日期，如 2030-01-31",
        "int": "应为整数",
        "number": "应为数",
        "flag": "只能是：是、否",
        "choice": f"只能是：{'、'.join(setting.choices)}",
    }
    if setting.type in allowed and value and not _fits(value, setting):
        spot.fail(f"默认值“{value}”不合类型 {setting.type}", allowed[setting.type])


def _fits(value: str, setting: Setting) -> bool:
    if setting.type == "flag":
        return value in ("是", "否")
    if setting.type == "choice":
        return value in setting.choices
    if setting.type == "int":
        return re.fullmatch(r"-?\d+", value) is not None
    try:
        if setting.type == "date":
            date.fromisoformat(value)
        else:
            Decimal(value)
    except (ValueError, InvalidOperation):
        return False
    return True


def _document(book: Rulebook, rule: DocumentRule) -> None:
    """The settings that hold 机关代字 and signatory are there."""
    texts = {setting.id for setting in book.settings if setting.type == "text"}
    for key, value in (("code", rule.code), ("signer", rule.signer)):
        if value and value not in texts:
            Spot("documents.toml", f"记录 {rule.id}").fail(
                f"“{key}”写的是“{value}”", "应为 settings.toml 中一个 type = 'text' 的设置的编号，或者 ''"
            )


def _post(book: Rulebook, post: Post) -> None:
    """The setting that it names is there and holds names."""
    named = {setting.id for setting in book.settings if setting.type in ("text", "names")}
    if post.setting and post.setting not in named:
        Spot("people.toml", f"记录 {post.id}").fail(
            f"“setting”写的是“{post.setting}”", "应为 settings.toml 中一个 type = 'text' 或 'names' 的设置的编号"
        )


def _meeting(book: Rulebook, kind: MeetingKind) -> None:
    """The posts that chair, sign, approve and agree are there."""
    posts = {f"{post.body}{post.name}" for post in book.posts}
    for key in ("chairs", "signers", "agenda_by", "papers_by", "by_right"):
        named: tuple[str, ...] = getattr(kind, key)
        if lacking := [name for name in named if name not in posts]:
            Spot("meetings.toml", f"记录 {kind.id}").fail(
                f"“{key}”写的是“{'、'.join(lacking)}”", "应为 people.toml 中的机构加职务，如 '领导小组组长'"
            )


def _remark(_: Rulebook, remark: Remark) -> None:
    if remark.kind == "contradiction" and len(remark.sources) < 2:
        Spot("audit.toml", f"记录 {remark.id}").fail("矛盾只有一条引文", "source 之外还要有 more，两边的话都引出来")


# What is looked at, and the arrays of which every record has to be there for it.
_WHOLE: Final[tuple[tuple[frozenset[str], Callable[[Rulebook], None]], ...]] = (
    (frozenset({"categories", META}), _sum),
    (frozenset({"units", "group"}), _group),
    (frozenset({"milestones", META}), _deadline),
)
_COUNTED: Final = frozenset({"indicators", "requirements", "counts", "settings", "milestones", "meetings", "posts"})
_EACH: Final[tuple[tuple[frozenset[str], str, Callable[[Rulebook, Any], None]], ...]] = (
    (frozenset({"categories", "indicators", META}), "categories", _category),
    (frozenset(), "indicators", _title),
    (frozenset(), "phases", _ordered),
    (frozenset({"phases"}), "milestones", _phase),
    (frozenset(), "milestones", _milestone),
    (frozenset({"indicators"}), "requirements", _requirement),
    (frozenset({"indicators"}), "evidence", _hint),
    (frozenset({"material_types"}), "evidence", _material),
    (frozenset({"indicators"}), "tasks", _links),
    (frozenset(), "settings", _setting),
    (frozenset({"settings"}), "document_kinds", _document),
    (frozenset({"settings"}), "posts", _post),
    (frozenset({"posts"}), "meetings", _meeting),
    (frozenset({"milestones"}), "rounds", check_milestone),
    (frozenset({"milestones"}), "inspections", check_milestone),
    (frozenset({"settings"}), "rounds", check_setting),
    (frozenset(), "remarks", _remark),
)
