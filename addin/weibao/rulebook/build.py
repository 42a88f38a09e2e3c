"""One function per file of a rulebook: checked tables become records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weibao.rulebook import specs
from weibao.rulebook.faults import Spot
from weibao.rulebook.model import (
    Aggregation,
    Category,
    DocumentRule,
    EvidenceHint,
    Fact,
    Group,
    Indicator,
    MaterialType,
    MeetingKind,
    Milestone,
    Phase,
    Post,
    Remark,
    Requirement,
    Rule,
    Setting,
    Task,
    TaskLink,
    Uncited,
    Unit,
    Veto,
    VetoEffect,
    WorkSystem,
)
from weibao.rulebook.tables import read_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.rulebook.reader import File


def in_sequence(file: File, record_id: str, expected: str, spot: Spot) -> None:
    """Ids follow each other without a gap: the order of the files is the order of the plan.

    Not in a rulebook that follows an earlier version: there ids are kept, those of dropped records are left out.
    """
    if record_id != expected and not file.context.follows and spot.table not in file.context.gaps:
        spot.fail(
            f"编号是 {record_id}",
            f"按次序应为 {expected}；接续以前的版本、要保留原来编号的，在 meta.toml 写 follows = '以前的版本'"
            "（工作簿是“总则”里的“接续哪一版”）",
        )


def group(file: File) -> Group | None:
    """The collective name ([group] of meta.toml), its names registered."""
    raw = file.raw.get("group")
    if raw is None or ("group", 1) in file.aside:
        return None
    where = file.spot.at("[group]", "group", 1)
    values, spot = file.record(raw, specs.GROUP | specs.CITATION, where, "name")
    for name in (values["name"], *values["aliases"]):
        file.context.name(name, values["id"], spot)
    return Group(**values)


def veto_effects(file: File) -> tuple[VetoEffect, ...]:
    """[[veto_effects]] of meta.toml, from the mildest to the harshest."""
    effects: list[VetoEffect] = []
    for values, spot in file.plain("veto_effects", specs.VETO_EFFECT):
        if values["at_least"] <= (effects[-1].at_least if effects else 0):
            spot.fail(f"“at_least”是 {values['at_least']}", "应为正整数，且一条比一条大")
        if any(effect.verdict == values["verdict"] for effect in effects):
            spot.fail(f"“verdict”又是 {values['verdict']}", "每种效果只写一条")
        effects.append(VetoEffect(**values))
    return tuple(effects)


def categories(file: File) -> tuple[Category, ...]:
    """[[categories]] of meta.toml, `full` in steps."""
    found = []
    for values, spot in file.records("categories", specs.CATEGORY, "name"):
        values["full"] = file.context.points(values["full"], "full", spot)
        found.append(Category(**values))
    return tuple(found)


def facts(file: File) -> tuple[Fact, ...]:
    """[[facts]] of meta.toml: the citations of its single values."""
    found = tuple(Fact(**values) for values, _ in file.records("facts", specs.FACT))
    missing = [key for key in specs.FACTS if key not in {fact.id for fact in found}]
    if missing and "facts" not in file.context.gaps:
        file.spot.fail(f"[[facts]] 中缺 {'、'.join(missing)} 的出处", "每个决定结果的数都要有出处")
    return found


def units(file: File) -> tuple[Unit, ...]:
    """Departments, then towns; all names registered."""
    found: list[Unit] = []
    counts = {"department": 0, "town": 0}
    listed = 0
    for values, spot in file.records("units", specs.UNIT, "duties"):
        kind = values["kind"]
        counts[kind] += 1
        in_sequence(file, values["id"], f"{'D' if kind == 'department' else 'T'}{counts[kind]:02d}", spot)
        if kind == "department" and counts["town"]:
            spot.fail("部门排在镇街之后", "先写全部部门，再写镇街")
        if len({bool(values[key]) for key in ("duty_order", "duty_heading", "duties")}) > 1:
            spot.fail("duty_order、duty_heading、duties 不齐", "三个同有或同无")
        if values["duty_order"] is not None:
            listed += 1
            if values["duty_order"] != listed and "units" not in file.context.gaps:
                spot.fail(f"“duty_order”是 {values['duty_order']}", f"职责的次序应为 {listed}，单位按它排列")
        for name in (values["name"], *values["aliases"]):
            file.context.name(name, values["id"], spot)
        found.append(Unit(**values, order=len(found) + 1))
    if not found and not file.aside:
        file.spot.fail("一个单位也没有", "至少写一个部门")
    return tuple(found)


def _members(file: File, values: dict[str, Any], spot: Spot) -> None:
    """Names in `lead` and `co` become ids; nobody may be in both, and somebody must be responsible."""
    for key in ("lead", "co"):
        values[key] = file.context.units(values[key], key, spot)
    twice = set(values["lead"]) & set(values["co"])
    if twice:
        spot.fail(f"{'、'.join(sorted(twice))} 既在 lead 又在 co", "一个单位只能有一种角色")
    if not values["lead"] and not values["co"]:
        spot.fail("没有责任单位", "lead 和 co 至少有一个单位")


def indicators(file: File, before: int, known: Sequence[Category]) -> tuple[Indicator, ...]:
    """The indicators of one category's file; `before` of them stand in earlier files."""
    category = file.raw.get("category")
    if category not in [item.id for item in known] and "categories" not in file.context.gaps:
        file.spot.fail(
            f"项目“{category}”不认识" if category else "缺少“category”",
            f"文件顶端写 category = '…'，只能是：{'、'.join(item.id for item in known)}",
        )
    found: list[Indicator] = []
    for values, spot in file.records("indicators", specs.INDICATOR, "standard"):
        order = before + len(found) + 1
        in_sequence(file, values["id"], f"I{order:02d}", spot)
        _members(file, values, spot)
        values["full"] = file.context.points(values["full"], "full", spot)
        values["aggregation"] = Aggregation(
            **read_record(values["aggregation"], specs.AGGREGATION, spot.inside("aggregation"))
        )
        found.append(Indicator(**values, order=order, category=str(category)))
    return tuple(found)


