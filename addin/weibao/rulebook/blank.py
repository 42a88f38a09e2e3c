"""A rulebook for another county from what a clerk fills in: names and levels, units, dates, the rubric.

Nothing of another county's plan gets into it. What the plan of this county says stands in the tables that were filled
in, and in its text where that was pasted; everything else that the program must know (settings, kinds of material,
how documents are issued) is taken from the rulebook that comes with the program as an assumption, in words of this
county's level.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

from weibao.rulebook.blank_form import DEPARTMENT, HEAD, LEVELS, RUBRIC_COLUMNS, TOWN, Answers, Row, text_of
from weibao.rulebook.blank_parts import FILLED, Ours, neutral_documents, neutral_settings, posts_and_meetings
from weibao.rulebook.blank_plan import Made, cited, fail, indicators, meta, phases, plan
from weibao.rulebook.loader import TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping

_SPLIT: Final = re.compile(r"[、，,；;\n]+")
_DAY: Final = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_NOT_IN_NAMES: Final = re.compile(r'[\\/:*?"<>|\s，。、；：（）()“”]')
_MOST: Final = 99  # of what is counted with two digits: indicators, departments, towns
_TITLE: Final = 12  # characters of a short title that is made from the standard
_AGGREGATION: Final = {"stated": "lowest", "group": "mean", "cap": "mean", "round": "down"}
_NOTHING: Final = ("tasks", "requirements", "evidence", "rules", "uncited")  # a county may do without


def rulebook_files(answers: Answers) -> dict[str, bytes]:
    """The files of the rulebook, by name. Raises RulebookError for the first answer that will not do."""
    import tomli_w

    made = Made(answers)
    _head(made)
    units, known = _units(made)
    step = Decimal(made.head["step"])
    rubric = [_rubric_row(row, number, known, step) for number, row in enumerate(answers.rubric, 1)]
    if not 0 < len(rubric) <= _MOST:
        fail("考核细则", f"填了 {len(rubric)} 行" if rubric else "一行也没有填", f"至少 1 行，最多 {_MOST} 行")
    _titles(rubric)
    vetoes = [_veto_row(row, number, known) for number, row in enumerate(answers.vetoes, 1)]
    plan(made, units, rubric, vetoes)
    raws = {
        "meta.toml": meta(made, rubric),
        "units.toml": {"assumption": FILLED, "units": [cited(made, row, "duties", "单位") for row in units]},
        "vetoes.toml": {"assumption": FILLED, "vetoes": [cited(made, row, "text", "负面清单") for row in vetoes]},
        **indicators(made, rubric),
        **phases(made),
        **{
            f"{name}.toml": {"assumption": FILLED} for name in ("tasks", "requirements", "evidence", "rules", "uncited")
        },
        **posts_and_meetings(made.head, has_members=any("duty_order" in unit for unit in units)),
    }
    ours = Ours.read(made.head)
    towns = [unit["name"] for unit in units if unit["kind"] == "town"]
    given = {key: day.isoformat() for key, day in made.days.items() if day}
    raws["settings.toml"] = {"settings": neutral_settings(ours, made.head, given, towns)}
    raws["documents.toml"] = {"document_kinds": neutral_documents(ours)}
    raws["material_types.toml"] = ours.material_types
    raws["uncited.toml"] = {"uncited": [{"quote": item, "reason": "表的标题。"} for item in made.headings]}
    files = {name: tomli_w.dumps(raw, multiline_strings=True).encode() for name, raw in raws.items()}
    return files | {TEXT: made.text.encode()}


# --- single answers -----------------------------------------------------------------------------------------


def _head(made: Made) -> None:
    given = {key: text_of(value) for key, value in made.answers.head.items()}
    for question in HEAD:
        if question.must and not given.get(question.key):
            fail("基本情况", f"没有填“{question.title}”", question.help)
    region = given["region"]
    level = region[-1]
    if level not in LEVELS or len(region) < len("某县"):
        fail("基本情况", f"“地区名称”写的是“{region}”", f"要写全称，以{'、'.join(LEVELS)}之一结尾")
    for key in ("start", "declare", "target", "accept", "issued"):
        made.days[key] = _day(key, made.answers.head.get(key))
    start, declare, target = (made.days[key] for key in ("start", "declare", "target"))
    assert start  # noqa: S101 - they must be given
    assert declare  # noqa: S101
    assert target  # noqa: S101
    if not start <= declare or not start <= target or (made.days["accept"] or target) < target:
        fail("基本情况", "日期的先后不对", "开始日期最早，验收日期不早于指标完成时限")
    group_name = given.get("group_name") or f"{region}未成年人保护工作领导小组"
    short = region[:-1][:2]
    made.head = given | {
        "level": level, "group_name": group_name, "office": given.get("office") or f"{group_name}办公室",
        "office_short": given.get("office_short") or f"{level}未保办", "code": given.get("code") or f"{short}未保办",
        "plan": given.get("plan") or f"{region}创建全国未成年人保护示范县实施方案",
        "issuer": given.get("issuer") or f"{region}人民政府办公室", "step": given.get("step") or "0.5",
        "veto_years": given.get("veto_years") or "2", "id": given.get("id") or f"county_{target.year}",
        "version": given.get("version") or "1", "group": given.get("group", ""),
        "host": given.get("host", ""), "assessors": given.get("assessors", ""),
    }  # fmt: skip
    if _positive(made.head["step"]) is None:
        fail("基本情况", f"“计分单位”写的是“{made.head['step']}”", "应为数，大于 0，如 0.5")
    made.days["issued"] = made.days["issued"] or start


def _day(key: str, value: Any) -> date | None:
    if isinstance(value, date) or not text_of(value):
        return value if isinstance(value, date) else None
    title = next(question.title for question in HEAD if question.key == key)
    found = _DAY.fullmatch(text_of(value))
    try:
        return date(*map(int, found.groups())) if found else fail("基本情况", f"“{title}”写的是“{value}”", "应为日期")
    except ValueError:
        fail("基本情况", f"“{title}”写的是“{value}”", "没有这一天")


def _names(value: Any) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in _SPLIT.split(text_of(value)) if part.strip()))


# --- tables -------------------------------------------------------------------------------------------------


def _units(made: Made) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The units, departments first, and every way of writing → the name. Those of the rubric that are not listed are
    departments.
    """
    listed: dict[str, dict[str, Any]] = {}
    for number, row in enumerate(made.answers.units, 1):
        name = text_of(row.get("name"))
        if not name:
            fail("单位", f"第 {number} 行没有名称")
        if name in listed:
            fail("单位", f"“{name}”写了两行")
        town = text_of(row.get("kind")) not in ("", DEPARTMENT)
        duties = text_of(row.get("duties"))
        listed[name] = {
            "name": name, "formal": text_of(row.get("formal")) or name, "kind": "town" if town else "department",
            "aliases": [alias for alias in _names(row.get("aliases")) if alias != name],
        } | ({"duties": duties} if duties else {})  # fmt: skip
    known = {alias: name for name, unit in listed.items() for alias in (name, *unit["aliases"])}
    group = made.head["group"]
    if group:
        known[group] = group
    for row in (*made.answers.rubric, *made.answers.vetoes):
        for name in (*_names(row.get("lead")), *_names(row.get("co"))):
            if name not in known:
                listed[name] = {"name": name, "formal": name, "kind": "department", "aliases": []}
                known[name] = name
    if group and not any(unit["kind"] == "town" for unit in listed.values()):
        fail("单位", f"有统称“{group}”，却没有一个乡级单位", "在“类别”里选“乡级”，或者把“下级的统称”空着")
    units = sorted(listed.values(), key=lambda unit: unit["kind"] == "town")
    counts, order = {"department": 0, "town": 0}, 0
    for unit in units:
        counts[unit["kind"]] += 1
        if counts[unit["kind"]] > _MOST:
            fail("单位", f"{TOWN if unit['kind'] == 'town' else DEPARTMENT}多于 {_MOST} 个", f"最多 {_MOST} 个")
        unit["id"] = f"{'T' if unit['kind'] == 'town' else 'D'}{counts[unit['kind']]:02d}"
        if "duties" in unit:
            order += 1
            unit |= {"duty_order": order, "duty_heading": unit["name"]}
    return units, known


