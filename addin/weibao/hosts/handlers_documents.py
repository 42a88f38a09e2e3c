"""The buttons of documents: 通报报告, 起草文书, and of their life: 文书一览, 核稿签发, 编号, 印发, 撤回作废.

Each lists the documents that are at that step and asks which are meant; the day is asked for, never taken from 基准日,
under which nothing is numbered or issued.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any

from weibao.compute.numbers import read_number
from weibao.errors import WeibaoError
from weibao.hosts import messages
from weibao.hosts.answers import asked_day
from weibao.hosts.button import button, finish

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from weibao.hosts.job import Job

ALL = "全部"
# More documents than this are not listed in a question.
_LISTED = 15
_BETWEEN = re.compile(r"[、，,；;\s]+")
_COMMAS = re.compile(r"[、，,；;\r\n]+")
_PLACE = re.compile(r"第?\s*(\d+)\s*号")
_EARLIEST = date(2000, 1, 1)

Row = dict[str, str]


@button("reports")
def reports(job: Job) -> None:
    """Draft 情况通报, 自评报告 and the other reports that are always kept up to date."""
    done = job.run("reports", live=True)
    finish(job, messages.written(done, "通报和报告已起草"), job.root / "文书")


@button("documents draft")
def draft(job: Job) -> None:
    """Ask which kind of document, and for which units; draft it."""
    known = job.run("templates", "list", folder=False, as_of=False, ledger=False)
    titles = [item["title"] for item in known if item["kind"]]
    note, given = "", ""
    while given not in titles:
        answer = job.desk.ask(f"{note}起草哪种文书？写名称：\n{'、'.join(titles)}。", given)
        if answer is None or not answer.strip():
            return
        given = answer.strip()
        note = f"没有“{given}”这种文书。"
    units = job.desk.ask("只给哪些单位？几个单位用顿号隔开；空着就是全部。")
    if units is None:
        return
    chosen = [part for unit in _BETWEEN.split(units) if unit for part in ("--unit", unit)]
    # The kind comes before the folder on the command line, the options may come last.
    done = job.run("documents", "draft", given, *chosen)
    finish(job, messages.written(done, f"{given}已起草"), job.root / "文书")


@button("documents list")
def documents(job: Job) -> None:
    """Where every document stands, and which numbers nobody has."""
    done = job.run("documents", "list", as_of=False)
    message = messages.documents_listed(done)
    if done["documents"]:
        finish(job, message, job.report("文书一览", messages.document_lines(done)))
    else:
        job.tell(message)


@button("documents approve")
def approve(job: Job) -> None:
    """Ask which drafts, who was heard before where the kind asks for it, who reviewed and who signed them, and when."""
    rows = _asked(job, "核稿签发哪些文书？", lambda row: row["state"] in ("拟稿", "核稿"))
    if not rows:
        return
    files = _files(rows)
    heard = ""
    if wanted := dict.fromkeys(row["hearing"] for row in rows if row["hearing"] and not row["heard"]):
        who = "；".join(wanted)
        answer = job.desk.ask(f"发出前征求意见：{who}。征求了谁、哪天？不需要的写“不需要”；还没有征求的空着。")
        if answer is None:
            return
        heard = answer.strip()
    reviewer = job.desk.ask("核稿人是谁？写姓名；已经登记过的可以空着。")
    if reviewer is None:
        return
    signer = job.desk.ask("签发人是谁？写姓名；空着就用“设置”里的办公室主任或领导小组组长。")
    if signer is None:
        return
    day = _asked_day(job, "哪天签发的？写成 2023-10-09 这样；空着就是今天。签发之日就是成文日期。")
    if day is None:
        return
    given = (
        ("--heard", heard),
        ("--reviewer", reviewer.strip()),
        ("--signer", signer.strip()),
        ("--date", day),
    )
    _do(job, "approve", files, *(part for name, value in given if value for part in (name, value)))


@button("documents number")
def number(job: Job) -> None:
    """Ask which signed documents, and for a number that was taken elsewhere."""
    files = _files(_asked(job, "给哪些文书编号？", lambda row: row["next"] == "编号"))
    if not files:
        return
    typed = ""
    if len(files) == 1:
        typed = job.desk.ask("文号：空着就取下一个号；在别处取的号，写序号（如 12）。") or ""
    _do(job, "number", files, *(["--number", typed.strip()] if typed.strip() else []))


@button("documents issue")
def send(job: Job) -> None:
    """Ask which numbered documents go out, and when."""
    files = _files(_asked(job, "印发哪些文书？", lambda row: row["next"] == "印发"))
    if not files:
        return
    day = _asked_day(job, "哪天印发？写成 2023-10-09 这样；空着就是今天。")
    if day is None:
        return
    _do(job, "issue", files, *(["--date", day] if day else []))


@button("documents withdraw")
def withdraw(job: Job) -> None:
    """Ask which documents, how and why; what is out is withdrawn, corrected or issued anew, what is not is void."""
    open_states = ("核稿", "签发", "编号", "用印", "印发", "更正", "重新印发")
    question = "撤回、更正或作废哪份文书？（没有印发的作废）"
    rows = _asked(job, question, lambda row: row["state"] in open_states)
    if not rows:
        return
    how = _how(job, rows)
    if how is None:
        return
    options = ["--as", how] if how else []
    if how == "更正" and len(rows) == 1:
        words = [job.desk.ask(text) for text in (
            "有误的文字是哪几个？照原文写；不止一处、或者还说不准的空着，起草后在更正通知里填。", "应当是什么？",
        )]  # fmt: skip
        if None in words:
            return
        wrong, right = (word.strip() for word in words if word is not None)
        options += ["--wrong", wrong, "--right", right] if wrong or right else []
    reason = job.desk.ask("为什么？写明原因，会记进文号登记的备注，也写进通知。")
    if reason is None:
        return
    if not reason.strip():
        raise WeibaoError("没有写原因，什么也没有做。撤回、更正、重新印发和作废都要写明原因。")
    _do(job, "withdraw", _files(rows), *options, "--reason", reason.strip())


def _how(job: Job, rows: Sequence[Row]) -> str | None:
    """What is to become of documents that are out; "" where none is, None where the clerk cancelled."""
    if not any(row["state"] in ("印发", "更正", "重新印发") for row in rows):
        return ""
    words = ("撤回", "更正", "重新印发")
    note = ""
    while True:
        answer = job.desk.ask(
            f"{note}已经印发的怎样办？写撤回、更正（个别文字有误）或重新印发（换一份新的）。", words[0]
        )
        if answer is None or answer.strip() in words:
            return answer if answer is None else answer.strip()
        note = f"“{answer}”不在里面。"


def _do(job: Job, step: str, files: Sequence[str], *options: str) -> None:
    done = job.run(
        "documents", step, *files, *options, "--campaign", str(job.root), folder=False, as_of=False, live=True
    )
    message = messages.documented(done)
    if done["written"]:
        finish(job, message, (job.root / done["written"][0]).parent)
    else:
        job.tell(message)


def _asked(job: Job, question: str, fits: Callable[[Row], bool]) -> list[Row]:
    """The documents that the clerk means; none where he cancelled."""
    rows = [row for row in _rows(job) if fits(row)]
    if not rows:
        job.tell("现在没有可以办这一步的文书。点“文书一览”，看每份文书办到哪一步。")
        return []
    lines = [f"{place}. {_line(row)}" for place, row in enumerate(rows[:_LISTED], 1)]
    if len(rows) > _LISTED:
        lines.append(f"……共 {len(rows)} 份，没有列出的可以写单位或文号")
    note = f"写序号、单位、文件名或文号，几份用顿号隔开；{len(rows)} 份都要就写“{ALL}”。"
    given = ALL if len(rows) == 1 else ""
    while True:
        answer = job.desk.ask("\n".join([question, *lines, note]), given)
        if answer is None or not answer.strip():
            return []
        given = answer.strip()
        found, strange = _meant(given, rows)
        if not strange:
            return found
        note = f"“{'、'.join(strange)}”不在里面。写序号、单位、文件名或文号，或者“{ALL}”。"


def _files(rows: Sequence[Row]) -> list[str]:
    """Documents as the command line takes them."""
    return [row["file"] or row["doc_no"] for row in rows]


def _meant(answer: str, rows: Sequence[Row]) -> tuple[list[Row], list[str]]:
    """The rows that an answer names, in their order, and the words that name none.

    A name may hold blanks and commas, so the whole is tried before its parts.
    """
    if answer == ALL:
        return list(rows), []
    found: list[Row] = []
    strange = []
    for piece in [answer] if _rows_of(answer, rows) else filter(None, _COMMAS.split(answer)):
        for word in [piece] if _rows_of(piece, rows) else piece.split():
            named = _rows_of(word, rows)
            found += [row for row in named if row not in found]
            strange += [] if named else [word]
    return found, strange


def _rows_of(word: str, rows: Sequence[Row]) -> list[Row]:
    """The rows that one word names: by the place in the list, the number, in full, or in part."""
    word = unicodedata.normalize("NFKC", word).strip()
    if word.isdecimal():
        return [rows[int(word) - 1]] if 0 < int(word) <= len(rows) else []
    number, place = read_number(word), _PLACE.fullmatch(word)
    if number or place:
        typed = [(row, own) for row in rows if (own := read_number(row["doc_no"]))]
        return [row for row, own in typed if own == number or (place and own.place == int(place[1]))]
    full = [row for row in rows if word in _names(row)]
    # Figures are not cut: 单位1 is not 单位12.
    ahead, behind = (r"(?<!\d)" if word[:1].isdecimal() else ""), (r"(?!\d)" if word[-1:].isdecimal() else "")
    part = re.compile(f"{ahead}{re.escape(word)}{behind}")
    return full or [row for row in rows if word and any(map(part.search, _names(row)))]


def _names(row: Row) -> list[str]:
    """All that a document may be called, as it is compared."""
    name = row["file"].rpartition("/")[2]
    texts = (row["file"], name, name.removesuffix(".docx"), row["title"], row["doc_no"], row["to"])
    return [unicodedata.normalize("NFKC", text) for text in texts if text]


def _line(row: Mapping[str, Any]) -> str:
    return "　".join(filter(None, (row["doc_no"], row["to"] or row["title"], row["file"].rpartition("/")[2])))


def _rows(job: Job) -> list[Row]:
    rows: list[Row] = job.run("documents", "list", as_of=False)["documents"]
    return rows


def _asked_day(job: Job, question: str) -> str | None:
    return asked_day(job.desk, question, _EARLIEST)