def vetoes(file: File) -> tuple[Veto, ...]:
    """The negative items."""
    found: list[Veto] = []
    for values, spot in file.records("vetoes", specs.VETO, "text"):
        in_sequence(file, values["id"], f"V{len(found) + 1}", spot)
        _members(file, values, spot)
        found.append(Veto(**values, order=len(found) + 1))
    return tuple(found)


def tasks(file: File) -> tuple[Task, ...]:
    """The tasks with their links to indicators."""
    found: list[Task] = []
    for values, spot in file.records("tasks", specs.TASK, "text"):
        in_sequence(file, values["id"], f"K{len(found) + 1:02d}", spot)
        values["links"] = tuple(
            TaskLink(**read_record(raw, specs.LINK, spot.inside("links", part)))
            for part, raw in enumerate(values["links"], 1)
        )
        found.append(Task(**values, order=len(found) + 1))
    return tuple(found)


def phases(file: File) -> tuple[Phase, ...]:
    """The phases, in order."""
    found: list[Phase] = []
    for values, spot in file.records("phases", specs.PHASE, "text"):
        in_sequence(file, values["id"], f"P{len(found) + 1}", spot)
        found.append(Phase(**values, order=len(found) + 1))
    return tuple(found)


def uncited(file: File) -> tuple[Uncited, ...]:
    """Sentences that decide nothing."""
    return tuple(Uncited(**values) for values, _ in file.plain("uncited", specs.UNCITED))


def milestones(file: File) -> tuple[Milestone, ...]:
    """The dated points of the phases."""
    return tuple(Milestone(**values) for values, _ in file.records("milestones", specs.MILESTONE))


def meetings(file: File) -> tuple[MeetingKind, ...]:
    """The kinds of meeting."""
    found = []
    for values, spot in file.records("meetings", specs.MEETING):
        if values["per_year"] is not None and values["per_year"] <= 0:
            spot.fail(f"“per_year”是 {values['per_year']}", "应为正整数；按需召开的不写这个键")
        found.append(MeetingKind(**values))
    return tuple(found)


def work_systems(file: File) -> tuple[WorkSystem, ...]:
    """The working systems of the office."""
    found: list[WorkSystem] = []
    for values, spot in file.records("work_systems", specs.WORK_SYSTEM):
        if any(item.name == values["name"] for item in found):
            spot.fail(f"又一条“{values['name']}”", "一种工作制度只写一条")
        if values["beside"] == "register" and not values["paper"]:
            spot.fail("“beside”是 register，没有写“paper”", f"写是哪一种文书：{'、'.join(specs.WORK_PAPERS)}")
        found.append(WorkSystem(**values))
    return tuple(found)


def rules(file: File) -> tuple[Rule, ...]:
    """All other clauses; the letter of the id says the kind."""
    found = []
    for values, spot in file.records("rules", specs.RULE, "text"):
        letter = specs.RULE_PREFIX[values["kind"]]
        if not values["id"].startswith(letter):
            spot.fail(f"kind 是 {values['kind']}，编号却是 {values['id']}", f"这一类的编号以 {letter} 开头")
        found.append(Rule(**values))
    return tuple(found)


def requirements(file: File) -> tuple[Requirement, ...]:
    """The countable duties."""
    return tuple(Requirement(**values) for values, _ in file.records("requirements", specs.REQUIREMENT))


def evidence(file: File) -> tuple[EvidenceHint, ...]:
    """The suggested materials."""
    return tuple(EvidenceHint(**values) for values, _ in file.records("evidence", specs.EVIDENCE))


def material_types(file: File) -> tuple[MaterialType, ...]:
    """The closed list of types of material."""
    return tuple(MaterialType(**values) for values, _ in file.records("material_types", specs.MATERIAL_TYPE))


def settings(file: File) -> tuple[Setting, ...]:
    """What the office may change."""
    return tuple(Setting(**values) for values, _ in file.records("settings", specs.SETTING))


def document_kinds(file: File) -> tuple[DocumentRule, ...]:
    """How each kind of document is issued."""
    return tuple(DocumentRule(**values) for values, _ in file.records("document_kinds", specs.DOCUMENT))


def posts(file: File) -> tuple[Post, ...]:
    """The posts; names of units become ids, organs outside the campaign stay as written."""
    found: list[Post] = []
    for values, spot in file.records("posts", specs.POST):
        own = {values["name"], *(f"{form}{values['name']}" for form in values["forms"])}
        if twice := own & {name for item in found if item.body == values["body"] for name in (item.name, *item.titles)}:
            spot.fail(f"又一条“{values['body']}{min(twice)}”", "一个机构的一种职务只写一条")
        if values["seats"] is not None and values["seats"] <= 0:
            spot.fail(f"“seats”是 {values['seats']}", "应为正整数；若干名的不写这个键")
        values["units"] = tuple(file.context.names.get(name, name) for name in values["units"])
        found.append(Post(**values))
    return tuple(found)


def remarks(file: File) -> tuple[Remark, ...]:
    """What only a reader of the plan finds."""
    return tuple(Remark(**values) for values, _ in file.records("remarks", specs.REMARK))