def _members(row: Row, where: str, number: int, known: Mapping[str, str]) -> dict[str, Any]:
    lead, co = (list(dict.fromkeys(known[name] for name in _names(row.get(key)))) for key in ("lead", "co"))
    if not lead and not co:
        fail(where, f"第 {number} 行没有牵头单位，也没有责任单位")
    written = "　".join(
        f"{word}：{'、'.join(_names(row.get(key)))}"
        for word, key in (("牵头单位", "lead"), ("责任单位", "co"))
        if _names(row.get(key))
    )
    return {"lead": lead, "co": [name for name in co if name not in lead], "units_as_written": written}


def _positive(text: str) -> Decimal | None:
    """A number above 0, None for anything else."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and value > 0 else None


def _rubric_row(row: Row, number: int, known: Mapping[str, str], step: Decimal) -> dict[str, Any]:
    texts = {key: text_of(row.get(key)) for key, *_ in RUBRIC_COLUMNS}
    for key, title in (("category", "项目"), ("standard", "工作标准"), ("full", "分值")):
        if not texts[key]:
            fail("考核细则", f"第 {number} 行没有填“{title}”")
    full = _positive(texts["full"])
    if full is None or full % step:
        fail("考核细则", f"第 {number} 行的分值是“{texts['full']}”", f"应为数，大于 0，是计分单位 {step} 的整数倍")
    topic = re.sub(r"\s+", "", texts["topic"] or texts["category"])
    return {
        "id": f"I{number:02d}", "category": texts["category"], "topic": topic, "title": texts["title"],
        "standard": texts["standard"], "full": f"{full:f}", "aggregation": dict(_AGGREGATION),
    } | _members(row, "考核细则", number, known)  # fmt: skip


def _titles(rubric: list[dict[str, Any]]) -> None:
    """Short titles that name folders, each once: those that were given, else the beginning of the standard."""
    given = [_NOT_IN_NAMES.sub("", row["title"]) for row in rubric]
    taken = set(filter(None, given))
    for place, row in enumerate(rubric):
        base = given[place] or _NOT_IN_NAMES.sub("", row["standard"])[:_TITLE]
        if not base or (given[place] and base in given[:place]):
            wrong = f"短标题“{row['title']}”和前面一行的重复" if base else "取不出短标题"
            fail("考核细则", f"第 {place + 1} 行{wrong}", "请在“短标题”一栏另写一个，它要作文件夹名")
        if given[place]:
            row["title"] = base
            continue
        title, number = base, 1
        while title in taken:
            number += 1
            title = f"{base}{number}"
        taken.add(title)
        row["title"] = title


def _veto_row(row: Row, number: int, known: Mapping[str, str]) -> dict[str, Any]:
    text = text_of(row.get("text"))
    if not text:
        fail("负面清单", f"第 {number} 行没有填内容")
    title = text_of(row.get("title")) or _NOT_IN_NAMES.sub("", text)[:_TITLE]
    dated = text_of(row.get("dated")) != "否"
    return {"id": f"V{number}", "title": title, "text": text, "dated": dated} | _members(row, "负面清单", number, known)
