"""The line above each table of 总台账: how many rows, what of them needs a look, how the figures are meant."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from weibao.compute.declarations import Answer
from weibao.compute.meeting_states import DecisionStatus, MeetingStatus
from weibao.compute.member_states import ChangeStatus
from weibao.compute.model import Step
from weibao.findings import Severity
from weibao.sheets.console_shown import Shown, TableSheet
from weibao.sheets.console_tables_tasks import about_publicity, about_tasks
from weibao.sheets.frame_counts import BELOW
from weibao.sheets.frame_fields import Field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pandas import DataFrame

    from weibao.compute.model import Assessment


def about(name: str, tables: Mapping[str, DataFrame], assessment: Assessment) -> str:
    """The line for the frame `name`."""
    makers = {
        "indicators": _indicators,
        "units": _units,
        "advice": _advice,
        "counts": _counts,
        "evidence": _evidence,
        "proofs": _proofs,
        "looks": _looks,
        "vetoes": _vetoes,
        "declarations": _declarations,
        "items": _items,
        "docket": _docket,
        "findings": _findings,
        "meeting_years": _meeting_years,
        "meetings": _meetings,
        "decisions": _decisions,
        "changes": _changes,
        "systems": _systems,
        "people": _people,
        "tasks": about_tasks,
        "publicity": about_publicity,
        "milestones": _milestones,
    }
    return makers[name](tables[name], assessment)


def _indicators(frame: DataFrame, assessment: Assessment) -> str:
    unassessed = int(frame["effective"].isna().sum())
    counts = Counter(frame["status"])
    states = "，".join(f"{word} {counts[word]} 项" for word in ("逾期", "临期", "待复核") if counts[word])
    text = (
        f"{len(frame)} 项指标，满分 {frame['full'].sum():g} 分，得 {frame['earned'].sum():g} 分，未评 {unassessed} 项"
    )
    return f"{text}；{states}。" if states else f"{text}。"


def _units(frame: DataFrame, assessment: Assessment) -> str:
    counted = int(frame["returned"].sum())
    return (
        f"{len(frame)} 个单位，已计入 {counted} 个的报送。分值和得分是汇总结果中本单位可申报的各项，"
        f"同一项有几个单位申报，所以各单位相加不等于总分。"
    )


def _advice(frame: DataFrame, assessment: Assessment) -> str:
    points = frame["gain"].dropna()
    return (
        f"{len(points)} 项指标还可争取 {points.sum():g} 分。负面清单在前；指标先看可争取的分，再看时限、"
        f"要办的单位多少、逾期督办。材料按类型和件数比对，供参考。"
    )


def _counts(frame: DataFrame, assessment: Assessment) -> str:
    asked, answered = int(frame["asked"].sum()), int(frame["answered"].sum())
    below = int((frame["reached"] == BELOW).sum())
    return (
        f"{len(frame)} 项，应填 {asked} 个数，已填 {answered} 个；合计没有达到的 {below} 项。"
        f"“最多得”是所填的数最多能支持的分，没有填的不扣分，核定优先；没有应填数的由核定台账数出。"
    )


def _evidence(frame: DataFrame, assessment: Assessment) -> str:
    return f"{frame['unit'].nunique()} 个单位列出 {len(frame)} 份材料。"


def _proofs(frame: DataFrame, assessment: Assessment) -> str:
    counts = Counter(frame["severity"])
    text = "，".join(f"{severity.label} {counts[severity.label]} 条" for severity in Severity)
    return f"{text}。只作提示，不影响得分；级别在核定台账的设置“佐证核查级别”里改。"


def _looks(frame: DataFrame, assessment: Assessment) -> str:
    text = f"{frame['indicator'].nunique()} 项指标，{len(frame)} 处要人看"
    return f"{text}。打印出来边看边记，结论填到核定台账的“核定”“单位审核”里。"


def _vetoes(frame: DataFrame, assessment: Assessment) -> str:
    start, end = assessment.window
    counted = frame.loc[frame["counted"], "id"].nunique()
    window = f"影响期 {start.isoformat()} 至 {end.isoformat()}，首尾两天都算"
    return f"{frame['id'].nunique()} 项，计入 {counted} 项。{window}。"


def _items(frame: DataFrame, assessment: Assessment) -> str:
    open_items = [item for item in assessment.items if item.asked]
    units = len({item.unit for item in open_items})
    text = f"共 {len(frame)} 项，待办 {len(open_items)} 项，涉及 {units} 个单位"
    return f"{text}。剩余天数按基准日 {assessment.as_of.isoformat()} 计。"


def _docket(frame: DataFrame, assessment: Assessment) -> str:
    steps = Counter(frame["step"])
    text = "，".join(f"{step.label} {steps[step.label]} 项" for step in Step if steps[step.label])
    return f"{text}。急的在前，供例会逐项调度。" if text else ""


def _findings(frame: DataFrame, assessment: Assessment) -> str:
    counts = Counter(found.severity for found in assessment.findings)
    text = "，".join(f"{severity.label} {counts[severity]} 处" for severity in Severity)
    heaps = f"同一列里同样的合成一行，列为 {len(frame)} 行。" if len(frame) < len(assessment.findings) else ""
    return f"{text}。{heaps}“错误”所指的内容在改正之前不计。"


def _meeting_years(frame: DataFrame, assessment: Assessment) -> str:
    split = [duty for duty in assessment.meetings.years if duty.is_split]
    text = f"{len(frame)} 行，每种会议每年一行；按需召开的只列当年。会议从核定台账“会议台账”数。"
    named = "、".join(f"{duty.year}年{duty.kind.full_name}" for duty in split)
    return f"{text}两处规定次数不一样、只够其中一处的：{named}。" if split else text


def _meetings(frame: DataFrame, assessment: Assessment) -> str:
    counts = Counter(frame["status"])
    return (
        f"{len(frame)} 次：" + "，".join(f"{status.label} {counts[status.label]} 次" for status in MeetingStatus) + "。"
    )


def _decisions(frame: DataFrame, assessment: Assessment) -> str:
    counts = Counter(frame["status"])
    return f"{len(frame)} 件：" + "，".join(f"{item.label} {counts[item.label]} 件" for item in DecisionStatus) + "。"


def _declarations(frame: DataFrame, assessment: Assessment) -> str:
    counts, (start, end) = Counter(frame["answer"]), assessment.window
    told = "，".join(f"{item.label} {counts[item.label]} 个" for item in Answer)
    unsigned = int(frame["unsigned"].sum())
    text = f"影响期 {start.isoformat()} 至 {end.isoformat()}：{len(frame)} 个单位，{told}；缺盖章件 {unsigned} 个"
    return f"{text}。盖章件登记在核定台账“回收情况”。"


def _changes(frame: DataFrame, assessment: Assessment) -> str:
    counts = Counter(frame["status"])
    told = "，".join(f"{item.label} {counts[item.label]} 项" for item in ChangeStatus if counts[item.label])
    return f"{len(frame)} 项{f'：{told}' if told else ''}。剩余天数按设置的办理时限（工作日）算到哪一天为止。"


def _systems(frame: DataFrame, assessment: Assessment) -> str:
    late = int(frame["late"].sum())
    text = "每项制度每年一行，从核定台账“工作制度”数；情况通报加上“文号登记”里已印发的，督查督办从“督办”数。"
    return f"{text}逾期 {late} 件。" if late else text


def _people(frame: DataFrame, assessment: Assessment) -> str:
    named = int((frame["head"] != "").sum())
    text = f"来自各单位清单的“填报说明”：{named} 个单位写了主要领导，{len(frame) - named} 个没有"
    return f"{text}。只供办公室联系用，不印在文书里。"


def _milestones(frame: DataFrame, assessment: Assessment) -> str:
    return f"剩余天数按基准日 {assessment.as_of.isoformat()} 计，截止当天不算逾期。"


def ranked_units(spec: TableSheet, units: DataFrame) -> tuple[TableSheet, DataFrame]:
    """The units with 得分率 and 名次 among those of their kind; only for offices whose setting asks for a ranking.

    Units that have not returned, or may claim nothing, have neither.
    """
    rate = (units["effective"] / units["full"]).where(units["returned"] & (units["full"] > 0))
    rank = rate.groupby(units["kind"]).rank(method="min", ascending=False).astype("Int64")
    extra = (Field("rate", "得分率", "share"), Field("rank", "同类名次", "count"))
    columns = (*spec.columns, Shown("rate", 7.5), Shown("rank", 7.5))
    return replace(spec, columns=columns, extra=extra), units.assign(rate=rate, rank=rank)
