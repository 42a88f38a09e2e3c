"""The blocks of a unit's checklist, as the registry lists them: one call for each visible sheet, and the head."""

from __future__ import annotations

from weibao.functions import blocks, native_counts, native_rows, native_tables
from weibao.functions.arguments import CALENDAR, SCORE_STEP, TODAY, WARN_DAYS
from weibao.functions.spec import Argument, Function, Output, Takes

ROWS = Function(
    "WB_ROWS",
    "指标清单各行",
    "按完成情况和自评得分判定每个指标的计分，并给出状态、剩余天数、提示和佐证材料数。整块填入。",
    (
        Argument("ids", Takes.FRAMED, "“指标编号”一栏"),
        Argument("rows", Takes.FRAMED, "从“分值”到“完成时限”各栏"),
        Argument("evidence", Takes.FRAMED, "“佐证材料”表的“指标编号”“材料名称”两栏"),
        TODAY,
        WARN_DAYS,
        SCORE_STEP,
    ),
    (
        Output("计分", native_rows.points),
        Output("状态", native_rows.status),
        Output("剩余天数", native_rows.days_left),
        Output("提示", native_rows.hint),
        Output("佐证材料数", native_rows.evidence_count),
    ),
    blocks.indicator_rows,
    is_block=True,
)

EVIDENCE = Function(
    "WB_EVIDENCE",
    "佐证材料各行",
    "检查每件材料：指标是否属于本单位，名称、日期、文号（用六角括号〔〕）、类型是否齐全，日期是否在佐证期内（只提示）。整块填入。",
    (
        Argument("rows", Takes.FRAMED, "从“指标编号”到“备注”各栏"),
        Argument("ids", Takes.FRAMED, "本单位“指标清单”的“指标编号”一栏"),
        Argument("types", Takes.RANGE, "两栏：材料类型，一般有文号的填 1、没有的填 0"),
        TODAY,
        Argument("window_from", Takes.DATE, "佐证期第一天，空着为不限"),
        Argument("window_to", Takes.DATE, "佐证期最后一天，空着为不限"),
    ),
    (Output("校验", native_tables.check),),
    blocks.evidence_checks,
    is_block=True,
)

VETOES = Function(
    "WB_VETOES",
    "负面清单各行",
    "判断每项负面清单事项是否在影响期内。整块填入。",
    (
        Argument("rows", Takes.FRAMED, "“有无发生”“发生日期”“情况说明”三栏"),
        Argument("dated", Takes.RANGE, "每项一格：有发生日期的事项填 1，状态类的填 0"),
        TODAY,
        Argument("window_from", Takes.DATE, "影响期第一天"),
        Argument("window_to", Takes.DATE, "影响期最后一天"),
    ),
    (Output("是否在影响期内", native_tables.in_window),),
    blocks.veto_windows,
    is_block=True,
)

FEEDBACK = Function(
    "WB_FEEDBACK",
    "整改反馈各行",
    "判断每件督办事项是整改中、临期、逾期还是已完成。整块填入。",
    (Argument("rows", Takes.FRAMED, "从“督办编号”到“完成日期”各栏"), TODAY, WARN_DAYS),
    (Output("状态", native_tables.feedback),),
    blocks.feedback_statuses,
    is_block=True,
)

COUNTS = Function(
    "WB_COUNTS",
    "量化情况各行",
    "看所填的数是否合理、达到标准没有，给出按这个数建议的最高分和提示；自评高于几项数共同支持的分时也提示。整块填入。",
    (
        Argument("rows", Takes.FRAMED, "“量化情况”表从“指标编号”到“总数”各栏"),
        Argument(
            "terms",
            Takes.RANGE,
            "每行的分档：填哪种数、怎样折算、满分、所占的分、标准、最大数、是否整数、是否封顶、"
            "总数取自第几行、那一行的编号、计量单位，再是各档的起点和得分",
        ),
        Argument("ids", Takes.FRAMED, "“指标清单”的“指标编号”一栏"),
        Argument("points", Takes.FRAMED, "“指标清单”的“计分”一栏"),
        TODAY,
        SCORE_STEP,
    ),
    (
        Output("结果", native_counts.result),
        Output("建议最高分", native_counts.ceiling),
        Output("提示", native_counts.hint),
    ),
    blocks.count_rows,
    is_block=True,
)  # fmt: skip

TOTALS = Function(
    "WB_TOTALS",
    "指标清单表头",
    "已得分、可能得分、未完成项和距报送期限的工作日，自上而下四格。",
    (
        Argument("rows", Takes.FRAMED, "从“分值”到“状态”各栏"),
        Argument("due", Takes.DATE, "报送期限，空着为没有期限"),
        TODAY,
        *CALENDAR,
    ),
    (
        Output("已得分", native_rows.earned),
        Output("可能得分", native_rows.possible),
        Output("未完成项", native_rows.unfinished),
        Output("报送", native_rows.return_note),
    ),
    blocks.totals,
    is_block=True,
)

CHECKLIST_FUNCTIONS = (ROWS, EVIDENCE, VETOES, FEEDBACK, TOTALS, COUNTS)
