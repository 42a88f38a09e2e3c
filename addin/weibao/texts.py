"""The words that users read in findings and hints, in one place so that one person can edit them.

A message says what stands there, what was expected and what to do. `{fields}` are filled by the caller.
"""

from __future__ import annotations

from typing import NamedTuple


class FindingText(NamedTuple):
    """Severity (error, warning, info), a short heading and the message of one finding code."""

    severity: str
    title: str
    message: str


FINDINGS: dict[str, FindingText] = {
    # --- a row of 指标清单 (the truth table) -------------------------------------------------
    "level-unreadable": FindingText(
        "error",
        "完成情况无法识别",
        "完成情况填的是“{found}”，应为达标、部分达标或未达标，请改填后重新报送；此行暂按未评处理。",
    ),
    "score-unreadable": FindingText(
        "error",
        "自评得分无法识别",
        "自评得分填的是“{found}”，应为数字（最高 {full} 分，每档 {step} 分），请改填后重新报送；此行暂按未评处理。",
    ),
    "score-off-step": FindingText(
        "error",
        "自评得分不在分档上",
        "自评得分填的是 {found}，只能填 0 至 {full}、每档 {step} 分，请改填后重新报送；此行暂按未评处理。",
    ),
    "score-contradicts-level": FindingText(
        "error",
        "自评得分与完成情况不一致",
        "完成情况为“{level}”，自评得分却是 {found}（满分 {full}），请核对后改其中一项；此行暂按未评处理。",
    ),
    "score-missing": FindingText(
        "error",
        "部分达标未填得分",
        "完成情况为“部分达标”，应填自评得分（大于 0、小于 {full}，每档 {step} 分）；此行暂按未评处理。",
    ),
    "partial-impossible": FindingText(
        "error",
        "此项没有部分达标",
        "此项满分 {full} 分，只有一档，不能填“部分达标”，请改填达标或未达标；此行暂按未评处理。",
    ),
    "row-duplicate": FindingText(
        "error",
        "同一指标填了两行",
        "指标 {indicator} 出现多行且填写不一致，请只留一行后重新报送；此行暂按未评处理。",
    ),
    "level-inferred": FindingText(
        "info", "由得分推定完成情况", "未选完成情况，按自评得分 {found} 推定为“{level}”，请确认。"
    ),
    "score-inferred": FindingText("info", "由完成情况推定得分", "部分达标只可能是 {found} 分，已按此计，请确认。"),
    "score-not-claimable": FindingText(
        "warning", "配合单位不填得分", "本单位在此项是配合单位，自评得分“{found}”不计，请删去，只填完成情况和工作情况。"
    ),
    # --- a row of 佐证材料 ----------------------------------------------------------------------
    "evidence-foreign": FindingText(
        "warning",
        "材料不属于本单位的指标",
        "材料“{title}”填的指标编号是“{found}”，不在本单位的指标清单内，未计入，请核对指标编号。",
    ),
    "evidence-date-missing": FindingText(
        "warning", "材料未填成文日期", "材料“{title}”没有成文日期，请补填，格式如 2024-01-31。"
    ),
    "evidence-date-future": FindingText(
        "warning", "材料日期在今天之后", "材料“{title}”的成文日期是 {found}，晚于 {as_of}，请核对。"
    ),
    "evidence-doc-no-form": FindingText(
        "warning",
        "文号写法不规范",
        "材料“{title}”的文号填的是“{found}”，应写作机关代字〔年份〕序号，年份用六角括号，如“×政发〔2024〕5号”。",
    ),
    "evidence-doc-no-missing": FindingText(
        "info", "材料未填文号", "材料“{title}”属于“{type}”，一般有文号，请补填；确实没有的，在备注中说明。"
    ),
    "evidence-outside-window": FindingText(
        "info",
        "材料不在创建期内",
        "材料“{title}”的成文日期是 {found}，不在 {start} 至 {end} 之间；现行有效的可以保留，请在备注中说明。",
    ),
    # --- a row of 负面清单 and its ruling -----------------------------------------------------
    "veto-choice-missing": FindingText(
        "warning",
        "负面清单未选有无",
        "{veto} 填了发生日期或情况说明，却没有选有无发生，请选“有”或“无”；现按未作答处理。",
    ),
    "veto-date-missing": FindingText(
        "error",
        "负面清单未填发生日期",
        "{veto} 有无发生选了“有”，没有发生日期，无法判断是否在影响期内，请补填；认定之前不计入，推荐意见也不能定。",
    ),
    "veto-date-future": FindingText(
        "warning", "发生日期在今天之后", "{veto} 的发生日期是 {found}，晚于 {as_of}，请核对。"
    ),
    "veto-date-unexpected": FindingText(
        "warning", "负面清单选无却有日期", "{veto} 有无发生选了“无”，却填了发生日期 {found}，请核对；现按“无”处理。"
    ),
    "ruling-conflict": FindingText(
        "warning",
        "同一事项两种认定",
        "负面清单认定中 {veto}（{found}）有两行且认定不同，请只留一行；现按待查处理。",
    ),
    # --- 核定, 督办 and 设置 in 核定台账 -------------------------------------------------------
    "verified-out-of-range": FindingText(
        "error", "核定得分超出范围", "{indicator} 的核定得分是 {found}，应在 0 至 {full} 之间，请改正；现不采用。"
    ),
    "verified-round-missing": FindingText(
        "info",
        "核定未写轮次",
        "{indicator} 的核定没有写轮次和日期，以后各轮报送有变化时无法提示复核，请补填核定轮次。",
    ),
    "closure-unknown": FindingText(
        "warning", "督办编号无法识别", "督办编号“{item}”找不到对应的单位和事项，请核对编号。"
    ),
    "supervision-beyond-calendar": FindingText(
        "warning",
        "督办时限超出节假日安排",
        "自 {opened} 起 {limit} {unit}的期限超出已公布的节假日安排，到期日无法计算；"
        "请在“节假日”表中补填当年的放假和调休日期。",
    ),
    "setting-unknown": FindingText(
        "warning", "设置项不认识", "设置中的代码“{key}”不认识，已忽略；请核对代码，不要改动代码一列。"
    ),
    "setting-unreadable": FindingText(
        "error",
        "设置值无法识别",
        "设置“{title}”（{key}）填的是“{found}”，可填：{allowed}；现按默认值“{default}”处理。",
    ),
    "setting-duplicate": FindingText(
        "warning", "设置中名称重复", "设置“{title}”（{key}）中“{found}”出现不止一次，只算一次。"
    ),
    "setting-window-reversed": FindingText(
        "error", "起止日期颠倒", "佐证材料的起止日期是 {start} 至 {end}，起在止后，请改正；现按默认值处理。"
    ),
}


