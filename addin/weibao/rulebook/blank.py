"""A rulebook for another county from what a clerk fills in: names and levels, units, dates, the rubric.

Nothing of another county's plan gets into it. What the plan of this county says stands in the tables that were filled
in, and in its text where that was pasted; everything else that the program must know (settings, kinds of material,
how documents are issued) is taken from the rulebook that comes with the program as an assumption, in words of this
county's level.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

from weibao.rulebook.blank_form import HEAD, LEVELS, RUBRIC_COLUMNS, Answers, Faults, Row, text_of
from weibao.rulebook.blank_parts import FILLED, Ours, neutral_documents, neutral_settings, posts_and_meetings
from weibao.rulebook.blank_plan import Made, cited, fail, indicators, meta, phases, plan
from weibao.rulebook.blank_units import MOST, Names, members, row_of, units_of
from weibao.rulebook.loader import TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_DAY: Final = re.compile(r"(\d{4})(?:[-./年](\d{1,2})[-./月](\d{1,2})日?|(\d{2})(\d{2}))")
_ID: Final = re.compile(r"[a-z][a-z0-9_]*")
_NOT_IN_NAMES: Final = re.compile(r'[\\/:*?"<>|\s，。、；：（）()“”]')
_SUMS: Final = ("合计", "总计", "小计", "总分")  # rows of the plan's table that are none of its own
_MOST_ASSESSORS: Final = 3
_ANY_STEP: Final = "0.000001"  # where the step is wrong: no points are to blame
_TITLE: Final = 12  # characters of a short title that is made from the standard
_AGGREGATION: Final = {"stated": "lowest", "group": "mean", "cap": "mean", "round": "down"}
_NOTHING: Final = ("tasks", "requirements", "evidence", "rules", "uncited")  # a county may do without


def rulebook_files(answers: Answers) -> dict[str, bytes]:
    """The files of the rulebook, by name. Raises RulebookError, which names every wrong row of the tables."""
    import tomli_w

    answers = replace(answers, rubric=_like_above(answers.rubric))
    made = Made(answers)
    faults = Faults()
    _head(made, faults)
    units, known = units_of(made, faults)
    rubric = _rubric(made, known, faults)
    vetoes: list[dict[str, Any]] = []
    for number, row in enumerate(answers.vetoes, 1):
        with faults.noted():
            vetoes.append(_veto_row(row, number, known))
    _titles(rubric, faults)
    faults.tell()
    for made_row in rubric:
        del made_row["row"]
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
    given = {key: day.isoformat() for key, day in made.days.items() if day}
    raws["settings.toml"] = {"settings": neutral_settings(ours, made.head, given)}
    raws["documents.toml"] = {"document_kinds": neutral_documents(ours)}
    raws["material_types.toml"] = ours.material_types
    raws["uncited.toml"] = {"uncited": [{"quote": item, "reason": "表的标题。"} for item in made.headings]}
    files = {name: tomli_w.dumps(raw, multiline_strings=True).encode() for name, raw in raws.items()}
    return files | {TEXT: made.text.encode()}


# --- single answers -----------------------------------------------------------------------------------------


def _head(made: Made, faults: Faults) -> None:
    """The single answers. Where one is wrong, only what the tables are looked at with."""
    given = {key: text_of(value) for key, value in made.answers.head.items()}
    for question in HEAD:
        with faults.noted():
            if question.must and not given.get(question.key):
                fail("基本情况", f"没有填“{question.title}”", question.help)
    region = given.get("region", "")
    level = region[-1:]
    with faults.noted():
        if region and (level not in LEVELS or len(region) < len("某县")):
            fail("基本情况", f"“地区名称”写的是“{region}”", f"要写全称，以{'、'.join(LEVELS)}之一结尾")
    for key in ("start", "declare", "target", "accept", "issued"):
        with faults.noted():
            made.days[key] = _day(key, made.answers.head.get(key))
    given |= _small(given, faults)
    start, declare, target = (made.days.get(key) for key in ("start", "declare", "target"))
    with faults.noted():
        late = made.days.get("accept") or target
        if start and declare and target and late and not (start <= declare and start <= target <= late):
            fail("基本情况", "日期的先后不对", "开始日期最早，验收日期不早于指标完成时限")
    made.head = {"group": given.get("group", ""), "step": given["step"]}
    if not faults:
        _named(made, given, region, level)


def _named(made: Made, given: dict[str, str], region: str, level: str) -> None:
    """The answers with what follows from others where they were left blank."""
    start, target = made.days["start"], made.days["target"]
    assert target  # noqa: S101 - it must be given
    group_name = given.get("group_name") or f"{region}未成年人保护工作领导小组"
    short = region[:-1][:2]
    made.head = given | {
        "level": level, "group_name": group_name, "office": given.get("office") or f"{group_name}办公室",
        "office_short": given.get("office_short") or f"{level}未保办", "code": given.get("code") or f"{short}未保办",
        "plan": given.get("plan") or f"{region}创建全国未成年人保护示范县实施方案",
        "issuer": given.get("issuer") or f"{region}人民政府办公室",
        "id": given.get("id") or f"county_{target.year}",
        "version": given.get("version") or "1", "group": given.get("group", ""),
        "host": given.get("host", ""),
    }  # fmt: skip
    made.days["issued"] = made.days["issued"] or start


def _small(given: Mapping[str, str], faults: Faults) -> dict[str, str]:
    """The answers that are numbers, a code or a list, as they are meant; what is wrong with them goes to `faults`."""
    step = (given.get("step") or "0.5").removesuffix("分")
    years = (given.get("veto_years") or "2").removesuffix("年")
    code, assessors = given.get("id", ""), Names().split(given.get("assessors", ""))
    id_rule = "只能用小写英文字母、数字、下划线，以字母开头，如 qinghe_2027；空着就由程序取"
    for wrong, title, value, allowed in (
        (_positive(step) is None, "计分单位", given.get("step"), "应为数，大于 0，如 0.5"),
        (not re.fullmatch(r"[1-9]\d?", years), "负面清单影响年数", given.get("veto_years"), "应为整数，如 2"),
        (code and not _ID.fullmatch(code), "规则库编号", code, id_rule),
        (len(assessors) > _MOST_ASSESSORS, "上级评估机关", "、".join(assessors), f"最多 {_MOST_ASSESSORS} 个"),
    ):
        with faults.noted():
            if wrong:
                fail("基本情况", f"“{title}”写的是“{value}”", allowed)
    return {"step": step if _positive(step) else _ANY_STEP, "veto_years": years, "assessors": "、".join(assessors)}


def _day(key: str, value: Any) -> date | None:
    if isinstance(value, date) or not text_of(value):
        return value if isinstance(value, date) else None
    title = next(question.title for question in HEAD if question.key == key)
    text = text_of(value)
    found = _DAY.fullmatch(text)
    if not found:
        fail("基本情况", f"“{title}”写的是“{text}”", "应为日期，如 2027-10-31")
    try:
        return date(*map(int, filter(None, found.groups())))
    except ValueError:
        fail("基本情况", f"“{title}”写的是“{text}”", "没有这一天")


# --- tables -------------------------------------------------------------------------------------------------


def _positive(text: str) -> Decimal | None:
    """A number above 0, None for anything else."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and value > 0 else None


