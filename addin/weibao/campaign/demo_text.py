"""The words of the demonstration: statements, titles and names as units write them, all of them invented.

Everything specific comes from the rulebook (titles, suggested evidence, material types); here are only the sentences
around it. Names of people end in 样例 or 示例 and telephone numbers in a block of zeros, so that nobody is meant.
"""

from __future__ import annotations

import re
from datetime import date
from random import Random

from weibao.compute.model import Level
from weibao.rulebook.model import EvidenceHint, MaterialType, Unit

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN = ("样例", "示例")
PHONE = "0513-0000{:04d}"

# Longer than what a printed row has room for.
LONG = 150

_BRACKETS = re.compile(r"（[^（）]*）")
# What a unit says about a material, by a word in the name of its type. {base} is the material.
_DEEDS = {
    "制度": ("已出台{base}，自{month}月起执行。", "{base}已经修订印发，执行情况每季度检查一次。"),
    "方案": ("{month}月印发了{base}，任务分解到人。", "{base}已形成，正按时间表推进。"),
    "会议": ("今年已召开会议{few}次，{base}留存齐全。", "{month}月专题研究，{base}已归档。"),
    "任命": ("{base}已印发到位。", "已按程序办理，有{base}。"),
    "资金": ("资金按计划拨付到位，{base}齐全。", "{base}已核对，截至{month}月底执行进度正常。"),
    "名册": ("{base}按季度更新，现有{many}条。", "{base}已核对到{month}月底。"),
    "台账": ("建有{base}，今年以来记录{many}条。", "{base}由专人登记，截至{month}月底共{many}条。"),
    "统计": ("{base}统计到{month}月底，数据已核对。", "{base}按季度汇总，未发现异常。"),
    "培训": ("举办培训{few}期、{many}人次参加，{base}齐备。", "{month}月组织培训，{base}已归档。"),
    "协议": ("{base}已签订，正在履行。", "已落实{base}，服务{many}人次。"),
    "检查": ("开展检查{few}次，发现的{some}个问题均已整改，{base}已归档。", "{month}月开展专项检查，{base}齐全。"),
    "照片": ("组织活动{few}场、{many}人次参加，{base}已留存。", "{base}已按活动整理归档。"),
    "宣传": ("宣传推送{few}期，{base}已留存。", "{month}月集中宣传，{base}齐全。"),
    "总结": ("{base}已完成并报送。", "{base}已形成。"),
}
_OTHER_DEED = ("{base}已准备齐全。",)

_OPENINGS = {
    (True, Level.MET): (
        "对照标准自查，{title}各项要求已落实。",
        "已按方案完成{title}工作。",
        "{title}工作由分管领导负责、专人办理，要求均已达到。",
        "",
    ),
    (True, Level.PARTIAL): ("{title}工作已启动，部分要求尚未达到。", "{title}工作正在推进。", "{title}基本框架已有。"),
    (True, Level.UNMET): ("{title}尚未达到要求。", "{title}工作还没有实质进展。"),
    (False, Level.MET): (
        "按职责分工配合做好{title}工作。",
        "已完成{title}中本单位承担的任务。",
        "配合牵头单位落实{title}。",
    ),
    (False, Level.PARTIAL): ("已参与{title}工作，本单位任务完成大半。", "{title}中本单位任务正在落实。"),
    (False, Level.UNMET): ("{title}涉及本单位的任务尚未开展。",),
}
_CLOSINGS = {
    Level.MET: ("材料已归档。", "下一步坚持常态化推进。", "", "", ""),
    Level.PARTIAL: (
        "还缺{base}，计划{later}月底前补齐。",
        "不足：{base}不完整，{later}月底前完善。",
        "{base}正在征求意见，预计{later}月印发。",
    ),
    Level.UNMET: (
        "主要原因是经费尚未落实，已列入追加申请，计划{later}月底前完成。",
        "因人员调整工作有所耽搁，已重新明确责任人，{later}月底前完成。",
        "有关方案仍在会签，计划{later}月底前印发后实施。",
    ),
}
_ISSUED = ("制度", "办法", "细则", "规程", "规定", "方案", "计划", "机制", "准则", "程序", "规则", "目录")


def person(chance: Random) -> str:
    """An invented name that looks like one and is none."""
    return chance.choice(SURNAMES) + chance.choice(GIVEN)


def base_of(hint: EvidenceHint) -> str:
    """The material itself: the suggestion without explanations in brackets or behind a comma."""
    return _BRACKETS.sub("", hint.text).split("，")[0]


def statement(
    title: str, level: Level, claims: bool, hints: list[EvidenceHint], types: dict[str, MaterialType], chance: Random
) -> str:
    """A 工作情况 of one to three sentences about the indicator `title`."""
    parts = [chance.choice(_OPENINGS[claims, level])]
    wanted = 0 if level is Level.UNMET else chance.choice((1, 1, 2)) if level is Level.MET else 1
    parts += [_deed(hint, types[hint.type], chance) for hint in hints[:wanted]]
    if claims or level is not Level.MET:
        parts.append(chance.choice(_CLOSINGS[level]))
    missing = base_of(hints[-1]) if hints else "有关材料"
    text = "".join(parts).format(title=title, base=missing, later=chance.choice((10, 11, 12)))
    return text or f"{title}各项要求已落实。"


def _deed(hint: EvidenceHint, kind: MaterialType, chance: Random) -> str:
    sentences = next((found for word, found in _DEEDS.items() if word in kind.name), _OTHER_DEED)
    return chance.choice(sentences).format(
        base=base_of(hint),
        month=chance.randint(2, 8),
        few=chance.randint(2, 6),
        some=chance.randint(3, 19),
        many=chance.randint(23, 480),
    )


def material_title(hint: EvidenceHint, kind: MaterialType, unit: Unit, dated: date, chance: Random) -> str:
    """材料名称 as it stands on the paper."""
    base = base_of(hint)
    if kind.numbered and base.endswith(_ISSUED):
        return f"{unit.formal}关于印发《{base.strip('《》')}》的通知"
    if kind.numbered:
        return f"{base}（{unit.name}）"
    return f"{base}（{_span(dated, chance)}）"


def _span(dated: date, chance: Random) -> str:
    """The months that a paper of this date can cover."""
    last = dated.month - 1
    if not last:
        return f"{dated.year - 1}年度"
    spans = [f"{last}月", f"1—{last}月" if last > 1 else "1月"]
    if last >= 6:
        spans.append("上半年")
    elif last >= 3:
        spans.append("第一季度")
    return f"{dated.year}年{chance.choice(spans)}"


def long_statement(title: str, hints: list[EvidenceHint]) -> str:
    """A 工作情况 that does not fit its row when it is printed."""
    counted = "一二三四五六七八九"
    done = "".join(f"{n}是{base_of(hint)}已落实到科室和责任人；" for n, hint in zip(counted, hints, strict=False))
    text = f"围绕{title}，{done}"
    rest = "下一步将坚持问题导向，定期会商研判，逐项对照工作标准查漏补缺，确保各项要求常态长效。"
    while len(text) < LONG:
        text += rest
    return text


def doc_code(unit: Unit) -> str:
    """An invented 机关代字 that no office uses."""
    core = unit.name.removeprefix("市委").removeprefix("市").removeprefix("人民") or unit.name
    return f"{core[:2]}样发"
