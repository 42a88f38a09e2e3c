"""What a button says at the end, in figures, from the JSON that the command line printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from weibao.texts_returns import SEND_BACK

# More lines than this are for a file, not for a message. Names are all told: who has not answered is the question.
NAMES, LINES = 60, 8
_SEVERITIES = ("error", "warning", "info")
CLOSED = "工作簿在运行期间被关闭了，这一步没有做完。请重新打开它，再点一次按钮；已经保存的内容都在。"
LEDGER_IN_FRONT = (
    "这是核定台账，不是单位清单，没有什么可检查的。请打开“回收”里要检查的那份清单，再点“检查本清单”；"
    "要把收回的清单全部检查一遍，请点“回收清单”。"
)
READ_AS_SAVED = (
    "（“{name}”里有还没有保存的改动。以上查的是上次保存的文件，没有保存的不在内：请先保存，再点一次“检查本清单”。）"
)

NOT_ISSUED = "还没有下发计分的清单。请先点“下发清单”。"

Result = Mapping[str, Any]
_ROUND = re.compile(r"（(第\d+轮)）")


def issued(done: Result) -> str:
    """After `issue`."""
    lines = [f"第{done['round']}轮：新下发 {len(done['written'])} 份清单，报送期限 {done['due']}。"]
    if done["planned"]:
        lines.append(f"名称、类型、报送期限没有写的，按方案计划的“{done['name']}”。")
    if done["kept"]:
        lines.append(f"另有 {len(done['kept'])} 份以前已下发，没有改动。")
    lines.append(f"收回的工作簿请放进“回收”里的“第{done['round']}轮”，文件名可以随意。")
    return "\n".join([*lines, *notes(done["messages"])])


def round_name(rounds: Result) -> str:
    """What a new round is called if no name is typed, from `rounds`."""
    coming = rounds["next"]
    return f"空着就是方案计划的“{coming['name']}”。" if coming else "空着就叫“第几轮”。"


def round_due(rounds: Result, name: str) -> str:
    """The question until when a new round of that name is to be returned; `rounds` says what an empty answer means."""
    coming = rounds["next"]
    asked = "单位哪天以前要报回来？写成 2023-09-28 这样；空着就按计划"
    if coming and name in ("", coming["name"]):
        return f"{asked}，{coming['due']}。"
    return f"{asked}，计划里没有的按“设置”里的报送天数。"


def collected(done: Result) -> str:
    """After `collect`."""
    if not done["returns"]:
        return "\n".join([NOT_ISSUED, f"发现：{counted(done['findings'])}。"])
    back = sum(bool(item["used"]) for item in done["returns"])
    lines = [f"第{done['round']}轮（基准日 {done['as_of']}）：应报 {len(done['returns'])} 个单位，已报 {back} 个。"]
    lines += _by_status(grouped((item["status"], item["unit"]) for item in done["returns"]))
    return "\n".join([*lines, f"发现：{counted(done['findings'])}。"])


def sent_back(done: Result) -> str:
    """After `collect --report`."""
    slips = [path for path in done["slips"] if path.endswith(".docx")]
    if not slips:
        return "已经回收的清单和年度工作情况里，没有需要单位修改的地方。"
    copies = len(done["slips"]) - len(slips)
    rounds = Counter(round_ for path in slips for round_ in _ROUND.findall(path)[-1:])
    told = "，".join(f"{name}有 {count} 个单位要修改" for name, count in rounds.items())
    return (
        f"{told}：写好退回修改意见 {len(slips)} 份、标好的副本 {copies} 份。\n"
        f"发回以后，在“回收情况”里登记：{SEND_BACK}。"
    )


def missing(status: Result) -> str:
    """Who has not returned, from `status`."""
    others = _by_status(status["returns"])
    whole = sum(map(len, status["returns"].values()))
    back = len(status["returns"].get("returned", ())) + len(status["returns"].get("waiting", ()))
    if not whole:
        return NOT_ISSUED
    head = f"第{status['round']}轮：应报 {whole} 个单位，已报 {back} 个。"
    return "\n".join([head, *others]) if others else f"{head}全部报齐。"


def scored(score: Result) -> str:
    """The total, the categories and the vetoes, from `score`."""
    counted_vetoes = [veto["id"] for veto in score["vetoes"] if veto["counted"]]
    asked = score["silent_units"] or any(unit["returned"] for unit in score["units"])
    head = f"第{score['round']}轮，基准日 {score['as_of']}。" if asked else f"基准日 {score['as_of']}。{NOT_ISSUED}"
    lines = [head, total(score["total"]), ""]
    lines += [
        f"{item['name']}：{earned(item)}／{item['full']:g}"
        + (f"（未评 {item['unassessed']:g}）" if item["unassessed"] else "")
        for item in score["categories"]
    ]
    lines += ["", f"计入的负面清单：{'、'.join(counted_vetoes) or '无'}。"]
    if score["silent_units"]:
        lines.append(f"还有 {len(score['silent_units'])} 个单位没有回收，不是最后结论。")
    return "\n".join(lines)


def total(figures: Result) -> str:
    """得分, 可能得分 and 未评 on one line."""
    words = (("可能得分", "possible"), ("未评", "unassessed"), ("满分", "full"))
    return "，".join([f"得分 {earned(figures)}", *(f"{word} {figures[key]:g}" for word, key in words)]) + "。"


def earned(figures: Result) -> str:
    """得分; where nothing has been claimed or verified there is none yet, which is not 0."""
    return "尚无" if figures["unassessed"] == figures["full"] else f"{figures['earned']:g}"


def written(done: Result, what: str) -> str:
    """After a command that writes files: `what` was done, and how many files where."""
    places = Counter(place(path) for path in done["written"])
    made = "、".join(f"{name} {count} 个" if name[-1] != "x" else name for name, count in places.items())
    lines = [f"{what}（第{done['round']}轮，基准日 {done['as_of']}）。"]
    lines.append(f"新写或更新：{made}。" if made else "内容都没有变化，文件没有改动。")
    if done["unchanged"] and made:
        lines.append(f"没有变化的 {len(done['unchanged'])} 个，没有改动。")
    if done.get("kept"):
        lines.append(f"有人改过或已送签、没有动的 {len(done['kept'])} 个。")
    if done["removed"]:
        lines.append(f"撤下不再需要的 {len(done['removed'])} 个。")
    return "\n".join([*lines, *notes(done["messages"])])


_RECEIVED = {"overdue": "逾期", "due_soon": "临期", "unsigned": "待签收", "open": "办理中"}


def documents_listed(done: Result) -> str:
    """How many documents are at which step, and which numbers nobody has, from `documents list`."""
    rows = done["documents"]
    if not rows:
        return "还没有文书。先点“督办通知”或“全部重算”起草。"
    steps = Counter(row["state"] for row in rows)
    lines = [f"文书 {len(rows)} 份：{'，'.join(f'{state} {count}' for state, count in steps.items())}。"]
    if gaps := done["gaps"]:
        more = f"等 {len(gaps)} 个" if len(gaps) > LINES else ""
        lines.append(f"外部或未登记的文号：{'、'.join(gaps[:LINES])}{more}。")
    waiting = Counter(_RECEIVED[row["status"]] for row in done["received"] if row["status"] in _RECEIVED)
    if waiting:
        lines.append(f"收文没有办结的：{'，'.join(f'{state} {count}' for state, count in waiting.items())}。")
    return "\n".join([*lines, *notes(done["messages"])])


def document_lines(done: Result) -> list[str]:
    """A line per document: state, number, title, whom to, file, the next step."""
    return [
        "　".join(filter(None, (
            row["state"], row["doc_no"], row["title"], row["to"], row["file"],
            f"下一步：{row['next']}" if row["next"] else "",
            f"由{row['signatory']}签发" if row["signatory"] else "",
            f"征求意见：{row['heard'] or row['hearing']}" if row["heard"] or row["hearing"] else "",
        )))
        for row in done["documents"]
    ]  # fmt: skip


def documented(done: Result) -> str:
    """After 核稿签发, 编号, 印发, 撤回 or 作废: each document as it stands now."""
    rows = done["documents"]
    lines = [
        f"{row['state']}：{'　'.join(filter(None, (row['doc_no'], row['to'], row['title'])))}" for row in rows[:LINES]
    ]
    if len(rows) > LINES:
        lines.append(f"等 {len(rows)} 份。")
    if not rows:
        lines.append("没有文书办这一步。")
    return "\n".join([*lines, *notes(done["messages"])])


def place(path: str) -> str:
    """A file's first two folders, or its name where it stands in the campaign folder itself."""
    folder = path.split("/")[:-1]
    return "/".join(folder[:2]) or path


