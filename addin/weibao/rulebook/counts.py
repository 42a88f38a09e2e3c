"""counts.toml: reading the countable duties and checking that they fit the rest of the rulebook."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from weibao.rulebook.count_records import ASKS, CLAIMANTS, LADDERS, MERGES, SOURCES, Count, CountStep, Unasked
from weibao.rulebook.faults import Faults, Spot
from weibao.rulebook.tables import Spec, optional, read_record, required

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.rulebook.reader import File

FILE: Final = "counts.toml"
NAMED: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")
"""A setting named in the help of a row."""

_COUNT: Final[Spec] = {
    "id": required(str, pattern=r"Q\d{2}[a-z]?"),
    "requirement": required(str),
    "title": required(str),
    "ask": required(str, choices=ASKS),
    "done": required(str),
    "also": optional(list, ()),
    "total": optional(str, ""),
    "total_from": optional(str, ""),
    "unit": optional(str, ""),
    "most": optional(Decimal, None),
    "fractional": optional(bool, False),
    "by": optional(list, ()),
    "merge": optional(str, "sum", choices=MERGES),
    "part": optional(Decimal, None),
    "ladder": optional(str, "share", choices=LADDERS),
    "target": optional(Decimal, None),
    "steps": optional(list, (), of=dict),
    "joined": optional(str, ""),
    "setting": optional(str, ""),
    "period": optional(str, ""),
    "due": optional(str, ""),
    "office": optional(str, "", choices=SOURCES),
    "meetings": optional(list, ()),
    "post": optional(str, ""),
    "help": optional(str, ""),
}
_STEP: Final[Spec] = {"at_least": required(Decimal), "score": required(Decimal)}
_UNASKED: Final[Spec] = {"requirement": required(str), "reason": required(str)}
SPECS: Final = {"COUNT": _COUNT, "COUNT_STEP": _STEP, "UNASKED": _UNASKED}


def counts(file: File) -> tuple[Count, ...]:
    """The rows, in order; names of units become ids, points become steps."""
    return tuple(_count(file, values, spot) for values, spot in file.records("counts", _COUNT))


def unasked(file: File) -> tuple[Unasked, ...]:
    """The requirements that are left out, with the reason."""
    return tuple(Unasked(**values) for values, _ in file.plain("unasked", _UNASKED))


def _count(file: File, values: dict[str, Any], spot: Spot) -> Count:
    names = [name for name in values["by"] if name != CLAIMANTS]
    if len(names) != len(values["by"]) and names:
        spot.fail(f"“by”写了 {CLAIMANTS}，又写了单位", f"只写 {CLAIMANTS}（也可以省），或者只写单位")
    values["by"] = file.context.units(tuple(names), "by", spot)
    if values["part"] is not None:
        values["part"] = file.context.points(values["part"], "part", spot)
    values["steps"] = tuple(_step(file, raw, spot.inside("steps", part)) for part, raw in enumerate(values["steps"], 1))
    count = Count(**values)
    _shape(count, spot)
    return count


def _step(file: File, raw: object, spot: Spot) -> CountStep:
    given = read_record(raw, _STEP, spot)
    score = file.context.scale.steps(given["score"])
    if score is None or score < 0:
        unit = file.context.scale.points(1)
        spot.fail(f"“steps”中的 {given['score']} 分不在分档上", f"应为 0 或 {unit} 的整数倍")
    return CountStep(given["at_least"], score)


def _shape(count: Count, spot: Spot) -> None:
    """What one record needs in itself."""
    if count.has_total != bool(count.total or count.total_from) or (count.total and count.total_from):
        spot.fail("total、total_from 与 ask 不符", "ask = 'share' 时写其中一个，其他时候都不写")
    if bool(count.meetings) != (count.office == "meetings") or (count.office and count.by):
        spot.fail("office、meetings、by 不符", "office = 'meetings' 时写 meetings；写了 office 就不写 by")
    if bool(count.post) != (count.office == "roster"):
        spot.fail("office、post 不符", "office = 'roster' 时写 post，其他时候不写")
    if (count.office == "listed") != (count.office != "" and count.ask != "number"):
        spot.fail("office 与 ask 不符", "meetings、roster 用 number，listed 用 share")
    if count.merge == "each" and count.ask != "flag":
        spot.fail("merge = 'each' 而 ask 不是 flag", "each 数的是答“是”的单位")
    if count.merge == "units" and count.ladder not in ("share", "flag"):
        spot.fail("merge = 'units' 的 ladder 不对", "只能是 share 或 flag")
    stepped = count.ladder in ("steps", "zero")
    if stepped != bool(count.steps) and not (count.merge == "units" and count.steps):
        spot.fail("steps 与 ladder 不符", "ladder 为 steps、zero 时写 steps")
    single = count.ask == "flag" and count.merge != "each"
    if count.ladder in ("share", "flag") and not single and count.target is None and not count.setting:
        spot.fail("没有 target", "写出标准值，或者写 setting（由设置给出）")
    if count.target is not None and (single or stepped):
        spot.fail("不需要 target", "只用于按比例或全有全无的数")
    _bounds(count, spot)


def _bounds(count: Count, spot: Spot) -> None:
    for key, value in (("target", count.target), ("most", count.most)):
        if value is not None and value <= 0:
            spot.fail(f"“{key}”是 {value}", "应大于 0")
    if count.most is not None and count.ask != "number":
        spot.fail("不需要 most", "只用于 ask = 'number'")
    if not count.steps:
        return
    bounds = [step.at_least for step in count.steps]
    scores = [step.score for step in count.steps]
    if bounds[0] != 0 or bounds != sorted(set(bounds)):
        spot.fail("steps 的 at_least 不成次序", "第一档是 0，一档比一档高")
    falling = count.ladder == "zero" and not count.has_total
    if scores != sorted(set(scores), reverse=falling):
        spot.fail("steps 的 score 不成次序", "一档比一档高；ladder = 'zero' 而填件数的，一档比一档低")


def check_counts(book: Rulebook, faults: Faults) -> None:
    """Note the references that lead nowhere and the figures that are asked twice; where the requirements are not known,
    nothing else can be said.
    """
    own = Faults()
    for count in book.counts:
        with own.noted():
            _requirements(book, count, Spot(FILE, f"记录 {count.id}"))
    for count in () if own.found else book.counts:
        spot = Spot(FILE, f"记录 {count.id}")
        for look in (_members, _partners, _named):
            with own.noted():
                look(book, count, spot)
    for whole in () if own.found else (_parts, _all_there):
        with own.noted():
            whole(book)
    faults.found += own.found


def _requirements(book: Rulebook, count: Count, spot: Spot) -> None:
    for requirement in count.requirements:
        if requirement not in book.requirement_by_id:
            spot.fail(f"量化要求“{requirement}”不认识", "只能写 requirements.toml 中的编号")
    for requirement in count.also:
        if book.requirement_by_id[requirement].indicator != book.indicator_of(count).id:
            spot.fail(f"{requirement} 不是同一指标的要求", "一行只对一项指标")
    full = book.indicator_of(count).full
    part, scores = full if count.part is None else count.part, [step.score for step in count.steps]
    if part > full or max([part, *scores]) > part:
        spot.fail("part 或 steps 超过了分值", f"{book.indicator_of(count).id} 是 {book.scale.points(full)} 分")
    # Where any case costs, a share of the cases that were handled is never full: that is for having none.
    if scores and max(scores) < part and not (count.ladder == "zero" and count.has_total):
        best = book.scale.points(max(scores))
        spot.fail(f"“steps”最高一档是 {best} 分，永远得不满", f"有一档是这一行的 {book.scale.points(part)} 分")
    bound = count.steps[-1].at_least if count.steps else count.target
    asked = len(book.asked(count))
    if count.merge == "each" and bound is not None and bound > asked:
        spot.fail(f"要 {bound} 个单位答“是”，问的只有 {asked} 个", "标准不能比问的单位多")


def _members(book: Rulebook, count: Count, spot: Spot) -> None:
    row = book.indicator_of(count)
    for unit in count.by:
        if unit not in (*row.lead, *row.co):
            spot.fail(f"“by”中的 {unit} 不是 {row.id} 的责任单位", "只能写这项指标的牵头单位、责任单位")


def _partners(book: Rulebook, count: Count, spot: Spot) -> None:
    """Rows that lean on another one: for the total, or because both are judged together."""
    if count.total_from:
        other = book.count_by_id.get(count.total_from)
        if other is None or not other.total or not set(book.asked(count)) <= set(book.asked(other)):
            spot.fail(f"“total_from”写的是“{count.total_from}”", "应为填了同一总数、问的单位不少于本行的一行")
    if count.joined:
        other = book.count_by_id.get(count.joined)
        if (
            other is None or other.id == count.id or other.joined
            or (count.merge, book.asked(count), book.indicator_of(count)) !=
            ("units", book.asked(other), book.indicator_of(other))
            or other.merge != "units"
        ):  # fmt: skip
            spot.fail(f"“joined”写的是“{count.joined}”", "应为同一指标、同样单位、merge = 'units' 的另一行")


def _named(book: Rulebook, count: Count, spot: Spot) -> None:
    settings = {setting.id: setting.type for setting in book.settings}
    if count.setting and settings.get(count.setting) not in ("int", "number"):
        spot.fail(f"“setting”写的是“{count.setting}”", "应为 settings.toml 中 type 为 int 或 number 的设置")
    for key in NAMED.findall(count.help):
        if key not in settings:
            spot.fail(f"“help”中的设置“{key}”不认识", "只能写 settings.toml 中的编号")
    ends = {item.id for item in book.milestones if item.end is not None}
    if count.due and count.due not in ends:
        spot.fail(f"“due”写的是“{count.due}”", "应为 phases.toml 中一个有 end 的里程碑编号")
    kinds = {kind.id for kind in book.meetings}
    for kind in count.meetings:
        if kind not in kinds:
            spot.fail(f"会议“{kind}”不认识", "只能写 meetings.toml 中的编号")
    if count.post and count.post not in {post.id for post in book.posts if post.forms}:
        spot.fail(f"“post”写的是“{count.post}”", "应为 people.toml 中写了 forms 的职务的编号")


def _parts(book: Rulebook) -> None:
    for indicator in book.indicators:
        total = sum(count.part or 0 for count in book.counts if book.indicator_of(count).id == indicator.id)
        if total > indicator.full:
            points = book.scale.points
            Spot(FILE).fail(
                f"{indicator.id} 各行的 part 合计 {points(total)} 分", f"这项指标只有 {points(indicator.full)} 分"
            )


def _all_there(book: Rulebook) -> None:
    """Every requirement is asked for, or left out with a reason; never both, never by two lists."""
    if not book.counts:
        return
    asked = {count.requirement for count in book.counts}
    also = [requirement for count in book.counts for requirement in count.also]
    left = [item.requirement for item in book.unasked]
    for name in (*also, *left):
        if name not in book.requirement_by_id:
            Spot(FILE).fail(f"量化要求“{name}”不认识", "只能写 requirements.toml 中的编号")
        if [*asked, *also, *left].count(name) > 1:
            Spot(FILE).fail(f"量化要求 {name} 写了不止一处", "requirement、also、[[unasked]] 三处只能有一处")
    missing = [item.id for item in book.requirements if item.id not in {*asked, *also, *left}]
    if missing:
        Spot(FILE).fail(f"没有写到 {'、'.join(missing)}", "每项量化要求要有一行，或者在 [[unasked]] 写明为什么不问")
