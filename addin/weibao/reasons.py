"""The words of supervision: why a matter is supervised and what is asked, in one place like `weibao.texts`."""

from __future__ import annotations

from typing import NamedTuple


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
    "unanswered": ReasonText("此前已列入督办，{round}尚无可采用的报送", "报送{round}清单，说明整改情况"),
    "veto": ReasonText("报告发生负面清单事项“{title}”{when}", "报送情况说明、处置结果和整改措施"),
    "veto_date": ReasonText("未填发生日期", "补填发生日期"),
    "veto_blank": ReasonText("负面清单“{title}”未作答", "如实填写有无发生；没有发生的填“无”"),
    "silent": ReasonText("{round}指标清单未报送（报送期限 {due}）", "立即填报并经单位负责人签字盖章后报送"),
    "sent_back": ReasonText("{round}指标清单退回后未重新报送（报送期限 {due}）", "按退回意见修改后重新报送"),
    "set_aside": ReasonText(
        "{round}报送的文件无法采用，没有计入（报送期限 {due}）", "核对后用本单位的{round}指标清单重新报送"
    ),
    "case": ReasonText(
        "重大事件、恶性案件（代号 {code}）的处置",
        "依法依规处置，跟踪帮扶，报送处置情况；材料中只写代号，不写未成年人姓名等个人信息",
    ),
}

# What a supervision item says once nothing is left to ask.
SETTLED = "所列问题已解决，可以销号"
CLOSED = "所列问题已解决，已经销号"
SETTLED_ROUND = "该轮报送已结束，以最近一轮为准，可以销号"
# What stands in the place of a problem of which nothing is left.
NOTHING_LEFT = (SETTLED, CLOSED, SETTLED_ROUND)
