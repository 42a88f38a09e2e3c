"""Texts of findings on returns as a whole: what was read before, what is blank, what became of a file that counted."""

from __future__ import annotations

import re

from weibao.texts_office import FindingText

# What 退回 in 回收情况 offers. Any words will do; each serves once, so that a second time needs others.
SEND_BACK_CHOICES = ("退回", "第2次退回", "第3次退回")
SEND_BACK = (
    f"在“退回”里选“{SEND_BACK_CHOICES[0]}”（也可以改写成原因），单位改好交回的就会接替原来的；"
    f"再次退回的，改选“{SEND_BACK_CHOICES[1]}”，或改成和上次不同的字"
)

# What the history keeps of a return (`Kind.CLAIM`, `Kind.FIGURE`), and what it does not.
_ON_RECORD = (
    "上次读到的完成情况、自评得分和量化情况的数见 weibao history --unit {name}"
    "（工作情况、佐证材料、负面清单和年度工作情况里所填的，历史不记，只在原来那份文件里）"
)

RETURN_FINDINGS: dict[str, FindingText] = {
    # --- the reader itself failed -----------------------------------------------------------------
    "file-reading-kept": FindingText(
        "warning",
        "这次没能读出，按上次读到的计",
        "这次程序没能读出这份文件（{reason}）；文件和上次一样，没有变过，仍按上次读到的内容计入。"
        "请关掉不用的程序再汇总一次；不用退回单位。",
    ),
    # --- marked copies that somebody has changed ------------------------------------------------------
    "copy-changed": FindingText(
        "info",
        "标好的副本有人改过",
        "“{name}”有人改过，没有动它；这次标好的副本在旁边的“{beside}”里，请核对后发一份，另一份删去。",
    ),
    "copy-left": FindingText(
        "info",
        "标好的副本用不着了",
        "“{name}”有人改过，没有删；这个单位现在没有要改的地方，也没有退回修改意见；不用的请删去。",
    ),
    # --- whose it is, and where it belongs ------------------------------------------------------------
    "round-misplaced": FindingText(
        "error",
        "放错了轮次的文件夹",
        "这是第{found}轮的清单，放在第{number}轮的文件夹里，没有计入；请移到“回收/第{found}轮”再汇总，单位不用重新报送。",
    ),
    "returns-nameless": FindingText(
        "warning",
        "收到了认不出单位的文件",
        "收到但认不出是哪个单位的文件 {count} 份：{names}，没有计入；"
        "未报送的 {missing} 个单位里可能有它们的，请先核对（认出后把单位名称加进文件名），再催报。",
    ),
    # --- the file that counted is another one now
    "return-exchanged": FindingText(
        "warning",
        "计入的文件换了一份",
        "{name}换了一份（文件名没有变）：按现在这份计入；如果是误覆盖，请把原来那份（邮件、网盘里的）放回来再汇总一次，"
        f"{_ON_RECORD}。",
    ),
    # --- the file that counted cannot be used any more -----------------------------------------------
    "return-spoilt": FindingText(
        "warning",
        "原来计入的文件换成了不能用的内容",
        "上次计入的是“{gone}”，这份文件还在，里面却换成了读不出来或不能采用的内容（原因见这份文件自己的提示），"
        f"按未报送处理；{_ON_RECORD}。"
        "请把原来的一份（邮件、网盘里的）放回来，或请单位重新报送。",
    ),
    "return-spoilt-other": FindingText(
        "warning",
        "原来计入的文件换成了不能用的内容",
        "上次计入的是“{gone}”，这份文件还在，里面却换成了读不出来或不能采用的内容（原因见这份文件自己的提示），"
        f"改按“{{used}}”计入；{_ON_RECORD}。换错了的，请把原来的一份放回来再汇总一次。",
    ),
    # --- what leads to one person -------------------------------------------------------------------
    "statement-personal": FindingText(
        "warning",
        "清单里有个人信息",
        "“{heading}”里有{kinds}，核定台账、总台账、导出和文书里用*号代替；请联系单位改写后重新报送。",
    ),
    # --- cells that must not stay blank -------------------------------------------------------------
    "levels-blank": FindingText(
        "warning",
        "完成情况没有选",
        "还有 {count} 项没有选完成情况：{cells}。空着的按未评处理，没有得分；请补填后重新报送。",
    ),
    "level-blank": FindingText("warning", "完成情况没有选", "没有选完成情况，按未评处理；请补填。"),
    "vetoes-blank": FindingText(
        "warning",
        "负面清单没有选有无",
        "还有 {count} 项没有选有无发生：{cells}。空着不等于“无”，按未作答处理；没有发生的请选“无”，补填后重新报送。",
    ),
    "veto-blank": FindingText("warning", "负面清单没有选有无", "没有选有无发生；空着不等于“无”，没有发生的请选“无”。"),
}

# What findings say to the office, and how a unit that gets them back is told the same; in this order.
_FOR_UNITS: tuple[tuple[str, str], ...] = (
    ("请先向单位核实来源，不要直接双击打开，再请单位用下发的清单填好重新报送", "请用下发的清单填好，重新报送"),
    ("请提醒单位用下发的清单重新填报；在电脑上打开这份文件时不要点“启用内容”", "请用下发的清单重新填报"),
    ("在电脑上打开这份文件时，提示更新链接的请选“不更新”，不要点“启用内容”。", ""),
    ("打开时如果提示更新链接，请选“不更新”", "请去掉链接，改成直接填写"),
    ("佐证材料请单位另存为单独的文件，放入佐证材料文件夹", "佐证材料请另存为单独的文件，一并报送"),
    ("请核实来源后改名", "请改名后重新报送"),
    ("文件已放在一边，没有计入，任何单位已有的数据都没有动；", "文件没有计入；"),
    ("请先解压，把里面的 .xlsx 放进本文件夹", "请直接报送里面的 .xlsx"),
    ("后再放入", "后重新报送"),
    (
        "，总台账、导出和汇总文书里这一项没有带入；请联系单位改写后重新报送",
        "；请改写成看不出具体个人的内容，重新报送",
    ),
    (
        "，核定台账、总台账、导出和文书里用*号代替；请联系单位改写后重新报送",
        "；请改写成看不出具体个人的内容，重新报送",
    ),
    ("请重新压缩或解压后放入", "请重新压缩，或直接报送里面的清单"),
)
_WORDS: tuple[tuple[str, str], ...] = (("本单位", "你单位"), ("请提醒单位", "请"), ("请单位", "请"))
_QUOTED = re.compile("(“[^”]*”)")


def for_unit(message: str) -> str:
    """A finding's message in words for the unit that must mend it; what it typed itself is quoted as it stands."""
    for office, unit in _FOR_UNITS:
        message = message.replace(office, unit)
    return "".join(part if part.startswith("“") else _addressed(part) for part in _QUOTED.split(message))


def _addressed(text: str) -> str:
    for office, unit in _WORDS:
        text = text.replace(office, unit)
    return text