def checked(name: str, findings: Sequence[Result]) -> str:
    """After `check` of one workbook."""
    if not findings:
        return f"“{name}”：没有发现问题。"
    lines = [f"“{name}”：{counted(findings)}。", "", *finding_lines(findings)[:LINES]]
    if len(findings) > LINES:
        lines.append(f"等 {len(findings)} 条。")
    return "\n".join(lines)


def finding_lines(findings: Iterable[Result]) -> list[str]:
    """A line per finding: level, unit, place and what is wrong."""
    return [
        "　".join(
            part
            for part in (
                severity(item["severity"]), item["unit"] or "",
                " ".join(filter(None, (item["file"], item["sheet"], item["cell"]))), item["message"],
            )
            if part
        )
        for item in findings
    ]  # fmt: skip


def evidence_checked(done: Result) -> str:
    """After `evidence check`."""
    materials = done["materials"]
    found = sum(bool(item["files"]) for item in materials)
    lines = [
        f"第{done['round']}轮（基准日 {done['as_of']}）：登记 {len(materials)} 件，对上文件 {found} 件。",
        f"发现：{counted(done['findings'])}。提醒不影响得分，也不拦任何一步。",
    ]
    if done["manual"]:
        lines.append(f"另有 {len(done['manual'])} 处要人看：点“全部重算”以后，列在总台账的“人工核查”里。")
    return "\n".join(lines)