class ReasonText(NamedTuple):
    """Why a matter is supervised and what is asked; `supporting` is the problem's wording for a 配合 unit."""

    problem: str
    request: str
    supporting: str = ""


# Reasons of a supervision item, by code, in the order in which they are named.
REASONS: dict[str, ReasonText] = {
    "unmet": ReasonText(
        "自评为未达标（{stated} 分，满分 {full} 分）",
        "对照工作标准整改，达到要求后补报佐证材料",
        "配合事项完成情况为未达标",
    ),
    "partial": ReasonText(
        "自评为部分达标（{stated} 分，满分 {full} 分）",
        "补齐未达到的部分，达到要求后补报佐证材料",
        "配合事项完成情况为部分达标",
    ),
    "void": ReasonText(
        "填报内容无法识别或前后矛盾，未能计分",
        "核对完成情况和自评得分，改正后重新报送",
        "填报内容无法识别，未能采用",
    ),
    "blank": ReasonText("未填报完成情况", "填报完成情况和工作情况，并列出佐证材料"),
    "no_evidence": ReasonText("未列佐证材料", "补报佐证材料"),
    "overdue": ReasonText("已过完成时限（{deadline}）", "抓紧完成，并说明未按期完成的原因"),
    "verified": ReasonText("核定 {verified} 分（满分 {full} 分），低于自评{note}", "按核定意见整改，补报佐证材料"),
    "unanswered": ReasonText("此前已立项，{round}尚未报送进展", "报送{round}清单，说明整改情况"),
    "veto": ReasonText("报告发生负面清单事项“{title}”{when}", "报送情况说明、处置结果和整改措施"),
    "veto_date": ReasonText("未填发生日期", "补填发生日期"),
    "veto_blank": ReasonText("负面清单“{title}”未作答", "如实填写有无发生；没有发生的填“无”"),
    "silent": ReasonText("{round}指标清单未报送（报送期限 {due}）", "立即填报并经单位负责人签字盖章后报送"),
    "sent_back": ReasonText("{round}指标清单退回后未重新报送（报送期限 {due}）", "按退回意见修改后重新报送"),
}

# What a supervision item says once nothing is left to ask.
SETTLED = "所列问题已解决，可以销号"
SETTLED_ROUND = "该轮报送已结束，以最近一轮为准，可以销号"
