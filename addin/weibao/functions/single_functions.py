"""The functions of one cell, as the registry lists them: for anyone's own sheets beside ours."""

from __future__ import annotations

from weibao.functions import native_single, single
from weibao.functions.spec import Argument, Function, Output, Takes

_CALENDAR = (
    Argument("days_off", Takes.RANGE, "不上班的日子，一格一天；不写就用软件自带的节假日安排", optional=True),
    Argument("first", Takes.DATE, "上一栏从哪天起", optional=True),
    Argument("last", Takes.DATE, "到哪天止", optional=True),
)
_EFFECTIVE = Argument("effective", Takes.RANGE, "得分，未评的空着", "分")
_FULL = Argument("full", Takes.RANGE, "分值，与得分一一对应", "分")
_TODAY = Argument("today", Takes.DATE, "基准日，如 TODAY()")

EARNED = Function(
    "WB_EARNED", "得分合计", "一列得分的合计；空着的是未评，不当 0 分。", (_EFFECTIVE,),
    (Output("得分", native_single.earned),), single.earned, example=("C2:C69",),
)  # fmt: skip

POSSIBLE = Function(
    "WB_POSSIBLE", "可能得分", "已得分加上未评各项的分值：还能得到的最高分。", (_FULL, _EFFECTIVE),
    (Output("可能得分", native_single.possible),), single.possible, example=("B2:B69", "C2:C69"),
)  # fmt: skip

UNASSESSED = Function(
    "WB_UNASSESSED", "未评分值", "得分空着的各项的分值合计。", (_FULL, _EFFECTIVE),
    (Output("未评", native_single.unassessed),), single.unassessed, example=("B2:B69", "C2:C69"),
)  # fmt: skip

DUE = Function(
    "WB_DUE", "到期日",
    "从起始日的次日起算的期限哪天到期；按日、月、年算的，末日逢放假顺延到下一个工作日。超出节假日安排的写“超出工作日历”。结果是日期，单元格请设为日期格式。",
    (
        Argument("start", Takes.DATE, "起始日"),
        Argument("length", Takes.NUMBER, "期限，不小于 0 的整数"),
        Argument("period", Takes.TEXT, "期限的单位：日、月、年或工作日"),
        *_CALENDAR,
    ),
    (Output("到期日", native_single.due),), single.due, example=("A2", "15", '"工作日"'),
)  # fmt: skip

WORKDAYS = Function(
    "WB_WORKDAYS", "工作日数", "从起始日的次日到截止日（含）有几个工作日；截止日在前的为负数。",
    (Argument("start", Takes.DATE, "起始日"), Argument("finish", Takes.DATE, "截止日"), *_CALENDAR),
    (Output("工作日数", native_single.workdays),), single.workdays, example=("A2", "B2"),
)  # fmt: skip

DAYS_LEFT = Function(
    "WB_DAYS_LEFT", "剩余天数", "距时限还有几天：当天为 0，过了为负数。",
    (Argument("deadline", Takes.DATE, "时限"), _TODAY),
    (Output("剩余天数", native_single.days_left),), single.days_left, example=("A2", "TODAY()"),
)  # fmt: skip

LIGHT = Function(
    "WB_LIGHT", "灯", "办完的绿灯；没办完的，临期黄灯、逾期红灯、其余绿灯；没有时限的空着。",
    (
        Argument("done", Takes.CELL, "是否办完：TRUE 或不为 0 的数为办完，空着为没有"),
        Argument("left", Takes.NUMBER, "剩余天数", "天"),
        Argument("warn_days", Takes.NUMBER, "到期前多少天起亮黄灯", "天"),
    ),
    (Output("灯", native_single.light),), single.light, example=("A2:A2", "B2:B2", "30"),
)  # fmt: skip

IN_WINDOW = Function(
    "WB_IN_WINDOW", "是否在期内", "一个日期是否在起止日期之间，首尾两天都算。",
    (
        Argument("on_day", Takes.DATE, "要判断的日期"),
        Argument("first", Takes.DATE, "第一天，空着为不限"),
        Argument("last", Takes.DATE, "最后一天，空着为不限"),
    ),
    (Output("是否在期内", native_single.in_window),), single.in_window, example=("A2", "$E$1", "$E$2"),
)  # fmt: skip

VERDICT = Function(
    "WB_VERDICT", "推荐意见", "按负面清单计入的项数给出推荐意见；没有计入、又还有未答复或待认定的，为尚不能判定。",
    (
        Argument("counts", Takes.RANGE, "每项一格：计入的为 1（或次数），不计入的为 0"),
        Argument("effects", Takes.RANGE, "两栏：计入几项起、对应的推荐意见，由少到多"),
        Argument("waiting", Takes.NUMBER, "还没有答复或认定的数目", "件"),
    ),
    (Output("推荐意见", native_single.verdict),), single.verdict, example=("D2:D9", "$F$1:$G$2", "E1:E1"),
)  # fmt: skip

SHARE = Function(
    "WB_SHARE", "比例是否达到", "用分子、分母判断比例是否达到要求；分母为 0 或数字有误的会写明。",
    (
        Argument("numerator", Takes.NUMBER, "分子，如已配备的村（社区）数"),
        Argument("denominator", Takes.NUMBER, "分母，如村（社区）总数"),
        Argument("threshold", Takes.NUMBER, "要求的比例，大于 0、不大于 1，如 0.9 或 90%"),
    ),
    (Output("是否达到", native_single.share),), single.share, example=("A2:A2", "B2:B2", "0.9"),
)  # fmt: skip

PHASES = Function(
    "WB_PHASES", "所处阶段", "一个日期属于哪个阶段；阶段有重叠的，都写出来。",
    (
        Argument("on_day", Takes.DATE, "要判断的日期"),
        Argument("phases", Takes.RANGE, "各阶段名称，一格一个"),
        Argument("starts", Takes.RANGE, "各阶段第一天"),
        Argument("ends", Takes.RANGE, "各阶段最后一天，空着为不限"),
    ),
    (Output("阶段", native_single.phases),), single.phases, example=("A2", "$E$1:$E$4", "$F$1:$F$4", "$G$1:$G$4"),
)  # fmt: skip

SINGLE_FUNCTIONS = (
    EARNED, POSSIBLE, UNASSESSED, DUE, WORKDAYS, DAYS_LEFT, LIGHT, IN_WINDOW, VERDICT, SHARE, PHASES,
)  # fmt: skip
