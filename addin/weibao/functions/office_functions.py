"""The blocks of 核定台账, as the registry lists them."""

from __future__ import annotations

from weibao.functions import head, incoming, items, office_blocks, rulings, verification
from weibao.functions.arguments import CALENDAR, SCORE_STEP, TODAY, WARN_DAYS
from weibao.functions.spec import Argument, Function, Output, Takes

VERIFICATION = Function(
    "WB_VERIFICATION",
    "核定各行",
    "每个指标的有效得分（有核定的按核定，没有的按申报）、失分、剩余天数、状态和灯。整块填入。",
    (
        Argument("full", Takes.FRAMED, "“分值”一栏"),
        Argument("claimed", Takes.FRAMED, "“申报得分”一栏"),
        Argument("verified", Takes.FRAMED, "“核定得分”一栏"),
        Argument("verified_on", Takes.FRAMED, "核定的“日期”一栏"),
        Argument("verified_round", Takes.FRAMED, "“核定轮次”一栏"),
        Argument("deadlines", Takes.FRAMED, "“时限”一栏，空着的用方案的完成时限"),
        SCORE_STEP,
        TODAY,
        Argument("row_deadline", Takes.DATE, "方案的完成时限"),
        WARN_DAYS,
        Argument("current_round", Takes.NUMBER, "现在计分的轮次"),
        Argument("rounds", Takes.RANGE, "“轮次”表的轮次"),
        Argument("issued", Takes.RANGE, "“轮次”表的下发日期"),
    ),
    (
        Output("有效得分", verification.effective),
        Output("失分", verification.lost),
        Output("剩余天数", verification.left),
        Output("状态", verification.status),
        Output("灯", verification.light),
    ),
    office_blocks.verification,
    is_block=True,
)

DUES = Function(
    "WB_DUES",
    "督办到期日",
    "每件督办事项的到期日：立项次日起算，末日逢放假顺延到下一个工作日；立即整改、挂牌督办各有时限，准予延期的按延期。整块填入。",
    (
        Argument("items", Takes.FRAMED, "“督办编号”一栏"),
        Argument("opened", Takes.FRAMED, "“立项日期”一栏"),
        Argument("extended", Takes.FRAMED, "“延期至”一栏"),
        Argument("modes", Takes.FRAMED, "“方式”一栏"),
        Argument("limit", Takes.NUMBER, "整改期限"),
        Argument("limit_unit", Takes.TEXT, "整改期限的单位：日、月、年或工作日"),
        Argument("immediate_limit", Takes.NUMBER, "立即整改的时限", "工作日"),
        Argument("listed_limit", Takes.NUMBER, "挂牌督办的时限", "工作日"),
        *CALENDAR,
    ),
    (Output("到期日", items.due),),
    office_blocks.due_days,
    is_block=True,
)

SUPERVISION = Function(
    "WB_SUPERVISION",
    "督办各行",
    "每件督办事项的剩余天数、状态和灯；填了办结日期的为已销号。整块填入。",
    (
        Argument("items", Takes.FRAMED, "“督办编号”一栏"),
        Argument("opened", Takes.FRAMED, "“立项日期”一栏"),
        Argument("due", Takes.FRAMED, "“到期日”一栏"),
        Argument("closed", Takes.FRAMED, "“办结”一栏"),
        Argument("current", Takes.FRAMED, "每件一格：问题还在的为 1，已经没有的为 0"),
        TODAY,
        WARN_DAYS,
    ),
    (Output("剩余天数", items.left), Output("状态", items.status), Output("灯", items.light)),
    office_blocks.supervision,
    is_block=True,
)

HEAD = Function(
    "WB_HEAD",
    "负面清单认定和核定表头",
    "每件负面清单事项是否在影响期内、是否计入；第三栏自上而下是核定表头：总分、有效得分、可能得分、未评、失分、推荐意见和说明。整块填入。",
    (
        Argument("vetoes", Takes.FRAMED, "“负面清单认定”的“编号”一栏"),
        Argument("happened", Takes.FRAMED, "“发生日期”一栏"),
        Argument("ruled", Takes.FRAMED, "“认定”一栏"),
        Argument("codes", Takes.FRAMED, "“代码”一栏"),
        Argument("items", Takes.RANGE, "每项一行：首栏编号，末栏有发生日期的为 1、状态类的为 0"),
        Argument("events", Takes.RANGE, "单位报告的事项代码"),
        Argument("window_from", Takes.DATE, "影响期第一天"),
        Argument("window_to", Takes.DATE, "影响期最后一天"),
        Argument("unruled_counts", Takes.TEXT, "单位报告、还没有认定的是否先计入：是或否"),
        Argument("ids", Takes.FRAMED, "“核定”的“指标编号”一栏，空着的行不计"),
        Argument("full", Takes.FRAMED, "“分值”一栏"),
        Argument("effective", Takes.FRAMED, "“有效得分”一栏"),
        Argument("effects", Takes.RANGE, "两栏：计入几项起、对应的推荐意见，由少到多"),
        Argument("current_round", Takes.NUMBER, "现在计分的轮次"),
        Argument("silent", Takes.NUMBER, "还没有答复负面清单的责任单位数", "个"),
    ),
    (
        Output("是否在影响期内", rulings.in_window),
        Output("是否计入", rulings.counted),
        Output("核定表头", head.figure),
    ),
    office_blocks.head,
    is_block=True,
)

INCOMING = Function(
    "WB_INCOMING",
    "收文各行",
    "每件收文的剩余天数、状态（待签收、办理中、临期、逾期、已办结）和灯。整块填入。",
    (
        Argument("numbers", Takes.FRAMED, "“收文编号”一栏"),
        Argument("senders", Takes.FRAMED, "“来文单位”一栏"),
        Argument("titles", Takes.FRAMED, "“标题”一栏"),
        Argument("receivers", Takes.FRAMED, "“签收人”一栏"),
        Argument("due", Takes.FRAMED, "“办理时限”一栏"),
        Argument("done", Takes.FRAMED, "“办结日期”一栏"),
        TODAY,
        WARN_DAYS,
    ),
    (Output("剩余天数", incoming.left), Output("状态", incoming.status), Output("灯", incoming.light)),
    office_blocks.received,
    is_block=True,
)

OFFICE_FUNCTIONS = (VERIFICATION, DUES, SUPERVISION, HEAD, INCOMING)