def _like_above(rows: Sequence[Row]) -> list[Row]:
    """The rows with 项目 and 内容 as the row above where both are blank, as in merged cells of the plan's table."""
    made: list[Row] = []
    for row in rows:
        if made and not text_of(row.get("category")) and not text_of(row.get("topic")):
            made.append({**row, "category": made[-1].get("category"), "topic": made[-1].get("topic")})
        elif made and not text_of(row.get("category")):
            made.append({**row, "category": made[-1].get("category")})
        else:
            made.append(row)
    return made


def _rubric(made: Made, known: Names, faults: Faults) -> list[dict[str, Any]]:
    """The rows; those with the sums of the table are no rows, but what they say has to be what the others add up to."""
    step, rubric, added = Decimal(made.head["step"]), [], Decimal(0)
    for number, row in enumerate(made.answers.rubric, 1):
        with faults.noted():
            if not text_of(row.get("standard")) and (named := _sum_row(row)):
                said = _positive(text_of(row.get("full")).removesuffix("分"))
                if named in ("合计", "总计", "总分") and said is not None and said != added:
                    wrong = f"{row_of(row, number)}的{named}是 {said}，上面各行相加是 {added}"
                    fail("考核细则", wrong, "请核对各行的分值，有没有漏行")
                continue
            rubric.append(_rubric_row(row, number, known, step))
            added += Decimal(rubric[-1]["full"])
    with faults.noted():
        if len(rubric) > MOST or (not rubric and (not made.answers.rubric or not faults)):
            fail("考核细则", f"填了 {len(rubric)} 行" if rubric else "一行也没有填", f"至少 1 行，最多 {MOST} 行")
    return rubric