def evidence_lines(done: Result) -> list[str]:
    """A line per finding, with the number of its check."""
    lines = finding_lines(done["findings"])
    return [f"{item['check'] or '—'}　{line}" for item, line in zip(done["findings"], lines, strict=True)]


def audited(items: Sequence[Result]) -> list[str]:
    """The contradictions of a plan, with their quotes, as lines."""
    lines: list[str] = []
    for number, item in enumerate(items, 1):
        lines += [f"{number}. {item['title']}", f"   {item['explanation']}"]
        lines += [f"   【{quote['place']} {quote['item']}】“{quote['quote']}”" for quote in item["quotes"]]
        lines.append("")
    return lines


def diagnosed(result: Result) -> list[str]:
    """What the doctor found, as lines: what is wrong first."""
    from weibao.hosts.excel.report import State

    order = [State.PROBLEM, State.WARNING, State.UNKNOWN, State.OK]
    lines: list[str] = []
    for check in sorted(result["checks"], key=lambda check: order.index(State(check["state"]))):
        lines.append(f"【{State(check['state']).label}】{check['title']}：{check['text']}")
        if check["remedy"]:
            lines.append(f"    怎么办：{check['remedy']}")
    return lines


def diagnosis(result: Result) -> str:
    """What the doctor found, in one sentence."""
    from weibao.hosts.excel.report import State

    counts = Counter(State(check["state"]) for check in result["checks"])
    problems = counts[State.PROBLEM]
    found = f"查出 {problems} 个问题" if problems else "没有查出问题"
    others = {State.WARNING: "{} 条提醒", State.UNKNOWN: "{} 项没能查清"}
    also = "、".join(words.format(counts[state]) for state, words in others.items() if counts[state])
    return f"检查了 {len(result['checks'])} 项，{found}{f'，另有 {also}' if also else ''}。"


def notes(messages: Iterable[Result]) -> list[str]:
    """A run's own findings, a line each."""
    return [f"{severity(item['severity'])}：{item['message']}" for item in messages]


def counted(findings: Iterable[Result]) -> str:
    """`错误 3、提醒 5、说明 12`, or 没有发现问题."""
    counts = Counter(item["severity"] for item in findings)
    return "、".join(f"{severity(key)} {counts[key]}" for key in _SEVERITIES if counts[key]) or "没有发现问题"


def severity(value: str) -> str:
    """The official word of a severity."""
    from weibao.findings import Severity

    return Severity(value).label


def grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Values by key, in order."""
    groups: dict[str, list[str]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def _by_status(returns: Mapping[str, Sequence[str]]) -> list[str]:
    from weibao.compute.terms import ReturnStatus

    lines = []
    for value, units in returns.items():
        if value != ReturnStatus.RETURNED:
            some = "、".join(units[:NAMES]) + (f" 等 {len(units)} 个单位" if len(units) > NAMES else "")
            lines.append(f"{ReturnStatus(value).label}：{some}")
    return lines
