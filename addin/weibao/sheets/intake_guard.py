"""Reading a return that is large, looks wrong or made a reader fail: once more, in a process that can be killed.

Ordinary files never come here. Whatever happens in the worker process, the batch goes on: at worst the file is
refused with its reason.
"""

from __future__ import annotations

import base64
import pickle
import re
from typing import TYPE_CHECKING, Any, Final

from weibao.clean import printable
from weibao.sheets import container
from weibao.texts import FINDINGS
from weibao.worker import Worker, WorkerError

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.compute.model import Submission
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.intake import ReadReturn

# What one file may take: seconds of reading, and bytes of the whole worker process.
SECONDS: Final = 10.0
MEMORY: Final = 400 * 2**20
READER: Final = "weibao.sheets.intake_guard:serve"

_REASONS: Final = {
    "timeout": f"读了 {SECONDS:g} 秒还没有读完",
    "memory": f"读取时占用内存超过 {MEMORY // 2**20} MB",
    "crashed": "文件里的内容使读取程序中断",
    "failed": "文件里的内容使读取程序出错",
}

_DIGEST: Final = re.compile(r"(?:[0-9a-f]{64})?")
_CELL: Final = re.compile(r"(?:[A-Z]{1,3}[0-9]{1,7})?")
_ROUNDS: Final = 1000


class StoppedError(Exception):
    """The worker gave no result; the text says why, in Chinese."""


def read_in_worker(
    path: Path, rulebook: Rulebook, settings: Settings, *, file: str, content: bytes | None = None
) -> ReadReturn:
    """The same as `intake.read_return`, from a process of its own. StoppedError where it gives no result."""
    from weibao.sheets.intake import ReadReturn
    from weibao.sheets.intake_json import from_json

    grounds = base64.b64encode(pickle.dumps((rulebook, settings))).decode()
    data = None if content is None else base64.b64encode(content).decode()
    try:
        with Worker(READER, memory=MEMORY) as worker:
            answer = from_json(worker.call(grounds, path.as_posix(), file, data, seconds=SECONDS))
    except WorkerError as error:
        raise StoppedError(_REASONS.get(str(error.reason), _REASONS["crashed"])) from None
    except Exception:  # a process that a file has taken over may answer anything
        raise StoppedError(_REASONS["crashed"]) from None
    if not isinstance(answer, ReadReturn) or not is_of(answer, settings.apply(rulebook), file):
        raise StoppedError(_REASONS["crashed"])
    return answer


def is_of(answer: ReadReturn, rulebook: Rulebook, file: str) -> bool:
    """Whether an answer speaks of that file, and of nothing that the rulebook does not know."""
    who, submission, shown = answer.identity, answer.submission, printable(file)
    digests = {answer.digest} | ({submission.digest} if submission else set())
    told = [*answer.findings, *(submission.findings if submission else ())]
    units = {None, who.unit, who.meta_unit, *(found.unit or None for found in told)}
    rows = {found.indicator for found in told} - rulebook.veto_by_id.keys() - rulebook.count_by_id.keys()
    if submission:
        units.add(submission.unit)
        rows |= {row.indicator for row in submission.rows} | {row.indicator for row in submission.evidence}
        if submission.file != file or not _are_known(submission, rulebook):
            return False
    return (
        answer.file == file
        and units <= {None, *rulebook.unit_by_id}
        and rows <= {"", *rulebook.indicator_by_id}
        and all(_DIGEST.fullmatch(digest) for digest in digests)
        and all(found.code in FINDINGS and found.file in ("", shown) and _CELL.fullmatch(found.cell) for found in told)
    )


def _are_known(submission: Submission, rulebook: Rulebook) -> bool:
    """Whether the rulebook has every row, and every row its place."""
    tables = (
        submission.rows,
        submission.evidence,
        submission.vetoes,
        submission.feedback,
        submission.counts,
        submission.annual,
    )
    return (
        all(row.indicator for row in submission.rows)
        and {row.veto for row in submission.vetoes} <= rulebook.veto_by_id.keys()
        and {row.count for row in submission.counts} <= rulebook.count_by_id.keys()
        and {row.field for row in submission.annual} <= {item.id for item in rulebook.annual_fields}
        and {row.type for row in submission.evidence} <= {"", *(kind.id for kind in rulebook.material_types)}
        and all(row.row >= 0 for table in tables for row in table)
        and 0 <= submission.round < _ROUNDS
    )


def serve(grounds: str, path: str, file: str, content: str | None) -> Any:
    """The worker's side: the return as JSON. `grounds` comes from `read_in_worker`, never out of a file."""
    from pathlib import Path

    from weibao.sheets.intake import read_return
    from weibao.sheets.intake_json import to_json

    container.widen()
    rulebook, settings = pickle.loads(base64.b64decode(grounds))  # noqa: S301 - written by `read_in_worker`
    data = None if content is None else base64.b64decode(content)
    return to_json(read_return(Path(path), rulebook, settings, file=file, content=data))