def _sum_row(row: Row) -> str:
    """`合计` of a row of sums, else ""."""
    texts = (re.sub(r"\s+", "", text_of(row.get(key))) for key in ("category", "topic", "title"))
    return next((text for text in texts if text in _SUMS), "")


def _rubric_row(row: Row, number: int, known: Names, step: Decimal) -> dict[str, Any]:
    texts = {key: text_of(row.get(key)) for key, *_ in RUBRIC_COLUMNS}
    where = row_of(row, number)
    for key, title in (("category", "项目"), ("standard", "工作标准"), ("full", "分值")):
        if not texts[key]:
            fail("考核细则", f"{where}没有填“{title}”")
    full = _positive(texts["full"].removesuffix("分"))
    if full is None or full % step:
        fail("考核细则", f"{where}的分值是“{texts['full']}”", f"应为数，大于 0，是计分单位 {step} 的整数倍")
    topic = re.sub(r"\s+", "", texts["topic"] or texts["category"])
    return {
        "id": f"I{number:02d}", "category": texts["category"], "topic": topic, "title": texts["title"],
        "standard": texts["standard"], "full": f"{full:f}", "aggregation": dict(_AGGREGATION),
        "row": where,
    } | members(row, "考核细则", number, known)  # fmt: skip


def _titles(rubric: list[dict[str, Any]], faults: Faults) -> None:
    """Short titles that name folders, each once: those that were given, else the beginning of the standard."""
    given = [_NOT_IN_NAMES.sub("", row["title"]) for row in rubric]
    taken = set(filter(None, given))
    for place, row in enumerate(rubric):
        base = given[place] or _NOT_IN_NAMES.sub("", row["standard"])[:_TITLE]
        with faults.noted():
            if not base or (given[place] and base in given[:place]):
                wrong = f"短标题“{row['title']}”和前面一行的重复" if base else "取不出短标题"
                fail("考核细则", f"{row['row']}{wrong}", "请在“短标题”一栏另写一个，它要作文件夹名")
        if given[place]:
            row["title"] = base
            continue
        title, number = base, 1
        while title in taken:
            number += 1
            title = f"{base}{number}"
        taken.add(title)
        row["title"] = title


def _veto_row(row: Row, number: int, known: Names) -> dict[str, Any]:
    text = text_of(row.get("text"))
    if not text:
        fail("负面清单", f"{row_of(row, number)}没有填内容")
    title = text_of(row.get("title")) or _NOT_IN_NAMES.sub("", text)[:_TITLE]
    dated = text_of(row.get("dated")) != "否"
    return {"id": f"V{number}", "title": title, "text": text, "dated": dated} | members(row, "负面清单", number, known)
